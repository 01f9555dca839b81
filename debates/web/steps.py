"""Pages that say what a step means, ask for a reason, and then take it: whether a claim stands."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates import operations
from debates.errors import NotAllowed, Refusal
from debates.models import Claim, Verb
from debates.permissions import Action
from debates.web.answers import ANSWERED_NO_MORE, challenge_with
from debates.web.claim_forms import ClaimForm, NoteForm, said, typed_or_kept
from debates.web.claims import claim_page
from debates.web.sessions import signed_in
from debates.web.step_forms import AcceptForm, ReturnForm, TakeBackForm, WithdrawForm, answering
from debates.web.visit import Visit, visit_to
from debates.web.words import words_of


class Step(NamedTuple):
    """``verb`` also names the template; ``done`` goes on from “The critique”.

    Of a claim that is the person's own, ``own_form`` asks, where there is one. ``owner`` tells
    whose right it is beside the editors'.
    """

    verb: Callable[..., Claim]
    action: Action
    done: str
    form: type[ClaimForm] = NoteForm
    own_form: type[ClaimForm] | None = None
    owner: Callable[[Claim], int | None] = lambda claim: claim.author_id

    def form_for(self, visit: Visit, claim: Claim) -> type[ClaimForm]:
        return self.own_form if self.own_form and visit.owns(claim.author_id) else self.form


def _challenged_author(claim: Claim) -> int | None:
    return claim.parent.author_id if claim.parent else None


def _author_who_withdrew(claim: Claim) -> int | None:
    """The author, unless it was somebody else who withdrew it last."""
    withdrawn = claim.events.filter(verb=Verb.WITHDRAWN.value).order_by("-version").first()
    by_another = claim.is_withdrawn and withdrawn and withdrawn.actor_id != claim.author_id
    return None if by_another else claim.author_id


def page_for(step: Step) -> Callable[..., HttpResponse]:
    @never_cache
    @require_http_methods(["GET", "POST"])
    @signed_in
    def page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        visit = visit_to(slug, request.user)
        claim = visit.claim(pk)
        visit.require(step.action, own=visit.owns(step.owner(claim)))
        form = step.form_for(visit, claim)(*typed_or_kept(request))
        if request.method == "GET":
            return _page(request, visit, claim, step, form)
        if form.is_valid() and _taken(request, visit, claim, step, form):
            messages.success(request, f"The {words_of(claim).noun} {step.done}")
            return redirect(_back(request, claim))
        return _page(request, visit, claim, step, form, status=422)

    return page


def _taken(request: HttpRequest, visit: Visit, claim: Claim, step: Step, form: ClaimForm) -> bool:
    """Take the step; what stands against it is said in the form."""
    asked: dict[str, Any] = dict(form.cleaned_data)
    if key := asked.pop("answering", ""):
        asked["answering"] = challenge_with(visit, claim, key)
        if asked["answering"] is None:
            form.add_error(None, ANSWERED_NO_MORE)
            return False
    try:
        step.verb(request.user, claim, **asked)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error("note" if refusal.code == "reason_missing" else None, said(refusal))
        return False
    return True


def _back(request: HttpRequest, claim: Claim) -> str | Claim:
    """To where the form was: the list of what waits, or else the claim."""
    from_list = request.POST.get("back") == "review"
    return reverse("review", args=[claim.debate.slug]) if from_list else claim


def _page(
    request: HttpRequest,
    visit: Visit,
    claim: Claim,
    step: Step,
    form: ClaimForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = claim_page(visit, claim) | {
        "form": form,
        "own": visit.owns(claim.author_id),
        "back": request.POST.get("back", ""),
    }
    if "answering" in form.fields:
        context["challenge"] = challenge_with(visit, claim, answering(request, form))
    return render(request, f"debates/{step.verb.__name__}.html", context, status=status)


accept_claim = page_for(
    Step(
        operations.accept_claim,
        Action.ACCEPT,
        "is accepted: everybody sees it now.",
        form=AcceptForm,
    )
)
return_claim = page_for(
    Step(
        operations.return_claim,
        Action.RETURN,
        "is back with its author, who can send it in again.",
        form=ReturnForm,
        own_form=TakeBackForm,
    )
)
withdraw_claim = page_for(
    Step(
        operations.withdraw_claim,
        Action.WITHDRAW,
        "is withdrawn. It stays readable, and counts no more.",
        form=WithdrawForm,
    )
)
restore_claim = page_for(
    Step(operations.restore_claim, Action.RESTORE, "is back.", owner=_author_who_withdrew)
)
concede = page_for(
    Step(operations.concede, Action.CONCEDE, "is conceded.", owner=_challenged_author)
)
