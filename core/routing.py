"""Which database server a request reads debates from: the primary, or a replica that is as new.

A replica is read only where it has replayed all that the primary had written when the request
first asked. So nobody misses their own writes or sees a page go backwards, and access that ended
has ended on every server. A request stays with one server. See docs/decisions/0016-replicas.md.
"""

import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from core.patience import Patience, at_most, within

# All else, who people are and what they may do at all, is asked of the primary.
READ_FROM_REPLICAS = {"debates"}
REST_SECONDS = 5.0
"""So long a replica is not asked again after it failed."""
ANSWERS_WITHIN = 0.3
"""Seconds in which it must say how far it is: the primary serves meanwhile."""

# What has been committed has been flushed, and no more than that is ever sent to a replica.
_FLUSHED = "SELECT pg_current_wal_flush_lsn()::text"
_HAS_REPLAYED = """
    SELECT pg_is_in_recovery() AND COALESCE(pg_last_wal_replay_lsn() >= %s::pg_lsn, FALSE)
"""


class Reading:
    """The server that one request reads from, chosen when it first reads."""

    def __init__(self) -> None:
        self.alias: str | None = None

    def choose(self) -> str:
        if self.alias is None:
            self.alias = _as_new_as_the_primary()
        return self.alias

    def stay_with_the_primary(self) -> None:
        self.alias = DEFAULT_DB_ALIAS


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)
_resting_until: dict[str, float] = {}


class Router:
    """Where Django asks for rows; whatever is no page of a debate is asked of the primary."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return reading_alias() if model._meta.app_label in READ_FROM_REPLICAS else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        reading = _reading.get()
        if reading and model._meta.app_label in READ_FROM_REPLICAS:
            reading.stay_with_the_primary()
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # the same rows, from whichever server they were read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def reading_alias() -> str:
    reading = _reading.get()
    # What is decided under a lock is read where the lock is.
    if reading is None or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return DEFAULT_DB_ALIAS
    return reading.choose()


def reading_connection() -> BaseDatabaseWrapper:
    """For statements written by hand: the server that the query sets of this request read from."""
    return connections[reading_alias()]


class ReadsFromReplicas:
    """Lets requests that change nothing read from replicas; a failing one costs nobody the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not replicas():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        token = _reading.set(Reading())
        try:
            return self.get_response(request)
        finally:
            _reading.reset(token)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The replica went away, or had to end the query: once more, with the primary."""
        reading = _reading.get()
        if not isinstance(error, OperationalError | InterfaceError) or reading is None:
            return None
        if reading.alias in (None, DEFAULT_DB_ALIAS):
            return None
        _let_rest(reading.alias)
        reading.stay_with_the_primary()
        view, args, kwargs = request.resolver_match
        try:
            with within(Patience(settings.DATABASE_PATIENCE)):
                return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return None  # the primary is away too, which is told as ever


def replicas() -> list[str]:
    return [alias for alias in connections if alias != DEFAULT_DB_ALIAS]


def _as_new_as_the_primary() -> str:
    now = time.monotonic()
    awake = [alias for alias in replicas() if _resting_until.get(alias, 0) <= now]
    if not awake:
        return DEFAULT_DB_ALIAS
    flushed = _flushed()
    shuffled = random.sample(awake, len(awake))
    return next((one for one in shuffled if _has_replayed(one, flushed)), DEFAULT_DB_ALIAS)


def _flushed() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_FLUSHED)
        return cursor.fetchone()[0]


def _has_replayed(alias: str, flushed: str) -> bool:
    if alias in _resting_until:
        # One request tries whether it is back; the others do not wait for it.
        _resting_until[alias] = time.monotonic() + REST_SECONDS
    try:
        with at_most(ANSWERS_WITHIN), connections[alias].cursor() as cursor:
            cursor.execute(_HAS_REPLAYED, [flushed])
            (has_replayed,) = cursor.fetchone()
    except Error:
        _let_rest(alias)
        return False
    _resting_until.pop(alias, None)
    return has_replayed


def _let_rest(alias: str) -> None:
    _resting_until[alias] = time.monotonic() + REST_SECONDS
    connections[alias].close()
