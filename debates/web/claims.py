"""Changing one claim: its wording, whether it stands, and whether a challenge is granted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates import operations
from debates.argument.difference import difference
from debates.errors import NotAllowed, Refusal
from debates.models import Claim
from debates.permissions import Action, editing
from debates.web.claim_forms import EditForm, NoteForm, said, typed_or_kept
from debates.web.columns import head_of
from debates.web.preview import previewed
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to
from debates.web.words import label_of, without_links, words_of


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def edit_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    visit.require(editing(claim), own=visit.owns(claim.author_id))
    form = EditForm(*typed_or_kept(request), claim=claim, parent=claim.parent)
    if request.method == "GET":
        return _edit_page(request, visit, claim, form)
    if not form.is_valid():
        return _edit_page(request, visit, claim, form, status=422)
    if "preview" in request.POST:
        return _edit_page(request, visit, claim, form)
    return _edited(request, visit, claim, form)


def _edited(request: HttpRequest, visit: Visit, claim: Claim, form: EditForm) -> HttpResponse:
    asked = form.cleaned_data
    try:
        edited = operations.edit_claim(request.user, claim, **asked)
    except operations.StaleEdit as stale:
        return _conflict(request, visit, stale.current, asked)
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        status = 403 if isinstance(refusal, NotAllowed) else 422
        return _edit_page(request, visit, claim, form, status=status)
    if edited.revision == asked["seen"]:
        messages.info(request, "The wording is as it was.")
    else:
        messages.success(request, f"Your wording is revision {edited.revision}.")
    return redirect(visit.at_home(edited))


def _edit_page(
    request: HttpRequest, visit: Visit, claim: Claim, form: EditForm, *, status: int = 200
) -> HttpResponse:
    context = claim_page(visit, claim) | {"form": form}
    if "preview" in form.data:
        context["preview"] = previewed(form.data.get("text", ""), form.data.get("detail", ""))
    return render(request, "debates/edit_claim.html", context, status=status)


def _conflict(
    request: HttpRequest, visit: Visit, current: Claim, asked: dict[str, Any]
) -> HttpResponse:
    """Both wordings and how they differ, with a form that saves over the other knowingly."""
    visit.at_home(current)
    form = EditForm(asked | {"seen": current.revision}, None, claim=current, parent=current.parent)
    context = claim_page(visit, current) | {
        "form": form,
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


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def withdraw_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    visit.require(Action.WITHDRAW, own=visit.owns(claim.author_id))
    done = f"The {words_of(claim).noun} is withdrawn. It stays readable, and counts no more."
    return _confirmed(request, visit, claim, operations.withdraw_claim, done)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def restore_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    visit.require(Action.RESTORE, own=visit.owns(claim.author_id))
    done = f"The {words_of(claim).noun} is back."
    return _confirmed(request, visit, claim, operations.restore_claim, done)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def concede(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    challenged = claim.parent
    visit.require(Action.CONCEDE, own=challenged is not None and visit.owns(challenged.author_id))
    done = f"The {words_of(claim).noun} is conceded."
    return _confirmed(request, visit, claim, operations.concede, done)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def accept_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    visit.require(Action.ACCEPT)
    done = f"The {words_of(claim).noun} is accepted: everybody sees it now."
    return _confirmed(request, visit, claim, operations.accept_claim, done)


def _confirmed(
    request: HttpRequest,
    visit: Visit,
    claim: Claim,
    verb: Callable[..., Claim],
    done: str,
) -> HttpResponse:
    """A page that says what the verb means, with room for a reason; then the verb."""
    form = NoteForm(*typed_or_kept(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                verb(request.user, claim, note=form.cleaned_data["note"])
            except NotAllowed:
                raise
            except Refusal as refusal:
                form.add_error(None, said(refusal))
            else:
                messages.success(request, done)
                return redirect(claim)
    context = claim_page(visit, claim) | {"form": form}
    return render(request, f"debates/{verb.__name__}.html", context, status=status)
