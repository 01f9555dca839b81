"""How a debate is cut into pages: each claim is a row of one page, and no page grows for ever."""

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from debates.argument.map import ArgumentMap

MOST_ROWS = 200
MOST_LEVELS = 16
# A branch of so few claims stays on one page; what is larger may be continued on a page of its own.
SMALL = 50


class Cut(NamedTuple):
    """Where a page begins: with this claim, and the first of its replies that stands there."""

    head: str
    first: int = 0


class Row(NamedTuple):
    """``depth`` is 1 for the replies to the claim that the page is about."""

    key: str
    depth: int


class Onward(NamedTuple):
    """Where a page goes on, and with how many more replies to the same claim."""

    cut: Cut
    replies: int


class Part(NamedTuple):
    """A page: ``rows`` in reading order; ``onward`` by the claim whose replies do not all fit."""

    cut: Cut
    rows: tuple[Row, ...]
    onward: dict[str, Onward]


class _Branch(NamedTuple):
    size: int = 1
    levels: int = 0


class _ToOpen(NamedTuple):
    cut: Cut
    levels: int


def parts(argument: ArgumentMap) -> Iterator[Part]:
    """All pages, the first one first. Together they have every claim but the root for a row."""
    branches = _branches(argument)
    waiting = deque([Cut(argument.root)])
    while waiting:
        part = _part(argument, waiting.popleft(), branches)
        waiting.extend(onward.cut for onward in part.onward.values())
        yield part


def _branches(argument: ArgumentMap) -> dict[str, _Branch]:
    found: dict[str, _Branch] = {}
    for step in reversed(list(argument.walk())):  # replies before what they argue about
        below = [found[reply.key] for reply in argument.children.get(step.node.key, ())]
        levels = max((branch.levels + 1 for branch in below), default=0)
        found[step.node.key] = _Branch(1 + sum(branch.size for branch in below), levels)
    return found


def _part(argument: ArgumentMap, cut: Cut, branches: dict[str, _Branch]) -> Part:
    """Small branches whole, large ones opened level by level, as long as there is room."""
    shown: dict[str, int] = {}  # by claims that are opened here: up to which of their replies
    room = MOST_ROWS
    to_open = deque([_ToOpen(cut, MOST_LEVELS)])
    while to_open:
        (key, first), levels = to_open.popleft()
        end = first
        for reply in islice(argument.children.get(key, ()), first, None):
            branch = branches[reply.key]
            is_whole = branch.size <= SMALL and branch.levels < levels
            rows = branch.size if is_whole else 1
            if rows > room:
                break
            room, end = room - rows, end + 1
            if not is_whole:
                shown[reply.key] = 0
                if levels > 1:
                    to_open.append(_ToOpen(Cut(reply.key), levels - 1))
        shown[key] = end
    return Part(cut, tuple(_rows(argument, cut, shown)), _onward(argument, shown))


def _rows(argument: ArgumentMap, cut: Cut, shown: dict[str, int]) -> Iterator[Row]:
    stack = [Row(cut.head, 0)]
    while stack:
        row = stack.pop()
        if row.depth:
            yield row
        below = argument.children.get(row.key, [])
        first = 0 if row.depth else cut.first
        here = islice(below, first, shown.get(row.key))
        stack.extend(Row(reply.key, row.depth + 1) for reply in reversed(list(here)))


def _onward(argument: ArgumentMap, shown: dict[str, int]) -> dict[str, Onward]:
    left = {key: len(argument.children.get(key, ())) - end for key, end in shown.items()}
    return {key: Onward(Cut(key, shown[key]), replies) for key, replies in left.items() if replies}
