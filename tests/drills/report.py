"""What every drill ends with: a table or JSON of promises, and whether they were kept."""

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import NamedTuple

from tests.with_postgres import ends_in_order


class Promise(NamedTuple):
    """``figure`` is what was measured. ``kept`` None: nothing is promised, it is only told."""

    database: str
    promise: str
    figure: str
    kept: bool | None = None


def arguments(docstring: str | None, **more: dict[str, object]) -> Namespace:
    """--quick and --json, and what else the drill takes. From here on a signal ends in order."""
    parser = ArgumentParser(description=(docstring or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a smoke run of about 20 seconds")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    for name, given in more.items():
        parser.add_argument(f"--{name}", **given)  # type: ignore[arg-type]
    ends_in_order()
    return parser.parse_args()


def told(promises: Sequence[Promise], *, as_json: bool) -> int:
    """Print them; the drill's exit status."""
    if as_json:
        print(json.dumps([promise._asdict() for promise in promises], indent=2))
    else:
        print(_table(promises))
    return int(any(promise.kept is False for promise in promises))


def nothing_wrong(database: str, problems: Sequence[str], of: str) -> Promise:
    """The promise that nothing is lost or half there."""
    for problem in problems:
        print(f"{database}: {problem}", file=sys.stderr)
    figure = f"{len(problems)} problems" if problems else of
    return Promise(database, "nothing lost, nothing half there, tree sound", figure, not problems)


def percentiles(seconds: Sequence[float]) -> str:
    """p50, p95, p99 and the most, in milliseconds."""
    if not seconds:
        return "none"
    ordered = sorted(seconds)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95, 0.99, 1)]
    return " / ".join(f"{1000 * value:,.0f}" for value in at) + " ms"


def say(words: str) -> None:
    """How far it is, to whoever watches."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def _table(promises: Sequence[Promise]) -> str:
    marks = {None: "", True: "kept", False: "BROKEN"}
    cells = [("database", "promise", "measured", "")]
    cells += [(*promise[:3], marks[promise.kept]) for promise in promises]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    judged = [promise.kept for promise in promises if promise.kept is not None]
    return "\n".join([*lines, "", f"{sum(judged)} of {len(judged)} promises kept."])
