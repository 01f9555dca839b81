"""What the pages of a debate have in common: which claim stands where, and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from debates.argument.challenges import Status, challenges
from debates.argument.map import ArgumentMap, Link
from debates.offline.parts import Cut, Part, parts

INDEX = "index.html"


class Other(NamedTuple):
    """A claim that argues here too, or that is argued about elsewhere."""

    key: str
    link: Link


class Book:
    """A debate, cut into pages. Claims are numbered in reading order, from 1 for the root."""

    def __init__(self, argument: ArgumentMap, made: str) -> None:
        self.argument = argument
        self.made = made
        self.parts: Sequence[Part] = tuple(parts(argument))
        self.numbers = {key: number for number, key in enumerate(argument.nodes, 1)}
        self._pages = {
            row.key: self.file_of(part.cut) for part in self.parts for row in part.rows
        } | {argument.root: INDEX}

    def file_of(self, cut: Cut) -> str:
        if cut == Cut(self.argument.root):
            return INDEX
        more = f"-from-{cut.first + 1}" if cut.first else ""
        return f"branch-{self.numbers[cut.head]}{more}.html"

    def address(self, key: str) -> str:
        """Where the claim is a row among its neighbours."""
        return f"{self._pages[key]}#{self.anchor(key)}"

    def anchor(self, key: str) -> str:
        return f"claim-{self.numbers[key]}"

    def thread_to(self, key: str) -> list[str]:
        """The claims above this one, the root first."""
        above = []
        while (reply := self.argument.reply_of.get(key)) is not None:
            key = reply.parent
            above.append(key)
        return above[::-1]

    @cached_property
    def open(self) -> frozenset[str]:
        """The challenges that nobody has answered."""
        found = challenges(self.argument)
        return frozenset(one.key for one in found if one.status == Status.OPEN)

    @cached_property
    def arguing_here(self) -> Mapping[str, Sequence[Other]]:
        """By claims: those that argue about them from another place."""
        found: dict[str, list[Other]] = {}
        for link in self.argument.links:
            found.setdefault(link.target, []).append(Other(link.key, link))
        return found

    @cached_property
    def arguing_elsewhere(self) -> Mapping[str, Sequence[Other]]:
        found: dict[str, list[Other]] = {}
        for link in self.argument.links:
            found.setdefault(link.key, []).append(Other(link.target, link))
        return found

    @cached_property
    def together(self) -> Mapping[tuple[str, str], int]:
        """How many linked premises argue about a claim as one group: by the claim and the group."""
        replies = ((reply.parent, reply.group) for reply in self.argument.replies)
        links = ((link.target, link.group) for link in self.argument.links)
        return Counter(place for place in (*replies, *links) if place[1])
