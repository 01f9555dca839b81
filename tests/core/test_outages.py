"""The database away, busy, full or read-only: a 503 that hands back what was typed."""

import errno
import logging
import sqlite3

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from core import outages, views
from core.outages import Outage, lacks_a_migration, outage_in

LONG = "An hour's work,\nin two lines."
FIELDS = {
    "key": "0b0f8a54-3f5c-4a57-9d1e-7d4f9b8d7f10",
    "title": "Cars & cities",
    "background": LONG,
    "shape": "thesis",
    "thesis": "Cities should ban cars",
    "option": ["", "", ""],
    "visibility": "public",
    "posting": "open",
    "phase": "open",
}


def sqlite(code: int, words: str = "") -> sqlite3.Error:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


class FromPostgres(Exception):
    """As psycopg's errors are: a state, or none where there is no connection."""

    def __init__(self, sqlstate: str | None, words: str = "") -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


NoConnection = type("OperationalError", (FromPostgres,), {})


def by_django(cause: Exception) -> OperationalError:
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("cause", "outage"),
    [
        (sqlite(sqlite3.SQLITE_BUSY, "database is locked"), Outage.BUSY),
        (sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Outage.BUSY),
        (sqlite(sqlite3.SQLITE_FULL, "database or disk is full"), Outage.FULL),
        (sqlite(sqlite3.SQLITE_IOERR_SHMSIZE, "disk I/O error"), Outage.FULL),
        (sqlite(sqlite3.SQLITE_IOERR_READ, "disk I/O error"), Outage.AWAY),
        (sqlite(sqlite3.SQLITE_READONLY, "attempt to write a readonly database"), Outage.READ_ONLY),
        (sqlite(sqlite3.SQLITE_CANTOPEN, "unable to open database file"), Outage.AWAY),
        (sqlite(sqlite3.SQLITE_CORRUPT), Outage.DAMAGED),
        (sqlite(sqlite3.SQLITE_ERROR, "no such table: debates_claim"), None),
        (FromPostgres("53100"), Outage.FULL),
        (FromPostgres("53200"), Outage.CROWDED),
        (FromPostgres("53300"), Outage.CROWDED),
        (FromPostgres("57P01"), Outage.AWAY),
        (FromPostgres("57P03"), Outage.AWAY),
        (FromPostgres("57014"), Outage.BUSY),
        (FromPostgres("55P03"), Outage.BUSY),
        (FromPostgres("08006"), Outage.AWAY),
        (FromPostgres("25006"), Outage.READ_ONLY),
        (FromPostgres("XX001"), Outage.DAMAGED),
        (FromPostgres("42P01"), None),
        (FromPostgres("23505"), None),
        (FromPostgres(None, "text fields cannot contain NUL"), None),
        (NoConnection(None, "connection refused"), Outage.AWAY),
        (NoConnection(None, "FATAL: sorry, too many clients already"), Outage.CROWDED),
    ],
)
def test_what_an_error_says_of_the_database(cause: Exception, outage: Outage | None) -> None:
    assert outage_in(by_django(cause)) is outage


def test_a_file_that_finds_no_room_is_a_full_disk() -> None:
    assert outage_in(OSError(errno.ENOSPC, "No space left on device")) is Outage.FULL
    assert outage_in(OSError(errno.ENOENT, "No such file")) is None


def test_a_shared_cache_that_is_away_is_an_outage_too() -> None:
    redis = pytest.importorskip("redis")

    assert outage_in(redis.exceptions.ConnectionError("refused")) is Outage.AWAY
    assert outage_in(redis.exceptions.TimeoutError("silent")) is Outage.AWAY
    assert outage_in(redis.exceptions.DataError("a bug")) is None


def test_an_error_that_a_page_met_while_it_told_of_an_outage_is_the_outage() -> None:
    later = RuntimeError("template")
    later.__context__ = by_django(sqlite(sqlite3.SQLITE_FULL))
    assert outage_in(later) is Outage.FULL
    assert outage_in(RuntimeError("alone")) is None
    assert outage_in(None) is None


@pytest.mark.parametrize(
    "cause",
    [sqlite(1, "no such table: debates_claim"), FromPostgres("42P01"), FromPostgres("42703")],
)
def test_a_table_that_is_not_there_is_a_missing_migration(cause: Exception) -> None:
    assert lacks_a_migration(by_django(cause))
    assert not lacks_a_migration(by_django(sqlite(sqlite3.SQLITE_FULL)))


# ---- the answer -----------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def nothing_told_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outages, "tell", outages._Teller().tell)


@pytest.fixture
def full(ada, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Ada's browser, while nothing can be written and reading goes on."""
    client = Client(raise_request_exception=False)
    client.force_login(ada)

    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise by_django(sqlite(sqlite3.SQLITE_FULL, "database or disk is full"))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield client


@pytest.fixture
def away(db: None) -> Client:
    def refuse(execute, sql, params, many, context):
        raise by_django(NoConnection(None, "connection refused"))

    with connection.execute_wrapper(refuse):
        yield Client(raise_request_exception=False)


def test_a_full_disk_hands_back_what_was_typed(full: Client) -> None:
    answer = full.post(reverse("new_debate"), FIELDS)

    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert answer["Cache-Control"] == "no-store"
    assert "<b>Nothing was saved.</b>" in page
    assert "disk of this site is full" in page
    assert "Cars &amp; cities</textarea>" in page
    assert LONG.replace("'", "&#x27;") in page
    assert "public</textarea>" not in page


def test_reading_goes_on_where_the_disk_is_full(debate, full: Client) -> None:
    assert full.get(debate.get_absolute_url()).status_code == 200


def test_a_part_of_a_page_gets_a_few_words(full: Client) -> None:
    answer = full.post(reverse("new_debate"), FIELDS, headers={"HX-Request": "true"})

    assert answer.status_code == 503
    assert "<html" not in answer.content.decode()
    assert "Nothing was saved" in answer.content.decode()


def test_without_a_database_every_page_says_so_without_asking_it(away: Client) -> None:
    for path in ("/", "/no/such/page/", "/accounts/login/", "/admin/"):
        away.cookies["sessionid"] = "x" * 32
        answer = away.get(path)
        assert answer.status_code == 503, path
        assert int(answer["Retry-After"]) <= 5
        assert "does not answer" in answer.content.decode()
        assert "saved" not in answer.content.decode()


def test_nobody_is_told_for_sure_what_nobody_knows(away: Client) -> None:
    answer = away.post("/accounts/login/", {"login": "ada", "password": "my secret words"})

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "As far as the site can tell, nothing was saved" in page
    assert "my secret words" not in page


def test_a_session_that_finds_no_room_is_no_bad_request(full: Client) -> None:
    """Django takes it for a session that was deleted meanwhile, which is a 400."""
    session = full.session
    session["theme"] = "dark"

    with pytest.raises(SessionInterrupted) as caught:
        _saved(session)

    asked = full.get("/guide/").wsgi_request
    assert views.bad_request(asked, caught.value).status_code == 503


def _saved(session: SessionStore) -> None:
    """As the middleware of sessions does it."""
    try:
        session.save()
    except UpdateError:
        raise SessionInterrupted("The session was deleted.")  # noqa: B904 - as in Django


def test_a_bug_remains_a_fault_of_the_site(ada, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(execute, sql, params, many, context):
        raise by_django(sqlite(sqlite3.SQLITE_ERROR, "near WHERE: syntax error"))

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(broken):
        assert client.get("/").status_code == 500


def test_the_log_is_told_once_in_a_while(caplog, monkeypatch: pytest.MonkeyPatch) -> None:
    teller = outages._Teller()
    error = by_django(sqlite(sqlite3.SQLITE_FULL, "database or disk is full"))
    clock = iter([0.0, 1.0, 2.0, 11.0])
    monkeypatch.setattr(outages.time, "monotonic", lambda: next(clock))

    with caplog.at_level(logging.ERROR, "rejoinder.outages"):
        for _ in range(4):
            teller.tell(Outage.FULL, error)

    assert [line.answers for line in caplog.records] == [1, 3]
    assert caplog.records[0].levelname == "CRITICAL"
    assert "database or disk is full" in caplog.text


def test_a_missing_migration_is_named_in_the_log(db, caplog) -> None:
    def lacking(*args: object) -> None:
        raise by_django(sqlite(sqlite3.SQLITE_ERROR, "no such table: debates_claim"))

    with connection.execute_wrapper(lacking):
        assert Client(raise_request_exception=False).get("/").status_code == 500

    assert "manage.py migrate" in caplog.text


def test_what_cannot_be_read_again_is_not_handed_back(rf, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    asked = rf.post("/", {"text": LONG})

    answer = views.unavailable(asked, Outage.FULL, by_django(sqlite(sqlite3.SQLITE_FULL)))

    assert answer.status_code == 503
    assert "textarea" not in answer.content.decode()
