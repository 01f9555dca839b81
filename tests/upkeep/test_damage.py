"""A database that is past help: what one is told, and how a backup comes back all the same."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from core.management.commands import restore
from core.upkeep import archive, sqlite
from core.upkeep.doctor import database
from core.upkeep.doctor.findings import Level
from core.upkeep.failures import NotDone
from core.upkeep.fingerprint import fingerprint


@pytest.fixture
def damaged(elsewhere):
    """A file that was a database of SQLite."""
    if connection.vendor != "sqlite":
        pytest.skip("a server looks after its files itself")
    with elsewhere():
        file = Path(connection.settings_dict["NAME"])
        file.write_bytes(b"no database any more " * 1000)
        yield file


@pytest.fixture
def backup(backups, committed, grow):
    grow("  + Air\n  - Deliveries")
    made, manifest = archive.make(backups)
    return made, manifest


def test_a_backup_comes_back_once_what_is_damaged_was_moved_away(backup, damaged, tmp_path):
    file, manifest = backup
    with pytest.raises(CommandError, match=r"is damaged .+ move .+ away"):
        call_command("restore", "--replace", str(file))
    assert damaged.read_bytes().startswith(b"no database")
    damaged.rename(tmp_path / "away")

    call_command("restore", str(file))

    assert fingerprint().digest == manifest.content


def test_there_is_no_backup_of_it_and_those_before_stay(backup, damaged, backups):
    with pytest.raises(CommandError, match=r"There is no new backup\. SQLite cannot copy"):
        call_command("backup", "--keep", "1")

    assert archive.made_in(backups) == [backup[0]]
    assert [path.name for path in backups.iterdir()] == [backup[0].name]


def test_the_doctor_says_so(damaged):
    connection.close()

    [finding] = database.answers()

    assert (finding.level, finding.todo) == (Level.FAIL, database._RESTORE)


def test_the_doctor_finds_a_damaged_page(monkeypatch):
    told = {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2}
    told["PRAGMA quick_check(1)"] = "Tree 3 page 12: btreeInitPage() returns error code 11"
    monkeypatch.setattr(database, "_told", told.__getitem__)
    connected = SimpleNamespace(get_database_version=lambda: (3, 40))
    monkeypatch.setattr(database, "connection", connected)

    assert [finding.level for finding in database._sqlite()] == [Level.OK, Level.FAIL]


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        ("PRAGMA writable_schema=ON; DELETE FROM sqlite_master WHERE type = 'index'", "damaged"),
        ("INSERT INTO reply VALUES (7, 8)", "refer to rows that are not there"),
    ],
)
def test_a_copy_that_does_not_hold_together_is_refused(tmp_path, statements, says):
    copy = tmp_path / "copy"
    with closing(sqlite3.connect(copy)) as made:
        made.executescript(
            "CREATE TABLE claim (id INTEGER PRIMARY KEY, text);"
            " CREATE INDEX texts ON claim (text);"
            " CREATE TABLE reply (id INTEGER PRIMARY KEY, claim REFERENCES claim (id));"
            " INSERT INTO claim VALUES (1, 'Air'); INSERT INTO reply VALUES (1, 1);"
        )
        sqlite.check(copy)
        made.executescript(statements)

    with pytest.raises(NotDone, match=says):
        sqlite.check(copy)


def test_a_copy_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "copy").write_bytes(b"no database any more " * 1000)

    with pytest.raises(NotDone, match="SQLite cannot read the copy"):
        sqlite.check(tmp_path / "copy")


@pytest.mark.parametrize("error", [NotDone("Too full."), DatabaseError("a page is gone")])
def test_what_cannot_be_backed_up_is_not_replaced(backup, monkeypatch, error):
    def refuse(directory):
        raise error

    before = fingerprint()
    monkeypatch.setattr(archive, "make", refuse)

    with pytest.raises(CommandError, match=r"What is here cannot be backed up: .+ past help"):
        call_command("restore", "--replace", str(backup[0]))
    assert fingerprint() == before


def test_what_cannot_be_read_is_not_taken_for_nothing(backup, monkeypatch):
    def unreadable():
        raise DatabaseError("a page is gone")

    tables = SimpleNamespace(table_names=unreadable)
    connected = SimpleNamespace(vendor=connection.vendor, introspection=tables)
    monkeypatch.setattr(restore, "connection", connected)

    with pytest.raises(CommandError, match="What is here cannot be read: a page is gone"):
        call_command("restore", str(backup[0]))
