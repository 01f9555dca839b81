"""Where the votes of one person contradict each other: a claim and what they say below it.

A person contradicts themself who finds a claim plausible and also a con of it, plausible and
relevant, with nothing against that; or who rejects a claim and accepts what supports it. After the
strict rationality of votes in A. Rago, F. Toni: Quantitative Argumentation Debates with Votes for
Opinion Polling. PRIMA 2017, 369-385; here by degrees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from debates.reasoning.framework import Framework, Pair
from debates.reasoning.perspectives import AGREES_FROM, REJECTS_TO, share
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics
from debates.reasoning.strengths import BASE, Scores, strengths

# Rather plausible, and matters rather much: a reply that acts like this speaks clearly.
CLEAR = share(AGREES_FROM) * share(AGREES_FROM)
# Sums of floats in another order may differ by less.
ROUNDING = 1e-9


class Contradiction(NamedTuple):
    """``key``: the claim, with its ``vote``. ``below``: how strong the votes below it make it.

    ``replies``: what speaks loudest against the vote; several claims are linked premises.
    """

    key: str
    vote: int
    below: float
    replies: tuple[str, ...]


def contradictions(
    framework: Framework,
    plausible: Mapping[str, int],
    relevant: Mapping[Pair, int],
    semantics: Semantics = QUADRATIC_ENERGY,
) -> list[Contradiction]:
    """In reading order. What the person has not voted on says nothing, whoever conceded it.

    The votes below a claim speak against the vote on it when they do so at least as much as one
    single reply that is rather plausible and matters rather much.
    """
    own = _seen_by_one(framework, plausible)
    scores = Scores(
        bases={key: share(vote) for key, vote in plausible.items()},
        relevance=dict.fromkeys(framework.pairs, 0.0)
        | {pair: share(vote) for pair, vote in relevant.items()},
    )
    values = strengths(own, semantics, scores).values
    low = semantics.strength(BASE, [], [CLEAR]) + ROUNDING
    high = semantics.strength(BASE, [CLEAR], []) - ROUNDING
    found: list[Contradiction] = []
    for number, key in enumerate(own.keys):
        vote = plausible.get(key)
        if vote is None or REJECTS_TO < vote < AGREES_FROM:
            continue
        pros, cons = own.pros[number], own.cons[number]
        below = semantics.strength(BASE, [values[pro] for pro in pros], [values[c] for c in cons])
        if vote >= AGREES_FROM and below <= low:
            found.append(Contradiction(key, vote, below, _loudest(own, cons, values)))
        elif vote <= REJECTS_TO and below >= high:
            found.append(Contradiction(key, vote, below, _loudest(own, pros, values)))
    return found


def _seen_by_one(framework: Framework, plausible: Mapping[str, int]) -> Framework:
    """Nothing is granted, and claims without a vote do not count."""
    fixed = {vertex: value for vertex, value in framework.fixed.items() if not value}
    for number, key in enumerate(framework.keys):
        if key not in plausible:
            fixed[number] = 0.0
    return replace(framework, fixed=fixed)


def _loudest(
    framework: Framework, acting: Sequence[int], values: Sequence[float]
) -> tuple[str, ...]:
    vertex = max(acting, key=lambda other: values[other])
    return tuple(framework.claims_of(vertex))
