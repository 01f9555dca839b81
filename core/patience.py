"""How long a request waits for the database until it says that there is none.

A database that stands still answers nothing at all, so the time is kept on this side. Commands and
programs wait as long as it takes: only what runs ``within`` a patience has one.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

# A connection that was idle is asked first whether it still answers.
GREETING = 0.4
# A new connection, however many hosts are tried for it. Both together, and the page
# that says so, take less than three seconds.
CONNECTING = 1.8


class Patience:
    """Seconds for one statement. Once it was lost, the rest of the request waits for nothing."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def lose(self) -> None:
        self.seconds = 0


_patience: ContextVar[Patience | None] = ContextVar("patience", default=None)


@contextmanager
def within(patience: Patience | None) -> Iterator[None]:
    token = _patience.set(patience)
    try:
        yield
    finally:
        _patience.reset(token)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Less of it for a while; none is made where there was none."""
    had = left()
    with within(None if had is None else Patience(min(had, seconds))):
        yield


def left() -> float | None:
    """Seconds to wait for the next statement; None: as long as it takes."""
    patience = _patience.get()
    return None if patience is None else patience.seconds


def is_lost() -> bool:
    return left() == 0


def lose() -> None:
    patience = _patience.get()
    if patience is not None:
        patience.lose()


class Scout:
    """While the database stands still, one request at a time finds out whether it is back.

    All others are told at once, so that they do not hold the threads that answer everything else.
    """

    AGAIN = 0.5

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_still = False
        self._next = 0.0

    def may_go(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if not self._is_still:
                return True
            if now < self._next:
                return False
            self._next = now + CONNECTING + self.AGAIN
            return True

    def found_it_still(self) -> None:
        with self._lock:
            self._is_still = True
            self._next = time.monotonic() + self.AGAIN

    def found_it_well(self) -> None:
        self._is_still = False
