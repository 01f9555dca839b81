import re
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.forms import renderers

# Control characters but line breaks; what lets text read in another order than it is stored in;
# and what no XML can hold. As in debates.argument.prose, which the project's core does not know.
_OUT_OF_SIGHT = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs without any ink


class Renderer(renderers.DjangoTemplates):
    """Every form field is drawn by one template of ours, ``{{ field.as_field_group }}``."""

    field_template_name = "components/_field.html"

    @cached_property
    def engine(self) -> object:
        """Widgets come from our templates first, then from Django's own."""
        own = Path(settings.BASE_DIR) / "templates"
        stock = Path(renderers.__file__).parent / self.backend.app_dirname
        return self.backend(
            {"APP_DIRS": True, "DIRS": [own, stock], "NAME": "djangoforms", "OPTIONS": {}}
        )


class Choices(forms.RadioSelect):
    """Radio buttons as cards. A label may have a ``name`` and a ``gist``, which says what it means.

    Not as a tuple: Django takes tuples for groups of choices.
    """

    template_name = "components/_choices.html"


class PlainText(forms.CharField):
    """Text that shows what it is: nothing in it is out of sight or turns what stands beside it."""

    default_error_messages = {
        "no_ink": "None of these characters can be seen. Write some that can, or leave it empty."
    }

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", _OUT_OF_SIGHT.sub("", super().to_python(value)))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not any(map(has_ink, value)):
            raise forms.ValidationError(self.error_messages["no_ink"], code="no_ink")


def has_ink(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK_LETTERS
