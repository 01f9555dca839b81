"""./run drill database_away [--quick] [--json] [--only SQLite|PostgreSQL]

PostgreSQL is stopped, frozen (SIGSTOP), and full of other people's connections; a file of SQLite is
locked by another program. While that is so, whoever needs the database is told within 3 s to try
again (503 with Retry-After) and gets back what they typed; what needs no database goes on. Within
5 s after it is back, all is as before, and nobody has touched the site.
"""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from tests.drills.asking import Crowd, answered, form_of, handed_back, posted, signed_in
from tests.drills.databases import POSTGRES, SQLITE, Server, has_postgres, postgres
from tests.drills.programs import wait_until
from tests.drills.report import Promise, arguments, say, told
from tests.drills.servers import Site, environment, place, prepared, served

_WITHIN, _BACK_WITHIN = 3.0, 5.0
_CONNECTIONS = 40
Fault = Callable[[], AbstractContextManager[None]]


# ---- what can be wrong


@contextlib.contextmanager
def stopped(server: Server) -> Iterator[None]:
    server.program.stay_away()
    try:
        yield
    finally:
        server.program.come_back()
        server.wait()


@contextlib.contextmanager
def frozen(server: Server) -> Iterator[None]:
    server.program.freeze()
    try:
        yield
    finally:
        server.program.thaw()


@contextlib.contextmanager
def crowded(server: Server) -> Iterator[None]:
    """Others have every connection that there is, those of the site included."""
    import psycopg

    others = []
    where = f"host=127.0.0.1 port={server.port} user=postgres dbname=postgres"
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        with contextlib.suppress(psycopg.OperationalError):
            others.append(psycopg.connect(where, application_name="other", autocommit=True))
            others[0].execute(_OF_THE_SITE)
            continue
        time.sleep(0.02)
        if len(others) >= _CONNECTIONS:
            break
    try:
        yield
    finally:
        for other in others:
            other.close()


_OF_THE_SITE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE application_name <> 'other' AND backend_type = 'client backend'"
)


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """By another process, as an import or a copy would."""
    code = (
        "import sqlite3, sys; base = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "base.execute('PRAGMA busy_timeout=20000'); base.execute('BEGIN EXCLUSIVE');"
        "print('locked', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        try:
            yield
        finally:
            other.stdin.close()


# ---- what the site does meanwhile


def drilled(
    database: str, what: str, fault: Fault, site: Site, seconds: float, *, reading: tuple[str, ...]
) -> list[Promise]:
    say(f"{database}: {what}")
    crowd = Crowd(site)
    with fault():
        crowd.ask_for(seconds)
    back = _time_to_be_back(site)
    saved = posted(site, signed_in(site, 0))
    return [
        answered(database, f"{what}, reading", crowd.read, reading, _WITHIN),
        answered(database, f"{what}, writing", crowd.written, ("503",), _WITHIN),
        handed_back(database, what, crowd.written),
        answered(database, f"{what}, without the database", crowd.beside, ("200",), _WITHIN),
        Promise(
            database,
            f"{what}: over within {_BACK_WITHIN:g} s",
            f"{back:.1f} s; then a form is answered with {saved.in_words}",
            back <= _BACK_WITHIN and saved.status == 302,
        ),
    ]


def _time_to_be_back(site: Site) -> float:
    """For everybody: so many answers in a row that every worker must have given some."""
    browser, began, well = signed_in(site, 1), time.monotonic(), 0
    last = began

    def is_well() -> bool:
        nonlocal well, last
        right = browser.get(form_of(site)).status == 200
        well = well + 1 if right else 0
        last = last if right else time.monotonic()
        return well >= 20

    wait_until(is_well, 60, "the site is as before")
    return last - began


def on_postgres(seconds: float) -> list[Promise]:
    promises = []
    with place() as folder, postgres(f"max_connections={_CONNECTIONS}") as server:
        given = environment(folder, server.url)
        with served(given, prepared(given)) as site:
            for fault in (stopped, frozen, crowded):
                promises += drilled(
                    POSTGRES,
                    fault.__name__,
                    partial(fault, server),
                    site,
                    seconds,
                    reading=("503",),
                )
            promises.append(_starts(POSTGRES, site))
    return promises


def on_sqlite(seconds: float) -> list[Promise]:
    with place() as folder:
        given = environment(folder)
        with served(given, prepared(given)) as site:
            fault = partial(locked, folder / "rejoinder.sqlite3")
            promises = drilled(SQLITE, "locked", fault, site, seconds, reading=("200",))
            promises.append(_starts(SQLITE, site))
    return promises


def _starts(database: str, site: Site) -> Promise:
    starts = site.program.starts
    return Promise(database, "the server of the site goes on", f"{starts} start", starts == 1)


def main() -> int:
    asked = arguments(__doc__, only={"choices": [SQLITE, POSTGRES], "help": "one of the databases"})
    seconds = 1.5 if asked.quick else 10.0
    promises: list[Promise] = []
    if asked.only != POSTGRES:
        promises += on_sqlite(seconds)
    if asked.only != SQLITE and has_postgres():
        promises += on_postgres(seconds)
    return told(promises, as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
