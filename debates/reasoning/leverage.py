"""Where one more reply would matter most to a claim further up."""

from typing import NamedTuple

from debates.reasoning.framework import Framework
from debates.reasoning.gradients import gradients_in
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics
from debates.reasoning.strengths import BASE, UNSAID, Scores, evaluated, strengths

# So many of the claims with the steepest slopes are tried.
TRIED = 5


class Lever(NamedTuple):
    """``effect`` is how much stronger one more con of ``key`` would make the claim asked about."""

    key: str
    effect: float


def levers(
    framework: Framework,
    of: str,
    semantics: Semantics = QUADRATIC_ENERGY,
    scores: Scores = UNSAID,
    most: int = 3,
) -> list[Lever]:
    """The claims at which a new con moves another one most, as far as the steepest slopes tell.

    The con begins with BASE, and nothing is said about it yet. What is granted no con moves. The
    effect is exact where the claim is on no circle.
    """
    now, target = strengths(framework, semantics, scores), framework.number_of[of]
    slopes = gradients_in(now, of).claims
    open_ones = (
        (key, slope)
        for key, slope in slopes.items()
        if slope and key != of and framework.number_of[key] not in framework.fixed
    )
    steepest = sorted(open_ones, key=lambda one: abs(one[1]), reverse=True)[:TRIED]
    found = []
    for key, _ in steepest:
        number = framework.number_of[key]
        pros = [now.values[pro] for pro in framework.pros[number]]
        cons = [now.values[con] for con in framework.cons[number]]
        weaker = semantics.strength(now.start[number], pros, [*cons, BASE])
        after = evaluated(framework.fixing({number: weaker}), semantics, now.start)
        found.append(Lever(key, after.values[target] - now.values[target]))
    return sorted(found, key=lambda lever: abs(lever.effect), reverse=True)[:most]
