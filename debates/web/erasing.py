"""Erasing one's account: what it means, said beforehand, and a word typed to be sure."""

from dataclasses import dataclass
from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.accounts.models import User
from core.forms import Choices
from debates import operations
from debates.errors import Refusal
from debates.models import Claim
from debates.operations import Texts
from debates.web.sessions import signed_in


@dataclass(frozen=True)
class _Choice:
    name: str
    gist: str


_TEXTS = {
    Texts.KEEP: _Choice(
        "Keep my texts", "Your claims stay word for word, said by “A former participant”."
    ),
    Texts.BLANK: _Choice(
        "Take my texts out",
        "Each of your claims, in every wording, becomes “(text removed by its author)”. Your "
        "details, your notes and the sources you gave for your own claims go too.",
    ),
}


class EraseForm(forms.Form):
    texts = forms.ChoiceField(
        label="What you wrote",
        choices=[(key.value, choice) for key, choice in _TEXTS.items()],
        initial=Texts.KEEP.value,
        widget=Choices,
    )
    username = forms.CharField(
        label="Your user name, to be sure",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["username"].help_text = f"Type “{person.username}”. Nothing can be undone."

    def clean_username(self) -> str:
        typed = self.cleaned_data["username"]
        if typed != self.person.username:
            raise forms.ValidationError("This is not your user name. Your account is as it was.")
        return typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required
def erase_me(request: HttpRequest) -> HttpResponse:
    person = request.user
    form = EraseForm(request.POST or None, person=person)
    if form.is_valid() and _erased(person, form):
        logout(request)
        messages.success(request, "Your account is erased, and you are signed out. Farewell.")
        return redirect("explore")
    shown = {
        "form": form,
        "legacies": operations.legacies_of(person),
        "written": Claim.objects.filter(author=person).count(),
    }
    return render(request, "me/erase.html", shown, status=422 if form.errors else 200)


def _erased(person: User, form: EraseForm) -> bool:
    try:
        operations.erase_person(person, person, texts=form.cleaned_data["texts"])
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True
