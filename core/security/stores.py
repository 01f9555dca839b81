"""Where counts are kept: in Redis, where that is set; in PostgreSQL; or in a file beside SQLite's.

They are of use for minutes. So they are in no backup, a power cut may take them, and with SQLite no
reader waits for whoever writes to the site's own database.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Protocol

from django.conf import settings
from django.db import OperationalError, connections

from core.engines.sqlite3.turns import Late, queue_for

Named = Mapping[str, Any]


class Count(NamedTuple):
    number: int
    seconds: int  # until it begins anew


class Store(Protocol):
    def count(self, key: str, now: float, seconds: int) -> Count: ...
    def give_back(self, key: str, now: float) -> None: ...
    def look(self, key: str, now: float) -> Count: ...
    def forget(self, key: str) -> None: ...
    def sweep(self, now: float) -> None: ...


class Away(Exception):
    """Redis does not answer. Until it does, the database counts."""


def stores() -> list[Store]:
    """The next one is asked where one is away."""
    shared = settings.CACHES["default"]
    if shared["BACKEND"].endswith("RedisCache"):
        return [redis_at(shared["LOCATION"]), in_the_database()]
    return [in_the_database()]


def in_the_database() -> Store:
    if connections["default"].vendor == "sqlite":
        return File(_beside(str(connections["default"].settings_dict["NAME"])))
    return Table()


def _beside(database: str) -> str:
    if "memory" in database:
        return str(Path(settings.DATA_DIR) / "limits.sqlite3")
    return f"{database.removesuffix('.sqlite3')}.limits.sqlite3"


_COUNT = """
INSERT INTO counts (key, number, ends) VALUES ({key}, 1, {ends})
ON CONFLICT (key) DO UPDATE SET
  number = CASE WHEN counts.ends <= {now} THEN 1 ELSE counts.number + 1 END,
  ends = CASE WHEN counts.ends <= {now} THEN {ends} ELSE counts.ends END
RETURNING number, ends
"""
_GIVE_BACK = "UPDATE counts SET number = number - 1 WHERE key = {key} AND number > 0"
_LOOK = "SELECT number, ends FROM counts WHERE key = {key} AND ends > {now}"
_FORGET = "DELETE FROM counts WHERE key = {key}"
_SWEEP = "DELETE FROM counts WHERE ends <= {now}"


class Rows:
    """The same statements for both databases, which differ in how a value is named."""

    def count(self, key: str, now: float, seconds: int) -> Count:
        [(number, ends)] = self.run(_COUNT, {"key": key, "now": now, "ends": now + seconds})
        return Count(number, _until(ends, now))

    def give_back(self, key: str, now: float) -> None:
        self.run(_GIVE_BACK, {"key": key})

    def look(self, key: str, now: float) -> Count:
        for number, ends in self.run(_LOOK, {"key": key, "now": now}):
            return Count(number, _until(ends, now))
        return Count(0, 0)

    def forget(self, key: str) -> None:
        self.run(_FORGET, {"key": key})

    def sweep(self, now: float) -> None:
        self.run(_SWEEP, {"now": now})

    def run(self, statement: str, values: Named) -> Iterable[tuple[Any, ...]]:
        raise NotImplementedError


def _until(ends: float, now: float) -> int:
    return max(1, round(ends - now))


class Table(Rows):
    """Unlogged: written without waiting for the disk, empty after the server has crashed."""

    CREATE = (
        "CREATE UNLOGGED TABLE IF NOT EXISTS counts"
        " (key varchar(40) PRIMARY KEY, number integer NOT NULL, ends double precision NOT NULL)"
    )
    DROP = "DROP TABLE IF EXISTS counts"

    def run(self, statement: str, values: Named) -> Iterable[tuple[Any, ...]]:
        named = statement.format(**{name: f"%({name})s" for name in values})
        with connections["default"].cursor() as cursor:
            cursor.execute(named, values)
            return cursor.fetchall() if cursor.description else []


class File(Rows):
    """One connection for the process, which its threads use in turn, never taken into another one.

    SQLite alone would let whoever waits look again from time to time: of 200 at once some gave up.
    """

    CREATE = (
        "CREATE TABLE IF NOT EXISTS counts"
        " (key TEXT PRIMARY KEY, number INTEGER NOT NULL, ends REAL NOT NULL) WITHOUT ROWID"
    )
    PATIENCE = 5.0  # seconds
    open: ClassVar[dict[tuple[str, int], sqlite3.Connection]] = {}

    def __init__(self, path: str) -> None:
        self.path = path

    def run(self, statement: str, values: Named) -> Iterable[tuple[Any, ...]]:
        named = statement.format(**{name: f":{name}" for name in values})
        try:
            with queue_for(self.path).turn(self.PATIENCE):
                return self._run(named, values)
        except (Late, sqlite3.Error) as error:
            raise OperationalError(f"The counts cannot be kept: {error}") from error

    def _run(self, statement: str, values: Named) -> Iterable[tuple[Any, ...]]:
        try:
            return self._connection().execute(statement, values).fetchall()
        except sqlite3.Error:
            self.open.pop(self._key(), None)
            raise

    def _connection(self) -> sqlite3.Connection:
        key = self._key()
        if key not in self.open or not Path(self.path).exists():
            self.open[key] = self._opened()
        return self.open[key]

    def _key(self) -> tuple[str, int]:
        return self.path, os.getpid()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=self.PATIENCE, isolation_level=None, check_same_thread=False
        )
        os.chmod(self.path, 0o600)  # before there are files beside it, which take it over
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(self.CREATE)
        return connection


class Redis:
    """Redis runs a script alone, and lets go of a key when its time is over."""

    _COUNT = """
    local number = redis.call('INCR', KEYS[1])
    if number == 1 then redis.call('PEXPIREAT', KEYS[1], ARGV[1]) end
    return {number, redis.call('PTTL', KEYS[1])}
    """
    _GIVE_BACK = """
    if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
    """

    def __init__(self, address: str) -> None:
        from redis import Redis as Client  # an extra

        self.client = Client.from_url(address, socket_connect_timeout=2, socket_timeout=2)

    def count(self, key: str, now: float, seconds: int) -> Count:
        ends = int((time.time() + seconds) * 1000)
        number, left = self._asked(self._COUNT, key, ends)
        return Count(int(number), max(1, round(int(left) / 1000)))

    def give_back(self, key: str, now: float) -> None:
        self._asked(self._GIVE_BACK, key)

    def look(self, key: str, now: float) -> Count:
        number, left = self._asked(
            "return {redis.call('GET', KEYS[1]) or '0', redis.call('PTTL', KEYS[1])}", key
        )
        return Count(int(number), max(0, round(int(left) / 1000)))

    def forget(self, key: str) -> None:
        self._asked("redis.call('DEL', KEYS[1])", key)

    def sweep(self, now: float) -> None:
        """Redis does it itself."""

    def _asked(self, script: str, key: str, *values: int) -> Any:
        try:
            return self.client.eval(script, 1, f"rejoinder:counts:{key}", *values)
        except Exception as error:  # whatever the client's own errors are
            raise Away from error


@cache
def redis_at(address: str | tuple[str, ...]) -> Redis:
    return Redis(address if isinstance(address, str) else address[0])
