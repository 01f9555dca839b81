"""Why a claim stands or falls, in one plain sentence with the claims it names."""

from collections.abc import Sequence
from typing import NamedTuple

from debates.argument.map import ArgumentMap
from debates.argument.words import Aim, Stance, kind_of_reply
from debates.reasoning.counterfactual import Act, Change
from debates.reasoning.framework import Framework
from debates.reasoning.grounded import IN, OUT, UNDECIDED, Standing


class Part(NamedTuple):
    """Some words of a sentence; with a ``claim``, they are its text, to be quoted and linked."""

    text: str
    claim: str = ""


Sentence = tuple[Part, ...]


def spoken(sentence: Sentence) -> str:
    """The sentence as text."""
    return "".join(f"“{part.text}”" if part.claim else part.text for part in sentence)


def explained(
    argument: ArgumentMap, framework: Framework, found: Sequence[Standing], key: str
) -> Sentence:
    """Why the claim has the standing that it has in ``found``, the labels of the framework."""
    telling = _Telling(argument, framework, found)
    number = framework.number_of[key]
    if number in framework.fixed:
        return (
            Part("stands: it was conceded" if found[number] is IN else "falls: it is rejected"),
        )
    if found[number] is OUT:
        return telling.falls(number)
    if found[number] is UNDECIDED:
        return telling.undecided(number)
    return (*telling.stands(number), *telling.beside_the_point(key))


def told(argument: ArgumentMap, changes: Sequence[Change], standing: Standing) -> Sentence:
    """What would change a standing: "would stand if 'y' were conceded"."""
    parts = [Part("would fall if " if standing is IN else "would stand if ")]
    for number, (act, key) in enumerate(changes):
        if number:
            parts.append(Part(" and "))
        parts.append(Part(argument.nodes[key].text, key))
        parts.append(Part(" were conceded" if act is Act.CONCEDE else " were withdrawn"))
    return tuple(parts)


class _Telling:
    def __init__(
        self, argument: ArgumentMap, framework: Framework, found: Sequence[Standing]
    ) -> None:
        self.argument = argument
        self.framework = framework
        self.found = found

    def falls(self, vertex: int) -> Sentence:
        con = next(con for con in self.framework.cons[vertex] if self.found[con] is IN)
        return (Part("falls: "), *self._named(con), Part(self._why_in(con)))

    def undecided(self, vertex: int) -> Sentence:
        con = next(con for con in self.framework.cons[vertex] if self.found[con] is UNDECIDED)
        circle = self.framework.keys[vertex] in self.framework.circular
        why = " are in a circle of arguments" if circle else " is undecided itself"
        begin = "is undecided: it and " if circle else "is undecided: "
        return (Part(begin), *self._named(con), Part(why))

    def stands(self, vertex: int) -> Sentence:
        cons = self.framework.cons[vertex]
        if not cons:
            return (Part("stands: nothing opposes it"),)
        if len(cons) > 1:
            return (Part(f"stands: all {len(cons)} arguments against it fail"),)
        return (Part("stands: "), *self._named(cons[0]), *self._why_out(cons[0]))

    def beside_the_point(self, key: str) -> Sentence:
        """A claim can stand and yet bear nothing on what it argues about."""
        reply = self.argument.reply_of.get(key)
        step = self.framework.step_of.get((key, reply.parent)) if reply else None
        if step is None:
            return ()
        con = next((c for c in self.framework.cons[step] if self.found[c] is IN), None)
        if con is None:
            return ()
        return (Part(", but does not count: "), *self._named(con), Part(self._why_in(con)))

    def _named(self, con: int) -> Sentence:
        """As in: the rebuttal of relevance 'x'."""
        parts = [Part(f"the {self._kind(con)} ")]
        for number, key in enumerate(self.framework.claims_of(con)):
            if number:
                parts.append(Part(" with "))
            parts.append(Part(self.argument.nodes[key].text, key))
        return tuple(parts)

    def _kind(self, con: int) -> str:
        key, target = self._pair(con)
        kind = kind_of_reply(Stance.CON, self.argument.sides[target])
        aim = self._aim(key, target)
        return f"{kind} of {aim}" if aim not in (None, Aim.TRUTH) else str(kind)

    def _aim(self, key: str, target: str) -> Aim | None:
        reply = self.argument.reply_of.get(key)
        if reply is not None and reply.parent == target:
            return reply.aim
        links = self.argument.links
        return next(link.aim for link in links if (link.key, link.target) == (key, target))

    def _why_in(self, con: int) -> str:
        numbers = [self.framework.number_of[key] for key in self.framework.claims_of(con)]
        if any(number in self.framework.fixed for number in numbers):
            return " was conceded"
        disputed = any(
            self.framework.cons[vertex] for vertex in (*numbers, *self.framework.steps_in(con))
        )
        return " withstands what is said against it" if disputed else " is unanswered"

    def _why_out(self, con: int) -> Sentence:
        """What defeats a con: something against a claim in it, or against its relevance."""
        steps = self.framework.steps_in(con)
        for step in steps:
            for vertex in (self.framework.pros[step][0], step):
                for other in self.framework.cons[vertex]:
                    if self.found[other] is IN and vertex not in self.framework.fixed:
                        return (Part(" fails against "), *self._named(other))
        return (Part(" does not count"),)

    def _pair(self, con: int) -> tuple[str, str]:
        return self.framework.pairs[self.framework.steps_in(con)[0] - self.framework.first_step]
