"""./run drill kill_server [--quick] [--json] [--times N] [--only SQLite|PostgreSQL]

Eight people write to one debate while the server, the master with all workers, is killed with
``kill -9`` a hundred times; it is started again as systemd would do it. Nothing that was
acknowledged is lost, nothing is half there, and the tree is sound; on SQLite and on PostgreSQL.
"""

import contextlib
import sys

from tests.drills.databases import POSTGRES, SQLITE, has_postgres, postgres
from tests.drills.killing import answers, came_back, killed
from tests.drills.report import Promise, arguments, nothing_wrong, say, told
from tests.drills.servers import environment, place, prepared, served
from tests.drills.verifying import problems_of

# A form that was saved and not answered is refused as out of date (409) when it is sent again, and
# what it would do to a claim that has gone on since, is refused too (422).
_ALLOWED = ("302", "409", "422", "503", "no answer")


def drilled(database: str, times: int) -> list[Promise]:
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(place())
        url = stack.enter_context(postgres()).url if database == POSTGRES else ""
        given = environment(folder, url)
        with served(given, prepared(given)) as site:
            ledger, took = killed(site, site.program, times, back=site.wait)
            starts = site.program.starts
        problems = problems_of(ledger, given)
    return [
        nothing_wrong(database, problems, f"{len(ledger.entries)} acknowledged, {times} kills"),
        came_back(database, times, took, starts),
        answers(database, ledger, allowed=_ALLOWED),
    ]


def main() -> int:
    asked = arguments(
        __doc__,
        times={"type": int, "default": 0, "help": "how many kills; else 100, or 2 with --quick"},
        only={"choices": [SQLITE, POSTGRES], "help": "one of the databases"},
    )
    times = asked.times or (2 if asked.quick else 100)
    promises: list[Promise] = []
    for database in [asked.only] if asked.only else [SQLITE, POSTGRES]:
        if database == POSTGRES and not has_postgres():
            say("Left out: PostgreSQL, whose server is not installed.")
            continue
        say(f"{database}: killing the server {times} times")
        promises += drilled(database, times)
    return told(promises, as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
