"""Where a debate turns: claims that matter to the thesis and that people see differently."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from debates.reasoning.framework import Framework
from debates.reasoning.gradients import gradients, removals
from debates.reasoning.perspectives import disagreement
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics
from debates.reasoning.strengths import UNSAID, Scores


class Crux(NamedTuple):
    """``slope``: how much stronger the thesis gets with the claim; ``apart``: how far votes are.

    ``weight`` is one times the other, without its sign. ``removal`` is known of the first only: how
    much stronger the claim, and all below it, make the thesis.
    """

    key: str
    slope: float
    apart: float
    weight: float
    removal: float | None = None


def cruxes(
    framework: Framework,
    thesis: str,
    votes: Mapping[str, Sequence[int]],
    semantics: Semantics = QUADRATIC_ENERGY,
    scores: Scores = UNSAID,
    *,
    most: int = 10,
) -> list[Crux]:
    """The claims with the largest weight, and where that is equal, with the largest effect.

    The thesis is none, nor is what cannot move it. ``votes`` are those on each claim's
    plausibility, as in ``perspectives``.
    """
    slopes = gradients(framework, thesis, semantics, scores).claims
    ranked = sorted(
        (
            _crux(key, slope, votes.get(key, ()))
            for key, slope in slopes.items()
            if slope and key != thesis
        ),
        key=lambda crux: (crux.weight, abs(crux.slope)),
        reverse=True,
    )[:most]
    keys = [crux.key for crux in ranked]
    effects = removals(framework, thesis, keys, semantics, scores)
    return [
        crux._replace(removal=removal.effect) for crux, removal in zip(ranked, effects, strict=True)
    ]


def _crux(key: str, slope: float, votes: Sequence[int]) -> Crux:
    apart = disagreement(votes)
    return Crux(key, slope, apart, abs(slope) * apart)
