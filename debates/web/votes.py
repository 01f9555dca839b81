"""Voting on one claim, beside it or on a page of its own."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates import operations
from debates.errors import NotAllowed, Refusal
from debates.models import Claim, Question
from debates.permissions import Action
from debates.web.ballots import Ballot, ballot_on
from debates.web.chain import chain_to
from debates.web.claims import claim_page
from debates.web.following import back_to
from debates.web.sessions import kept_draft, signed_in
from debates.web.visit import Visit, visit_to
from debates.web.why import weighed, weights_along

# Of the numbers in forms: fewer than what would be slow to read, more than there are claims.
_DIGITS = 18
NOTHING_CHOSEN = "Choose a step first, then vote."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def vote_on(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    thread = visit.thread(pk)
    visit.require(Action.VOTE)
    if request.method != "POST":
        return vote_page(request, visit, thread)
    try:
        done = taken(request, thread[-1])
    except NotAllowed:
        raise
    except Refusal as refusal:
        return vote_page(request, visit, thread, error=refusal.message, status=422)
    if request.headers.get("HX-Request"):
        # Anew: the debate's votes have another version now.
        return _panel(request, visit_to(slug, request.user), thread, done=done)
    messages.success(request, done)
    return back_to(request, thread[-1])


def taken(request: HttpRequest, claim: Claim) -> str:
    """Do what the form says, and tell what was done. Refusal where it says nothing."""
    posted = request.POST
    if posted.get("remove"):
        operations.withdraw_vote(request.user, claim, posted["remove"])
        return "Your vote is taken back."
    seen, about = number(posted.get("seen")), number(posted.get("about"))
    if posted.get("keep"):
        operations.confirm_vote(request.user, claim, posted["keep"], seen=seen or 0, about=about)
        return "Your vote holds for the claim as it is now."
    chosen = _chosen(posted)
    for question, value in chosen.items():
        operations.cast_vote(request.user, claim, question, value, seen=seen or 0, about=about)
    return "Your votes are saved." if len(chosen) > 1 else "Your vote is saved."


def _chosen(posted: QueryDict) -> dict[Question, int]:
    typed = {question: posted.get(question.value) for question in Question}
    chosen = {question: number(value) for question, value in typed.items() if value}
    if not chosen:
        raise Refusal("nothing_chosen", NOTHING_CHOSEN)
    return {question: -1 if value is None else value for question, value in chosen.items()}


def number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) <= _DIGITS else None


def vote_page(
    request: HttpRequest, visit: Visit, thread: list[Claim], *, error: str = "", status: int = 200
) -> HttpResponse:
    """The claim with its ballot, or with the sentence that says why there is none."""
    if request.headers.get("HX-Request"):
        return _panel(request, visit, thread, error=error, status=status)
    claim = thread[-1]
    shown = claim_page(visit, claim) | {
        "chain": chain_to(thread),
        "ballot": _ballot(visit, thread, request.POST if error else kept_draft(request)),
        "error": error,
        "next": request.POST.get("next", request.GET.get("next", "")),
    }
    return render(request, "debates/vote_on.html", shown, status=status)


def _panel(
    request: HttpRequest,
    visit: Visit,
    thread: list[Claim],
    *,
    done: str = "",
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """Beside the claim; with the strength that the vote gives it."""
    claim = thread[-1]
    shown = {
        "debate": visit.debate,
        "ballot": _ballot(visit, thread, request.POST if error else None),
        "done": done,
        "error": error,
    }
    if done:
        shown["weighed"] = weighed(visit.debate, claim, weights_along(visit.debate, thread))
    return render(request, "debates/_vote.html", shown, status=status)


def _ballot(
    visit: Visit, thread: list[Claim], typed: Mapping[str, str] | None = None
) -> Ballot | None:
    above = thread[-2] if len(thread) > 1 else None
    return ballot_on(visit, thread[-1], above, typed or {})
