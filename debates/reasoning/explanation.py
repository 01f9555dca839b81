"""Why a claim stands or falls, in one plain sentence with the claims it names."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from debates.argument.map import ArgumentMap
from debates.argument.words import Aim, Stance, kind_of_reply
from debates.reasoning.counterfactual import Act, Change
from debates.reasoning.framework import Framework, Pair
from debates.reasoning.grounded import IN, OUT, UNDECIDED, Standing


class Part(NamedTuple):
    """Some words of a sentence; with a ``claim``, they are its text, to be quoted and linked."""

    text: str
    claim: str = ""


Sentence = tuple[Part, ...]


class Names(Protocol):
    """What claims and steps are called in a sentence."""

    def text_of(self, key: str) -> str: ...

    def con(self, step: int) -> str:
        """What a claim is to what it opposes, as in: rebuttal of relevance."""


class NamesIn:
    """As the map has them."""

    def __init__(self, argument: ArgumentMap, framework: Framework) -> None:
        self.argument = argument
        self.framework = framework

    def text_of(self, key: str) -> str:
        return self.argument.nodes[key].text

    def con(self, step: int) -> str:
        key, target = self.framework.pairs[step - self.framework.first_step]
        kind = kind_of_reply(Stance.CON, self.argument.sides[target])
        aim = self._aim(key, target)
        return f"{kind} of {aim}" if aim not in (None, Aim.TRUTH) else str(kind)

    def _aim(self, key: str, target: str) -> Aim | None:
        reply = self.argument.reply_of.get(key)
        if reply is not None and reply.parent == target:
            return reply.aim
        return self._aims_of_links[key, target]

    @cached_property
    def _aims_of_links(self) -> dict[Pair, Aim | None]:
        """The first link of a pair is the one that counts."""
        return {(one.key, one.target): one.aim for one in reversed(self.argument.links)}


def spoken(sentence: Sentence) -> str:
    """The sentence as text."""
    return "".join(f"“{part.text}”" if part.claim else part.text for part in sentence)


def explained(
    argument: ArgumentMap, framework: Framework, found: Sequence[Standing], key: str
) -> Sentence:
    """Why the claim has the standing that it has in ``found``, the labels of the framework."""
    return why(framework, found, key, NamesIn(argument, framework))


def why(framework: Framework, found: Sequence[Standing], key: str, names: Names) -> Sentence:
    """The same without the map, where it is known what its claims are called."""
    telling = _Telling(framework, found, names)
    number = framework.number_of[key]
    if number in framework.fixed:
        return (
            Part("stands: it was conceded" if found[number] is IN else "falls: it is rejected"),
        )
    if found[number] is OUT:
        return telling.falls(number)
    if found[number] is UNDECIDED:
        return telling.undecided(number)
    return (*telling.stands(number), *telling.beside_the_point(number))


def told(argument: ArgumentMap, changes: Sequence[Change], standing: Standing) -> Sentence:
    """What would change a standing: "would stand if 'y' were conceded"."""
    return otherwise(changes, standing, lambda key: argument.nodes[key].text)


def otherwise(
    changes: Sequence[Change], standing: Standing, text_of: Callable[[str], str]
) -> Sentence:
    parts = [Part("would fall if " if standing is IN else "would stand if ")]
    for number, (act, key) in enumerate(changes):
        if number:
            parts.append(Part(" and "))
        parts.append(Part(text_of(key), key))
        parts.append(Part(" were conceded" if act is Act.CONCEDE else " were withdrawn"))
    return tuple(parts)


class _Telling:
    def __init__(self, framework: Framework, found: Sequence[Standing], names: Names) -> None:
        self.framework = framework
        self.found = found
        self.names = names

    def falls(self, vertex: int) -> Sentence:
        """Of several arguments it names one that a reply could still be written to."""
        against = [con for con in self.framework.cons[vertex] if self.found[con] is IN]
        named = min(against, key=self._how_sure)
        return (Part("falls: "), *self._named(named), Part(self._why_in(named) + _more(against)))

    def undecided(self, vertex: int) -> Sentence:
        framework = self.framework
        con = next(con for con in framework.cons[vertex] if self.found[con] is UNDECIDED)
        circle = framework.circle_of.get(vertex)
        if circle is not None and framework.circle_of.get(con) == circle:
            begin = "is undecided: it argues in a circle with "
            return (Part(begin), *self._named(con))
        return (Part("is undecided: so is "), *self._named(con))

    def stands(self, vertex: int) -> Sentence:
        cons = self.framework.cons[vertex]
        if not cons:
            return (Part("stands: nothing opposes it"),)
        if len(cons) > 1:
            return (Part(f"stands: all {len(cons)} arguments against it fail"),)
        return (Part("stands: "), *self._named(cons[0]), *self._why_out(cons[0]))

    def beside_the_point(self, vertex: int) -> Sentence:
        """A claim can stand and yet bear nothing on what it argues about."""
        framework = self.framework
        above = framework.parents[vertex]
        step = framework.step_of.get((framework.keys[vertex], framework.keys[above]))
        if above < 0 or step is None:
            return ()
        if step in framework.fixed:
            return (Part(_BUT + "a premise linked with it was withdrawn"),)
        for con in framework.cons[step]:
            if self.found[con] is IN:
                return (Part(_BUT), *self._named(con), Part(self._why_in(con)))
        return self._deserted(step) or self._doubtful(step)

    def _deserted(self, step: int) -> Sentence:
        """Linked premises count together or not at all."""
        for other in self.framework.linked_with(step):
            if self.found[other] is OUT:
                (key,) = self.framework.claims_of(other)
                fallen = self.found[self.framework.number_of[key]] is OUT
                why = " falls" if fallen else " does not count"
                begin = Part(_BUT + "the premise linked with it ")
                return (begin, Part(self.names.text_of(key), key), Part(why))
        return ()

    def _doubtful(self, step: int) -> Sentence:
        for con in self.framework.cons[step]:
            if self.found[con] is UNDECIDED:
                begin = Part("; but whether it counts is undecided, as is ")
                return (begin, *self._named(con))
        return ()

    def _named(self, con: int) -> Sentence:
        """As in: the rebuttal of relevance 'x'."""
        parts = [Part(f"the {self.names.con(self.framework.steps_in(con)[0])} ")]
        for number, key in enumerate(self.framework.claims_of(con)):
            if number:
                parts.append(Part(" with "))
            parts.append(Part(self.names.text_of(key), key))
        return tuple(parts)

    def _why_in(self, con: int) -> str:
        return _WHY_IN[self._how_sure(con)]

    def _how_sure(self, con: int) -> int:
        """0: nobody replied to it. 1: the replies fail. 2: it was conceded."""
        framework = self.framework
        numbers = [framework.number_of[key] for key in framework.claims_of(con)]
        if all(number in framework.fixed for number in numbers):
            return 2
        parts = (*numbers, *framework.steps_in(con))
        return int(any(framework.cons[part] for part in parts if part not in framework.fixed))

    def _why_out(self, con: int) -> Sentence:
        """What defeats a con: something against a claim in it, or against its relevance."""
        framework = self.framework
        for step in framework.steps_in(con):
            for vertex in (framework.pros[step][0], step):
                if vertex in framework.fixed:
                    continue
                for other in framework.cons[vertex]:
                    if self.found[other] is IN:
                        return (Part(" fails against "), *self._named(other))
        return (Part(" does not count"),)


_BUT = "; but it does not count: "
_WHY_IN = (" is unanswered", " withstands what is said against it", " was conceded")


def _more(against: Sequence[int]) -> str:
    if len(against) == 1:
        return ""
    if len(against) == 2:
        return ", and one more argument against this claim stands"
    return f", and {len(against) - 1} more arguments against this claim stand"
