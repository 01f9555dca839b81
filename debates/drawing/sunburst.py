"""The map in miniature: rings around the root, one arc for every claim that is wide enough.

Drawn into the viewBox -100 -100 200 200. A degree stands for the same number of claims in all
rings, so an arc is as wide as its branch is large. The root is the disc in the middle.
"""

from math import cos, radians, sin
from typing import NamedTuple

from debates.argument.map import ArgumentMap
from debates.argument.words import Kind, Side

VIEW_BOX = "-100 -100 200 200"
INNER_RADIUS, OUTER_RADIUS = 26.0, 98.0
GAP = 2.0
"""Between two rings."""

# An arc whose ends meet once they are rounded would not be drawn at all.
_FULL = 359.0


class Arc(NamedTuple):
    """``path`` is the ``d`` of an SVG path; ``depth`` is 1 for the ring around the root."""

    key: str
    kind: Kind
    side: Side
    depth: int
    path: str


class _Sector(NamedTuple):
    """Where the branch of a claim begins, in degrees clockwise from 12 o'clock, and its width."""

    key: str
    depth: int
    begin: float
    width: float


def arcs(argument: ArgumentMap, *, rings: int = 4, least_degrees: float = 3.0) -> list[Arc]:
    """The arcs in reading order; what hangs below one that is too narrow is left out with it."""
    sizes = branch_sizes(argument)
    degree = 360 / max(sizes[argument.root] - 1, 1)  # of one claim
    drawn: list[Arc] = []
    waiting = [_Sector(argument.root, 0, 0.0, 360.0)]
    while waiting:
        sector = waiting.pop()
        if sector.depth:
            drawn.append(_arc(argument, sector, rings))
        if sector.depth < rings:
            below = _below(argument, sector, sizes, degree)
            waiting.extend(part for part in reversed(below) if part.width >= least_degrees)
    return drawn


def branch_sizes(argument: ArgumentMap) -> dict[str, int]:
    """How many claims each branch has, with the claim that it starts from."""
    sizes: dict[str, int] = {}
    for step in reversed(list(argument.walk())):  # children before their parents
        key, reply = step.node.key, step.reply
        sizes[key] = sizes.get(key, 0) + 1
        if reply is not None:
            sizes[reply.parent] = sizes.get(reply.parent, 0) + sizes[key]
    return sizes


def _below(
    argument: ArgumentMap, sector: _Sector, sizes: dict[str, int], degree: float
) -> list[_Sector]:
    begin = sector.begin
    parts: list[_Sector] = []
    for reply in argument.children.get(sector.key, ()):
        part = _Sector(reply.key, sector.depth + 1, begin, sizes[reply.key] * degree)
        begin += part.width
        parts.append(part)
    return parts


def _arc(argument: ArgumentMap, sector: _Sector, rings: int) -> Arc:
    key, depth = sector.key, sector.depth
    step = (OUTER_RADIUS - INNER_RADIUS + GAP) / rings
    inner = INNER_RADIUS + (depth - 1) * step
    path = _path(sector.begin, sector.width, inner, inner + step - GAP)
    return Arc(key, argument.kinds[key], argument.sides[key], depth, path)


def _path(begin: float, width: float, inner: float, outer: float) -> str:
    if width >= _FULL:
        return _ring(outer, clockwise=1) + _ring(inner, clockwise=0)
    end = begin + width
    large = 1 if width > 180 else 0
    return (
        f"M{_point(inner, begin)}L{_point(outer, begin)}"
        f"A{_number(outer)} {_number(outer)} 0 {large} 1 {_point(outer, end)}"
        f"L{_point(inner, end)}"
        f"A{_number(inner)} {_number(inner)} 0 {large} 0 {_point(inner, begin)}Z"
    )


def _ring(radius: float, *, clockwise: int) -> str:
    """A circle in two halves; the inner one runs the other way, which makes it a hole."""
    half = f"A{_number(radius)} {_number(radius)} 0 0 {clockwise}"
    return f"M{_point(radius, 0)}{half} {_point(radius, 180)}{half} {_point(radius, 0)}Z"


def _point(radius: float, degrees: float) -> str:
    angle = radians(degrees)
    return f"{_number(radius * sin(angle))} {_number(-radius * cos(angle))}"


def _number(value: float) -> str:
    rounded = round(value, 1) or 0.0  # no -0
    return f"{rounded:g}"
