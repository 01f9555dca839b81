"""Forms that bring a file in: first what is in it, then what is to come of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from core.forms import Choices
from debates.argument.authors import with_names_noted
from debates.argument.map import ArgumentMap
from debates.argument.prose import clean_line
from debates.argument.words import Aim, Stance
from debates.errors import Refusal
from debates.formats.registry import FORMATS
from debates.models import Claim, Phase, Posting, Visibility
from debates.models.debate import TITLE_MAX
from debates.web.claim_forms import ClaimForm, said
from debates.web.debate_forms import PHASES, POSTINGS, VISIBILITIES, ChoiceWords
from debates.web.words import AIM_WORDS, KIND_WORDS, AimWords, kind_below, words_of

READABLE = {name: format for name, format in FORMATS.items() if format.loads}
_BY_CONTENT = [("", "Told by the content")]
_NAMES = {
    "drop": ChoiceWords("Leave them behind", "Nothing tells who wrote it there."),
    "note": ChoiceWords("Note them", "Each claim’s detail ends with “Written by …”."),
}
_BEGINNINGS = {
    Phase.OPEN: ChoiceWords("Now", "It can be read and answered at once."),
    Phase.DRAFT: PHASES[Phase.DRAFT],
}


class _MayBeMissing:
    """No field that is marked as optional: of several, one has to be there."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)  # type: ignore[misc]


class _Text(_MayBeMissing, forms.CharField):
    pass


class _Format(_MayBeMissing, forms.ChoiceField):
    pass


class _Files(_MayBeMissing, forms.Field):
    pass


def _format_field() -> forms.ChoiceField:
    return _Format(
        label="Format",
        choices=[*_BY_CONTENT, *((name, format.title) for name, format in READABLE.items())],
        error_messages={"invalid_choice": "Choose one of these formats."},
    )


def _choice(label: str, words: Mapping[Any, ChoiceWords], initial: str) -> forms.ChoiceField:
    wrong = {"required": "Choose one of these.", "invalid_choice": "Choose one of these."}
    choices = [(str(value), said) for value, said in words.items()]
    return forms.ChoiceField(
        label=label, choices=choices, initial=initial, widget=Choices, error_messages=wrong
    )


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class LookForm(ClaimForm):
    """Files, or a text; which of them is there is decided by the view."""

    use_required_attribute = False
    files = _Files(
        label="Files",
        help_text="One or several, each with one debate.",
        widget=ManyFiles,
    )
    text = _Text(
        label="Or paste the text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "pasted", "spellcheck": "false"}),
    )
    format = _format_field()


class AgainForm(ClaimForm):
    """Another look at the same file: in another format, or with another text."""

    use_required_attribute = False
    format = _format_field()
    text = _Text(
        label="The text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "pasted", "spellcheck": "false"}),
    )


class TakeForm(ClaimForm):
    """``people`` is how many authors the file names."""

    file = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            self.fields["names"] = _choice("The names in the file", _NAMES, "drop")

    def chosen(self, argument: ArgumentMap) -> ArgumentMap:
        """The map as it was asked for."""
        noted = self.cleaned_data.get("names") == "note"
        return with_names_noted(argument) if noted else argument


class NewDebateForm(TakeForm):
    title = forms.CharField(
        label="Title",
        strip=False,
        error_messages={"required": "Give it a title."},
        widget=forms.TextInput(attrs={"class": "serif", "maxlength": TITLE_MAX}),
    )
    visibility = _choice("Who can read it?", VISIBILITIES, Visibility.PRIVATE)
    posting = _choice("Who can add claims?", POSTINGS, Posting.OPEN)
    phase = _choice("When does it begin?", _BEGINNINGS, Phase.OPEN)

    def clean_title(self) -> str:
        try:
            return clean_line(self.cleaned_data["title"], TITLE_MAX, "title")
        except Refusal as refusal:
            raise said(refusal) from None

    def chosen(self, argument: ArgumentMap) -> ArgumentMap:
        return replace(super().chosen(argument), title=self.cleaned_data["title"])

    def asked(self) -> dict[str, Any]:
        """What the verb is given."""
        return {name: self.cleaned_data[name] for name in ("visibility", "posting", "phase")}


class BranchForm(TakeForm):
    """What the file's thesis does to the claim that it comes below; below a question, nothing."""

    def __init__(self, *args: Any, parent: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parent.kind == "question":
            return
        noun = words_of(parent).noun
        as_con = KIND_WORDS[kind_below(parent, Stance.CON)].noun
        self.fields["stance"] = forms.ChoiceField(
            label=f"What does it do to this {noun}?",
            widget=Choices,
            choices=[
                (Stance.PRO.value, AimWords("It supports it", f"A reason for the {noun}.", "")),
                (Stance.CON.value, AimWords("It opposes it", f"It becomes a {as_con}.", "")),
            ],
            error_messages={
                "required": "Choose whether it supports or opposes it.",
                "invalid_choice": "Choose one of these.",
            },
        )
        self.fields["aim"] = forms.ChoiceField(
            label="If it opposes it: what does it aim at?",
            required=False,
            initial=Aim.TRUTH.value,
            widget=Choices,
            choices=[
                (aim.value, AIM_WORDS[aim])
                for aim in Aim
                if aim != Aim.RELEVANCE or parent.stance is not None
            ],
        )

    def asked(self) -> dict[str, Any]:
        """What the verb is given."""
        stance = self.cleaned_data.get("stance")
        aim = self.cleaned_data.get("aim", "") if stance == Stance.CON else ""
        return {"stance": stance, "aim": aim}
