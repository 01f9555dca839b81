from functools import cached_property
from pathlib import Path

from django import forms
from django.conf import settings
from django.forms import renderers


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
