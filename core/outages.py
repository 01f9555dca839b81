"""Whether an error means that the database is away, busy, full or for reading alone.

Such an error is no fault of the program: the answer is a 503, to be tried again in a moment. What
is wrong for good, such as a table that is missing, remains a 500.
"""

import errno
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from threading import Lock
from typing import Any

from django.db import Error


class Outage(Enum):
    """Its name in the log, and the seconds after which it is worth to try again."""

    AWAY = ("away", 5)
    BUSY = ("busy", 2)
    CROWDED = ("crowded", 5)
    FULL = ("full", 60)
    READ_ONLY = ("read_only", 30)
    DAMAGED = ("damaged", 300)

    def __init__(self, word: str, retry_after: int) -> None:
        self.word = word
        self.retry_after = retry_after


_SQLITE = {
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
    sqlite3.SQLITE_PROTOCOL: Outage.BUSY,
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_READONLY: Outage.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Outage.AWAY,
    sqlite3.SQLITE_IOERR: Outage.AWAY,
    sqlite3.SQLITE_NOMEM: Outage.AWAY,
    sqlite3.SQLITE_CORRUPT: Outage.DAMAGED,
    sqlite3.SQLITE_NOTADB: Outage.DAMAGED,
}
# SQLite keeps its index of the log in a file that it maps: it cannot grow where the disk is full.
_SQLITE_FULL_TOO = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
# The states of PostgreSQL by their first letters; the longest that fits counts.
_STATES = {
    "08": Outage.AWAY,
    "25006": Outage.READ_ONLY,
    "40001": Outage.BUSY,
    "40P01": Outage.BUSY,
    "53": Outage.CROWDED,
    "53100": Outage.FULL,
    "55P03": Outage.BUSY,
    "57014": Outage.BUSY,  # statement_timeout
    "57P": Outage.AWAY,
    "58": Outage.AWAY,
    "XX001": Outage.DAMAGED,
    "XX002": Outage.DAMAGED,
}
_CROWDED = ("too many clients", "remaining connection slots", "too many connections")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_LACKING = {"42P01", "42703"}  # a table, a column
_LACKING_WORDS = ("no such table", "no such column", "has no column named")


def outage_in(error: BaseException | None) -> Outage | None:
    """What the error, or an error that led to it, says of the database."""
    for cause in _led_to(error):
        found = _of(cause)
        if found:
            return found
    return None


def lacks_a_migration(error: BaseException | None) -> bool:
    return any(
        getattr(cause, "sqlstate", None) in _LACKING
        or (isinstance(cause, sqlite3.Error) and any(word in str(cause) for word in _LACKING_WORDS))
        for cause in _led_to(error)
    )


def _led_to(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _of(error: BaseException) -> Outage | None:
    if isinstance(error, OSError):
        return Outage.FULL if error.errno in _NO_ROOM else None
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    if isinstance(error, Error):
        return _of_django(error)
    if hasattr(error, "sqlstate"):
        return _of_postgres(error)
    return Outage.AWAY if _is_of_redis(error) else None


def _is_of_redis(error: BaseException) -> bool:
    """Where the shared cache is there: it is not even imported where it is not."""
    kinds = {(kind.__module__, kind.__name__) for kind in type(error).__mro__}
    return bool(
        kinds & {("redis.exceptions", "ConnectionError"), ("redis.exceptions", "TimeoutError")}
    )


def _of_sqlite(error: sqlite3.Error) -> Outage | None:
    code = getattr(error, "sqlite_errorcode", 0)
    return Outage.FULL if code in _SQLITE_FULL_TOO else _SQLITE.get(code & 0xFF)


def _of_django(error: Error) -> Outage | None:
    """Django's own words for a connection that was lost in a transaction."""
    return Outage.AWAY if "connection already closed" in str(error) else None


def _of_postgres(error: Any) -> Outage | None:
    """Without a state it is the library that speaks: there is no connection, or no more."""
    if error.sqlstate is None:
        if "OperationalError" not in {base.__name__ for base in type(error).__mro__}:
            return None
        return Outage.CROWDED if any(word in str(error) for word in _CROWDED) else Outage.AWAY
    fits = [state for state in _STATES if error.sqlstate.startswith(state)]
    return _STATES[max(fits, key=len)] if fits else None


# ---- telling the log ------------------------------------------------------------------------

_log = logging.getLogger("rejoinder.outages")
_EVERY = 10  # seconds


class _Teller:
    """One line in ten seconds for each kind, with how many answers it stands for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._told: dict[Outage, float] = {}
        self._since: Counter[Outage] = Counter()

    def tell(self, outage: Outage, error: BaseException) -> None:
        with self._lock:
            self._since[outage] += 1
            now = time.monotonic()
            if now - self._told.get(outage, -_EVERY) < _EVERY:
                return
            self._told[outage] = now
            answers = self._since.pop(outage)
        level = logging.CRITICAL if outage in _FOR_SOMEBODY_TO_MEND else logging.ERROR
        _log.log(
            level,
            "The database is %s: %s",
            outage.word,
            _last_words(error),
            extra={"outage": outage.word, "answers": answers},
        )


_FOR_SOMEBODY_TO_MEND = {Outage.FULL, Outage.DAMAGED, Outage.READ_ONLY}
tell = _Teller().tell


def tell_of_a_missing_migration(error: BaseException | None) -> None:
    if lacks_a_migration(error):
        _log.error("A table or column is missing. Has manage.py migrate been run?")


def _last_words(error: BaseException) -> str:
    """Of the driver, which names no values in errors of this kind."""
    *_, first = (cause for cause in _led_to(error) if _of(cause))
    return f"{type(first).__name__}: {' '.join(str(first).split())}"
