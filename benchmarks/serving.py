"""The site under the production server, filled for measuring, in a directory of its own."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
# As in ./run.
SERVER = (
    *("--worker-class", "gthread", "--threads", "8", "--no-control-socket"),
    *("--log-level", "warning"),
)
_SECONDS_TO_START = 30


class Site(NamedTuple):
    """``known`` is what ``benchmarks.filling`` told: pages by name, and a session."""

    port: int
    known: dict[str, str]

    def connection(self) -> HTTPConnection:
        return HTTPConnection(HOST, self.port, timeout=60)


@contextmanager
def served(*sizes: int) -> Iterator[Site]:
    """A site with one debate of each of the sizes, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as folder:
        environment = _environment(folder)
        known = _filled(environment, sizes)
        port = _free_port()
        command = [sys.executable, "-m", "gunicorn", "core.wsgi", "--bind", f"{HOST}:{port}"]
        server = subprocess.Popen([*command, *SERVER], cwd=ROOT, env=environment)
        try:
            _wait_for(server, port)
            yield Site(port, known)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _environment(folder: str) -> dict[str, str]:
    """Nothing of the user's own: neither database nor settings nor secrets."""
    (Path(folder) / "static").mkdir()
    kept = ("PATH", "LANG", "HOME")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PYTHONPATH": str(ROOT),
    }


def _filled(environment: dict[str, str], sizes: tuple[int, ...]) -> dict[str, str]:
    fill = "import sys; from benchmarks.filling import main; main(map(int, sys.argv[1:]))"
    filling = subprocess.run(
        [sys.executable, "-c", fill, *map(str, sizes)],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(filling.stdout.splitlines()[-1])


def _free_port() -> int:
    with socket.socket() as place:
        place.bind((HOST, 0))
        return place.getsockname()[1]


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as place:
            if place.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("The server did not start.")
