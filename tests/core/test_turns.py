"""Writers to a file of SQLite take turns, in a process and between processes."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction

from core.engines.sqlite3.turns import Late, Queue
from core.outages import Outage, outage_in
from core.patience import Patience, is_lost, within

LONG = 20
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'")


@pytest.fixture
def queue(tmp_path) -> Queue:
    return Queue(str(tmp_path / "base"))


class Person(Thread):
    """Stands in the queue, and says when their turn has come."""

    def __init__(self, queue: Queue, name: str, served: list[str]) -> None:
        super().__init__(name=name)
        self.queue, self.served = queue, served

    def run(self) -> None:
        with self.queue.turn(LONG):
            self.served.append(self.name)

    def stand_in_line(self) -> "Person":
        before = len(self.queue._waiting)
        self.start()
        while len(self.queue._waiting) == before:
            Event().wait(0.001)
        return self


# Has one of the places in the file, as another process of the site would.
_HOLDS = (
    "import fcntl, os, sys; file = os.open(sys.argv[1], os.O_RDWR);"
    "fcntl.lockf(file, fcntl.LOCK_EX, 1, int(sys.argv[2]));"
    "print('held', flush=True); sys.stdin.read()"
)


@contextmanager
def held_elsewhere(path: str, place: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", _HOLDS, path, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        yield other
        other.stdin.close()


def test_whoever_comes_first_goes_first(queue) -> None:
    served: list[str] = []
    with queue.turn(LONG):
        people = [Person(queue, name, served).stand_in_line() for name in "abcdefgh"]
        assert served == []
    for person in people:
        person.join()
    assert served == [*"abcdefgh"]


def test_who_waited_too_long_leaves_the_line_and_holds_nobody_up(queue) -> None:
    served: list[str] = []
    with queue.turn(LONG):
        with pytest.raises(Late), queue.turn(0.01):
            pass
        after = Person(queue, "after", served).stand_in_line()
    after.join()
    assert served == ["after"]
    with queue.turn(0):
        pass


def test_an_error_in_a_turn_ends_it(queue) -> None:
    with pytest.raises(ZeroDivisionError), queue.turn(0):
        _ = 1 / 0
    with queue.turn(0):
        pass


@pytest.mark.parametrize("place", [0, 1])
def test_another_process_is_waited_for_as_long_as_there_is_patience(queue, tmp_path, place) -> None:
    path = str(tmp_path / "base-queue")
    with held_elsewhere(path, place), pytest.raises(Late), queue.turn(0.05):
        pass
    with queue.turn(LONG):
        pass


def test_what_a_killed_process_held_is_free(queue, tmp_path) -> None:
    with held_elsewhere(str(tmp_path / "base-queue"), 1) as other:
        other.kill()
        with queue.turn(LONG):
            pass


def test_a_place_of_this_process_is_given_back(queue, tmp_path) -> None:
    with queue.turn(0):
        pass
    with held_elsewhere(str(tmp_path / "base-queue"), 0), pytest.raises(Late), queue.turn(0.01):
        pass


def test_without_a_file_there_is_a_queue_all_the_same(tmp_path) -> None:
    queue = Queue(str(tmp_path / "nowhere" / "base"))
    with queue.turn(0), pytest.raises(Late), queue.turn(0.01):
        pass


_FORKS = """
import os
from core.engines.sqlite3.turns import queue_for

queue = queue_for("/nowhere/base")
with queue.turn(0):
    child = os.fork()
    if not child:
        with queue_for("/nowhere/base").turn(0):
            os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert queue_for("/nowhere/base") is queue
"""


def test_a_child_process_has_a_queue_of_its_own() -> None:
    subprocess.run([sys.executable, "-c", _FORKS], check=True, timeout=60)


@on_sqlite
def test_a_transaction_whose_turn_does_not_come_says_that_the_database_is_busy(committed) -> None:
    file = f"{connection.settings_dict['NAME']}-queue"
    with transaction.atomic():
        pass
    with within(Patience(0.05)), held_elsewhere(file, 1):
        with pytest.raises(OperationalError) as caught, transaction.atomic():
            pass
        assert is_lost()
    assert outage_in(caught.value) == Outage.BUSY
    assert caught.value.__cause__.sqlite_errorcode == sqlite3.SQLITE_BUSY
    with transaction.atomic():
        pass


@on_sqlite
def test_waiting_for_ones_turn_and_for_sqlite_is_one_patience(committed) -> None:
    """What was spent in the queue is not there to wait for SQLite."""
    connection.ensure_connection()
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with within(Patience(0.05)):
            with pytest.raises(OperationalError), transaction.atomic():
                pass
            assert is_lost()
    finally:
        other.close()
