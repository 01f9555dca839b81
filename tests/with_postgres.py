"""Runs a command against a PostgreSQL of its own: ``python tests/with_postgres.py COMMAND ...``.

The server lives in a temporary directory, listens on a socket in there and is gone afterwards,
whatever happened to the command. The command finds it by ``DATABASE_URL``. Exit status: the
command's, or 69 where no PostgreSQL server is installed. Drills make clusters of their own of what
is here, with other options: tests/drills/databases.py.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

NOT_INSTALLED = 69
DEBIAN = Path("/usr/lib/postgresql")
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Nothing in it outlives the tests: it never waits for the disk.
SERVER_OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "jit=off",
    # A test that was given up may have left a lock: the next one fails instead of waiting for it.
    "lock_timeout=30s",
)


class Cluster(NamedTuple):
    """A PostgreSQL server's directory, and the programs that work on it.

    ``owner`` is whom they run as where we are root, which PostgreSQL refuses to run as.
    """

    binaries: Path
    place: Path
    owner: tuple[int, int] | None = None

    @property
    def url(self) -> str:
        return f"postgres://postgres@/{self.place}/postgres"

    @property
    def identity(self) -> dict[str, Any]:
        """Keyword arguments of subprocess."""
        if self.owner is None:
            return {}
        return {"user": self.owner[0], "group": self.owner[1], "extra_groups": []}

    def run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.binaries / program), *arguments],
            cwd=self.place,
            capture_output=True,
            text=True,
            **self.identity,
        )
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")

    def make(self) -> None:
        setup = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        self.run("initdb", "-D", f"{self.place}/data", "--no-sync", *setup)

    def start(self, options: Sequence[str]) -> None:
        given = " ".join(["-k", str(self.place), *(f"-c {option}" for option in options)])
        self._control("-o", given, "start")

    def stop(self) -> None:
        """At once, where it runs; what was committed is kept."""
        if (self.place / "data/postmaster.pid").exists():
            self._control("-m", "immediate", "stop")

    def _control(self, *arguments: str) -> None:
        # The server keeps open what it inherits, so it writes to a file and to no pipe of ours.
        self.run("pg_ctl", "-D", f"{self.place}/data", "-l", f"{self.place}/log", "-w", *arguments)


def server_binaries() -> Path | None:
    """The directory with ``initdb`` and ``pg_ctl``: the newest of Debian's, or the one on PATH."""
    debian = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    if debian:
        return max(debian, key=_version)
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(binaries: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", binaries.parent.name)]


@contextmanager
def postgres(binaries: Path, options: Sequence[str] = SERVER_OPTIONS) -> Iterator[str]:
    """A server of one's own; gives its ``DATABASE_URL``."""
    with cluster(binaries) as made:
        try:
            made.start(options)
            yield made.url
        finally:
            made.stop()


@contextmanager
def cluster(binaries: Path) -> Iterator[Cluster]:
    """A cluster that is made and not started yet; whoever starts it stops it."""
    # A socket's path has at most 107 characters, so the directory is not below a long TMPDIR.
    place = Path(tempfile.mkdtemp(prefix="rejoinder-", dir="/tmp"))
    try:
        yield cluster_in(place, binaries)
    finally:
        shutil.rmtree(place)


def cluster_in(place: Path, binaries: Path) -> Cluster:
    """The same in an empty directory that is there already."""
    owner = _unprivileged_owner()
    if owner:
        os.chown(place, *owner)
    made = Cluster(binaries, place, owner)
    made.make()
    return made


def _unprivileged_owner() -> tuple[int, int] | None:
    """Whom the server runs as where we are root, which PostgreSQL refuses to run as."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise SystemExit("PostgreSQL does not run as root, and there is no user postgres or nobody.")


def _stop(number: int, frame: FrameType | None) -> None:
    for another in ENDS:
        signal.signal(another, signal.SIG_IGN)
    raise SystemExit(128 + number)


def ends_in_order() -> None:
    """Let a signal that ends the program pass through every ``finally``, as SystemExit does."""
    for number in ENDS:
        signal.signal(number, _stop)


def main(command: list[str]) -> int:
    binaries = server_binaries()
    if binaries is None:
        print("PostgreSQL's server is not installed.", file=sys.stderr)
        return NOT_INSTALLED
    ends_in_order()
    with postgres(binaries) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
