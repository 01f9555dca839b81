"""Where the site keeps its rows, and what it keeps in caches."""

from pathlib import Path
from typing import Any

from environ import Env

Settings = dict[str, Any]


def databases(env: Env, data_dir: Path, *, keep_open: bool) -> Settings:
    default = env.db("DATABASE_URL", default=f"sqlite:///{data_dir / 'rejoinder.sqlite3'}")
    if default["ENGINE"] == "django.db.backends.sqlite3":
        # Opening the file costs as much as a short request; runserver has a thread for each.
        return {"default": default | _sqlite(data_dir, None if keep_open else 0)}
    return {"default": default | _postgres(env)}


def _sqlite(data_dir: Path, age: int | None) -> Settings:
    return {
        "OPTIONS": {
            # A transaction that begins as a reader cannot become a writer while another one
            # writes: SQLite fails it at once, without waiting. core/checks.py refuses anything
            # less than this.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
                " PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000"
            ),
        },
        "CONN_MAX_AGE": age,
        # A file, so that the threads of a test see the same database.
        "TEST": {"NAME": data_dir / "test.sqlite3"},
    }


def _postgres(env: Env) -> Settings:
    return {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}


def caches(env: Env) -> Settings:
    return {
        # Shared by all processes: the limits on logging in count here.
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            # With Django's 300, many attempts at once would push each other's counts out.
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        },
        # What is derived from one version of a debate. A key names the version, so nothing in here
        # is ever out of date and every process may have its own.
        "derived": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "derived",
            "TIMEOUT": 24 * 3600,
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
    }
