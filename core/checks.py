"""System checks: settings with which the database could lose writes are refused."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

LEAST_TIMEOUT = 20


@register(Tags.database)
def sqlite_waits_and_keeps(**kwargs: Any) -> list[Error]:
    """SQLite must take its write lock first, wait for it, and have written when it says so."""
    return [
        Error(problem, hint=hint, id=f"rejoinder.E{number:03}")
        for database in settings.DATABASES.values()
        if database["ENGINE"].endswith("sqlite3")
        for number, problem, hint in _problems(database.get("OPTIONS", {}))
    ]


def _problems(options: dict[str, Any]) -> list[tuple[int, str, str]]:
    commands = str(options.get("init_command", "")).replace(" ", "").lower()
    found = []
    if options.get("transaction_mode") != "IMMEDIATE":
        found.append(
            (1, "SQLite's transaction_mode must be IMMEDIATE.", "Writers fail without it.")
        )
    if (options.get("timeout") or 0) < LEAST_TIMEOUT:
        problem = f"SQLite's timeout must be at least {LEAST_TIMEOUT} seconds."
        found.append((2, problem, "Writers that wait for each other need the time."))
    if "journal_mode=wal" not in commands:
        found.append((3, "SQLite's journal_mode must be WAL.", "Readers block writers without it."))
    if "synchronous=full" not in commands and "synchronous=extra" not in commands:
        hint = "With less, a power cut can take back what was acknowledged."
        found.append((4, "SQLite's synchronous must be FULL.", hint))
    return found
