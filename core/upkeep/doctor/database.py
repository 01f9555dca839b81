import time
from collections.abc import Iterator

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from core.upkeep.doctor.findings import Finding, fail, ok, warn

_MOST_SECONDS_APART = 2.0
_RESTORE = "Restore a backup: docs/how-to/back-up.md."


def answers() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        away = isinstance(error, OperationalError)
        todo = "Start it, or correct DATABASE_URL." if away else _RESTORE
        yield fail("database", str(error).splitlines()[0], todo)
        return
    yield from _sqlite() if connection.vendor == "sqlite" else _postgres()


def _sqlite() -> Iterator[Finding]:
    version = ".".join(map(str, connection.get_database_version()))
    mode, synchronous = _told("PRAGMA journal_mode"), _told("PRAGMA synchronous")
    yield ok("database", f"SQLite {version}, journal {mode}, synchronous {synchronous}.")
    if str(mode).lower() != "wal":
        todo = "Is the file on a disk of this machine? WAL does not work over a network."
        yield fail("database", f"The journal is {mode}, not WAL.", todo)
    if (found := _told("PRAGMA quick_check(1)")) != "ok":
        yield fail("database", f"It is damaged: {found}", _RESTORE)


def _postgres() -> Iterator[Finding]:
    yield ok("database", f"PostgreSQL {_told('SHOW server_version')}.")
    for setting in ("fsync", "full_page_writes"):
        if _told(f"SHOW {setting}") != "on":
            todo = f"Set {setting} = on: a power cut would lose what was acknowledged."
            yield fail("database", f"The server runs with {setting} off.", todo)
    if _told("SHOW synchronous_commit") == "off":
        todo = "Set synchronous_commit = on: a crash takes the last moments' writes back."
        yield warn("database", "The server runs with synchronous_commit off.", todo)
    before = time.time()
    theirs = float(str(_told("SELECT extract(epoch FROM clock_timestamp())")))
    apart = theirs - (before + time.time()) / 2
    if abs(apart) > _MOST_SECONDS_APART:
        todo = "Let both machines set their clocks (NTP): the order of events is told by them."
        yield fail("clock", f"The database's clock is {apart:+.1f} s from this machine's.", todo)
    else:
        yield ok("clock", f"The database's clock is {abs(apart):.1f} s from this machine's.")


def is_migrated() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        todo = "Back up, then run manage.py migrate."
        yield fail("migrations", f"{len(waiting)} are not applied.", todo)
        return
    known = set(executor.loader.disk_migrations)
    if later := set(executor.loader.applied_migrations) - known:
        app, name = min(later)
        todo = "Run the version that migrated it, or restore a backup of before."
        yield fail("migrations", f"The database is of a later version: {app}.{name}.", todo)
        return
    yield ok("migrations", "All are applied.")


def _told(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
