"""Which server a request reads from: a replica only where it is as new as the primary."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from core import routing
from core.accounts.models import User
from core.routing import ReadsFromReplicas, Router
from debates.models import Debate

PRIMARY, REPLICA, OTHER = "default", "replica1", "replica2"


class Server:
    """What the router asks of a server: its place in the log, or how far it has come in it."""

    def __init__(self, place: int = 7) -> None:
        self.place = place
        self.is_replica = True
        self.is_away = False
        self.in_atomic_block = False
        self.asked = 0

    def cursor(self) -> "Server":
        return self

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def close(self) -> None:
        pass

    def execute(self, sql: str, told: list[str] | None = None) -> None:
        self.asked += 1
        if self.is_away:
            raise OperationalError("The server is away.")
        self.row: Any = f"0/{self.place}"
        if told:
            self.row = self.is_replica and self.place >= int(told[0].removeprefix("0/"))

    def fetchone(self) -> tuple[Any]:
        return (self.row,)


Servers = dict[str, Server]


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    there = {PRIMARY: Server(), REPLICA: Server()}
    monkeypatch.setattr(routing, "connections", there)
    monkeypatch.setattr(routing, "_resting_until", {})
    return there


def reads(model: type = Debate) -> str:
    return Router().db_for_read(model)


def answered(view, method: str = "GET") -> list[str]:
    """Which servers a request reads from whose view gives these, or one."""
    read: list[str] = []

    def get_response(request: HttpRequest) -> HttpResponse:
        found = view()
        read.extend([found] if isinstance(found, str) else found)
        return HttpResponse()

    ReadsFromReplicas(get_response)(RequestFactory().generic(method, "/"))
    return read


def test_a_page_is_read_from_a_replica_that_is_as_new_as_the_primary(servers: Servers):
    assert answered(reads) == [REPLICA]


def test_one_that_is_behind_is_left_alone_until_it_has_caught_up(servers: Servers):
    servers[PRIMARY].place = 9
    assert answered(reads) == [PRIMARY]

    servers[REPLICA].place = 9
    assert answered(reads) == [REPLICA]


def test_of_several_replicas_one_that_is_new_enough_serves(servers: Servers):
    servers[OTHER] = Server(place=3)

    assert {answered(reads)[0] for _ in range(20)} == {REPLICA}


def test_all_that_are_new_enough_take_turns(servers: Servers):
    servers[OTHER] = Server()

    assert {answered(reads)[0] for _ in range(60)} == {REPLICA, OTHER}


def test_a_request_stays_with_one_server_and_asks_once(servers: Servers):
    def read_while_others_write() -> list[str]:
        first = reads()
        servers[PRIMARY].place += 5
        return [first, reads()]

    assert answered(read_while_others_write) == [REPLICA, REPLICA]
    assert (servers[PRIMARY].asked, servers[REPLICA].asked) == (1, 1)


def test_a_replica_that_was_made_the_primary_is_none_any_more(servers: Servers):
    servers[REPLICA].is_replica = False

    assert answered(reads) == [PRIMARY]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_whoever_sends_something_reads_where_it_is_written(servers: Servers, method: str):
    assert answered(reads, method) == [PRIMARY]
    assert servers[REPLICA].asked == 0


def test_a_page_that_writes_reads_its_own_writes(servers: Servers):
    def write_and_read() -> list[str]:
        return [reads(), Router().db_for_write(Debate), reads()]

    assert answered(write_and_read) == [REPLICA, PRIMARY, PRIMARY]


def test_that_a_session_is_written_moves_no_page_to_the_primary(servers: Servers):
    def write_and_read() -> list[str]:
        return [Router().db_for_write(User), reads()]

    assert answered(write_and_read) == [PRIMARY, REPLICA]


def test_who_people_are_is_asked_of_the_primary(servers: Servers):
    assert answered(lambda: reads(User)) == [PRIMARY]


def test_what_is_read_under_a_lock_is_read_where_the_lock_is(servers: Servers):
    servers[PRIMARY].in_atomic_block = True

    assert answered(reads) == [PRIMARY]


def test_commands_read_from_the_primary(servers: Servers):
    assert reads() == PRIMARY
    assert routing.reading_connection() is servers[PRIMARY]


def test_statements_by_hand_go_where_the_rest_of_the_page_goes(servers: Servers):
    def by_hand() -> str:
        return REPLICA if routing.reading_connection() is servers[REPLICA] else PRIMARY

    assert answered(by_hand) == [REPLICA]


def test_one_that_is_away_costs_no_page_and_is_left_alone_for_a_while(servers: Servers):
    servers[REPLICA].is_away = True

    assert [answered(reads) for _ in range(5)] == [[PRIMARY]] * 5
    assert servers[REPLICA].asked == 1


def test_one_request_finds_out_that_it_is_back(servers: Servers, monkeypatch):
    servers[REPLICA].is_away = True
    answered(reads)
    servers[REPLICA].is_away = False
    assert answered(reads) == [PRIMARY]

    monkeypatch.setattr(routing, "_resting_until", {REPLICA: 0.0})

    assert answered(reads) == [REPLICA]
    assert routing._resting_until == {}


def test_while_one_request_tries_the_others_do_not_wait_for_it(servers: Servers, monkeypatch):
    monkeypatch.setattr(routing, "_resting_until", {REPLICA: 0.0})
    meanwhile: list[str] = []
    ask = servers[REPLICA].execute

    def slowly(sql: str, told: list[str] | None = None) -> None:
        if not meanwhile:
            meanwhile.extend(answered(reads))
        ask(sql, told)

    monkeypatch.setattr(servers[REPLICA], "execute", slowly)

    assert answered(reads) == [REPLICA]
    assert meanwhile == [PRIMARY]


@pytest.fixture
def after(servers: Servers, settings):
    """What is answered where a page failed, which had chosen its server or had not yet."""
    settings.DATABASE_PATIENCE = 1.0
    told: list[HttpResponse | None] = []

    def after(error: Exception, *, again, reads_first: bool = True) -> HttpResponse | None:
        request = RequestFactory().get("/")
        request.resolver_match = (lambda request: again(), (), {})

        def get_response(request: HttpRequest) -> HttpResponse:
            if reads_first:
                reads()
            told.append(middleware.process_exception(request, error))
            return HttpResponse()

        middleware = ReadsFromReplicas(get_response)
        middleware(request)
        return told[0]

    return after


def away() -> HttpResponse:
    raise OperationalError("The server is away.")


def test_a_page_that_lost_its_replica_is_made_once_more_from_the_primary(servers, after):
    answer = after(OperationalError("gone"), again=lambda: HttpResponse(reads()))

    assert answer.text == PRIMARY
    assert answered(reads) == [PRIMARY]  # the replica is left alone now


def test_where_the_primary_is_away_too_it_is_told_as_ever(after):
    assert after(OperationalError("gone"), again=away) is None


@pytest.mark.parametrize(
    ("error", "reads_first"), [(ValueError("a fault"), True), (OperationalError("gone"), False)]
)
def test_no_page_is_made_again_for_what_was_not_the_replicas_fault(after, error, reads_first):
    assert after(error, again=HttpResponse, reads_first=reads_first) is None


def test_without_replicas_there_is_nothing_to_choose(servers: Servers):
    del servers[REPLICA]

    with pytest.raises(routing.MiddlewareNotUsed):
        ReadsFromReplicas(lambda request: HttpResponse())


def test_replicas_get_their_tables_from_the_primary(servers: Servers):
    assert Router().allow_migrate(PRIMARY, "debates")
    assert not Router().allow_migrate(REPLICA, "debates")


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_postgresql_knows_what_it_is_asked(db):
    flushed = routing._flushed()

    assert flushed.count("/") == 1
    with connection.cursor() as cursor:
        cursor.execute(routing._HAS_REPLAYED, [flushed])
        assert cursor.fetchone() == (False,)  # it is no replica
