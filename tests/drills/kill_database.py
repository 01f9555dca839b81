"""./run drill kill_database [--quick] [--json] [--times N]

Eight people write to one debate while PostgreSQL, all its processes, is killed with ``kill -9``
fifty times; it is started again as systemd would do it, and the site, which nobody touches, goes
on with it. Meanwhile people are told to try again (503 with Retry-After, within 3 s). Nothing that
was acknowledged is lost, nothing is half there, and the tree is sound.
"""

import sys

from tests.drills.databases import POSTGRES, has_postgres, postgres
from tests.drills.killing import answers, came_back, killed
from tests.drills.report import Promise, arguments, nothing_wrong, percentiles, say, told
from tests.drills.servers import environment, place, prepared, served
from tests.drills.verifying import problems_of

_ALLOWED = ("302", "409", "422", "503")
_WITHIN = 3.0


def drilled(times: int) -> list[Promise]:
    with place() as folder, postgres() as database:
        given = environment(folder, database.url)
        with served(given, prepared(given)) as site:
            page = f"/debates/{site.world.slug}/"
            ledger, took = killed(site, database.program, times, back=lambda: site.wait(page))
            site_starts = site.program.starts
        starts = database.program.starts
        problems = problems_of(ledger, given)
        database.check()
    return [
        nothing_wrong(POSTGRES, problems, f"{len(ledger.entries)} acknowledged, {times} kills"),
        came_back(POSTGRES, times, took, starts),
        Promise(
            POSTGRES, "the server of the site goes on", f"{site_starts} start", site_starts == 1
        ),
        answers(POSTGRES, ledger, allowed=_ALLOWED),
        Promise(
            POSTGRES,
            f"told to try again (503) within {_WITHIN:g} s",
            f"p50 / p95 / p99 / most {percentiles(ledger.put_off)}",
            max(ledger.put_off, default=0) <= _WITHIN,
        ),
        Promise(POSTGRES, "all answers: p50 / p95 / p99 / most", percentiles(ledger.seconds)),
    ]


def main() -> int:
    asked = arguments(
        __doc__,
        times={"type": int, "default": 0, "help": "how many kills; else 50, or 4 with --quick"},
    )
    times = asked.times or (4 if asked.quick else 50)
    if not has_postgres():
        say("PostgreSQL's server is not installed: there is nothing to kill.")
        return 0
    say(f"Killing PostgreSQL {times} times")
    return told(drilled(times), as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
