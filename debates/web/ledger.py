"""What is unanswered in a debate: its challenges, and the critical questions of its supports."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from debates.models import Claim, Phase
from debates.models.kept import Ledger, ledger_of
from debates.web import ledger_wishes as wishes
from debates.web.chain import chain_to
from debates.web.columns import head_of
from debates.web.ledger_rows import challenge_rows, claims_named, keys_of, question_rows
from debates.web.ledger_wishes import Fitting, People, Wish
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.why import Weights, weights_of
from debates.web.words import without_links

A_PAGE = 50
# What each list holds, in a sentence.
_MEANS = {
    "open": "Critiques and rebuttals that no reply opposes and that nobody has conceded.",
    "stale": "These were answered and then reworded. Does the answer still hold?",
    "answered": "A reply opposes them, or what they challenge was amended to meet them.",
    "conceded": "Here the point was granted.",
    "all": "Every critique and rebuttal that stands, whatever became of it.",
    "questions": "What the reasoning of the supports invites to ask. Each support that names its "
    "scheme brings its questions along.",
}


@require_safe
@unless_unchanged
def challenges(request: HttpRequest, visit: Visit) -> HttpResponse:
    wish = wishes.wish_of(request.GET)
    thread = visit.thread(_key(request)) if "at" in request.GET else []
    at = thread[-1] if len(thread) > 1 else None
    ledger = ledger_of(visit.debate)
    people = People(ledger, wish)
    fits = wishes.fitting(ledger, wish, people, _branch(at))
    weights = weights_of(visit.debate)
    page = Paginator(wishes.chosen(fits, wish), A_PAGE).get_page(request.GET.get("page"))
    context = {
        **head_of(visit, "challenges"),
        "at": at,
        "focus": at,
        "at_text": without_links(at.text_html) if at else "",
        "chain": chain_to(thread) if at else None,
        "wish": wish,
        "all": wish.status == wishes.ALL,
        "page": page,
        "people": people,
        "kinds": wishes.KINDS,
        "sorts": wishes.SORTS,
        "means": _MEANS[wish.status],
        "tabs": _tabs(fits, wish),
        "opposed": bool(ledger.challenges),
        "asked": len(fits.questions),
        "read_only": visit.debate.phase in (Phase.CLOSED, Phase.ARCHIVED),
        "basis": weights.basis,
        **_rows(visit, ledger, wish, list(page.object_list), weights),
    }
    return render(request, "debates/challenges.html", context)


def _key(request: HttpRequest) -> int:
    text = request.GET["at"]
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404("There is no such claim.")
    return int(text)


def _branch(at: Claim | None) -> set[str] | None:
    if at is None:
        return None
    return {str(pk) for pk in Claim.objects.branch_of(at).values_list("pk", flat=True)}


def _tabs(fits: Fitting, wish: Wish) -> list[tuple[str, str, int]]:
    """Value, name and number of each list, without those that are empty and were not asked for."""
    counts = fits.counts
    shown = {"open", wish.status} | {wishes.QUESTIONS for _ in fits.questions[:1]}
    return [
        (value, name, counts.get(value, 0))
        for value, name in wishes.STATUSES.items()
        if counts.get(value) or value in shown
    ]


def _rows(
    visit: Visit, ledger: Ledger, wish: Wish, entries: list[Any], weights: Weights
) -> dict[str, Any]:
    steps_above = int(ledger.asks)
    if wish.status == wishes.QUESTIONS:
        return {"questions": question_rows(visit, entries, steps_above, weights)}
    known = claims_named(visit.claims, keys_of(entries))
    return {"rows": challenge_rows(visit, entries, known, steps_above, weights)}
