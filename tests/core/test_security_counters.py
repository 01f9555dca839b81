"""Counts that nobody can outrun: exact with 200 at once, on each of the three places for them."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import OperationalError

from core.engines.sqlite3.turns import queue_for
from core.security import counters, stores
from tests.crowds import at_once

CROWD = 200


@pytest.fixture(params=["database", "redis"])
def kept(request: pytest.FixtureRequest, settings, db) -> Iterator[None]:
    if request.param == "redis":
        settings.CACHES = {
            "default": {"BACKEND": "x.RedisCache", "LOCATION": redis_server(request)}
        }
    counters.forget("a")
    yield
    counters.forget("a")


def redis_server(request: pytest.FixtureRequest) -> str:
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("needs redis-server")
    folder = tempfile.mkdtemp(prefix="rejoinder-", dir="/tmp")
    socket = Path(folder) / "redis"
    options = ("--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", folder)
    server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)

    def end() -> None:
        stores.redis_at.cache_clear()
        server.terminate()
        server.wait()
        shutil.rmtree(folder)

    request.addfinalizer(end)
    for _ in range(500):
        if socket.exists():
            break
        time.sleep(0.01)
    return f"unix://{socket}"


def test_each_count_is_one_more(kept):
    assert [counters.count("a", 60).number for _ in range(3)] == [1, 2, 3]
    assert counters.look("a").number == 3
    assert 58 <= counters.look("a").seconds <= 60


def test_what_is_given_back_was_not_counted_and_never_less_than_nothing(kept):
    counters.count("a", 60)
    counters.give_back("a")
    counters.give_back("a")

    assert counters.count("a", 60).number == 1


def test_what_is_forgotten_begins_anew(kept):
    counters.count("a", 60)
    counters.forget("a")

    assert counters.look("a").number == 0
    assert counters.count("a", 60).number == 1


def test_counts_of_different_things_are_apart(kept):
    counters.forget("b")
    counters.count("a", 60)

    assert counters.count("b", 60).number == 1


def test_after_its_time_it_begins_anew_and_not_later_for_those_who_go_on(db):
    counters.forget("a")
    with time_machine.travel("2030-01-01 10:00", tick=False):
        counters.count("a", 60)
    with time_machine.travel("2030-01-01 10:00:50", tick=False):
        assert counters.count("a", 60) == (2, 10)
    with time_machine.travel("2030-01-01 10:01:00", tick=False):
        assert counters.look("a").number == 0
        assert counters.count("a", 60) == (1, 60)
    counters.forget("a")


def test_what_is_over_is_swept_away(db):
    with time_machine.travel("2020-01-01 10:00"):
        counters.count("a", 60)
    counters.count("b", 60)

    stores.in_the_database().sweep(time.time())

    assert stores.in_the_database().look(counters._hidden("a"), 0).number == 0
    assert counters.look("b").number > 0
    counters.forget("b")


def test_where_redis_is_away_the_database_counts(db, settings):
    counters.forget("a")
    counters.count("a", 60)
    nowhere = {"BACKEND": "x.RedisCache", "LOCATION": "unix:///nowhere"}
    settings.CACHES = {"default": nowhere}

    assert counters.count("a", 60).number == 2
    counters.forget("a")


def test_only_the_site_may_read_the_file_of_counts(tmp_path):
    kept = stores.File(str(tmp_path / "limits.sqlite3"))
    kept.count("a", 0, 60)

    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_what_cannot_be_counted_is_told_in_time(tmp_path, monkeypatch):
    monkeypatch.setattr(stores.File, "PATIENCE", 0.1)
    kept = stores.File(str(tmp_path / "limits.sqlite3"))
    kept.count("a", 0, 60)

    with queue_for(kept.path).turn(1), pytest.raises(OperationalError, match="cannot be kept"):
        kept.count("a", 0, 60)

    assert kept.count("a", 0, 60).number == 2


def test_a_file_that_was_taken_away_begins_anew(tmp_path):
    kept = stores.File(str(tmp_path / "limits.sqlite3"))
    kept.count("a", 0, 60)
    Path(kept.path).unlink()

    assert kept.count("a", 0, 60).number == 1


def test_keys_say_nothing_of_whom_they_count(db):
    assert "ada@example.org" not in counters._hidden("mail ada@example.org")


@pytest.mark.usefixtures("committed")
def test_two_hundred_at_once_are_counted_one_by_one(monkeypatch):
    monkeypatch.setattr(stores.File, "PATIENCE", 60)  # on however slow a machine
    counters.forget("a")

    numbers = at_once([lambda: counters.count("a", 60).number] * CROWD)

    assert sorted(numbers) == list(range(1, CROWD + 1))
    counters.forget("a")
