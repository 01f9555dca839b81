"""From a map to what is computed on: who acts on whom, with claims, steps and bundles as vertices.

A *step* leads from a claim to what it argues about. It is a vertex of its own because a con of
relevance argues about the step: not that the claim is false, but that nothing follows from it. A
*bundle* holds steps of linked premises, which count together as one. See docs/reasoning.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Link, Reply
from debates.argument.presence import Place, standing
from debates.argument.words import Aim, Kind, Stance, State
from debates.reasoning.components import Stretch, stretches

Pair = tuple[str, str]
Ways = Sequence[Sequence[int]]

NOTHING: tuple[int, ...] = ()


@dataclass(frozen=True)
class Framework:
    """Vertices are numbers: the claims in reading order, then the steps, then the bundles.

    ``pros`` and ``cons`` say what each vertex is made of. Of a claim: the steps and bundles that
    support and oppose it. Of a step: its claim, and what disputes its relevance. Of a bundle: its
    steps, and nothing. ``parents`` are the claims that claims hang below, -1 for a thesis. What is
    ``fixed`` has that value whatever acts on it: 1 was granted, 0 does not count.
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
        """The vertex of each step, by the keys of its claim and of what that argues about."""
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

    def steps_in(self, vertex: int) -> Sequence[int]:
        """The steps of a bundle; a step is its own."""
        return (vertex,) if vertex < self.first_bundle else self.pros[vertex]

    def claims_of(self, vertex: int) -> list[str]:
        """The claims that a step or a bundle leads from."""
        return [self.keys[self.pros[step][0]] for step in self.steps_in(vertex)]

    @property
    def theses(self) -> list[str]:
        return [key for key, parent in zip(self.keys, self.parents, strict=True) if parent < 0]

    @cached_property
    def circular(self) -> frozenset[str]:
        """The claims that argue, by way of others, about themselves."""
        return frozenset(
            self.keys[vertex]
            for stretch in self.stretches
            if stretch.circular
            for vertex in stretch.vertices
            if vertex < len(self.keys)
        )

    def branch(self, key: str) -> set[int]:
        """The claim and all that hang below it."""
        inside = {self.number_of[key]}
        for number in range(min(inside) + 1, len(self.keys)):
            if self.parents[number] in inside:
                inside.add(number)
        return inside

    def fixing(self, values: Mapping[int, float]) -> "Framework":
        """The same with some more values fixed, or fixed otherwise."""
        return replace(self, fixed={**self.fixed, **values})

    def granting(self, key: str) -> "Framework":
        """As if the claim were conceded: nobody disputes it any more."""
        return self.fixing({self.number_of[key]: 1.0})

    def without(self, key: str) -> "Framework":
        """As if the claim were withdrawn: it argues no more, nor does anything below it."""
        steps = self.steps_from
        return self.fixing(
            {step: 0.0 for number in self.branch(key) for step in steps.get(number, ())}
        )


class _Edge(NamedTuple):
    key: str
    target: str
    stance: Stance
    aim: Aim | None
    group: str
    home: bool


def framework(argument: ArgumentMap) -> Framework:
    """Of the claims that count: those that are visible and hang below visible claims only."""
    places = standing(argument)
    number_of = _numbered(places)
    edges = list(_edges(argument, number_of))
    # With these the reading order backwards leads from all that acts to what it acts on.
    plain = not any(edge.group or not edge.home for edge in edges)
    drawn = _Drawing(number_of, edges)
    drawn.draw(_lacking(argument, number_of))
    fixed = {number_of[key]: 1.0 for key, place in places.items() if _granted(place)}
    order = _backwards(drawn) if plain else stretches(drawn.pros, drawn.cons)
    return Framework(
        keys=list(number_of),
        pairs=[(edge.key, edge.target) for edge in edges],
        parents=[number_of.get(places[key].parent, -1) for key in number_of],
        pros=drawn.pros,
        cons=drawn.cons,
        fixed=fixed | dict.fromkeys(drawn.broken, 0.0),
        stretches=order,
    )


def _numbered(places: Mapping[str, Place]) -> dict[str, int]:
    claims = (key for key, place in places.items() if place.kind is not Kind.QUESTION)
    return {key: number for number, key in enumerate(claims)}


def _granted(place: Place) -> bool:
    return place.node.conceded and place.kind is not Kind.QUESTION


def _edges(argument: ArgumentMap, number_of: Mapping[str, int]) -> Iterator[_Edge]:
    """At most one for each pair; a reply before a link."""
    for key, parent, stance, aim, group in argument.replies:
        if stance is not None and key in number_of and parent in number_of:
            yield _Edge(key, parent, stance, aim, group, True)
    seen = {(reply.key, reply.parent) for reply in argument.replies} if argument.links else set()
    for link in argument.links:
        pair = link.key, link.target
        if pair not in seen and link.key in number_of and link.target in number_of:
            seen.add(pair)
            yield _Edge(*pair, link.stance, link.aim, link.group, False)


def _lacking(argument: ArgumentMap, number_of: Mapping[str, int]) -> list[Reply | Link]:
    """The linked premises that were withdrawn, by themselves or with what they hang below.

    What is in review or hidden is not among them: it must not be seen to be there.
    """
    every: list[Reply | Link] = [*argument.replies, *argument.links]
    linked = [edge for edge in every if edge.group]
    if not linked:
        return []
    gone: set[str] = set()
    for key, node in argument.nodes.items():
        if key in number_of or node.state not in (State.VISIBLE, State.WITHDRAWN):
            continue
        reply = argument.reply_of.get(key)
        if reply is None or reply.parent in number_of or reply.parent in gone:
            gone.add(key)
    return [edge for edge in linked if edge.key in gone]


class _Drawing:
    """The vertices of a framework while they are drawn."""

    def __init__(self, number_of: Mapping[str, int], edges: list[_Edge]) -> None:
        self.number_of = number_of
        self.edges = edges
        first = len(number_of)
        self.pros: list[Sequence[int]] = [NOTHING] * first
        self.pros += [(number_of[edge.key],) for edge in edges]
        self.cons: list[Sequence[int]] = [NOTHING] * (first + len(edges))
        self.acting: dict[tuple[int, Stance], list[int]] = {}
        self.home_step = {
            number_of[edge.key]: step for step, edge in enumerate(edges, first) if edge.home
        }
        self.broken: list[int] = []

    def draw(self, lacking: list[Reply | Link]) -> None:
        bundles: dict[tuple[int, Stance, str], list[int]] = {}
        for step, edge in enumerate(self.edges, len(self.number_of)):
            onto = self._onto(edge.target, edge.stance, edge.aim)
            if edge.group:
                bundles.setdefault((onto, edge.stance, edge.group), []).append(step)
            else:
                self._act(step, onto, edge.stance)
        incomplete = {
            (self._onto(_target(edge), edge.stance, edge.aim), edge.stance, edge.group)
            for edge in lacking
            if edge.stance is not None and _target(edge) in self.number_of
        }
        for bundle, steps in bundles.items():
            onto, stance, _ = bundle
            if bundle in incomplete:
                self.broken.extend(steps)
            self._act(self._bundled(steps), onto, stance)

    def _onto(self, target: str, stance: Stance, aim: Aim | None) -> int:
        """A con of relevance acts on the step from its target, where that leads anywhere."""
        number = self.number_of[target]
        if stance is Stance.CON and aim is Aim.RELEVANCE:
            return self.home_step.get(number, number)
        return number

    def _bundled(self, steps: list[int]) -> int:
        if len(steps) == 1:
            return steps[0]
        self.pros.append(steps)
        self.cons.append(NOTHING)
        return len(self.pros) - 1

    def _act(self, step: int, onto: int, stance: Stance) -> None:
        acting = self.acting.get((onto, stance))
        if acting is not None:
            acting.append(step)
            return
        ways = self.pros if stance is Stance.PRO else self.cons
        ways[onto] = self.acting[onto, stance] = [step]


def _target(edge: Reply | Link) -> str:
    return edge.parent if isinstance(edge, Reply) else edge.target


def _backwards(drawn: _Drawing) -> list[Stretch]:
    order: list[int] = []
    for number in reversed(range(len(drawn.number_of))):
        order.append(number)
        if number in drawn.home_step:
            order.append(drawn.home_step[number])
    return [Stretch(order, circular=False)] if order else []
