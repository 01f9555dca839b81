"""The relations of a map, from those of an Argdown text."""

from collections import Counter
from collections.abc import Mapping, Sequence

from debates.argument.words import Aim, Stance
from debates.formats.argdown.claims import Claims
from debates.formats.argdown.data import Value
from debates.formats.argdown.model import (
    Document,
    End,
    Place,
    Relation,
    Said,
    Step,
    Subject,
    What,
)
from debates.formats.argdown.own import arguing_in
from debates.formats.graph import Edge
from debates.formats.told import Relation as Told

_PROS = frozenset({Said.SUPPORT, Said.ENTAILS})
_NOTHING: Mapping[str, Value] = {}


class Relations:
    """``told`` has at most one for each pair of claims, in the order of the text.

    A claim belongs where it is defined: that is a reply. What is but named there is a link, and so
    is what is nested the other way round.
    """

    def __init__(self, said: Document, claims: Claims) -> None:
        self.claims = claims
        self.told: dict[tuple[str, str], Told] = {}
        self.unplaced: Counter[str] = Counter()
        self.premises: dict[End, str] = {}  # by inference
        self.arguments = {a.end: a for a in said.of(What.ARGUMENT) if a.pcs}
        for relation, places in said.relations.items():
            if relation.said is Said.CONTRADICTORY:
                self._contradict(relation, places)
            else:
                self._take(relation, places, is_link=_is_link(places))
        for argument in self.arguments.values():
            self._conclude(argument)

    def _take(self, relation: Relation, places: Sequence[Place], *, is_link: bool) -> None:
        said, source, target = relation
        key = self._key_of_source(source)
        at, is_step = self._aimed_at(target)
        stance = Stance.PRO if said in _PROS else Stance.CON
        told = [place.member.data for place in places if place.member.data]
        aim, group, made = arguing_in(told[0] if told else _NOTHING, stance, self.unplaced)
        if stance is Stance.CON and (is_step or said is Said.UNDERCUT):
            aim = Aim.RELEVANCE
        self._tell(Told(Edge(key, at, stance, aim, group), is_link, made))

    def _contradict(self, relation: Relation, places: Sequence[Place]) -> None:
        """Each opposes the other. The one that was nested first belongs below the other."""
        said, above, nested = relation
        is_link = all(place.member.is_reference for place in places)
        self._take(Relation(said, nested, above), places, is_link=is_link)
        self._take(relation, (), is_link=True)

    def _conclude(self, argument: Subject) -> None:
        """The premises of each step hold together, in a group that the argument gives its name."""
        for number, step in enumerate(argument.steps):
            target = self._key(step.conclusion.title)
            name = argument.end.title if not number else f"{argument.end.title} ({number + 1})"
            group = name if len(step.premises) > 1 else ""
            for premise in step.premises:
                edge = Edge(self._key(premise.title), target, Stance.PRO, None, group)
                self._tell(Told(edge, premise.is_reference))

    def _tell(self, told: Told) -> None:
        edge = told.edge
        pair = (edge.key, edge.target)
        before = self.told.setdefault(pair, told)
        if before is told and edge.key != edge.target:
            return
        if edge.key == edge.target:
            del self.told[pair]
            self.unplaced["claims that argue about themselves"] += 1
        elif before.edge.stance is not edge.stance or before.edge.aim is not edge.aim:
            self.unplaced["second relations of the same two claims"] += 1
        elif edge.group and not before.edge.group:
            is_link = told.is_link and before.is_link
            self.told[pair] = before._replace(edge=edge, is_link=is_link)
        elif edge.group != before.edge.group:
            self.unplaced["premises of a second argument for the same claim"] += 1

    def _key_of_source(self, end: End) -> str:
        """Where an argument has premises, it is its conclusion that argues."""
        argument = self.arguments.get(end)
        return self._key(argument.pcs[-1][0]) if argument else self.claims.keys[end]

    def _aimed_at(self, end: End) -> tuple[str, bool]:
        """The key of a claim, and whether the step from it is meant.

        A step is where one of its premises stands; for an argument as a whole it is the last one.
        """
        key = self.claims.keys.get(end)
        if key is not None:
            return key, False
        argument = self.arguments[End(What.ARGUMENT, end.title)]
        number = end.number
        if end.what is What.ARGUMENT:
            self.unplaced["relations to whole arguments, told of a premise"] += 1
            number = len(argument.steps) - 1
        place = End(What.INFERENCE, end.title, number)
        if place not in self.premises:
            self.premises[place] = self._premise(argument.steps[number])
        return self.premises[place], True

    def _premise(self, step: Step) -> str:
        """One that is at home in this step: only from there does a step lead to the conclusion."""
        own = (member for member in step.premises if not member.is_reference)
        return self._key(next(own, step.premises[0]).title)

    def _key(self, title: str) -> str:
        return self.claims.keys[End(What.STATEMENT, title)]


def _is_link(places: Sequence[Place]) -> bool:
    """Whether the claim is at home in none of them."""
    return all(member.is_reference or not is_of_above for member, is_of_above in places)
