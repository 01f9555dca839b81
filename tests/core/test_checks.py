from types import SimpleNamespace
from typing import Any

import pytest
from django.core.checks import Tags, run_checks

from core import checks
from core.checks import sqlite_waits_and_keeps

ENOUGH = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
}


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the check see a database of the given settings."""

    def see(engine: str, **more: Any) -> None:
        settings = {"ENGINE": f"django.db.backends.{engine}", **more}
        monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES={"default": settings}))

    return see


@pytest.fixture
def sqlite(database: Any) -> Any:
    def see(**options: Any) -> None:
        database("sqlite3", OPTIONS={**ENOUGH, **options})

    return see


def refused() -> list[str | None]:
    return [error.id for error in sqlite_waits_and_keeps()]


def test_our_own_settings_pass() -> None:
    assert refused() == []


def test_enough_is_enough(sqlite: Any) -> None:
    sqlite()

    assert refused() == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"transaction_mode": "DEFERRED"}, "rejoinder.E001"),
        ({"transaction_mode": None}, "rejoinder.E001"),
        ({"timeout": 5}, "rejoinder.E002"),
        ({"timeout": None}, "rejoinder.E002"),
        ({"init_command": "PRAGMA synchronous=FULL"}, "rejoinder.E003"),
        ({"init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL"}, "rejoinder.E003"),
        ({"init_command": "PRAGMA journal_mode=WAL"}, "rejoinder.E004"),
        ({"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"}, "rejoinder.E004"),
    ],
)
def test_less_is_refused_by_its_code(sqlite: Any, options: dict[str, Any], code: str) -> None:
    sqlite(**options)

    assert refused() == [code]


@pytest.mark.parametrize(
    "commands",
    [
        "PRAGMA journal_mode = wal; PRAGMA synchronous = EXTRA",
        "pragma synchronous=full;pragma journal_mode=WAL",
    ],
)
def test_the_same_written_otherwise_passes(sqlite: Any, commands: str) -> None:
    sqlite(init_command=commands)

    assert refused() == []


def test_without_any_options_everything_is_missing(database: Any) -> None:
    database("sqlite3")

    assert refused() == [f"rejoinder.E00{number}" for number in (1, 2, 3, 4)]


def test_postgresql_has_nothing_to_do_with_it(database: Any) -> None:
    database("postgresql")

    assert refused() == []


def test_django_asks_it_when_it_checks_databases(sqlite: Any) -> None:
    sqlite(timeout=1)

    found = [check.id for check in run_checks(tags=[Tags.database], databases=[])]

    assert found == ["rejoinder.E002"]
