"""The strength of every claim of a map, in one pass from the leaves up."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import NamedTuple, TypeVar

from debates.reasoning.framework import Framework, Pair
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics

Key = TypeVar("Key", str, Pair)

BASE = 0.5
RELEVANCE = 1.0

# Where claims argue in a circle: go half of the way each time, until nothing moves more than this.
DAMPING = 0.5
TOLERANCE = 1e-9
STEPS = 1_000


class Scores(NamedTuple):
    """What people said, in [0, 1]: how plausible claims are, and how much replies and links matter.

    Base scores go by the keys of claims, relevance by those of a claim and what it argues about.
    What is not there has BASE and RELEVANCE.
    """

    bases: Mapping[str, float] = {}
    relevance: Mapping[Pair, float] = {}


UNSAID = Scores()


class Strengths(NamedTuple):
    """``claims`` by their keys; ``steps``, with what strength each argues about the other.

    ``circular`` are the claims on circles; ``unsettled``, those of them whose strength still moved
    when the most steps were taken.
    """

    claims: dict[str, float]
    steps: dict[Pair, float]
    circular: frozenset[str]
    unsettled: frozenset[str]


def strengths(
    framework: Framework, semantics: Semantics = QUADRATIC_ENERGY, scores: Scores = UNSAID
) -> Strengths:
    values, unsettled = evaluated(framework, semantics, starting(framework, scores))
    first, last = framework.first_step, framework.first_bundle
    return Strengths(
        claims=dict(zip(framework.keys, values[:first], strict=True)),
        steps=dict(zip(framework.pairs, values[first:last], strict=True)),
        circular=framework.circular,
        unsettled=frozenset(framework.keys[vertex] for vertex in unsettled if vertex < first),
    )


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


def evaluated(
    framework: Framework, semantics: Semantics, start: Sequence[float]
) -> tuple[list[float], list[int]]:
    """The value of every vertex, and which of them did not settle."""
    values = list(start)
    for vertex, value in framework.fixed.items():
        values[vertex] = value
    unsettled: list[int] = []
    for vertices, circular in framework.stretches:
        if not circular:
            _pass_over(vertices, framework, semantics, start, values)
        elif not _settled(vertices, framework, semantics, start, values):
            unsettled.extend(vertices)
    return values, unsettled


def _pass_over(
    vertices: Sequence[int],
    framework: Framework,
    semantics: Semantics,
    start: Sequence[float],
    values: list[float],
) -> None:
    first_step, first_bundle = framework.first_step, framework.first_bundle
    pros, cons, fixed = framework.pros, framework.cons, framework.fixed
    strength = semantics.strength
    for vertex in vertices:
        if vertex in fixed:
            continue
        above, against = pros[vertex], cons[vertex]
        if vertex < first_step:
            if above or against:
                values[vertex] = strength(
                    start[vertex], [values[pro] for pro in above], [values[con] for con in against]
                )
        elif vertex < first_bundle:
            value = start[vertex] * values[above[0]]
            values[vertex] = (
                value * prod([1 - values[con] for con in against]) if against else value
            )
        else:
            values[vertex] = min([values[step] for step in above])


def _settled(
    vertices: Sequence[int],
    framework: Framework,
    semantics: Semantics,
    start: Sequence[float],
    values: list[float],
) -> bool:
    """Take damped steps until the values of a circle hold still; false where they do not."""
    for _ in range(STEPS):
        before = [values[vertex] for vertex in vertices]
        _pass_over(vertices, framework, semantics, start, values)
        moved = 0.0
        for vertex, old in zip(vertices, before, strict=True):
            moved = max(moved, abs(values[vertex] - old))
            values[vertex] = old + DAMPING * (values[vertex] - old)
        if moved <= TOLERANCE:
            return True
    return False
