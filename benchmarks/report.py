"""What every benchmark ends with: a table or JSON of ratios, and whether the goals are met."""

import json
from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One comparison, in milliseconds unless told; ``goal`` is the most the ratio may be."""

    operation: str
    size: int
    database: str
    ours: float
    peer: float
    peer_name: str
    ratio: float
    goal: float | None
    met: bool | None
    unit: str = "ms"


def compared(
    operation: str,
    size: int,
    database: str,
    *,
    ours: float,
    peer: float,
    peer_name: str,
    goal: float | None = None,
) -> Row:
    ratio = ours / peer
    met = None if goal is None else ratio <= goal
    return Row(operation, size, database, ours, peer, peer_name, ratio, goal, met)


def missed(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.met is False]


def as_json(rows: Sequence[Row]) -> str:
    return json.dumps([row._asdict() for row in rows], indent=2)


def as_table(rows: Sequence[Row]) -> str:
    heads = ("operation", "size", "database", "ours", "peer", "", "ratio", "goal", "")
    cells = [heads, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [_line(line, widths) for line in cells]
    return "\n".join([*lines, "", _summary(rows)])


_RIGHT = {1, 3, 4, 6, 7}


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = (
        cell.rjust(width) if number in _RIGHT else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(aligned).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.operation,
        f"{row.size:,}",
        row.database,
        f"{row.ours:.3f} {row.unit}",
        f"{row.peer:.3f} {row.unit}",
        row.peer_name,
        f"{row.ratio:.2f}",
        "" if row.goal is None else f"{row.goal:g}",
        {None: "", True: "met", False: "MISSED"}[row.met],
    )


def _summary(rows: Sequence[Row]) -> str:
    judged = [row for row in rows if row.met is not None]
    return f"{len(judged) - len(missed(rows))} of {len(judged)} goals met."
