"""./run drill capacity [--quick] [--json] [--only SQLite|PostgreSQL]

How far one machine goes: requests in a second and how long they take, for reading (wrk, eight at
once) and for writing (eight people with the site's forms, all into one debate). wrk and the people
share the machine with the site. Nothing is promised; docs/scaling.md has the figures.
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext

from tests.drills.databases import POSTGRES, SQLITE, has_postgres, postgres
from tests.drills.ledger import Ledger
from tests.drills.report import Promise, arguments, percentiles, say, told
from tests.drills.servers import HOST, Site, environment, place, prepared, served
from tests.drills.writers import writing

_AT_ONCE = 8
_FIGURES = {"p50": r"50%\s+(\S+)", "p99": r"99%\s+(\S+)", "a second": r"Requests/sec:\s+(\S+)"}


def main() -> int:
    asked = arguments(__doc__, only={"choices": [SQLITE, POSTGRES], "help": "one of the databases"})
    if not shutil.which("wrk"):
        print("Left out: this drill needs wrk, which is not installed.")
        return 0
    seconds = 2 if asked.quick else 10
    promises: list[Promise] = []
    for database in (SQLITE, POSTGRES):
        if asked.only in (None, database) and (database == SQLITE or has_postgres()):
            promises += measured(database, seconds)
    return told(promises, as_json=asked.json)


def measured(database: str, seconds: int) -> list[Promise]:
    server = postgres() if database == POSTGRES else nullcontext()
    with place() as folder, server as started:
        given = environment(folder, started.url if started else "")
        with served(given, prepared(given, _AT_ONCE)) as site:
            return [*_reading(database, site, seconds), *_writing(database, site, seconds)]


def _reading(database: str, site: Site, seconds: int) -> Iterator[Promise]:
    quiet = f"/debates/{site.world.quiet}/"
    key = next(iter(site.world.sessions.values()))
    signed_in = f"Cookie: {site.world.cookie}={key}"
    pages = [
        *(("explore", "/", ""), ("a debate of 40 claims", quiet, "")),
        *(("the same, signed in", quiet, signed_in), ("its outline", f"{quiet}outline/", "")),
    ]
    for name, path, header in pages:
        say(f"{database}: {name}")
        found = _asked(site.port, path, header, seconds)
        figure = f"{found['a second']} a second; p50 {found['p50']}, p99 {found['p99']}"
        yield Promise(database, f"reading, {name}", figure, None if found["all well"] else False)


def _asked(port: int, path: str, header: str, seconds: int) -> dict[str, str]:
    command = ["wrk", "-t1", f"-c{_AT_ONCE}", f"-d{seconds}s", "--latency"]
    command += ["-H", header] if header else []
    done = subprocess.run(
        [*command, f"http://{HOST}:{port}{path}"], capture_output=True, text=True, check=True
    )
    found = {name: re.search(line, done.stdout) for name, line in _FIGURES.items()}
    figures = {name: line[1] if line else "?" for name, line in found.items()}
    return figures | {"all well": "" if "Non-2xx" in done.stdout else "yes"}


def _writing(database: str, site: Site, seconds: int) -> Iterator[Promise]:
    say(f"{database}: writing")
    ledger, began = Ledger(), time.monotonic()
    with writing(site, ledger):
        time.sleep(seconds)
    took = time.monotonic() - began
    figure = f"{len(ledger.entries) / took:.0f} a second; p50 / p95 / p99 / most "
    yield Promise(database, "writing into one debate", figure + percentiles(ledger.seconds))


if __name__ == "__main__":
    sys.exit(main())
