"""Forms of the pages that change where a claim stands, and of amending it in answer."""

from typing import Any

from django import forms
from django.http import HttpRequest

from debates.argument.prose import clean_line
from debates.errors import Refusal
from debates.operations.wording import REASON_MAX
from debates.web.claim_forms import ClaimForm, EditForm, NoteForm, said


class Answering(forms.Form):
    """``answering`` is the key of the challenge that is answered thereby, if any."""

    answering = forms.CharField(required=False, widget=forms.HiddenInput)


def answering(request: HttpRequest, form: forms.Form) -> str:
    """The key in the form, or in the address that leads to it."""
    return form["answering"].value() or request.GET.get("answering", "")


class AmendForm(EditForm, Answering):
    pass


class WithdrawForm(NoteForm, Answering):
    pass


class AcceptForm(NoteForm):
    """``seen`` is the revision that the editor read."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TakeBackForm(ClaimForm):
    """Authors take their own suggestion back, with or without a word."""

    note = forms.CharField(
        label="Why",
        required=False,
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_note(self) -> str:
        reason = self.cleaned_data["note"]
        try:
            return clean_line(reason, REASON_MAX, "reason") if reason.strip() else ""
        except Refusal as refusal:
            raise said(refusal) from None


class ReturnForm(TakeBackForm):
    """Who gives somebody else's suggestion back says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.required, note.label = True, "What should its author change?"
        note.error_messages["required"] = "Say why, so that its author knows what to change."
