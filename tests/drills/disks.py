"""A small disk, and what fills it."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """A file system in memory; None where this user may not mount one."""
    place = Path(tempfile.mkdtemp(prefix="rejoinder-", dir="/tmp"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(place)]
    mounted = subprocess.run(command, capture_output=True).returncode == 0
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """To the last byte, by somebody else's file, which is gone after the block."""
    ballast = disk / "ballast"
    try:
        _fill(ballast)
        yield
    finally:
        ballast.unlink(missing_ok=True)


def _fill(ballast: Path) -> None:
    with ballast.open("ab", buffering=0) as file:
        for size in (2**20, 2**12, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(os.urandom(size))


def refill(disk: Path) -> None:
    """Take what has become free since: where a file was made smaller, or taken away."""
    _fill(disk / "ballast")
