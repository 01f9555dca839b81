"""The arithmetic of spaced nested sets: pure, and in whole numbers (docs/decisions/0003).

A claim's interval holds those of its replies with room between them, so that most claims find
their numbers without any other claim's changing.
"""

from collections.abc import Sequence
from typing import NamedTuple

# The root of every debate. Twice as much would not fit into a signed 64-bit integer.
FIRST, LAST = 1, 2**62

# A claim gets no interval narrower than this: one reply must fit inside.
LEAST_WIDTH = 4
# What one claim needs for itself in a range that is spaced anew: as much as six or seven more take,
# each a reply to the one before.
_ROOMY = 2**20


class Interval(NamedTuple):
    lft: int
    rght: int


class Gap(NamedTuple):
    """The numbers strictly between ``low`` and ``high``, where something new is to stand.

    ``sibling`` is the width of the sibling before it, 0 if there is none; ``is_last`` tells that
    only the end of the parent's interval follows.
    """

    low: int
    high: int
    sibling: int
    is_last: bool

    @property
    def free(self) -> int:
        return self.high - self.low - 1


def share(gap: Gap) -> Interval | None:
    """The interval of a newcomer; None where the room is used up.

    An eighth of what is free, but behind siblings not more than the one before it got. So the
    thousandth reply finds the room that ``spread`` left for it as large as the first one did; an
    eighth each time would use it up after two hundred.
    """
    width = gap.free // 8
    if gap.is_last and gap.sibling:
        width = min(width, max(gap.sibling, gap.free // 1024, LEAST_WIDTH))
    if width < LEAST_WIDTH:
        return None
    return _placed(gap, width)


def shifted(gap: Gap, width: int) -> Interval | None:
    """Where a branch of this width can stand as it is; None where it would leave too little."""
    if 2 * width > gap.free:
        return None
    return _placed(gap, width)


def _placed(gap: Gap, width: int) -> Interval:
    """More will follow the last one, and on both sides of one between others."""
    before = min(gap.free // 16, width // 2) if gap.is_last else (gap.free - width) // 2
    lft = gap.low + 1 + before
    return Interval(lft, lft + width - 1)


def spread(levels: Sequence[int], place: Interval) -> list[Interval]:
    """Evenly spaced intervals for a whole branch, its top filling ``place``.

    ``levels`` are in reading order; only their differences matter. Behind its last reply a claim
    keeps room for as many replies as it has.
    """
    units = _positions(levels)
    step = (place.rght - place.lft) // units[0].rght
    if step < 1:
        raise ValueError(f"{len(levels)} claims do not fit into {place}.")
    inside = (Interval(place.lft + lft * step, place.lft + rght * step) for lft, rght in units[1:])
    return [place, *inside]


def fits(levels: Sequence[int], place: Interval) -> bool:
    """Whether a branch can be spread there without its claims getting too narrow."""
    most_units = 3 * len(levels)
    return place.rght - place.lft >= most_units * LEAST_WIDTH


def is_roomy(place: Interval, claims: int) -> bool:
    """Whether so many claims, spaced anew there, have enough room for a good while.

    The more of them, the more room for each: a large range is to be spaced anew less often than a
    small one. In a chain of 3,000 that writes 8 other rows per claim; room in proportion, 200.
    """
    return place.rght - place.lft >= claims**2 * _ROOMY


def _positions(levels: Sequence[int]) -> list[Interval]:
    """The intervals of a branch counted in steps, from 0."""
    lefts: list[int] = []
    rights = [0] * len(levels)
    replies = [0] * len(levels)
    chain: list[int] = []
    now = 0

    def close(depth: int) -> None:
        nonlocal now
        while len(chain) > depth:
            ended = chain.pop()
            now += max(0, replies[ended] - 1)
            rights[ended] = now
            now += 1

    for index, level in enumerate(levels):
        depth = level - levels[0]
        if depth > len(chain) or (depth < 1 and index):
            raise ValueError("The levels are not those of one branch in reading order.")
        close(depth)
        if chain:
            replies[chain[-1]] += 1
        lefts.append(now)
        chain.append(index)
        now += 1
    close(0)
    return [Interval(*pair) for pair in zip(lefts, rights, strict=True)]
