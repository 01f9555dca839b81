"""What an Argdown text says, as the official parser has it: statements, arguments, relations."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from debates.formats.argdown.data import Value, is_true
from debates.formats.argdown.syntax import Heading, Inference, Member


class What(StrEnum):
    STATEMENT = "statement"
    ARGUMENT = "argument"
    INFERENCE = "inference"


class Said(StrEnum):
    """What a relation says of its target; the last four of statements only."""

    SUPPORT = "support"
    ATTACK = "attack"
    UNDERCUT = "undercut"
    CONTRADICTORY = "contradictory"
    ENTAILS = "entails"
    CONTRARY = "contrary"


class End(NamedTuple):
    """What a relation is from or to. An inference is the ``number``th of the argument, from 0."""

    what: What
    title: str
    number: int = 0


class Relation(NamedTuple):
    said: Said
    source: End
    target: End


class Step(NamedTuple):
    """From premises to a conclusion."""

    premises: tuple[Member, ...]
    conclusion: Member


@dataclass(slots=True)
class Subject:
    """A class of equivalent statements, or an argument, with all places where it is told.

    ``pcs``: the titles of an argument's premises and conclusions, and whether each is a conclusion.
    """

    end: End
    line: int
    members: list[Member] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    data: dict[str, Value] = field(default_factory=dict)
    pcs: list[tuple[str, bool]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def add(self, member: Member) -> None:
        self.members.append(member)
        if member.tags:
            self.tags |= dict.fromkeys(member.tags)
        if member.data:
            self.data |= member.data

    @property
    def definitions(self) -> list[Member]:
        return [member for member in self.members if not member.is_reference]

    @property
    def canonical(self) -> Member | None:
        """Whose text counts: the last one, unless the data of another claims it."""
        found = self.definitions
        chosen = [member for member in found if is_true(member.data.get("isCanonical"))] or found
        return chosen[-1] if chosen else None


class Place(NamedTuple):
    """Where a relation is said: by a member that is nested, of what is above it or for that."""

    member: Member
    is_of_above: bool


@dataclass(slots=True)
class Document:
    """``subjects`` are in the order of the text, ``relations`` in that in which they end there."""

    front_matter: dict[str, Value]
    subjects: dict[End, Subject] = field(default_factory=dict)
    relations: dict[Relation, list[Place]] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    inferences: list[Inference] = field(default_factory=list)

    def of(self, what: What) -> Iterator[Subject]:
        return (subject for end, subject in self.subjects.items() if end.what is what)
