"""How far a long command has come, for people who watch it on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WIDTH = 40


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function to be told “so many of so many”; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(done: int, total: int) -> None:
        filled = _WIDTH * done // max(total, 1)
        sys.stderr.write(f"\r{words} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done:,}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
