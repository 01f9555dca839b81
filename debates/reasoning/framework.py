"""From a map to what is computed on: who acts on whom, with claims, steps and bundles as vertices.

A *step* leads from a claim to what it argues about. It is a vertex of its own because a con of
relevance argues about the step: not that the claim is false, but that nothing follows from it. A
*bundle* holds steps of linked premises, which count together as one. See docs/reasoning.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from debates.argument.map import ArgumentMap
from debates.reasoning.components import Stretch
from debates.reasoning.vertices import drawn, ordered, ways

Pair = tuple[str, str]
Ways = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Framework:
    """Vertices are numbers: the claims in reading order, then the steps, then the bundles.

    ``pros`` and ``cons`` say what each vertex is made of. Of a claim: the steps and bundles that
    support and oppose it. Of a step: its claim, and what disputes its relevance. Of a bundle: its
    steps, and nothing. ``pairs`` say for each step from which claim to which it leads. ``parents``
    are the claims that claims hang below, -1 for a thesis. What is ``fixed`` has that value
    whatever acts on it: 1 was granted, 0 does not count.
    """

    keys: Sequence[str]
    pairs: Sequence[Pair]
    parents: Sequence[int]
    pros: Ways
    cons: Ways
    fixed: Mapping[int, float]
    stretches: Sequence[Stretch]

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The vertex of each claim."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def step_of(self) -> dict[Pair, int]:
        """The vertex of each step."""
        return {pair: number for number, pair in enumerate(self.pairs, len(self.keys))}

    @cached_property
    def steps_from(self) -> dict[int, list[int]]:
        """The steps that lead from each claim that argues about anything."""
        found: dict[int, list[int]] = {}
        for step in range(self.first_step, self.first_bundle):
            found.setdefault(self.pros[step][0], []).append(step)
        return found

    @property
    def first_step(self) -> int:
        return len(self.keys)

    @property
    def first_bundle(self) -> int:
        return len(self.keys) + len(self.pairs)

    @property
    def has_links(self) -> bool:
        """Whether a claim argues in a second place, so that branches are not all to themselves."""
        return len(self.pairs) > sum(parent >= 0 for parent in self.parents)

    def steps_in(self, vertex: int) -> Sequence[int]:
        """The steps of a bundle; a step is its own."""
        return (vertex,) if vertex < self.first_bundle else self.pros[vertex]

    def claims_of(self, vertex: int) -> list[str]:
        """The claims that a step or a bundle leads from."""
        return [self.keys[self.pros[step][0]] for step in self.steps_in(vertex)]

    def linked_with(self, step: int) -> Sequence[int]:
        """The steps of the same bundle, with the step itself; none where it is in no bundle."""
        bundles = range(self.first_bundle, len(self.pros))
        return next((self.pros[bundle] for bundle in bundles if step in self.pros[bundle]), ())

    @property
    def theses(self) -> list[str]:
        return [key for key, parent in zip(self.keys, self.parents, strict=True) if parent < 0]

    @cached_property
    def circle_of(self) -> dict[int, int]:
        """Of each vertex on a circle, on which."""
        return {
            vertex: number
            for number, stretch in enumerate(self.stretches)
            if stretch.circular
            for vertex in stretch.vertices
        }

    @cached_property
    def circular(self) -> frozenset[str]:
        """The claims that argue, by way of others, about themselves."""
        return frozenset(self.keys[vertex] for vertex in self.circle_of if vertex < len(self.keys))

    def branch(self, key: str) -> set[int]:
        """The claim and all that hang below it."""
        inside = {self.number_of[key]}
        for number in range(min(inside) + 1, len(self.keys)):
            if self.parents[number] in inside:
                inside.add(number)
        return inside

    def fixing(self, values: Mapping[int, float]) -> "Framework":
        """The same with some more values fixed, or fixed otherwise."""
        other = replace(self, fixed={**self.fixed, **values})
        # Nothing that was derived depends on what is fixed, so it need not be derived again.
        vars(other).update(vars(self) | {"fixed": other.fixed})
        return other

    def granting(self, key: str) -> "Framework":
        """As if the claim were conceded: nobody disputes it any more."""
        return self.fixing({self.number_of[key]: 1.0})

    def without(self, key: str) -> "Framework":
        """As if the claim were withdrawn: it argues no more, nor does anything below it."""
        steps = self.steps_from
        return self.fixing(
            {step: 0.0 for number in self.branch(key) for step in steps.get(number, ())}
        )


def framework(argument: ArgumentMap) -> Framework:
    """Of the claims that count: those that are visible and hang below visible claims only."""
    drawing = drawn(argument)
    pros, cons = ways(drawing)
    return Framework(
        keys=list(drawing.number_of),
        pairs=[edge[:2] for edge in drawing.edges],
        parents=drawing.parents,
        pros=pros,
        cons=cons,
        fixed=dict.fromkeys(drawing.granted, 1.0) | dict.fromkeys(drawing.broken, 0.0),
        stretches=ordered(drawing, pros, cons),
    )
