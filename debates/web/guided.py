"""Voting claim by claim: level by level through a debate, as far as one likes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from debates.errors import NotAllowed, Refusal
from debates.models import Claim
from debates.permissions import Action
from debates.web.ballots import ballot_on
from debates.web.chain import chain_to
from debates.web.head import head_of
from debates.web.progress import progress_of
from debates.web.sessions import kept_draft, signed_in
from debates.web.tensions import tensions_of
from debates.web.visit import Visit, visit_to
from debates.web.votes import taken, vote_page
from debates.web.words import label_of, words_of

# So many of the skipped claims are named at the end.
SKIPPED_SHOWN = 10


@never_cache
@require_safe
@signed_in
def guided_vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Where it begins, where one comes back to, and what it came to."""
    visit = visit_to(slug, request.user)
    visit.require(Action.VOTE)
    progress = progress_of(visit)
    skipped = progress.skipped()
    shown = {
        **head_of(visit, "vote"),
        "progress": progress,
        "onward": progress.resumed(),
        "tensions": tensions_of(visit, progress.votes),
        "spread": progress.spread(),
        "skipped": _named(visit, skipped[:SKIPPED_SHOWN]),
        "more_skipped": max(0, len(skipped) - SKIPPED_SHOWN),
    }
    return render(request, "debates/guided_vote.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def vote_step(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    thread = visit.thread(pk)
    visit.require(Action.VOTE)
    if request.method != "POST":
        return _step(request, visit, thread)
    try:
        done = taken(request, thread[-1])
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _step(request, visit, thread, error=refusal.message, status=422)
    if "remove" in request.POST:
        messages.success(request, done)
        return redirect("vote_step", slug, pk)
    # That one goes on says enough: a banner on each of fifty screens would be noise.
    return redirect(_after(visit, thread[-1]))


def _after(visit: Visit, claim: Claim) -> str:
    """The next claim that waits for a vote, or what it came to."""
    onward = progress_of(visit).waiting_after(claim.pk)
    if onward is None:
        return reverse("guided_vote", args=[visit.debate.slug])
    return reverse("vote_step", args=[visit.debate.slug, onward])


def _step(
    request: HttpRequest, visit: Visit, thread: list[Claim], *, error: str = "", status: int = 200
) -> HttpResponse:
    *ancestors, claim = thread
    above = ancestors[-1] if ancestors else None
    progress = progress_of(visit)
    typed = request.POST if error else kept_draft(request) or {}
    ballot = ballot_on(visit, claim, above, typed)
    place = progress.place_of(claim.pk)
    if ballot is None or place is None:
        # It stands no more, or never did for everybody.
        if error:
            return vote_page(request, visit, thread, error=error, status=status)
        return redirect("guided_vote", visit.debate.slug)
    shown = {
        **head_of(visit, "vote"),
        "claim": claim,
        "label": label_of(claim),
        "noun": words_of(claim).noun,
        "chain": chain_to(thread),
        "ballot": ballot._replace(url=request.path),
        "error": error,
        "progress": progress,
        "place": place,
        "before": progress.before(claim.pk),
        "after": progress.waiting_after(claim.pk),
        "tensions": tensions_of(visit, progress.votes),
    }
    return render(request, "debates/vote_step.html", shown, status=status)


def _named(visit: Visit, keys: list[int]) -> list[Claim]:
    found = visit.claims.in_bulk(keys)
    return [visit.at_home(found[key]) for key in keys if key in found]
