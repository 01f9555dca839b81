"""What a user name may be made of: nobody stands beside a claim with what looks like another's."""

import unicodedata

from django.core.exceptions import ValidationError

from core.accounts.models import User
from core.forms import has_ink

# Alphabets that share the look of many letters. A name in one of them may still look like a name in
# another, as a whole: then its letters are all of an alphabet that the reader can be told of.
_ALIKE = {"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "GREEK", "LATIN", "LISU"}


def checked_name(name: str) -> str:
    """The name in the one form in which names are kept and compared (NFKC)."""
    name = User.normalize_username(name)
    if "@" in name:
        raise ValidationError("A user name has no @ in it: others see it.")
    if not all(map(has_ink, name)):
        raise ValidationError(
            "This name holds a blank, or a character that nobody can see. Leave it out."
        )
    if len(_alphabets(name) & _ALIKE) > 1:
        raise ValidationError(
            "This name mixes letters of alphabets that look alike. Write it in one of them."
        )
    return name


def _alphabets(name: str) -> set[str]:
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
