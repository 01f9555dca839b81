"""What a debate says about one thesis: its reasons, where it turns, and what is left open.

Computed once for each version of the debate and its votes, for all readers alike.
"""

from collections.abc import Iterable
from typing import NamedTuple

from debates.argument.challenges import Status
from debates.models.debate import Debate, VotesShown
from debates.models.kept import kept_at, ledger_of
from debates.models.reckoning import Reckoning, reckoning_of
from debates.models.votes import SPREAD_FROM, stamp_of, votes_of
from debates.reasoning.cruxes import Crux, cruxes
from debates.reasoning.gradients import gradients_in
from debates.reasoning.grounded import Standing
from debates.reasoning.leverage import Lever, levers
from debates.reasoning.strengths import Strengths, strengths

REASONS_MOST = 5
CRUXES_MOST = 10
OPEN_MOST = 6


class Reason(NamedTuple):
    """What supports or opposes the thesis directly; of linked premises there are several keys.

    ``pull`` is the strength with which it acts, and ``bears`` whether it counts at all: it stands,
    and so does its relevance.
    """

    keys: tuple[str, ...]
    pull: float
    bears: Standing


class Judgement(NamedTuple):
    """``pros`` and ``cons`` are the strongest, the totals count all; ``open`` matters most first.

    ``from_votes`` tells whether the cruxes are ranked by disagreement too.
    """

    pros: list[Reason]
    cons: list[Reason]
    pros_total: int
    cons_total: int
    cruxes: list[Crux]
    from_votes: bool
    open: list[str]
    open_total: int
    levers: list[Lever]


def judgement_of(debate: Debate, thesis: int) -> Judgement | None:
    """None where the thesis does not count."""
    return kept_at(
        f"judgement-{thesis}", debate, stamp_of(debate), lambda one: _judged(one, str(thesis))
    )


def _judged(debate: Debate, thesis: str) -> Judgement | None:
    reckoning = reckoning_of(debate)
    if not reckoning.knows(thesis):
        return None
    framework, semantics, scores = reckoning.framework, reckoning.basis.semantics, reckoning.scores
    now = strengths(framework, semantics, scores)
    slopes = gradients_in(now, thesis).claims
    votes = _votes_told(debate)
    number = framework.number_of[thesis]
    pros = _reasons(reckoning, now, framework.pros[number])
    cons = _reasons(reckoning, now, framework.cons[number])
    unanswered = sorted(_open_below(debate, slopes), key=lambda key: -abs(slopes[key]))
    return Judgement(
        pros=pros[:REASONS_MOST],
        cons=cons[:REASONS_MOST],
        pros_total=len(pros),
        cons_total=len(cons),
        cruxes=cruxes(framework, thesis, votes, semantics, scores, most=CRUXES_MOST),
        from_votes=any(slopes.get(key) for key in votes),
        open=unanswered[:OPEN_MOST],
        open_total=len(unanswered),
        levers=levers(framework, thesis, semantics, scores),
    )


def _votes_told(debate: Debate) -> dict[str, list[int]]:
    """The votes on plausibility that may be told together: not those of a few, and not where the
    debate keeps votes to itself.
    """
    if debate.votes_shown == VotesShown.NEVER or not debate.votes_version:
        return {}
    cast = votes_of(debate).plausible
    return {key: list(own.values()) for key, own in cast.items() if len(own) >= SPREAD_FROM}


def _reasons(reckoning: Reckoning, now: Strengths, vertices: Iterable[int]) -> list[Reason]:
    framework, found = reckoning.framework, reckoning.found
    reasons = [
        Reason(tuple(framework.claims_of(vertex)), now.values[vertex], found[vertex])
        for vertex in vertices
    ]
    return sorted(reasons, key=lambda reason: -reason.pull)


def _open_below(debate: Debate, slopes: dict[str, float]) -> list[str]:
    """The open challenges that move the thesis: those of another one do not."""
    entries = ledger_of(debate).challenges
    return [one.key for one in entries if one.status == Status.OPEN and slopes.get(one.key)]
