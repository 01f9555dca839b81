"""How PostgreSQL's own programs are found and called; here a script stands for each."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from core.upkeep import postgres
from core.upkeep.failures import NotDone

SITE = {
    "NAME": "rejoinder",
    "USER": "site",
    "PASSWORD": "hush",
    "HOST": "db.example.org",
    "PORT": 5433,
    "OPTIONS": {"sslmode": "verify-full", "target_session_attrs": "read-write"},
}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(postgres, "_DEBIAN", tmp_path)
    monkeypatch.setattr(postgres, "connection", SimpleNamespace(settings_dict=SITE))
    monkeypatch.setenv("PATH", f"{tmp_path / 'path'}:/usr/bin:/bin")

    def install(where: str, does: str, name: str = "pg_dump") -> None:
        program = tmp_path / where / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{does}\n")
        program.chmod(0o700)

    return install


def test_the_newest_of_debian_is_taken_and_else_the_one_on_path(installed: Any) -> None:
    installed("path", "echo path")
    assert postgres._run("pg_dump") == "path\n"

    installed("9/bin", "echo nine")
    installed("17/bin", "echo seventeen")
    installed("other/bin", "echo other")
    assert postgres._run("pg_dump") == "seventeen\n"


def test_what_is_not_installed_is_told(installed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(NotDone, match="apt-get install postgresql-client"):
        postgres._run("pg_dump")


def test_what_a_program_complains_of_is_passed_on(installed: Any) -> None:
    installed("17/bin", "echo 'server version mismatch' >&2; exit 1")

    with pytest.raises(NotDone, match="pg_dump failed: server version mismatch"):
        postgres._run("pg_dump")


def test_the_password_is_in_no_argument(installed: Any) -> None:
    installed("17/bin", 'echo "$@"; echo "$PGPASSWORD $PGSSLMODE $PGTARGETSESSIONATTRS"')

    arguments, environment = postgres._run("pg_dump", *postgres._place()).splitlines()

    assert arguments == "-U site -h db.example.org -p 5433 --dbname=rejoinder"
    assert environment == "hush verify-full read-write"


def test_a_copy_without_tables_is_refused(installed: Any, tmp_path: Path) -> None:
    installed("17/bin", "echo '; an archive of nothing'", "pg_restore")

    with pytest.raises(NotDone, match="no tables in the backup"):
        postgres.check(tmp_path / "copy")


def test_a_copy_that_lacks_a_table_is_no_backup(
    backups: Path, committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite copies itself whole")
    monkeypatch.setattr(postgres, "_tables_in", lambda dumped: {"debates_claim"})

    with pytest.raises(CommandError, match=r"The copy lacks .*accounts_user"):
        call_command("backup")
    assert list(backups.iterdir()) == []
