"""The site under the production server, with a database of its own, started again when it ends.

    with place() as folder, sqlite(folder) as database, served(folder, database) as site: ...

``folder`` is the site's DATA_DIR. What drills share beside this: databases (SQLite, PostgreSQL),
people (who use the site's forms), ledger (what they were acknowledged), verifying, report.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from tests.drills.programs import ROOT, Program, wait_until

HOST = "127.0.0.1"
# As in ./run; with two workers, so that there is a master and more than one.
SERVER = (
    *("--worker-class", "gthread", "--threads", "8", "--no-control-socket"),
    *("--log-level", "warning"),
)
WORKERS = 2
SECONDS_TO_START = 60
_KEPT = ("PATH", "LANG", "HOME")


class World(NamedTuple):
    """What ``tests.drills.preparing`` has put into the database.

    ``sessions`` is a session's key by the name of its person; everybody is a moderator of the
    debate, the first one owns it. In the ``quiet`` debate nobody writes.
    """

    slug: str
    root: int
    quiet: str
    cookie: str
    sessions: dict[str, str]


class Site(NamedTuple):
    port: int
    program: Program
    environment: Mapping[str, str]
    world: World

    def connection(self, timeout: float = 30) -> HTTPConnection:
        return HTTPConnection(HOST, self.port, timeout=timeout)

    def answers(self, path: str = "/guide/", *, timeout: float = 5) -> bool:
        return status_of(self.port, path, timeout=timeout) == 200

    def wait(self, path: str = "/guide/", seconds: float = SECONDS_TO_START) -> float:
        """Until the page is there; how long it took."""
        return wait_until(lambda: self.answers(path), seconds, f"the site answers at {path}")

    def said(self) -> str:
        """What the server has written to its console."""
        return self.program.log.read_text(errors="replace")


@contextmanager
def place() -> Iterator[Path]:
    """A directory for a site's data, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rejoinder-", dir="/tmp") as folder:
        yield Path(folder)


def environment(folder: Path, database_url: str = "", **more: str) -> dict[str, str]:
    """Nothing of the user's own: neither database nor settings nor secrets."""
    given = {name: os.environ[name] for name in _KEPT if name in os.environ}
    given |= {
        "DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "core.settings",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SECRET_KEY": "of-a-drill-and-of-nothing-else-" * 2,
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "WARNING",
        # A drill is more than a person does; that the limits hold is tested elsewhere.
        "THROTTLES": "off",
    }
    return given | ({"DATABASE_URL": database_url} if database_url else {}) | more


def prepared(given: Mapping[str, str], people: int = 8) -> World:
    """Migrate, collect the files, and let there be people and a debate."""
    told = asked("tests.drills.preparing", str(people), environment=given)
    return World(**told)


def asked(
    module: str, *arguments: str, environment: Mapping[str, str], timeout: float = 600
) -> Any:
    """What a program of ours with the site's settings prints, as JSON, in its last line."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def served(
    given: Mapping[str, str],
    world: World,
    *,
    workers: int = WORKERS,
    options: tuple[str, ...] = (),
    log: Path | None = None,
) -> Iterator[Site]:
    """The site on a free port, ready, until the block ends. It logs into DATA_DIR or elsewhere."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "core.wsgi", "--bind", f"{HOST}:{port}"]
    command += [*SERVER, "--workers", str(workers), *options]
    log = log or Path(given["DATA_DIR"]) / f"server-{port}.log"
    with Program(command, log=log, environment=given) as program:
        site = Site(port, program, given, world)
        try:
            site.wait()
        except TimeoutError as late:
            raise RuntimeError(f"The site did not start:\n{site.said()[-4000:]}") from late
        yield site


def status_of(port: int, path: str, *, timeout: float = 5) -> int | None:
    """The status of a page, None where nobody answers in time."""
    connection = HTTPConnection(HOST, port, timeout=timeout)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as place:
        place.bind((HOST, 0))
        return place.getsockname()[1]


def room_for(gigabytes: float) -> bool:
    return shutil.disk_usage("/tmp").free > gigabytes * 2**30
