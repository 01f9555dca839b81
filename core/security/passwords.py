"""Words that everybody would try first on this site."""

import re

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

ALWAYS = ("rejoinder", "debate", "argument", "password", "passwort", "teacher", "student", "school")
_LEAST_WORD = 4
_LEAST_REST = 6


def words_of_the_site() -> set[str]:
    """The documented list: the words above, and those in the site's name and host names."""
    own = f"{settings.SITE_NAME} {' '.join(settings.ALLOWED_HOSTS)}".casefold()
    return {*ALWAYS, *(word for word in re.findall(r"\w+", own) if len(word) >= _LEAST_WORD)}


class NotAWordOfTheSite:
    """Refuses what is little more than such words. A long password may have one in it."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        rest = password.casefold()
        found = [
            word for word in sorted(words_of_the_site(), key=len, reverse=True) if word in rest
        ]
        for word in found:
            rest = rest.replace(word, "")
        if found and len(rest) < _LEAST_REST:
            raise ValidationError(
                f"“{found[0]}” is among the first things that somebody would try here. "
                "Choose something that has nothing to do with this site.",
                code="password_of_the_site",
            )

    def get_help_text(self) -> str:
        return "Your password cannot be little more than a word of this site."
