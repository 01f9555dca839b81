"""SQLite that waits for another writer no longer than the request has patience, and in turn."""

import sqlite3
import time
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import DatabaseErrorWrapper, OperationalError
from django.utils.functional import cached_property

from core import patience
from core.engines.sqlite3.turns import Late, queue_for


class _Errors(DatabaseErrorWrapper):
    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            patience.lose()
        super().__exit__(kind, error, traceback)


class DatabaseWrapper(base.DatabaseWrapper):
    _waits = -1

    @cached_property
    def wrap_database_errors(self) -> DatabaseErrorWrapper:
        return _Errors(self)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._waits = -1
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        self._wait_for_others(int(self._patience() * 1000))
        return super().create_cursor(name)

    def _patience(self) -> float:
        left = patience.left()
        return self.settings_dict["OPTIONS"].get("timeout", 5) if left is None else left

    def _start_transaction_under_autocommit(self) -> None:
        """In turn, where it will write; reading does not wait for writers."""
        if self.transaction_mode != "IMMEDIATE" or self.is_in_memory_db():
            super()._start_transaction_under_autocommit()
            return
        ends = time.monotonic() + self._patience()
        try:
            with queue_for(str(self.settings_dict["NAME"])).turn(self._patience()):
                self._begin_until(ends)
        except Late:
            with self.wrap_database_errors:
                raise _busy() from None

    def _begin_until(self, ends: float) -> None:
        try:
            with patience.at_most(max(0, ends - time.monotonic())):
                super()._start_transaction_under_autocommit()
        except OperationalError:
            patience.lose()
            raise

    def _wait_for_others(self, milliseconds: int) -> None:
        """No transaction is needed for it, and none is begun. Only what changes is said."""
        if milliseconds != self._waits:
            self.connection.execute(f"PRAGMA busy_timeout={milliseconds}").close()
            self._waits = milliseconds


def _busy() -> sqlite3.OperationalError:
    """As SQLite says it."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_BUSY, "SQLITE_BUSY"
    return error
