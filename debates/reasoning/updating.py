"""Strengths that are kept: after one more vote only what the claim argues for is computed anew."""

from collections.abc import Iterator, Sequence

from debates.reasoning.components import Stretch
from debates.reasoning.framework import Framework, Pair
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics
from debates.reasoning.strengths import UNSAID, Scores, Strengths, evaluate, strengths


class Kept:
    """The strengths of a framework, put right after each change of a score.

    They equal what ``strengths`` computes from the scores as they are then, to the last digit: the
    same is computed in the same order from the same values..
    """

    def __init__(
        self,
        framework: Framework,
        semantics: Semantics = QUADRATIC_ENERGY,
        scores: Scores = UNSAID,
    ) -> None:
        found = strengths(framework, semantics, scores)
        self._framework = framework
        self._semantics = semantics
        self._start = list(found.start)
        self._values = list(found.values)
        self._restless = set(found.restless)
        self._onward = _onward(framework)
        self._rank = [0] * len(framework.pros)
        self._circle_of: dict[int, Stretch] = {}
        rank = 0
        for stretch in framework.stretches:
            for vertex in stretch.vertices:
                self._rank[vertex] = rank
                rank += 1
                if stretch.circular:
                    self._circle_of[vertex] = stretch

    def now(self) -> Strengths:
        return Strengths(
            self._framework,
            self._semantics,
            tuple(self._start),
            tuple(self._values),
            sorted(self._restless),
        )

    def rate(self, key: str, base: float) -> dict[str, float]:
        """Give a claim another base score; says whose strength changed, and what it is now."""
        return self._score(self._framework.number_of[key], base)

    def weigh(self, pair: Pair, relevance: float) -> dict[str, float]:
        """Say otherwise how much a claim matters to what it argues about."""
        return self._score(self._framework.step_of[pair], relevance)

    def _score(self, changed: int, score: float) -> dict[str, float]:
        if not 0 <= score <= 1:
            raise ValueError("Scores are from 0 to 1.")
        self._start[changed] = score
        above = self._above(changed)
        values, keys = self._values, self._framework.keys
        before = [values[vertex] for vertex in above]
        fixed = self._framework.fixed
        for vertex in above:
            # Circles begin from the scores again, as they do when all is computed.
            values[vertex] = fixed.get(vertex, self._start[vertex])
        for stretch in self._stretches(above):
            self._evaluate(stretch)
        return {
            keys[vertex]: values[vertex]
            for vertex, old in zip(above, before, strict=True)
            if vertex < len(keys) and values[vertex] != old
        }

    def _evaluate(self, stretch: Stretch) -> None:
        settled = evaluate(stretch, self._framework, self._semantics, self._start, self._values)
        if stretch.circular:
            self._restless.difference_update(stretch.vertices)
            if not settled:
                self._restless.update(stretch.vertices)

    def _above(self, vertex: int) -> list[int]:
        """The vertex and all that it acts on, by way of others too, in the order of computing."""
        onward, seen = self._onward, {vertex}
        for one in (found := [vertex]):
            for other in onward[one]:
                if other not in seen:
                    seen.add(other)
                    found.append(other)
        return sorted(found, key=self._rank.__getitem__)

    def _stretches(self, above: Sequence[int]) -> Iterator[Stretch]:
        """What is above is cut where circles begin and end; of a circle it holds all."""
        if not self._circle_of:
            yield Stretch(above, circular=False)
            return
        straight: list[int] = []
        circle: Stretch | None = None
        for vertex in above:
            around = self._circle_of.get(vertex)
            if around is None:
                straight.append(vertex)
            elif around is not circle:
                yield Stretch(straight, circular=False)
                yield around
                straight, circle = [], around
        yield Stretch(straight, circular=False)


def _onward(framework: Framework) -> list[list[int]]:
    """What each vertex acts on."""
    found: list[list[int]] = [[] for _ in framework.pros]
    for ways in (framework.pros, framework.cons):
        for vertex, acting in enumerate(ways):
            for other in acting:
                found[other].append(vertex)
    return found
