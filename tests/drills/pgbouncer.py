"""./run drill pgbouncer [--quick] [--json]

PgBouncer in transaction mode between the site and PostgreSQL: 64 people write and others read,
each on a connection of a thread's own, over 10 connections to the server. PgBouncer is killed while
they do. No error but a 503 while it is away or busy, no page that is too old, nothing lost.
"""

import os
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

import psycopg

from tests.drills.databases import Server, has_postgres, postgres
from tests.drills.ledger import Ledger
from tests.drills.programs import Program, wait_until
from tests.drills.report import Promise, arguments, nothing_wrong, percentiles, say, told
from tests.drills.servers import HOST, Site, environment, free_port, place, prepared, served
from tests.drills.verifying import problems_of
from tests.drills.watching import Watch, watched
from tests.drills.writers import each_writing, writing

_ON = "PgBouncer"
_CLIENTS, _CONNECTIONS = 64, 10
_AUTHORS, _LATER = 3, 8
# All of them want the lock of one debate, and nobody waits for longer than DATABASE_PATIENCE.
_TOO_BUSY = 0.05
# What it has for itself: the drill's own look at it, and what PostgreSQL keeps for its owner.
_BESIDE = 8
_OPTIONS = ("--threads", str(_CLIENTS // 2))


def main() -> int:
    asked = arguments(__doc__, times={"type": int, "default": 0, "help": "things each one does"})
    there = {"PgBouncer": _program() is not None, "PostgreSQL": has_postgres()}
    lacking = [name for name, is_there in there.items() if not is_there]
    if lacking:
        print(f"Left out: this drill needs {' and '.join(lacking)}, which is not installed.")
        return 0
    times = asked.times or (2 if asked.quick else 30)
    return told(drilled(times, away=1.0 if asked.quick else 4.0), as_json=asked.json)


def drilled(times: int, *, away: float) -> list[Promise]:
    with ExitStack() as until_the_end:
        enter = until_the_end.enter_context
        folder = enter(place())
        server = enter(postgres(f"max_connections={_CONNECTIONS + _BESIDE}"))
        port, program = enter(_bouncing(server))
        url = f"postgres://postgres@{HOST}:{port}/postgres"
        given = environment(folder, url, PGBOUNCER="on")
        world = prepared(given, _CLIENTS + _AUTHORS + _LATER)
        site = enter(served(given, world, options=_OPTIONS))
        names = [*world.sessions]
        watch = Watch(site, names[_CLIENTS:-_LATER])
        ledger = Ledger()
        say(f"{_CLIENTS} people write {times} things each")
        with _looking(port) as seen, watched(watch, [names[0], None]):
            each_writing(_as(site, names[:_CLIENTS]), ledger, times)
        promises = [_at_once(seen), *_calm(ledger, watch)]
        say("PgBouncer is killed")
        promises += _killed(program, _as(site, names[-_LATER:]), ledger, away)
        reads = len(watch.read)
        stale = f"{len(watch.stale)} of {reads:,}"
        promises.append(Promise(_ON, "no page is too old", stale, not watch.stale))
        problems = problems_of(ledger, given)
        count = f"{sum(ledger.by_verb().values()):,} acknowledged"
        return [*promises, nothing_wrong(_ON, problems, count)]


def _as(site: Site, names: Sequence[str]) -> Site:
    """The site as these people come to it: what somebody says, they say once."""
    sessions = {name: site.world.sessions[name] for name in names}
    return site._replace(world=site.world._replace(sessions=sessions))


def _at_once(seen: dict[str, int]) -> Promise:
    figure = f"{seen['clients']} over {seen['servers']}"
    kept = seen["clients"] >= _CLIENTS // 2 and 0 < seen["servers"] <= _CONNECTIONS
    return Promise(_ON, f"connections of the site over at most {_CONNECTIONS}", figure, kept)


def _calm(ledger: Ledger, watch: Watch) -> Iterator[Promise]:
    """Refusals are answers too: a claim may have been conceded or withdrawn meanwhile."""
    words = Counter(ledger.answers)
    wrong = [word for word in words if word.startswith(("5", "no answer")) and word != "503"]
    yield Promise(
        _ON,
        "writing: no error; at most 5 in 100 are told to try again (503)",
        f"{_in_words(words)}; {percentiles(ledger.seconds)}",
        not wrong and words["503"] <= max(5, _TOO_BUSY * words.total()),
    )
    answers = [answer for _, answer in watch.read]
    words = Counter(answer.in_words for answer in answers)
    took = percentiles([answer.seconds for answer in answers])
    yield Promise(_ON, "reading: 200", f"{_in_words(words)}; {took}", set(words) == {"200"})


def _killed(program: Program, site: Site, ledger: Ledger, away: float) -> Iterator[Promise]:
    before, count = Counter(ledger.answers), len(ledger.entries)
    with writing(site, ledger, pause=0.02):
        time.sleep(away)
        program.stay_away()
        time.sleep(away)
        program.come_back()
        began = time.monotonic()
        so_far = len(ledger.entries)
        wait_until(lambda: len(ledger.entries) > so_far + 4, 60, "people write again")
        back = time.monotonic() - began
        time.sleep(away)
    words = Counter(ledger.answers) - before
    wrong = [word for word in words if word.startswith("5") and word != "503"]
    yield Promise(
        _ON,
        "killed: 503 while it is away, over within 5 s",
        f"{_in_words(words)}; {back:.1f} s; {len(ledger.entries) - count} acknowledged",
        not wrong and "no answer" not in words and back <= 5,
    )


def _in_words(words: Counter[str]) -> str:
    return ", ".join(f"{count} x {word}" for word, count in sorted(words.items()))


# ---- PgBouncer


def _program() -> str | None:
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def _bouncing(server: Server) -> Iterator[tuple[int, Program]]:
    """PgBouncer before the server; its port. It runs as who PostgreSQL does: not as root."""
    port, owner = free_port(), server.cluster.owner
    with place() as folder:
        people, settings = folder / "people", folder / "pgbouncer.ini"
        people.write_text('"postgres" ""\n')
        settings.write_text(_SETTINGS.format(port=port, server=server.port, people=people))
        for path in (folder, people, settings):
            if owner:
                os.chown(path, *owner)
        command = [str(_program()), str(settings)]
        identity = server.cluster.identity
        with Program(command, log=folder / "log", identity=identity) as program:
            wait_until(lambda: _pools(port) is not None, 30, "PgBouncer answers")
            yield port, program


_SETTINGS = f"""
[databases]
postgres = host={HOST} port={{server}} dbname=postgres
[pgbouncer]
listen_addr = {HOST}
listen_port = {{port}}
unix_socket_dir =
auth_type = trust
auth_file = {{people}}
admin_users = postgres
pool_mode = transaction
default_pool_size = {_CONNECTIONS}
max_client_conn = 500
"""


def _pools(port: int) -> tuple[int, int] | None:
    """How many connections it has from the site, and how many to the server."""
    where = f"host={HOST} port={port} user=postgres dbname=pgbouncer connect_timeout=2"
    try:
        with psycopg.connect(where, autocommit=True) as connection:
            cursor = connection.execute("SHOW POOLS")
            names = [column.name for column in cursor.description or []]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    except psycopg.Error:
        return None
    pools = [row for row in rows if row["database"] == "postgres"]
    clients = sum(int(row["cl_active"]) + int(row["cl_waiting"]) for row in pools)
    kinds = ("sv_active", "sv_idle", "sv_used", "sv_tested")
    return clients, sum(int(row[kind]) for row in pools for kind in kinds)


@contextmanager
def _looking(port: int) -> Iterator[dict[str, int]]:
    """The most of each that there were at once."""
    most = {"clients": 0, "servers": 0}
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.2):
            clients, servers = _pools(port) or (0, 0)
            most["clients"] = max(most["clients"], clients)
            most["servers"] = max(most["servers"], servers)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        stop.set()
        looking.join()


if __name__ == "__main__":
    sys.exit(main())
