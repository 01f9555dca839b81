"""Letting a claim argue in a second place: search for it, say what it does there, and undo it."""

import uuid
from collections.abc import Collection
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.forms import Choices
from debates import operations
from debates.argument.words import Aim, Kind, Stance, State
from debates.errors import NotAllowed, Refusal
from debates.models import Claim, Link
from debates.permissions import Action
from debates.web.claim_forms import ClaimForm, said, typed_or_kept
from debates.web.claims import claim_page
from debates.web.finding import claim_named, looked_for
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to
from debates.web.words import (
    AIM_WORDS,
    KIND_WORDS,
    AimWords,
    kind_below,
    label_of,
    without_links,
    words_of,
)


class LinkForm(ClaimForm):
    """What a claim does to the target, and if it opposes it, what it aims at."""

    stance = forms.ChoiceField(
        label="What does it do there?",
        widget=Choices,
        error_messages={
            "required": "Choose whether it supports or opposes that.",
            "invalid_choice": "Choose one of these.",
        },
    )
    aim = forms.ChoiceField(
        label="If it opposes that: what does it aim at?",
        required=False,
        initial=Aim.TRUTH.value,
        widget=Choices,
    )
    target = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: Claim, stance: str, **kwargs: Any) -> None:
        chosen = {"stance": stance if stance in set(Stance) else "", "target": target.pk}
        super().__init__(*args, initial=chosen, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        self.fields["stance"].choices = _stances(target)
        self.fields["aim"].choices = [
            (aim.value, AIM_WORDS[aim])
            for aim in Aim
            if aim != Aim.RELEVANCE or target.stance is not None
        ]

    def asked(self) -> dict[str, Any]:
        """What the verb is given."""
        stance = self.cleaned_data["stance"]
        aim = self.cleaned_data["aim"] if stance == Stance.CON else ""
        return {"stance": stance, "aim": aim, "key": self.cleaned_data["key"]}


def _stances(target: Claim) -> list[tuple[str, AimWords]]:
    noun = words_of(target).noun
    as_con = KIND_WORDS[kind_below(target, Stance.CON)].noun
    return [
        (Stance.PRO.value, AimWords("It supports that", f"It is a reason for the {noun}.", "")),
        (Stance.CON.value, AimWords("It opposes that", f"It stands there as a {as_con}.", "")),
    ]


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def link_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    visit.require(Action.LINK, own=visit.owns(claim.author_id))
    typed, kept = typed_or_kept(request)
    asked = typed or kept or request.GET
    target = claim_named(visit, asked.get("target", ""))
    if target is None:
        return _search_page(request, visit, claim)
    form = LinkForm(typed, kept, target=target, stance=asked.get("stance", ""))
    if request.method == "POST":
        return _linked(request, visit, claim, target, form)
    try:
        operations.require_linkable(request.user, claim, target)
    except Refusal as refusal:
        return _search_page(request, visit, claim, refusal.message)
    return _confirm_page(request, visit, claim, target, form)


@require_POST
@signed_in
def unlink_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    links = Link.objects.select_related("claim")
    seen = visit.claims
    link = get_object_or_404(links, pk=pk, claim__in=seen, target__in=seen)
    operations.unlink_claim(request.user, link)
    messages.success(request, "The link is taken off. The history of the claim keeps it.")
    return redirect(visit.at_home(link.claim))


def _linked(
    request: HttpRequest, visit: Visit, claim: Claim, target: Claim, form: LinkForm
) -> HttpResponse:
    if form.is_valid():
        try:
            operations.link_claim(request.user, claim, target, **form.asked())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, said(refusal))
        else:
            messages.success(request, f"The {words_of(claim).noun} argues here too.")
            return redirect(f"{target.get_absolute_url()}#claim-{claim.pk}")
    return _confirm_page(request, visit, claim, target, form, status=422)


def _search_page(
    request: HttpRequest, visit: Visit, claim: Claim, refused: str = ""
) -> HttpResponse:
    targets = set(claim.links.values_list("target", flat=True))
    context = claim_page(visit, claim) | {"refused": refused, "fixed": _fixed(claim)}
    context |= looked_for(request, visit, partial(_why_not, claim, targets))
    return render(request, "debates/link_claim.html", context, status=422 if refused else 200)


def _confirm_page(
    request: HttpRequest,
    visit: Visit,
    claim: Claim,
    target: Claim,
    form: LinkForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = claim_page(visit, claim) | {
        "target": target,
        "target_label": label_of(target),
        "target_text": without_links(target.text_html),
        "form": form,
    }
    return render(request, "debates/link_here.html", context, status=status)


def _fixed(claim: Claim) -> str:
    """Why the claim can be linked to nothing at all, if so."""
    if claim.is_root:
        return "This is what the whole debate is about: it argues about nothing else."
    if claim.state != State.VISIBLE:
        return "It can argue elsewhere once it stands, and everybody sees it."
    return ""


def _why_not(claim: Claim, targets: Collection[int], match: Claim) -> str:
    if match.pk == claim.pk:
        return "This is the claim you are linking."
    if match.pk == claim.parent_id:
        return "This is its own place: it argues about that already."
    if match.pk in targets:
        return "It is linked to that already."
    if claim.holds(match):
        return "It hangs below the claim you are linking: they would argue in a circle."
    if match.kind == Kind.QUESTION:
        return "Only theses answer the question: link to a thesis."
    if match.state != State.VISIBLE:
        return "It does not stand: it was withdrawn, or waits for review."
    return ""
