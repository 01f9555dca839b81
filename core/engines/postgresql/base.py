"""PostgreSQL that is waited for no longer than the request has patience.

``connect_timeout`` ends an attempt to connect, ``statement_timeout`` and ``lock_timeout`` are kept
by the server: nothing of that helps once a connection is there and the server stands still, be it
stopped, out of reach or stuck on its disk. So the time of every answer is kept here.
"""

import time
from collections import defaultdict
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from core import patience

_GONE = "08006"  # connection_failure
_CANCEL = 0.2
_ROLLBACK = 0.1  # what a connection gets that was broken off
_scouts: defaultdict[str, patience.Scout] = defaultdict(patience.Scout)
_ends: ContextVar[float | None] = ContextVar("ends", default=None)


class NoAnswer(psycopg.OperationalError):
    """The server was silent for longer than the request has patience."""

    sqlstate = _GONE


_SILENT = (NoAnswer, psycopg.errors.ConnectionTimeout)


class Connection(psycopg.Connection):
    _commits = False

    @classmethod
    def connect(cls, *args: Any, **kwargs: Any) -> Any:
        left = patience.left()
        with _connected_by(None if left is None else time.monotonic() + left):
            return super().connect(*args, **kwargs)

    @classmethod
    def _connect_gen(cls, *args: Any, **kwargs: Any) -> Any:
        """libpq knows no time below two seconds, and takes it for every host."""
        return _ended_in_time(super()._connect_gen(*args, **kwargs))

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        left = patience.left()
        if left is None:
            return super().wait(gen, *args, **kwargs)
        try:
            return super().wait(gen, *args, **kwargs | {"timeout": max(left, _ROLLBACK)})
        except psycopg.errors._WaitTimeout:
            patience.lose()
            return self._broken_off(gen, ask=left > patience.GREETING and not self._commits)

    def commit(self) -> None:
        """Never told to stop: waiting for a replica, it would end, and be seen, without one."""
        self._commits = True
        try:
            super().commit()
        finally:
            self._commits = False

    def _broken_off(self, gen: Any, *, ask: bool) -> Any:
        """Have the server stop: one that is well says so at once, and the connection remains.

        What it has done all the same it may have done without a replica that it should have waited
        for: nobody is told that it is done.
        """
        try:
            if ask and psycopg.capabilities.has_cancel_safe():
                self.cancel_safe(timeout=_CANCEL)
                super().wait(gen, timeout=_CANCEL)
        except (psycopg.errors._WaitTimeout, psycopg.errors.CancellationTimeout):
            pass
        # What was asked may still be answered: nobody must take it for another answer.
        self.pgconn.finish()
        raise NoAnswer("the server does not answer")


@contextmanager
def _connected_by(moment: float | None) -> Iterator[None]:
    token = _ends.set(moment)
    try:
        yield
    finally:
        _ends.reset(token)


def _ended_in_time(steps: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    ends = _ends.get()
    waits_for = next(steps)
    while True:
        ready = yield waits_for
        if ends is not None and time.monotonic() > ends:
            raise NoAnswer("the server lets nobody in")
        try:
            waits_for = steps.send(ready)
        except StopIteration as done:
            return done.value


class DatabaseWrapper(base.DatabaseWrapper):
    Database = SimpleNamespace(**vars(psycopg) | {"connect": Connection.connect})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pool = self.settings_dict["OPTIONS"].get("pool")
        if isinstance(pool, dict):
            pool.setdefault("connection_class", Connection)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        scout = _scouts[self.alias]
        if patience.is_lost() or not scout.may_go():
            raise NoAnswer("the server did not answer a moment ago")
        try:
            # A pool greets the connections that it has.
            with patience.at_most(patience.GREETING if self.pool else patience.CONNECTING):
                connection = super().get_new_connection(conn_params)
        except _SILENT:
            scout.found_it_still()
            raise
        scout.found_it_well()
        return connection

    def is_usable(self) -> bool:
        with patience.at_most(patience.GREETING):
            return super().is_usable()
