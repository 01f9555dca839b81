"""./run drill crowd [--quick] [--json] [--writers N] [--operations N] [--only SQLite|PostgreSQL]

64 writers at the same moment do 200 things each to one debate: they post, edit, move, withdraw and
concede; first as threads that call the verbs, then with the forms of the site under its server.
Nothing that was acknowledged is missing, nobody sees an error that is not a refusal with a reason,
and it is told how long they waited.
"""

import contextlib
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.drills.databases import POSTGRES, SQLITE, has_postgres, postgres
from tests.drills.ledger import Ledger
from tests.drills.report import Promise, arguments, nothing_wrong, percentiles, say, told
from tests.drills.servers import World, asked, environment, place, prepared, served
from tests.drills.verifying import problems_of
from tests.drills.writers import each_writing

_WAYS = {"verbs": "by threads", "forms": "by the site's forms"}


def drilled(database: str, ways: Sequence[str], writers: int, operations: int) -> list[Promise]:
    promises = []
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(place())
        url = stack.enter_context(postgres()).url if database == POSTGRES else ""
        given = environment(folder, url)
        world = prepared(given, writers)
        for way in ways:
            say(f"{database}: {writers} writers, {_WAYS[way]}")
            ledger, elapsed = _by[way](given, world, operations)
            problems = problems_of(ledger, given)
            how = f"{writers} writers, {operations} each, {_WAYS[way]}"
            promises += _promises(database, how, ledger, elapsed, problems)
    return promises


def _promises(
    database: str, how: str, ledger: Ledger, elapsed: float, problems: Sequence[str]
) -> list[Promise]:
    answers = sorted(ledger.answers.items())
    done = sum(ledger.answers.values())
    wrong = [f"{count} x {what}" for what, count in answers if _is_wrong(what)]
    return [
        nothing_wrong(database, problems, f"{len(ledger.entries)} acknowledged; {how}"),
        Promise(database, "no error but refusals", "; ".join(wrong) or f"0 of {done}", not wrong),
        Promise(
            database,
            "waited: p50 / p95 / p99 / most",
            f"{percentiles(ledger.seconds)}; {done / elapsed:,.0f} a second",
        ),
        Promise(
            database, "outcomes", ", ".join(f"{count} x {outcome}" for outcome, count in answers)
        ),
    ]


def _is_wrong(outcome: str) -> bool:
    return outcome.startswith(("ERROR", "5", "no answer"))


def _by_verbs(given: Mapping[str, str], world: World, operations: int) -> tuple[Ledger, float]:
    path = Path(given["DATA_DIR"]) / "acknowledged.json"
    known = asked(
        "tests.drills.crowding", str(operations), str(path), environment=given, timeout=3000
    )
    ledger = Ledger.saved(path)
    ledger.seconds = known["seconds"]
    ledger.answers.update(known["answers"])
    return ledger, known["elapsed"]


def _by_forms(given: Mapping[str, str], world: World, operations: int) -> tuple[Ledger, float]:
    ledger = Ledger()
    with served(given, world) as site:
        began = time.monotonic()
        each_writing(site, ledger, operations)
        return ledger, time.monotonic() - began


_by = {"verbs": _by_verbs, "forms": _by_forms}


def main() -> int:
    asked_for = arguments(
        __doc__,
        writers={"type": int, "default": 0, "help": "64, or 8 with --quick"},
        operations={"type": int, "default": 0, "help": "of each: 200, or 5 with --quick"},
        only={"choices": [SQLITE, POSTGRES], "help": "one of the databases"},
        way={"choices": [*_WAYS], "help": "one of the ways to write"},
    )
    writers = asked_for.writers or (12 if asked_for.quick else 64)
    operations = asked_for.operations or (5 if asked_for.quick else 200)
    promises: list[Promise] = []
    for database in [asked_for.only] if asked_for.only else [SQLITE, POSTGRES]:
        if database == POSTGRES and not has_postgres():
            say("Left out: PostgreSQL, whose server is not installed.")
            continue
        ways = [asked_for.way] if asked_for.way else [*_WAYS]
        promises += drilled(database, ways, writers, operations)
    return told(promises, as_json=asked_for.json)


if __name__ == "__main__":
    sys.exit(main())
