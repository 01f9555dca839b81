"""What moves a claim: how much stronger it gets for each thing that gets a little stronger.

One pass backwards gives the slopes of one strength by every base score and every relevance. On
circles the slopes are those of the fixed point, found by the same damped steps (the adjoint).
Where a strength is not smooth, the slopes are means: between both sides where DF-QuAD's pros and
cons are even, and shared among linked premises that are equally weak.
"""

from collections.abc import Sequence
from typing import NamedTuple

from debates.reasoning.framework import NOTHING, Framework, Pair
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics, left_and_others
from debates.reasoning.strengths import (
    DAMPING,
    STEPS,
    TOLERANCE,
    UNSAID,
    Scores,
    evaluated,
    starting,
)

Slope = tuple[int, float]


class Gradients(NamedTuple):
    """By base scores and by relevance. Of a granted claim: what it would do to doubt it a little.

    ``settled`` is false where circles did not let the slopes be found.
    """

    claims: dict[str, float]
    steps: dict[Pair, float]
    settled: bool


class Removal(NamedTuple):
    """``effect`` is how much stronger the claim ``key``, and all below it, make another claim."""

    key: str
    effect: float


def gradients(
    framework: Framework,
    of: str,
    semantics: Semantics = QUADRATIC_ENERGY,
    scores: Scores = UNSAID,
) -> Gradients:
    start = starting(framework, scores)
    values, unsettled = evaluated(framework, semantics, start)
    backward = _Backward(framework, semantics, start, values)
    backward.weights[framework.number_of[of]] = 1.0
    settled = not unsettled
    for vertices, circular in reversed(framework.stretches):
        if circular:
            settled = backward.around(vertices) and settled
        else:
            backward.down(vertices)
    first, last = framework.first_step, framework.first_bundle
    return Gradients(
        claims=dict(zip(framework.keys, backward.own[:first], strict=True)),
        steps=dict(zip(framework.pairs, backward.own[first:last], strict=True)),
        settled=settled,
    )


def removals(
    framework: Framework,
    of: str,
    keys: Sequence[str],
    semantics: Semantics = QUADRATIC_ENERGY,
    scores: Scores = UNSAID,
) -> list[Removal]:
    """Exactly what each of these claims does to another: computed anew without it, so take few."""
    start, target = starting(framework, scores), framework.number_of[of]
    with_all = evaluated(framework, semantics, start)[0][target]
    return [
        Removal(key, with_all - evaluated(framework.without(key), semantics, start)[0][target])
        for key in keys
    ]


class _Backward:
    """``weights``: how much the strength asked for grows with the value of each vertex."""

    def __init__(
        self,
        framework: Framework,
        semantics: Semantics,
        start: Sequence[float],
        values: Sequence[float],
    ) -> None:
        self.framework = framework
        self.semantics = semantics
        self.start = start
        self.values = values
        self.weights = [0.0] * len(values)
        self.own = [0.0] * len(values)

    def down(self, vertices: Sequence[int]) -> None:
        weights = self.weights
        for vertex in reversed(vertices):
            weight = weights[vertex]
            if weight:
                own, slopes = self._slopes(vertex)
                self.own[vertex] = weight * own
                for other, slope in slopes:
                    weights[other] += weight * slope

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
        for _ in range(STEPS):
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
            if pros is NOTHING and cons is NOTHING:
                return 1.0, []
            own, by_pros, by_cons = self.semantics.slopes(
                self.start[vertex], [values[pro] for pro in pros], [values[con] for con in cons]
            )
            slopes = [*zip(pros, by_pros, strict=True), *zip(cons, by_cons, strict=True)]
            return own, slopes
        if vertex < framework.first_bundle:
            return self._step_slopes(vertex, pros[0], cons)
        weakest = [step for step in pros if values[step] == values[vertex]]
        return 0.0, [(step, 1 / len(weakest)) for step in weakest]

    def _step_slopes(
        self, vertex: int, claim: int, cons: Sequence[int]
    ) -> tuple[float, list[Slope]]:
        relevance, strength = self.start[vertex], self.values[claim]
        if not cons:
            return strength, [(claim, relevance)]
        left, others = left_and_others([1 - self.values[con] for con in cons])
        disputed = [
            (con, -relevance * strength * other) for con, other in zip(cons, others, strict=True)
        ]
        return strength * left, [(claim, relevance * left), *disputed]
