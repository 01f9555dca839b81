"""ArgumentMap: a debate as a value, without a database.

Formats read and write it, semantics and statistics are computed on it, drawings draw it. A map is
a tree of replies below one root; links are further edges between claims that are already in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from debates.argument.words import Aim, Kind, Side, Stance, State, kind_of_reply, side_of_reply


class Source(NamedTuple):
    """Where something is said: an address or a citation, and what to look for there."""

    url: str = ""
    citation: str = ""
    title: str = ""
    quote: str = ""
    locator: str = ""


class Wording(NamedTuple):
    """How a claim was worded before, and who had written it so, when."""

    text: str
    detail: str = ""
    author: str = ""
    written: datetime | None = None


class Node(NamedTuple):
    """One claim by itself; what it does to others is said by replies and links.

    ``met``: when the claim it challenges was last amended in answer to it. ``question``: the key of
    the critical question that it puts to its parent or answers for it, see ``schemes``.
    ``earlier``: its wordings before this one, oldest first.
    """

    key: str
    text: str
    detail: str = ""
    scheme: str = ""
    state: State = State.VISIBLE
    conceded: bool = False
    author: str = ""
    written: datetime | None = None
    edited: datetime | None = None
    sources: tuple[Source, ...] = ()
    met: datetime | None = None
    question: str = ""
    earlier: tuple[Wording, ...] = ()


class Reply(NamedTuple):
    """``key`` argues about ``parent``. ``stance`` is None for a thesis below a question.

    What argues about one claim with the same ``group`` are linked premises: they hold together
    or not at all.
    """

    key: str
    parent: str
    stance: Stance | None
    aim: Aim | None = None
    group: str = ""


class Link(NamedTuple):
    """``key`` also argues about ``target``, elsewhere in the same map, since it was ``made``.

    ``place``: where it stands among all that argue about the target, from 0, as a file had it; None
    after the replies. ``group`` as in Reply.
    """

    key: str
    target: str
    stance: Stance
    aim: Aim | None = None
    made: datetime | None = None
    group: str = ""
    place: int | None = None


class Assessment(NamedTuple):
    """What a method made of a claim: its strength from 0 to 1, and its standing as a word."""

    strength: float
    standing: str = ""


class Step(NamedTuple):
    """One claim met on a walk in reading order; ``reply`` is None at the root."""

    depth: int
    node: Node
    reply: Reply | None


@dataclass(frozen=True)
class ArgumentMap:
    """``nodes`` are in reading order, parents before children; ``replies`` cover all but the root.

    The root is a thesis or, where the map ``asks``, a question with theses for direct replies
    (stance None). Of a file that it was read from: ``unplaced`` is what there is no place for here,
    in the plural, and how often it was met; ``lines`` are where the claims stand, from 1;
    ``counts`` are what its format counts and a map does not.
    ``assessed`` was computed by the method ``assessed_by``, for those formats that have a place for
    it: it is written, and never read.
    """

    root: str
    nodes: dict[str, Node]
    replies: tuple[Reply, ...] = ()
    links: tuple[Link, ...] = ()
    title: str = ""
    background: str = ""
    asks: bool = False
    unplaced: Mapping[str, int] = field(default_factory=dict, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    counts: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    assessed: Mapping[str, Assessment] = field(default_factory=dict, compare=False, repr=False)
    assessed_by: str = field(default="", compare=False, repr=False)

    @cached_property
    def reply_of(self) -> dict[str, Reply]:
        """The reply that hangs a claim below its parent, by the claim's key."""
        return {reply.key: reply for reply in self.replies}

    @cached_property
    def children(self) -> dict[str, list[Reply]]:
        """The replies to each claim that has any, in reading order."""
        below: dict[str, list[Reply]] = {}
        for reply in self.replies:
            below.setdefault(reply.parent, []).append(reply)
        return below

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kind of every claim, in reading order."""
        return {step.node.key: kind for step, kind, _ in self._places()}

    @cached_property
    def sides(self) -> dict[str, Side]:
        """The side of every claim, in reading order."""
        return {step.node.key: side for step, _, side in self._places()}

    def walk(self, start: str | None = None) -> Iterator[Step]:
        """Every claim from ``start`` (the root unless told) down, in reading order."""
        first = self.root if start is None else start
        stack = [(0, first)]
        while stack:
            depth, key = stack.pop()
            yield Step(depth, self.nodes[key], self.reply_of.get(key))
            below = self.children.get(key, ())
            stack.extend((depth + 1, reply.key) for reply in reversed(below))

    def _places(self) -> Iterator[tuple[Step, Kind, Side]]:
        sides: dict[str, Side] = {}
        for step in self.walk():
            key, reply = step.node.key, step.reply
            if reply is None:
                kind, side = (Kind.QUESTION if self.asks else Kind.THESIS), Side.THESIS
            elif reply.stance is None:
                kind, side = Kind.THESIS, Side.THESIS
            else:
                kind = kind_of_reply(reply.stance, sides[reply.parent])
                side = side_of_reply(reply.stance, sides[reply.parent])
            sides[key] = side
            yield step, kind, side
