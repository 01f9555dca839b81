"""Forms about people in a debate, and what their roles are called."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, QueryDict

from core.accounts.models import User
from core.forms import Choices
from debates.errors import NotAllowed, Refusal
from debates.models import Invitation, JoinRequest, Membership, Role
from debates.operations.inviting import MOST_USES, ROLES
from debates.web.debate_forms import ChoiceWords

Outcome = TypeVar("Outcome")

ROLE_WORDS = {
    Role.READER: ChoiceWords("Reader", "Reads the debate, also while it is private or a draft."),
    Role.SUGGESTER: ChoiceWords(
        "Suggester", "Suggests claims. They show once an editor has accepted them."
    ),
    Role.WRITER: ChoiceWords(
        "Writer", "Posts claims, replies and sources, and edits what is their own."
    ),
    Role.EDITOR: ChoiceWords(
        "Editor", "Also edits, moves and links what others wrote, and reviews suggestions."
    ),
    Role.MODERATOR: ChoiceWords(
        "Moderator", "Also withdraws what others wrote, lets people in and gives roles."
    ),
    Role.OWNER: ChoiceWords(
        "Owner", "Also decides who reads and posts, and when it ends. There is one."
    ),
}
DAYS = {
    1: "1 day",
    3: "3 days",
    7: "a week",
    14: "2 weeks",
    30: "30 days",
    90: "90 days",
}
# So many members can be chosen from to take a debate over; others from their own page.
HEIRS_SHOWN = 200


def named(role: int) -> str:
    """“a writer”, “an editor”."""
    word = ROLE_WORDS[Role(role)].name.lower()
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def roles_below(own: Role) -> list[Role]:
    return [role for role in ROLE_WORDS if role < own]


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing, unless it was sent."""
    return request.POST if request.method == "POST" else None


def carried_out(form: forms.Form, act: Callable[[], Outcome]) -> Outcome | None:
    """What the verb returned; None where it refused, and the form then says why."""
    try:
        return act()
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.message)
    return None


class RoleField(forms.TypedChoiceField):
    """Cards, one for each role that can be given."""

    widget = Choices

    def __init__(self, roles: Iterable[Role], **details: Any) -> None:
        choices = [(str(role.value), ROLE_WORDS[role]) for role in roles]
        wrong = dict.fromkeys(("required", "invalid_choice"), "Choose one of these.")
        details.setdefault("label", "What they may do")
        super().__init__(
            choices=choices,
            coerce=lambda value: Role(int(value)),
            error_messages=wrong,
            **details,
        )


class InviteForm(forms.Form):
    """``email`` is not asked for here: an invitation by mail is the business of AddForm."""

    role = RoleField(ROLES, label="What they may do", initial=Role.WRITER.value)
    uses = forms.IntegerField(
        label="For how many people",
        min_value=1,
        max_value=MOST_USES,
        initial=12,
        help_text=f"{MOST_USES} at most.",
        error_messages={"required": "Write a number.", "invalid": "Write a number."},
    )
    days = forms.TypedChoiceField(
        label="Good for",
        choices=list(DAYS.items()),
        initial=14,
        coerce=int,
        help_text="Then the link expires.",
    )
    label = forms.CharField(
        label="Name of this link",
        required=False,
        strip=False,
        help_text="To tell it from other ones: “Class 10b”. Only those who manage members see it.",
        widget=forms.TextInput(attrs={"maxlength": Invitation.LABEL_MAX, "autocomplete": "off"}),
    )


class AddForm(forms.Form):
    """One field for both: what looks like an address is one, whether or not somebody has it."""

    who = forms.CharField(
        label="User name or email address",
        max_length=254,
        help_text="Whoever has an account here is added by user name at once. To an email address "
        "goes an invitation that lets one person in.",
        error_messages={"required": "Write a user name or an email address."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, own: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = RoleField(roles_below(own), initial=Role.WRITER.value)

    def clean(self) -> dict[str, Any]:
        who = self.cleaned_data.get("who", "")
        if _is_address(who):
            self._check_role()
        elif who:
            self.cleaned_data["person"] = self._person(who.removeprefix("@"))
        return self.cleaned_data

    def _check_role(self) -> None:
        if self.cleaned_data.get("role", Role.WRITER) not in ROLES:
            self.add_error(
                "role",
                "An invitation makes somebody a writer at most. Choose a role up to that one, and "
                "give them more once they are in.",
            )

    def _person(self, name: str) -> User | None:
        known = User.objects.filter(is_active=True, erased_at=None)
        person = known.filter(username__in={name, User.normalize_username(name).lower()}).first()
        if person is None:
            self.add_error(
                "who",
                f"Nobody here has the user name “{name}”. Look how it is written, or invite them "
                "by email.",
            )
        return person


def _is_address(who: str) -> bool:
    try:
        validate_email(who)
    except ValidationError:
        return False
    return True


class RoleForm(forms.Form):
    def __init__(self, *args: Any, own: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = RoleField(roles_below(own))


class SureForm(forms.Form):
    """A tick that says that one means it."""

    sure = forms.BooleanField(error_messages={"required": "Tick this if you mean it."})

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sure"].label = words


class OfferForm(SureForm):
    """To whom a debate is handed over."""

    person = forms.TypedChoiceField(
        label="The new owner",
        coerce=int,
        error_messages={
            "required": "Choose a member.",
            "invalid_choice": "Choose a member: only members can take a debate over.",
        },
    )
    field_order = ["person", "sure"]

    def __init__(self, *args: Any, heirs: Iterable[Membership], **kwargs: Any) -> None:
        words = "I hand this debate over: its new owner decides on everything, also on my role."
        super().__init__(*args, words=words, **kwargs)
        self.fields["person"].choices = [
            ("", "Choose…"),
            *((member.user_id, _told_apart(member)) for member in heirs),
        ]


def _told_apart(member: Membership) -> str:
    person = member.user
    name = str(person)
    if name != person.username:
        name = f"{name} ({person.username})"
    return f"{name}, {ROLE_WORDS[Role(member.role)].name.lower()}"


class _WordsForm(forms.Form):
    words: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.words].widget.attrs |= {"maxlength": JoinRequest.NOTE_MAX, "rows": 3}


class AskForm(_WordsForm):
    words = "note"
    note = forms.CharField(
        label="A word about you",
        required=False,
        strip=False,
        help_text="Who are you, and what do you want to add? Those who manage the members read it.",
        widget=forms.Textarea,
    )


class DeclineForm(_WordsForm):
    words = "reason"
    reason = forms.CharField(
        label="Reason",
        required=False,
        strip=False,
        help_text="Who asked reads it, and nobody else.",
        widget=forms.Textarea,
    )
