"""The strength of every claim of a map, in one pass from the leaves up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from debates.reasoning.components import Stretch
from debates.reasoning.framework import Framework, Pair
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics

Key = TypeVar("Key", str, Pair)

BASE = 0.5
RELEVANCE = 1.0

# Where claims argue in a circle: go half of the way each time, until nothing moves more than this.
DAMPING = 0.5
TOLERANCE = 1e-9
STEPS_MOST = 1_000
# Fewer where much is on circles, so that no page waits for minutes: it is told what did not settle.
STEPS_LEAST = 40
STEPS_OF_ALL = 2_000_000


class Scores(NamedTuple):
    """What people said, in [0, 1]: how plausible claims are, and how much replies and links matter.

    Base scores go by the keys of claims, relevance by those of a claim and what it argues about.
    What is not there has BASE and RELEVANCE.
    """

    bases: Mapping[str, float] = {}
    relevance: Mapping[Pair, float] = {}


UNSAID = Scores()


@dataclass(frozen=True)
class Strengths:
    """The value of every vertex, from the base scores and relevance in ``start``.

    ``restless`` are the vertices of circles that still moved when the most steps were taken.
    """

    framework: Framework
    semantics: Semantics
    start: Sequence[float]
    values: Sequence[float]
    restless: Sequence[int] = ()

    @cached_property
    def claims(self) -> dict[str, float]:
        """The strength of each claim."""
        return dict(zip(self.framework.keys, self.values, strict=False))

    @cached_property
    def steps(self) -> dict[Pair, float]:
        """With what strength each claim argues about another."""
        framework = self.framework
        values = self.values[framework.first_step : framework.first_bundle]
        return dict(zip(framework.pairs, values, strict=True))

    @property
    def circular(self) -> frozenset[str]:
        """The claims on circles."""
        return self.framework.circular

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """The claims on circles whose strength was not found."""
        keys = self.framework.keys
        return frozenset(keys[vertex] for vertex in self.restless if vertex < len(keys))


def strengths(
    framework: Framework, semantics: Semantics = QUADRATIC_ENERGY, scores: Scores = UNSAID
) -> Strengths:
    return evaluated(framework, semantics, starting(framework, scores))


def starting(framework: Framework, scores: Scores) -> list[float]:
    """The base scores of claims and the relevance of steps, by vertex; those of bundles are 1."""
    bases = _known(scores.bases, framework.keys, BASE)
    relevance = _known(scores.relevance, framework.pairs, RELEVANCE)
    return [*bases, *relevance, *([1.0] * (len(framework.pros) - framework.first_bundle))]


def _known(said: Mapping[Key, float], keys: Sequence[Key], default: float) -> list[float]:
    if not said:
        return [default] * len(keys)
    if not all(0 <= score <= 1 for score in said.values()):
        raise ValueError("Scores are from 0 to 1.")
    return [said.get(key, default) for key in keys]


def evaluated(framework: Framework, semantics: Semantics, start: Sequence[float]) -> Strengths:
    values = list(start)
    for vertex, value in framework.fixed.items():
        values[vertex] = value
    restless: list[int] = []
    for stretch in framework.stretches:
        if not evaluate(stretch, framework, semantics, start, values):
            restless.extend(stretch.vertices)
    return Strengths(framework, semantics, start, values, restless)


def evaluate(
    stretch: Stretch,
    framework: Framework,
    semantics: Semantics,
    start: Sequence[float],
    values: list[float],
) -> bool:
    """Put the values of a stretch right, where all before it are; false where they do not settle.

    Around a circle it goes in damped steps until the values hold still.
    """
    vertices = stretch.vertices
    if not stretch.circular:
        _pass_over(vertices, framework, semantics, start, values)
        return True
    for _ in range(steps_around_circles(framework)):
        before = [values[vertex] for vertex in vertices]
        _pass_over(vertices, framework, semantics, start, values)
        moved = 0.0
        for vertex, old in zip(vertices, before, strict=True):
            moved = max(moved, abs(values[vertex] - old))
            values[vertex] = old + DAMPING * (values[vertex] - old)
        if moved <= TOLERANCE:
            return True
    return False


def steps_around_circles(framework: Framework) -> int:
    """How often each vertex of a circle is computed at most."""
    on_circles = len(framework.circle_of)
    return max(STEPS_LEAST, min(STEPS_MOST, STEPS_OF_ALL // on_circles))


def _pass_over(
    vertices: Sequence[int],
    framework: Framework,
    semantics: Semantics,
    start: Sequence[float],
    values: list[float],
) -> None:
    # This runs for every claim of every map: everything at hand, and nothing called for leaves.
    first_step, first_bundle = framework.first_step, framework.first_bundle
    pros, cons, fixed = framework.pros, framework.cons, framework.fixed
    strength = semantics.strength
    for vertex in vertices:
        above, against = pros[vertex], cons[vertex]
        if vertex < first_step:
            if (above or against) and vertex not in fixed:
                values[vertex] = strength(
                    start[vertex], [values[pro] for pro in above], [values[con] for con in against]
                )
        elif vertex in fixed:
            continue
        elif vertex < first_bundle:
            value = start[vertex] * values[above[0]]
            for con in against:
                value *= 1 - values[con]
            values[vertex] = value
        else:
            values[vertex] = min([values[step] for step in above])
