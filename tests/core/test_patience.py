"""A database that makes one wait: a request gives up in time, a command does not."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from core import patience, requests
from core.accounts.models import User
from core.engines.postgresql.base import Connection
from core.outages import Outage, outage_in
from core.patience import Patience, Scout, within
from debates import operations
from debates.models import Debate

SHORT = 0.6
on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'")
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'")


@contextmanager
def someone_writes() -> Iterator[None]:
    """Another connection has the lock that every writer of the debate needs."""
    has_it, done = Event(), Event()

    def write() -> None:
        try:
            with transaction.atomic():
                Debate.objects.update(title="Locked")
                has_it.set()
                done.wait(20)
        finally:
            connection.close()

    writer = Thread(target=write)
    writer.start()
    assert has_it.wait(20)
    try:
        yield
    finally:
        done.set()
        writer.join()


def given_up(seconds: float, wait) -> Outage | None:
    began = time.monotonic()
    with within(Patience(seconds)), pytest.raises(OperationalError) as caught:
        wait()
    assert time.monotonic() - began < seconds + 1.5
    return outage_in(caught.value)


def test_nobody_waits_for_ever_for_another_writer(committed, debate) -> None:
    with someone_writes():
        late = Debate.objects.filter(pk=debate.pk)
        assert given_up(SHORT, lambda: late.update(title="Late")) is Outage.BUSY

    late.update(title="Well again")
    assert late.get().title == "Well again"


def test_a_verb_that_waited_in_vain_is_not_tried_again(committed, ada, thesis) -> None:
    def post() -> None:
        operations.post_claim(ada, thesis, stance="pro", text="Air gets better")

    with someone_writes():
        assert given_up(SHORT, post) is Outage.BUSY

    post()
    assert thesis.debate.claims.count() == 2


@on_sqlite
def test_sqlite_waits_as_the_settings_say_where_nobody_is_waiting(db) -> None:
    def waits() -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    assert waits() == 20_000
    with within(Patience(1.5)):
        assert waits() == 1500
    assert waits() == 20_000


@on_postgres
def test_a_slow_statement_is_stopped_and_the_connection_remains(committed) -> None:
    def slow() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    assert given_up(SHORT, slow) is Outage.BUSY
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%%pg_sleep(20)'")


@on_postgres
def test_what_was_done_after_all_is_not_told_as_done(committed, monkeypatch) -> None:
    """Told to stop, a commit that waits for a replica ends without it, as if all were well."""
    monkeypatch.setattr(Connection, "cancel_safe", lambda self, timeout: None)

    def slow() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [SHORT + 0.1])

    assert given_up(SHORT, slow) is Outage.AWAY
    connection.close()


@on_postgres
def test_a_commit_is_given_up_and_never_told_to_stop(committed, monkeypatch) -> None:
    told = []
    monkeypatch.setattr(Connection, "cancel_safe", lambda self, timeout: told.append(timeout))
    with connection.cursor() as cursor:
        cursor.execute(_SLOW_COMMITS)
    try:

        def slow() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO slow VALUES (1)")

        assert given_up(SHORT, slow) is Outage.AWAY
        assert told == []
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE slow; DROP FUNCTION takes_its_time")


_SLOW_COMMITS = """
    CREATE TABLE slow (id int);
    CREATE FUNCTION takes_its_time() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION takes_its_time();
"""


@on_postgres
def test_a_server_that_stands_still_is_given_up(committed) -> None:
    """Stopped as by a debugger: it keeps its connections and says nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    try:
        os.kill(backend, signal.SIGSTOP)
    except PermissionError:
        pytest.skip("the server is another user's")
    try:
        assert given_up(SHORT, User.objects.count) in {Outage.AWAY, Outage.BUSY}
    finally:
        os.kill(backend, signal.SIGCONT)

    connection.close()
    assert User.objects.count() == 0


@on_postgres
def test_whoever_lost_patience_is_let_in_no_more(committed) -> None:
    connection.close()
    with within(Patience(SHORT)):
        patience.lose()
        with pytest.raises(OperationalError) as caught:
            User.objects.count()
    assert outage_in(caught.value) is Outage.AWAY


def test_a_command_has_all_the_time(db) -> None:
    assert patience.left() is None
    patience.lose()
    assert not patience.is_lost()


def test_less_of_it_for_a_while_takes_nothing_from_the_rest() -> None:
    with within(Patience(2)):
        with patience.at_most(0.5):
            assert patience.left() == 0.5
            patience.lose()
        assert patience.left() == 2


def test_one_scout_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(patience.time, "monotonic", lambda: now[0])
    scout = Scout()
    assert scout.may_go()
    assert scout.may_go()

    scout.found_it_still()
    assert not scout.may_go()
    now[0] += Scout.AGAIN
    assert [scout.may_go(), scout.may_go()] == [True, False]

    scout.found_it_well()
    assert scout.may_go()
    assert scout.may_go()


def test_a_request_has_patience_until_its_last_part_is_read() -> None:
    felt = []

    def parts() -> Iterator[bytes]:
        felt.append(patience.left())
        yield b"part"

    frame = requests.waits_no_longer_than_people(lambda request: StreamingHttpResponse(parts()))
    assert b"".join(frame(RequestFactory().get("/"))) == b"part"
    assert felt == [2.0]

    frame = requests.waits_no_longer_than_people(lambda request: HttpResponse(patience.left()))
    assert frame(RequestFactory().get("/")).content == b"2.0"
    assert patience.left() is None
