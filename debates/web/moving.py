"""Moving a claim: search where to, see what it would change, then do it."""

from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates import operations
from debates.argument.words import Kind, Stance, State
from debates.errors import NotAllowed, Refusal
from debates.models import Claim
from debates.permissions import Action
from debates.web.claims import claim_page
from debates.web.finding import claim_named, looked_for
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to
from debates.web.words import KIND_WORDS, kind_below, label_of, without_links, words_of

_MOST_LISTED = 20


class Effect(NamedTuple):
    """What a move changes: “3 critiques become rebuttals”, and the first of those claims.

    ``unlinked``, ``reopened`` and ``parted`` are as in the operation's effect, the first for
    whether, the last those of the premises that the person may read.
    """

    sentences: list[str]
    listed: list[tuple[str, str, str]]
    left_out: int
    unlinked: bool
    reopened: bool
    parted: list[SafeString]


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def move_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    visit.require(Action.MOVE)
    claim = visit.claim(pk)
    asked = request.POST if request.method == "POST" else request.GET
    target = claim_named(visit, asked.get("to", ""))
    stance = asked.get("stance", "") or claim.stance
    if target is None:
        return _search_page(request, visit, claim)
    try:
        if request.method == "POST":
            return _moved(request, visit, claim, target, stance)
        effect = operations.effect_of_move(request.user, claim, target, stance)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _search_page(request, visit, claim, refusal.message)
    return _preview_page(request, visit, claim, target, Stance(stance), _told(visit, claim, effect))


def _moved(
    request: HttpRequest, visit: Visit, claim: Claim, target: Claim, stance: str | None
) -> HttpResponse:
    moved = operations.move_claim(request.user, claim, target, stance=stance)
    messages.success(request, "The claim, with all below it, is moved here.")
    return redirect(visit.at_home(moved))


def _search_page(
    request: HttpRequest, visit: Visit, claim: Claim, refused: str = ""
) -> HttpResponse:
    context = claim_page(visit, claim) | looked_for(request, visit, partial(_why_not, claim))
    context |= {"refused": refused, "fixed": claim.stance is None}
    return render(request, "debates/move_claim.html", context, status=422 if refused else 200)


def _why_not(claim: Claim, match: Claim) -> str:
    if match.pk == claim.pk:
        return "This is the claim you are moving."
    if claim.holds(match):
        return "It hangs below the claim you are moving."
    if match.pk == claim.parent_id:
        return "The claim is there already."
    if match.kind == Kind.QUESTION:
        return "Only theses stand directly below the question."
    if match.state != State.VISIBLE:
        return "It does not stand: it was withdrawn, or waits for review."
    return ""


def _told(visit: Visit, moved: Claim, effect: operations.Effect) -> Effect:
    """Told of the claims that the person may read; what is hidden below changes all the same."""
    readable = set(visit.claims.branch_of(moved).values_list("pk", flat=True))
    changes = [(claim, kind) for claim, kind in effect.kinds if claim.pk in readable]
    counts: dict[tuple[Kind, Kind], int] = {}
    for claim, kind in changes:
        before_and_after = (Kind(claim.kind), kind)
        counts[before_and_after] = counts.get(before_and_after, 0) + 1
    listed = [
        (words_of(claim).noun, KIND_WORDS[kind].noun, without_links(claim.text_html))
        for claim, kind in changes[:_MOST_LISTED]
    ]
    sentences = [_sentence(*kinds, count) for kinds, count in counts.items()]
    left_out = len(changes) - len(listed)
    siblings = visit.claims.in_bulk([claim.pk for claim in effect.parted])
    parted = [without_links(claim.text_html) for claim in siblings.values()]
    unlinked = effect.unlinked is not None
    return Effect(sentences, listed, left_out, unlinked, effect.reopened, parted)


def _sentence(before: Kind, after: Kind, count: int) -> str:
    """“3 critiques become rebuttals”"""
    old, new = KIND_WORDS[before].noun, KIND_WORDS[after].noun
    if count == 1:
        return f"1 {old} becomes a {new}"
    return f"{count:,} {old}s become {new}s"


def _preview_page(
    request: HttpRequest,
    visit: Visit,
    claim: Claim,
    target: Claim,
    stance: Stance,
    effect: Effect,
) -> HttpResponse:
    kinds = {one: KIND_WORDS[kind_below(target, one)].noun for one in Stance}
    context: dict[str, Any] = claim_page(visit, claim) | {
        "target": target,
        "target_label": label_of(target),
        "target_text": without_links(target.text_html),
        "stance": stance.value,
        "as_pro": kinds[Stance.PRO],
        "as_con": kinds[Stance.CON],
        "effect": effect,
        "nothing": claim.parent_id == target.pk and claim.stance == stance,
    }
    return render(request, "debates/move_preview.html", context)
