"""Who begins to write to a file of SQLite comes before whoever comes later.

SQLite lets one write at a time and has all others look again after ever longer naps: who comes just
as the file is free goes first, and with a few dozen writers somebody waits for seconds. So they
stand in a queue here until their transaction has begun: in a process one after the other, and of
each process one at most. ``next`` and ``now`` are two places in a file beside the database. Whoever
has ``now`` waits for SQLite, and only who has ``next`` may take it: a process that has just had its
turn does not push another one aside.
"""

import fcntl
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock

_NEXT, _NOW = 0, 1
_NAP = 0.001


class Late(Exception):
    """The turn did not come in time."""


class Queue:
    """The threads of one process, for one file. None of the locks outlives its process."""

    def __init__(self, database: str) -> None:
        self._lock = Lock()
        self._is_taken = False
        self._waiting: deque[Event] = deque()
        self._file = _opened(f"{database}-queue")

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """Wait at most so long for one's turn; it ends with the block."""
        ends = time.monotonic() + seconds
        self._enter(seconds)
        try:
            with self._first_of_all(ends):
                yield
        finally:
            self._leave()

    def _enter(self, seconds: float) -> None:
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return
        with self._lock:
            if not mine.is_set():
                self._waiting.remove(mine)
                raise Late

    def _leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False

    @contextmanager
    def _first_of_all(self, ends: float) -> Iterator[None]:
        if self._file is None:
            yield
            return
        with self._taken(_NEXT, ends):
            self._take(_NOW, ends)
        try:
            yield
        finally:
            self._free(_NOW)

    @contextmanager
    def _taken(self, place: int, ends: float) -> Iterator[None]:
        self._take(place, ends)
        try:
            yield
        finally:
            self._free(place)

    def _take(self, place: int, ends: float) -> None:
        while True:
            with suppress(BlockingIOError, PermissionError):
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
                return
            if time.monotonic() >= ends:
                raise Late
            time.sleep(_NAP)

    def _free(self, place: int) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)


def _opened(path: str) -> int | None:
    """Without it, where it cannot be made, each process has a queue of its own."""
    with suppress(OSError):
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return None


_queues: dict[str, Queue] = {}
_making = Lock()
# A child has other threads, and none of its parent's locks.
os.register_at_fork(after_in_child=_queues.clear)


def queue_for(database: str) -> Queue:
    """The one queue of this process for the file."""
    with _making:
        if database not in _queues:
            _queues[database] = Queue(database)
        return _queues[database]
