"""Backups of a PostgreSQL database by its own programs: pg_dump, pg_restore, psql."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from core.upkeep.failures import NotDone
from core.upkeep.fingerprint import Fingerprint, content_models, fingerprint, snapshot

_DEBIAN = Path("/usr/lib/postgresql")
_SECONDS_TO_LEAVE = 3.0
# Everything in our schema that no extension brought along, so that a newer version's tables go too.
_EMPTYING = """
DO $$
DECLARE one text;
BEGIN
    FOR one IN
        SELECT c.oid::regclass FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP EXECUTE 'DROP TABLE IF EXISTS ' || one || ' CASCADE'; END LOOP;
    FOR one IN
        SELECT p.oid::regprocedure FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE 'DROP ROUTINE IF EXISTS ' || one || ' CASCADE'; END LOOP;
END $$;
"""


def size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def dump(to: Path) -> Fingerprint:
    # Both see the same moment, however much is written meanwhile.
    with snapshot(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        moment = cursor.fetchone()[0]
        how = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
        # Counts of attempts are of use for minutes, and in a table without a log.
        how += ["--no-unlogged-table-data", f"--snapshot={moment}", f"--file={to}"]
        _run("pg_dump", *_place(), *how)
        content = fingerprint()
    missing = {model._meta.db_table for model in content_models()} - _tables_in(to)
    if missing:
        raise NotDone(f"The copy lacks {', '.join(sorted(missing))}.")
    return content


def check(dumped: Path) -> None:
    if not _tables_in(dumped):
        raise NotDone("There are no tables in the backup.")


def _tables_in(dumped: Path) -> set[str]:
    contents = _run("pg_restore", "--list", str(dumped))
    return set(re.findall(r" TABLE DATA \S+ (\S+) ", contents))


def refuse_if_in_use() -> None:
    _leave()
    # The server may take a moment to end a connection that was closed.
    until = time.monotonic() + _SECONDS_TO_LEAVE
    while (others := _others()) and time.monotonic() < until:
        time.sleep(0.1)
    if others:
        raise NotDone(
            f"{others} other connections use the database: stop the site, and close what else"
            " is connected, first."
        )


def _others() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def way_out() -> str:
    """What to do where the database there is past help."""
    return "If it is past help, restore into a new database, and name that in DATABASE_URL."


def put(dumped: Path) -> None:
    """In the place of whatever is there: all of it, or nothing where it fails."""
    refuse_if_in_use()
    _leave()
    with tempfile.TemporaryDirectory(dir=dumped.parent) as place:
        emptying, script = Path(place, "empty.sql"), Path(place, "restore.sql")
        emptying.write_text(_EMPTYING)
        how = ["--no-owner", "--no-privileges"]
        _run("pg_restore", *how, f"--file={script}", str(dumped))
        how = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        _run("psql", *_place(), *how, f"--file={emptying}", f"--file={script}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _leave() -> None:
    connection.close()
    connection.close_pool()


def working_place() -> Path:
    """Where ``put`` wants what it puts: anywhere with room, which /tmp may not have."""
    return Path(settings.BACKUP_DIR)


def _place() -> list[str]:
    options, _ = DatabaseClient.settings_to_cmd_args_env(_settings(), [])
    return [*options[1:-1], f"--dbname={options[-1]}"]


def _settings() -> dict[str, object]:
    return connection.settings_dict | {"NAME": connection.settings_dict["NAME"] or "postgres"}


def _run(program: str, *arguments: str) -> str:
    # The password goes by the environment: arguments can be read by everybody on the machine.
    _, secrets = DatabaseClient.settings_to_cmd_args_env(_settings(), [])
    session = connection.settings_dict["OPTIONS"].get("target_session_attrs")
    wanted = {"PGTARGETSESSIONATTRS": session} if session else {}
    done = subprocess.run(  # noqa: S603 - arguments of our own
        [_find(program), *arguments],
        env={**os.environ, "LC_MESSAGES": "C", **(secrets or {}), **wanted},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NotDone(f"{program} failed: {done.stderr.strip()}")
    return done.stdout


def _find(program: str) -> str:
    """Debian's newest, or the one on PATH: an older one than the server's refuses to work."""
    versions = [path for path in _DEBIAN.glob(f"*/bin/{program}") if path.parts[-3].isdigit()]
    if versions:
        return str(max(versions, key=lambda path: int(path.parts[-3])))
    on_path = shutil.which(program)
    if on_path is None:
        raise NotDone(f"{program} is not installed. On Debian: apt-get install postgresql-client")
    return on_path
