"""What a debate says about itself, who may read and answer it, and whether it goes on."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.accounts.models import User
from debates import operations
from debates.errors import NotAllowed, Refusal
from debates.models import Debate
from debates.permissions import Action
from debates.web.debate_forms import DescriptionForm, PhaseForm, PostingForm, VisibilityForm
from debates.web.head import head_of
from debates.web.sessions import kept_draft, signed_in
from debates.web.visit import Visit, visit_to
from debates.web.weighing_forms import BaseForm, MethodForm, VotesShownForm


class Change(NamedTuple):
    """One small form of the page: what it needs, what carries it out, what to say afterwards."""

    form: type[forms.Form]
    action: Action
    verb: Callable[[User, Debate, dict[str, Any]], Debate]
    done: str


CHANGES = {
    "description": Change(
        DescriptionForm,
        Action.DESCRIBE,
        lambda actor, debate, new: operations.describe_debate(actor, debate, **new),
        "Title and background are saved.",
    ),
    "visibility": Change(
        VisibilityForm,
        Action.CONFIGURE,
        lambda actor, debate, new: operations.set_visibility(actor, debate, new["visibility"]),
        "Who can read the debate is saved.",
    ),
    "posting": Change(
        PostingForm,
        Action.CONFIGURE,
        lambda actor, debate, new: operations.set_posting(actor, debate, new["posting"]),
        "Who can add claims is saved.",
    ),
    "phase": Change(
        PhaseForm,
        Action.CONFIGURE,
        lambda actor, debate, new: operations.set_phase(actor, debate, new["phase"]),
        "The phase is saved.",
    ),
    "method": Change(
        MethodForm,
        Action.CONFIGURE,
        lambda actor, debate, new: operations.set_method(actor, debate, new["method"]),
        "How strengths are computed is saved.",
    ),
    "base": Change(
        BaseForm,
        Action.CONFIGURE,
        lambda actor, debate, new: operations.set_base(actor, debate, new["base"]),
        "What strengths start from is saved.",
    ),
    "votes_shown": Change(
        VotesShownForm,
        Action.CONFIGURE,
        lambda actor, debate, new: operations.set_votes_shown(actor, debate, new["votes_shown"]),
        "When votes are shown is saved.",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def debate_settings(request: HttpRequest, slug: str) -> HttpResponse:
    visit = visit_to(slug, request.user)
    if not any(visit.may(change.action) for change in CHANGES.values()):
        visit.require(Action.CONFIGURE)
    if request.method != "POST":
        return _page(request, visit, _drafted(request, visit))
    name = request.POST.get("change", "")
    if name not in CHANGES:
        return HttpResponseBadRequest("This form does not say what to change.")
    form = _form(name, visit, posted=request.POST)
    if changed := form.is_valid() and _changed(request, visit, name, form):
        messages.success(request, _said(CHANGES[name].done, visit.debate, changed))
        return redirect(reverse("debate_settings", args=[changed.slug]))
    return _page(request, visit, {name: form}, status=422)


def _changed(request: HttpRequest, visit: Visit, name: str, form: forms.Form) -> Debate | None:
    try:
        return CHANGES[name].verb(request.user, visit.debate, form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.message)
    return None


def _said(done: str, before: Debate, after: Debate) -> str:
    if before.slug == after.slug:
        return done
    return f"{done} It has a new address, the one of this page; the old one leads nowhere now."


def _form(name: str, visit: Visit, *, posted: Any = None, typed: Any = None) -> forms.Form:
    make = CHANGES[name].form
    stored = {field: getattr(visit.debate, field) for field in make.base_fields}
    return make(posted, initial=stored | (typed or {}), auto_id=f"{name}-%s")


def _drafted(request: HttpRequest, visit: Visit) -> dict[str, forms.Form]:
    """The form that was sent before signing in, with what it held."""
    draft = kept_draft(request)
    name = draft.get("change", "") if draft else ""
    return {name: _form(name, visit, typed=draft.dict())} if name in CHANGES else {}


def _page(
    request: HttpRequest, visit: Visit, forms_at_work: dict[str, forms.Form], status: int = 200
) -> HttpResponse:
    shown = {
        **head_of(visit, "settings"),
        "manages": visit.may(Action.MANAGE),
        "changes": {
            name: forms_at_work.get(name) or _form(name, visit)
            for name, change in CHANGES.items()
            if visit.may(change.action)
        },
    }
    return render(request, "debates/settings.html", shown, status=status)
