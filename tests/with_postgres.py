"""Runs a command against a PostgreSQL of its own: ``python tests/with_postgres.py COMMAND ...``.

The server lives in a temporary directory, listens on a socket in there and is gone afterwards,
whatever happened to the command. The command finds it by ``DATABASE_URL``. Exit status: the
command's, or 69 where no PostgreSQL server is installed.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

NOT_INSTALLED = 69
DEBIAN = Path("/usr/lib/postgresql")
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Nothing in it outlives the tests: it never waits for the disk.
SERVER_OPTIONS = [
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "jit=off",
    # A test that was given up may have left a lock: the next one fails instead of waiting for it.
    "lock_timeout=30s",
]


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
def postgres(binaries: Path) -> Iterator[str]:
    """A server of one's own; gives its ``DATABASE_URL``."""
    # A socket's path has at most 107 characters, so the directory is not below a long TMPDIR.
    place = Path(tempfile.mkdtemp(prefix="rejoinder-", dir="/tmp"))
    owner = _unprivileged_owner()
    if owner:
        os.chown(place, *owner)

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), *arguments]
        identity = {"user": owner[0], "group": owner[1], "extra_groups": []} if owner else {}
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, **identity)
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")

    # The server keeps what it inherits open, so it writes to a file and never to a pipe of ours.
    server = ["-D", f"{place}/data", "-l", f"{place}/log", "-w"]
    options = " ".join(["-k", str(place), *(f"-c {option}" for option in SERVER_OPTIONS)])
    try:
        setup = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        run("initdb", "-D", f"{place}/data", "--no-sync", *setup)
        try:
            run("pg_ctl", *server, "-o", options, "start")
            yield f"postgres://postgres@/{place}/postgres"
        finally:
            if (place / "data/postmaster.pid").exists():
                run("pg_ctl", *server, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place)


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


def main(command: list[str]) -> int:
    binaries = server_binaries()
    if binaries is None:
        print("PostgreSQL's server is not installed.", file=sys.stderr)
        return NOT_INSTALLED
    # A SystemExit passes through the ``finally`` above; a plain end by signal would not.
    for number in ENDS:
        signal.signal(number, _stop)
    with postgres(binaries) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
