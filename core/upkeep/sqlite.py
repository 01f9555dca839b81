"""Backups of a SQLite file, taken while the site goes on, and put back while it does not."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections

from core.upkeep.failures import NotDone
from core.upkeep.fingerprint import Fingerprint, fingerprint


def size() -> int:
    file = _file()
    return file.stat().st_size if file.exists() else 0


def dump(to: Path) -> Fingerprint:
    # In one step: in several, everything would begin anew whenever somebody writes in between.
    source, target = sqlite3.connect(_file(), timeout=20), sqlite3.connect(to, isolation_level=None)
    try:
        with closing(source), closing(target):
            source.backup(target, pages=-1)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    except sqlite3.DatabaseError as error:
        raise NotDone(f"SQLite cannot copy {_file()}: {error}.") from error
    check(to)
    with _opened(to):
        return fingerprint()


def check(dumped: Path) -> None:
    try:
        with closing(sqlite3.connect(dumped)) as copy:
            found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            if found != ["ok"]:
                raise NotDone(f"SQLite finds the copy damaged: {found[0]}")
            if copy.execute("PRAGMA foreign_key_check").fetchone():
                raise NotDone("Rows of the copy refer to rows that are not there.")
    except sqlite3.DatabaseError as error:
        raise NotDone(f"SQLite cannot read the copy: {error}") from error


def refuse_if_in_use() -> None:
    """Only who has a database to themselves can take it out of WAL."""
    connection.close()
    if not _file().exists():
        return
    with closing(sqlite3.connect(_file(), timeout=1, isolation_level=None)) as current:
        try:
            mode = current.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "locked"
        except sqlite3.DatabaseError as error:
            raise NotDone(f"{_file()} is damaged ({error}). {way_out()}") from error
    if mode != "delete":
        raise NotDone("The site, or something else, has the database open: stop it first.")


def way_out() -> str:
    """What to do where the database there is past help."""
    return f"If it is past help, move {_file()} away, with what is beside it, and restore again."


def put(dumped: Path) -> None:
    """In the place of whatever is there. ``dumped`` is on the same disk and then gone."""
    refuse_if_in_use()
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    dumped.chmod(0o600)
    with dumped.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(dumped, file)


def working_place() -> Path:
    """Where ``put`` wants what it puts."""
    return _file().parent


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _opened(file: Path) -> Iterator[None]:
    """The copy is Django's database, without the options that would change it."""
    site = connections[DEFAULT_DB_ALIAS]
    copy = connections[DEFAULT_DB_ALIAS] = site.copy()
    copy.settings_dict |= {"NAME": file, "OPTIONS": {}}
    try:
        yield
    finally:
        copy.close()
        connections[DEFAULT_DB_ALIAS] = site
