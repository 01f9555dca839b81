import json
import os
import shutil
import time
from collections import namedtuple
from types import SimpleNamespace

import pytest
from django.core.checks import Warning
from django.core.mail.backends import smtp
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from core.management.commands import doctor
from core.upkeep.doctor import database, files, mail, shared
from core.upkeep.doctor.findings import Level, fail, ok, warn
from core.upkeep.doctor.looking import look_at_everything

GIGABYTE = 1 << 30


def levels(findings):
    return [finding.level for finding in findings]


# ---- the command ----------------------------------------------------------------------------


def found(monkeypatch, *findings):
    monkeypatch.setattr(doctor, "look_at_everything", lambda url, send_to: iter(findings))


def test_each_finding_is_a_line_with_what_to_do(monkeypatch, capsys):
    found(monkeypatch, ok("disk", "Room."), warn("mail", "None is sent.", "Set EMAIL_URL."))

    call_command("doctor")

    told = capsys.readouterr().out.splitlines()
    assert told == ["ok    disk: Room.", "warn  mail: None is sent. -> Set EMAIL_URL."]


def test_its_status_tells_programs_whether_something_fails(monkeypatch, capsys):
    found(monkeypatch, ok("disk", "Room."), fail("database", "Away.", "Start it."))

    with pytest.raises(CommandError, match="1 of 2 findings"):
        call_command("doctor", "--json")

    told = json.loads(capsys.readouterr().out)
    assert [finding["level"] for finding in told] == ["ok", "fail"]


def test_one_thing_that_breaks_does_not_hide_the_others(db, monkeypatch, settings, tmp_path):
    settings.DATA_DIR = settings.BACKUP_DIR = tmp_path
    monkeypatch.setattr(files, "_LEAST_MB", "not a number")
    monkeypatch.setattr(shared, "_ASKING", "print()")

    told = list(look_at_everything())

    broken = next(finding for finding in told if finding.about == "disk")
    assert broken.level == Level.FAIL
    assert broken.what.startswith("TypeError")
    assert {"settings", "database", "migrations", "mail"} <= {finding.about for finding in told}


# ---- settings and cache ---------------------------------------------------------------------


def test_what_the_checks_say_is_passed_on(monkeypatch, settings):
    messages = [Warning("Weak.", hint="Mend it.", id="a.W001")]
    monkeypatch.setattr(shared, "run_checks", lambda **asked: messages)
    settings.PRODUCTION = True

    assert list(shared.settings_are_right()) == [warn("settings", "Weak. (a.W001)", "Mend it.")]
    messages.clear()
    assert levels(shared.settings_are_right()) == [Level.OK]
    settings.PRODUCTION = False
    assert levels(shared.settings_are_right()) == [Level.WARN]


def test_what_was_silenced_stays_so(monkeypatch, settings):
    settings.PRODUCTION, settings.SILENCED_SYSTEM_CHECKS = True, ["a.W001"]
    monkeypatch.setattr(shared, "run_checks", lambda **asked: [Warning("Weak.", id="a.W001")])

    assert list(shared.settings_are_right()) == []


def test_a_cache_of_each_process_is_told():
    """As the tests have one."""
    assert levels(shared.cache_is_shared()) == [Level.FAIL]


def test_a_cache_that_another_process_sees_is_fine(monkeypatch):
    monkeypatch.setattr(shared.secrets, "token_hex", lambda size: "told")
    monkeypatch.setattr(shared, "_ASKING", "print('told')")

    assert levels(shared.cache_is_shared()) == [Level.OK]


def test_a_cache_without_its_table_is_told(monkeypatch):
    def no_table(*arguments):
        raise OperationalError("no such table: cache")

    monkeypatch.setattr(shared, "cache", SimpleNamespace(set=no_table))

    assert [finding.todo for finding in shared.cache_is_shared()] == [
        "Run manage.py createcachetable, if its table is missing."
    ]


# ---- the database ---------------------------------------------------------------------------


def test_the_database_of_the_tests_answers_and_is_migrated(db):
    told = list(database.answers())

    assert told[0].level == Level.OK
    assert ("SQLite" if connection.vendor == "sqlite" else "PostgreSQL") in told[0].what
    assert levels(database.is_migrated()) == [Level.OK]


def test_a_database_that_is_away_is_told(monkeypatch):
    def away():
        raise OperationalError("connection refused\nand more")

    monkeypatch.setattr(database, "connection", SimpleNamespace(ensure_connection=away))

    assert list(database.answers()) == [
        fail("database", "connection refused", "Start it, or correct DATABASE_URL.")
    ]


@pytest.fixture
def told_by_postgres(monkeypatch):
    def tell(**settings):
        told = {f"SHOW {name}": value for name, value in settings.items()}
        epoch = {"SELECT extract(epoch FROM clock_timestamp())": time.time() + tell.apart}
        default = dict.fromkeys(
            ("SHOW fsync", "SHOW full_page_writes", "SHOW synchronous_commit"), "on"
        )
        answers = {"SHOW server_version": "17.1"} | default | told | epoch
        monkeypatch.setattr(database, "_told", answers.__getitem__)
        return list(database._postgres())

    tell.apart = 0
    return tell


def test_a_postgresql_as_it_should_be(told_by_postgres):
    assert levels(told_by_postgres()) == [Level.OK, Level.OK]


def test_a_postgresql_that_may_lose_writes_is_told(told_by_postgres):
    told = told_by_postgres(fsync="off", synchronous_commit="off")

    assert levels(told) == [Level.OK, Level.FAIL, Level.WARN, Level.OK]


def test_clocks_that_differ_are_told(told_by_postgres):
    told_by_postgres.apart = -90

    assert told_by_postgres()[-1].what == "The database's clock is -90.0 s from this machine's."


def test_a_journal_that_is_not_wal_is_told(monkeypatch):
    told = {"PRAGMA quick_check(1)": "ok"}
    monkeypatch.setattr(database, "_told", lambda statement: told.get(statement, "delete"))
    monkeypatch.setattr(
        database, "connection", SimpleNamespace(get_database_version=lambda: (3, 40))
    )

    assert levels(database._sqlite()) == [Level.OK, Level.FAIL]


@pytest.mark.parametrize(
    ("plan", "applied", "what"),
    [
        (["one"], set(), "1 are not applied."),
        ([], {("debates", "0099_later")}, "The database is of a later version: debates.0099_later"),
    ],
)
def test_code_and_database_of_two_versions_are_told(monkeypatch, plan, applied, what):
    loader = SimpleNamespace(
        graph=SimpleNamespace(leaf_nodes=list), disk_migrations={}, applied_migrations=applied
    )
    executor = SimpleNamespace(loader=loader, migration_plan=lambda targets: plan)
    monkeypatch.setattr(database, "MigrationExecutor", lambda connection: executor)

    [finding] = database.is_migrated()
    assert finding.level == Level.FAIL
    assert finding.what.startswith(what)


# ---- files ----------------------------------------------------------------------------------


def test_data_is_closed_to_others(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o755)
    assert levels(files.data_is_kept_safe()) == [Level.WARN]

    tmp_path.chmod(0o700)
    assert levels(files.data_is_kept_safe()) == [Level.OK]

    (tmp_path / "secret_key").touch(mode=0o644)
    assert levels(files.data_is_kept_safe()) == [Level.OK, Level.FAIL]

    settings.DATA_DIR = tmp_path / "none"
    assert levels(files.data_is_kept_safe()) == [Level.FAIL]


@pytest.mark.parametrize(
    ("free", "level"),
    [(GIGABYTE // 10, Level.FAIL), (GIGABYTE // 2, Level.WARN), (9 * GIGABYTE, Level.OK)],
)
def test_a_full_disk_is_told_before_it_is_full(settings, tmp_path, monkeypatch, free, level):
    settings.DATA_DIR = settings.BACKUP_DIR = tmp_path
    usage = namedtuple("usage", "total used free")(10 * GIGABYTE, 0, free)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)

    assert levels(files.there_is_room()) == [level]


def test_files_that_were_not_collected_are_told(monkeypatch):
    assert levels(files.static_files_are_there()) == [Level.OK]  # without hashes, as in the tests

    finder = SimpleNamespace(list=lambda ignored: [("a.css", None), ("b.css", None)])
    monkeypatch.setattr(files, "get_finders", lambda: [finder])
    hashed = {"a.css": "a.1.css"}
    storage = SimpleNamespace(hashed_files=hashed, exists=lambda name: name == "a.1.css")
    monkeypatch.setattr(files, "staticfiles_storage", storage)
    [finding] = files.static_files_are_there()
    assert finding.what == "1 are not collected, b.css for one."

    hashed["b.css"] = "a.1.css"
    assert levels(files.static_files_are_there()) == [Level.OK]


def test_how_old_the_last_backup_is(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    assert levels(files.there_are_backups()) == [Level.WARN]

    made = tmp_path / "rejoinder-20260101-000000-000000.tar.gz"
    made.touch()
    assert levels(files.there_are_backups()) == [Level.OK]

    old = time.time() - 3 * 24 * 3600
    os.utime(made, (old, old))
    assert levels(files.there_are_backups()) == [Level.WARN]


# ---- mail -----------------------------------------------------------------------------------


@pytest.fixture
def server(settings, monkeypatch):
    """A mail server that lets us in, or what it raises instead."""
    settings.EMAIL_BACKEND = mail._SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example.org", 587
    taken = []

    def behave(error=None):
        def opened(self):
            if error:
                raise error

        monkeypatch.setattr(smtp.EmailBackend, "open", opened)
        monkeypatch.setattr(
            smtp.EmailBackend, "send_messages", lambda self, some: taken.extend(some)
        )
        return taken

    return behave


def test_without_a_server_no_mail_is_sent(settings):
    assert levels(mail.mail_can_be_sent("")) == [Level.WARN]


def test_a_server_that_lets_us_in(server):
    taken = server()

    assert levels(mail.mail_can_be_sent("")) == [Level.OK]
    assert levels(mail.mail_can_be_sent("me@example.org")) == [Level.OK, Level.OK]
    assert [message.to for message in taken] == [["me@example.org"]]


def test_a_server_that_does_not(server):
    server(ConnectionRefusedError("refused"))

    assert [finding.what for finding in mail.mail_can_be_sent("")] == [
        "mail.example.org:587: refused"
    ]
