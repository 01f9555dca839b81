"""What moves a claim: how much stronger it gets for each thing that gets a little stronger.

One pass backwards gives the slopes of one strength by every base score and every relevance. On
circles the slopes are those of the fixed point, found by the same damped steps (the adjoint).
Where a strength is not smooth, the slopes are means: between both sides where DF-QuAD's pros and
cons are even, and shared among linked premises that are equally weak.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from debates.reasoning.framework import Framework, Pair
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics, left_and_others
from debates.reasoning.strengths import (
    DAMPING,
    TOLERANCE,
    UNSAID,
    Scores,
    Strengths,
    evaluated,
    starting,
    steps_around_circles,
    strengths,
)

Slope = tuple[int, float]


class Removal(NamedTuple):
    """``effect`` is how much stronger the claim ``key``, and all below it, make another claim."""

    key: str
    effect: float


@dataclass(frozen=True)
class Gradients:
    """How the strength of one claim grows with every base score and every relevance.

    Of a granted claim: what it would do to doubt it a little. ``settled`` is false where circles
    did not let the slopes be found.
    """

    framework: Framework
    slopes: Sequence[float]
    settled: bool

    @cached_property
    def claims(self) -> dict[str, float]:
        return dict(zip(self.framework.keys, self.slopes, strict=False))

    @cached_property
    def steps(self) -> dict[Pair, float]:
        framework = self.framework
        slopes = self.slopes[framework.first_step : framework.first_bundle]
        return dict(zip(framework.pairs, slopes, strict=True))


def gradients(
    framework: Framework,
    of: str,
    semantics: Semantics = QUADRATIC_ENERGY,
    scores: Scores = UNSAID,
) -> Gradients:
    return gradients_in(strengths(framework, semantics, scores), of)


def gradients_in(found: Strengths, of: str) -> Gradients:
    """The same where the strengths are known already."""
    backward = _Backward(found)
    backward.weights[found.framework.number_of[of]] = 1.0
    settled = not found.restless
    for vertices, circular in reversed(found.framework.stretches):
        if circular:
            settled = backward.around(vertices) and settled
        else:
            backward.down(vertices)
    return Gradients(found.framework, backward.own, settled)


def removals(
    framework: Framework,
    of: str,
    keys: Sequence[str],
    semantics: Semantics = QUADRATIC_ENERGY,
    scores: Scores = UNSAID,
) -> list[Removal]:
    """Exactly what each of these claims does to another: computed anew without it, so take few."""
    start, target = starting(framework, scores), framework.number_of[of]
    with_all = evaluated(framework, semantics, start).values[target]
    return [
        Removal(key, with_all - evaluated(framework.without(key), semantics, start).values[target])
        for key in keys
    ]


class _Backward:
    """``weights``: how much the strength asked for grows with the value of each vertex.

    ``own``: and how much with the base score or relevance of each.
    """

    def __init__(self, found: Strengths) -> None:
        self.framework = found.framework
        self.semantics = found.semantics
        self.start = found.start
        self.values = found.values
        self.weights = [0.0] * len(found.values)
        self.own = [0.0] * len(found.values)

    def down(self, vertices: Sequence[int]) -> None:
        # As in strengths: this runs for every claim, so leaves and plain steps call nothing.
        framework, weights, own = self.framework, self.weights, self.own
        start, values, fixed = self.start, self.values, framework.fixed
        pros, cons = framework.pros, framework.cons
        first_step, first_bundle = framework.first_step, framework.first_bundle
        slopes = self.semantics.slopes
        for vertex in reversed(vertices):
            weight = weights[vertex]
            if not weight:
                continue
            above, against = pros[vertex], cons[vertex]
            if vertex < first_step:
                if not (above or against) or vertex in fixed:
                    own[vertex] = weight
                    continue
                slope, by_pros, by_cons = slopes(
                    start[vertex], [values[pro] for pro in above], [values[con] for con in against]
                )
                own[vertex] = weight * slope
                for pro, slope in zip(above, by_pros, strict=False):
                    weights[pro] += weight * slope
                for con, slope in zip(against, by_cons, strict=False):
                    weights[con] += weight * slope
            elif against or vertex >= first_bundle or vertex in fixed:
                slope, others = self._slopes(vertex)
                own[vertex] = weight * slope
                for other, slope in others:
                    weights[other] += weight * slope
            else:
                (claim,) = above
                own[vertex] = weight * values[claim]
                weights[claim] += weight * start[vertex]

    def around(self, vertices: Sequence[int]) -> bool:
        """The same for a circle, whose weights depend on each other; false if they never settle."""
        weights = self.weights
        given = {vertex: weights[vertex] for vertex in vertices}
        if not any(given.values()):
            return True
        local = {vertex: self._slopes(vertex) for vertex in vertices}
        settled = self._balanced(given, local)
        for vertex, (own, slopes) in local.items():
            self.own[vertex] = weights[vertex] * own
            for other, slope in slopes:
                if other not in given:
                    weights[other] += weights[vertex] * slope
        return settled

    def _balanced(
        self, given: dict[int, float], local: dict[int, tuple[float, list[Slope]]]
    ) -> bool:
        weights = self.weights
        inner = [
            (vertex, other, slope)
            for vertex, (_, slopes) in local.items()
            for other, slope in slopes
            if other in given
        ]
        for _ in range(steps_around_circles(self.framework)):
            target = dict(given)
            for vertex, other, slope in inner:
                target[other] += weights[vertex] * slope
            moved = max(abs(weight - weights[vertex]) for vertex, weight in target.items())
            for vertex, weight in target.items():
                weights[vertex] += DAMPING * (weight - weights[vertex])
            if moved <= TOLERANCE:
                return True
        return False

    def _slopes(self, vertex: int) -> tuple[float, list[Slope]]:
        """How the value grows with its own score, and with each vertex that it is made of."""
        framework, values = self.framework, self.values
        pros, cons = framework.pros[vertex], framework.cons[vertex]
        if vertex in framework.fixed:
            return (1.0 if vertex < framework.first_step else 0.0), []
        if vertex < framework.first_step:
            own, by_pros, by_cons = self.semantics.slopes(
                self.start[vertex], [values[pro] for pro in pros], [values[con] for con in cons]
            )
            return own, [*zip(pros, by_pros, strict=True), *zip(cons, by_cons, strict=True)]
        if vertex < framework.first_bundle:
            return self._step_slopes(vertex, pros[0], cons)
        weakest = [step for step in pros if values[step] == values[vertex]]
        return 0.0, [(step, 1 / len(weakest)) for step in weakest]

    def _step_slopes(
        self, vertex: int, claim: int, cons: Sequence[int]
    ) -> tuple[float, list[Slope]]:
        relevance, strength = self.start[vertex], self.values[claim]
        left, others = left_and_others([1 - self.values[con] for con in cons])
        slopes = [(claim, relevance * left)]
        slopes += [
            (con, -relevance * strength * other) for con, other in zip(cons, others, strict=True)
        ]
        return strength * left, slopes
