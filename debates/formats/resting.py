"""Python's collector of circular garbage, at rest while a file is read.

A reader keeps nearly everything that it makes. To look through it for garbage again and again, each
time through more of it, takes a quarter of the time of a large file and finds nothing.
"""

import gc
from collections.abc import Callable
from functools import wraps
from threading import Lock

from debates.argument.map import ArgumentMap

Loads = Callable[[str], ArgumentMap]


class _Rest:
    """For the whole process: from the first of its threads that reads to the last."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.reading = 0
        self.was_at_work = False

    def __enter__(self) -> None:
        with self.lock:
            if not self.reading:
                self.was_at_work = gc.isenabled()
                gc.disable()
            self.reading += 1

    def __exit__(self, *raised: object) -> None:
        with self.lock:
            self.reading -= 1
            if not self.reading and self.was_at_work:
                gc.enable()


_rest = _Rest()


def undisturbed(loads: Loads) -> Loads:
    @wraps(loads)
    def reading(text: str) -> ArgumentMap:
        with _rest:
            return loads(text)

    return reading
