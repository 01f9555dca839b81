"""Where the site keeps its rows, and what it keeps in caches."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

Settings = dict[str, Any]


def databases(env: Env, data_dir: Path, *, keep_open: bool) -> Settings:
    """The primary as "default", and the replicas of it, which core/routing.py reads from."""
    default = env.db("DATABASE_URL", default=f"sqlite:///{data_dir / 'rejoinder.sqlite3'}")
    # Separated by blanks or lines: a comma stands between the hosts of one address.
    addresses = env.str("REPLICA_URL", default="").split()
    if default["ENGINE"] == "django.db.backends.sqlite3":
        if addresses:
            raise ImproperlyConfigured("REPLICA_URL needs a DATABASE_URL of PostgreSQL.")
        # Opening the file costs as much as a short request; runserver has a thread for each.
        return {"default": default | _sqlite(data_dir, None if keep_open else 0)}
    replicas = {
        f"replica{number}": _replica(env, address) for number, address in enumerate(addresses, 1)
    }
    return {"default": _postgres(env, default), **replicas}


def _sqlite(data_dir: Path, age: int | None) -> Settings:
    return {
        "ENGINE": "core.engines.sqlite3",
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


def _postgres(env: Env, database: Settings) -> Settings:
    options = database.get("OPTIONS", {})
    settings = {
        "ENGINE": "core.engines.postgresql",
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
    }
    if connections := env.int("DATABASE_POOL", default=0):
        # The pool keeps them open, so that the threads of a process need not have one each.
        settings["CONN_MAX_AGE"] = 0
        options = options | {"pool": {"min_size": 1, "max_size": connections, "timeout": 2}}
    # Through PgBouncer each transaction may have another connection, on which no cursor of the
    # one before is open.
    pooled = {"DISABLE_SERVER_SIDE_CURSORS": env.bool("PGBOUNCER", default=False)}
    return database | settings | pooled | {"OPTIONS": options}


def _replica(env: Env, address: str) -> Settings:
    replica = _postgres(env, Env.db_url_config(address))
    # The primary serves at once what a replica does not.
    quick = {"connect_timeout": 2, "tcp_user_timeout": 2_000}
    return replica | {"OPTIONS": quick | replica["OPTIONS"], "TEST": {"MIRROR": "default"}}


def caches(env: Env) -> Settings:
    return {
        "default": _shared(env),
        # What is derived from one version of a debate. A key names the version, so nothing in here
        # is ever out of date and every process may have its own.
        "derived": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "derived",
            "TIMEOUT": 24 * 3600,
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
    }


def _shared(env: Env) -> Settings:
    """Shared by the processes of all machines. Limits are counted elsewhere: core/security."""
    if address := env.str("REDIS_URL", default="").strip():
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": address,
            "KEY_PREFIX": "rejoinder",
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
