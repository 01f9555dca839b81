"""Programs that are started again whenever they end, as systemd does with Restart=always."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
# systemd's own RestartSec.
PAUSE = 0.1


class Program:
    """A program and, by a thread of ours, its restarts: nobody has to do anything.

    ``log`` takes what it says. ``identity`` is for subprocess: as whom it runs.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        identity: Mapping[str, Any] | None = None,
    ) -> None:
        self.command = [*command]
        self.log = log
        self.environment = environment
        self.identity = identity or {}
        self.starts = 0
        self._ending = threading.Event()
        self._may_start = threading.Event()
        self._may_start.set()
        self._changing = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> "Program":
        self._start()
        self._keeper.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    @property
    def pid(self) -> int:
        assert self._running is not None
        return self._running.pid

    def kill(self) -> None:
        """``kill -9`` of it and of all that it has started."""
        for pid in (self.pid, *descendants(self.pid)):
            _signal(pid, signal.SIGKILL)

    def kill_one_below(self) -> None:
        """``kill -9`` of the youngest process that it has started: of a worker, not the master."""
        below = descendants(self.pid)
        if below:
            _signal(max(below), signal.SIGKILL)

    def freeze(self) -> None:
        for pid in (self.pid, *descendants(self.pid)):
            _signal(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        for pid in (self.pid, *descendants(self.pid)):
            _signal(pid, signal.SIGCONT)

    def stay_away(self) -> None:
        """Kill it, and do not start it again before ``come_back``."""
        self._may_start.clear()
        self.kill()

    def come_back(self) -> None:
        self._may_start.set()

    def end(self, number: int = signal.SIGTERM) -> None:
        """For good: asked to end first, then made to."""
        self._ending.set()
        self._may_start.set()
        with self._changing:
            running = self._running
        if running is None:
            return
        self.thaw()
        _signal(running.pid, number)
        try:
            running.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()
            running.wait(timeout=10)
        _end_group(running.pid)

    def _start(self) -> None:
        with self._changing, self.log.open("ab") as log:
            if self._ending.is_set():
                return
            self._running = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.identity,
            )
            self.starts += 1

    def _keep(self) -> None:
        while not self._ending.is_set():
            assert self._running is not None
            self._running.wait()
            # As systemd does with what is left in the control group.
            _end_group(self.pid)
            self._ending.wait(PAUSE)
            self._may_start.wait()
            self._start()


def descendants(pid: int) -> list[int]:
    """All processes that a process has started, and those they have; from /proc."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                below.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        children = below.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def wait_until(true: Any, seconds: float, what: str) -> float:
    """How long it took until ``true()``; a drill that waits in vain ends there."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"Not within {seconds:g} s: {what}")
        time.sleep(0.01)
    return time.monotonic() - began


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _end_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
