from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings

from core.accounts.models import Shown, User, known_time_zone
from core.forms import Choices, PlainText


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only_labels(self)
        self.fields["login"].label = "Username or email"
        self.fields["password"].help_text = ""
        if "remember" in self.fields:
            self.fields["remember"].label = "Stay signed in on this device"


class SignUpForm(SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _only_labels(self)
        self.fields["password1"].help_text = (
            "At least 10 characters of any kind: several words are good. Nothing that others "
            "use or would guess here."
        )


def _only_labels(form: forms.Form) -> None:
    """Without placeholders, which repeat the labels and look like something already typed."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


@cache
def time_zones() -> list[str]:
    """Names to choose from: places (“Europe/Berlin”) and UTC, without the old aliases."""
    places = (name for name in available_timezones() if "/" in name and _is_a_place(name))
    return [*sorted(places), "UTC"]


def _is_a_place(name: str) -> bool:
    return not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))


@dataclass(frozen=True)
class ShownWords:
    """A choice on a card; no tuple, which Django would take for a group of choices."""

    name: str
    gist: str


SHOWN_TO = {
    Shown.NOBODY: ShownWords(
        "Nobody", "There is no such page. Your name still stands beside what you wrote."
    ),
    Shown.SIGNED_IN: ShownWords(
        "Signed-in people", "Whoever has an account here and is signed in."
    ),
    Shown.EVERYBODY: ShownWords("Everybody", "Anybody, without an account too."),
}


class Lines(PlainText):
    """Text of several lines. Browsers send two characters for each break, and count one."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class ProfileForm(forms.Form):
    display_name = PlainText(
        label="Name shown to others",
        max_length=User._meta.get_field("display_name").max_length,
        required=False,
        help_text="If you leave it empty, your user name is shown.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    about = Lines(
        label="About yourself",
        max_length=User._meta.get_field("about").max_length,
        required=False,
        help_text="Plain text of at most 500 characters, for your public profile.",
    )
    profile_shown_to = forms.ChoiceField(
        label="Who may see your public profile",
        choices=[(shown.value, words) for shown, words in SHOWN_TO.items()],
        error_messages={
            "required": "Choose one of these.",
            "invalid_choice": "Choose one of these.",
        },
        help_text="It shows your name, what you say about yourself, and what you wrote in debates "
        "that the reader may see.",
        widget=Choices,
    )
    time_zone = forms.CharField(
        label="Time zone",
        max_length=50,
        required=False,
        validators=[known_time_zone],
        help_text="Type a city or a continent to find it. Dates are shown in this zone.",
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(label="Language", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) > 1:
            self.fields["language"].choices = [("", "The site's own"), *settings.LANGUAGES]
        else:
            del self.fields["language"]
        self.fields["time_zone"].widget.attrs["placeholder"] = settings.TIME_ZONE
