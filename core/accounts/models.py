from enum import StrEnum
from zoneinfo import available_timezones

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse


def known_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError("“%(name)s” is not a time zone.", params={"name": name})


class Shown(StrEnum):
    """Who may see a person's public profile: what they say of themselves, and what they argued."""

    NOBODY = "nobody"
    SIGNED_IN = "signed in"
    EVERYBODY = "everybody"


class User(AbstractUser):
    """A person with an account. Others see the display name, or the user name if there is none.

    Whoever had their account erased stays as an author without a name.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField("name shown to others", max_length=60, blank=True)
    # Empty: the site's own. Which languages there are is settings.LANGUAGES, not a migration.
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=50, blank=True, validators=[known_time_zone])
    about = models.TextField("about me", max_length=500, blank=True)
    profile_shown_to = models.CharField(
        max_length=9,
        choices=[(shown.value, shown.value) for shown in Shown],
        default=Shown.SIGNED_IN.value,
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Pages show names: what is kept of a page is out of date when the latest of these moves on.
    profile_changed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return name_of(self)

    def get_absolute_url(self) -> str:
        return reverse("profile")


def name_of(user: User) -> str:
    if user.erased_at:
        return "A former participant"
    return user.display_name or user.username
