"""Changing what a claim says; and the frame of all pages that change one claim."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates import operations
from debates.argument.difference import difference
from debates.argument.words import State
from debates.errors import NotAllowed, Refusal
from debates.models import Claim
from debates.permissions import editing
from debates.web.answers import ANSWERED_NO_MORE, challenge_with
from debates.web.claim_forms import said, typed_or_kept
from debates.web.fate import fate_of
from debates.web.head import head_of
from debates.web.preview import previewed
from debates.web.sessions import signed_in
from debates.web.step_forms import AmendForm, answering
from debates.web.visit import Visit, visit_to
from debates.web.words import label_of, without_links, words_of


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def edit_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    visit.require(editing(claim), own=visit.owns(claim.author_id))
    form = AmendForm(*typed_or_kept(request), claim=claim, parent=claim.parent)
    if request.method == "GET":
        return _edit_page(request, visit, claim, form)
    if not form.is_valid():
        return _edit_page(request, visit, claim, form, status=422)
    if "preview" in request.POST:
        return _edit_page(request, visit, claim, form)
    return _edited(request, visit, claim, form)


def _edited(request: HttpRequest, visit: Visit, claim: Claim, form: AmendForm) -> HttpResponse:
    asked = dict(form.cleaned_data)
    key = asked.pop("answering")
    challenge = challenge_with(visit, claim, key)
    if key and challenge is None:
        form.add_error(None, ANSWERED_NO_MORE)
        return _edit_page(request, visit, claim, form, status=422)
    try:
        edited = operations.edit_claim(request.user, claim, answering=challenge, **asked)
    except operations.StaleEdit as stale:
        return _conflict(request, visit, stale.current, asked, challenge)
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        status = 403 if isinstance(refusal, NotAllowed) else 422
        return _edit_page(request, visit, claim, form, status=status)
    _say_what_was_done(request, claim, edited, challenge)
    return redirect(visit.at_home(edited if challenge is None else challenge))


def _say_what_was_done(
    request: HttpRequest, before: Claim, edited: Claim, challenge: Claim | None
) -> None:
    noun = words_of(edited).noun
    if challenge:
        met = words_of(challenge).noun
        messages.success(request, f"The {noun} is amended, and this {met} is marked as met.")
    elif before.state == edited.state:
        _say_what_was_saved(request, before, edited)
    elif edited.state == State.PENDING:
        messages.success(request, f"Your {noun} is sent in again: it waits for an editor.")
    else:
        messages.success(request, f"Your {noun} is posted: everybody sees it now.")


def _say_what_was_saved(request: HttpRequest, before: Claim, edited: Claim) -> None:
    if edited.revision == before.revision:
        messages.info(request, "The wording is as it was.")
    else:
        messages.success(request, f"Your wording is revision {edited.revision}.")


def _edit_page(
    request: HttpRequest, visit: Visit, claim: Claim, form: AmendForm, *, status: int = 200
) -> HttpResponse:
    context = claim_page(visit, claim) | {
        "form": form,
        "challenge": challenge_with(visit, claim, answering(request, form)),
        "fate": fate_of(visit, claim),
    }
    if "preview" in form.data:
        context["preview"] = previewed(form.data.get("text", ""), form.data.get("detail", ""))
    return render(request, "debates/edit_claim.html", context, status=status)


def _conflict(
    request: HttpRequest,
    visit: Visit,
    current: Claim,
    asked: dict[str, Any],
    challenge: Claim | None,
) -> HttpResponse:
    """Both wordings and how they differ, with a form that saves over the other knowingly."""
    visit.at_home(current)
    form = AmendForm(asked | {"seen": current.revision}, None, claim=current, parent=current.parent)
    context = claim_page(visit, current) | {
        "form": form,
        "challenge": challenge,
        "latest": current.revisions.select_related("editor").last(),
        "yours": asked,
        "in_text": difference(current.text, asked["text"]),
        "in_detail": difference(current.detail, asked["detail"]),
    }
    return render(request, "debates/conflict.html", context, status=409)


def claim_page(visit: Visit, claim: Claim) -> dict[str, Any]:
    """What ``debates/claim_page.html`` needs, the frame of all pages that change a claim."""
    return {
        **head_of(visit, ""),
        "claim": claim,
        "focus": claim,
        "label": label_of(claim),
        "linkless": without_links(claim.text_html),
        "noun": words_of(claim).noun,
    }
