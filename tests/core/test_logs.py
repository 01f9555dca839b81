"""The log: one line for each event, with what is wrong and without people."""

import io
import json
import logging
import logging.config
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from core import outages, requests
from core.logs import logging_to_console

SECRET = "planted-7f3a-secret"
TOKEN = "SItarzB7JhTr4upLJQgJ-gaQ2ObK3kIqjS995-46oiY"
PATTERNS = {
    r"(invitations(?:/|%2F))[^/%\s?&\"']+": r"\1…",
    r"((?:reset/key|confirm-email)(?:/|%2F))[^/%\s?&\"']+": r"\1…",
}


class Console:
    """What a formatter makes of the lines while the root logger has it alone."""

    def __init__(self) -> None:
        self._stream = io.StringIO()

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def handler(self, **how: object) -> logging.Handler:
        made = logging_to_console(**{"level": "DEBUG", "secrets": PATTERNS} | how)
        formatter = logging.config.DictConfigurator(made).configure_formatter(
            made["formatters"]["console"]
        )
        handler = logging.StreamHandler(self._stream)
        handler.setFormatter(formatter)
        return handler


def listening(**how: object) -> Iterator[Console]:
    console, root = Console(), logging.getLogger()
    handler = console.handler(**how)
    loggers = [root, logging.getLogger("rejoinder.access")]
    levels = [logger.level for logger in loggers]
    root.addHandler(handler)
    for logger in loggers:
        logger.setLevel("DEBUG")
    yield console
    root.removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture
def console() -> Iterator[Console]:
    """As in production."""
    yield from listening(form="json", says_all=False)


@pytest.fixture
def at_home() -> Iterator[Console]:
    """As where one develops."""
    yield from listening(form="plain", says_all=True)


def access(console: Console) -> dict[str, object]:
    return next(line for line in console.lines if line["logger"] == "rejoinder.access")


# ---- one line for each request ----------------------------------------------------------------


def test_a_request_is_one_line_with_figures_and_the_name_of_its_route(
    console: Console, client_of, ada, debate
) -> None:
    answer = client_of(ada).get(f"{debate.get_absolute_url()}?q={SECRET}")

    line = access(console)
    assert (line["method"], line["route"], line["status"]) == ("GET", "debate", 200)
    assert line["bytes"] == len(answer.content)
    assert line["queries"] > 0
    assert line["ms"] > 0
    assert line["request_id"] == answer["X-Request-ID"]
    assert debate.slug not in console.text


@pytest.mark.parametrize("path", ["/no/such/page/", "/static/favicon.svg", "/healthz"])
def test_what_has_no_route_is_told_by_what_it_is(console: Console, anonymous, path) -> None:
    anonymous.get(path).close()

    routes = {"/no/such/page/": "none", "/static/favicon.svg": "static", "/healthz": "probe"}
    assert access(console)["route"] == routes[path]


def test_a_method_that_nobody_knows_is_not_repeated(console: Console, anonymous) -> None:
    anonymous.generic("PLANTED", "/guide/")

    assert access(console)["method"] == "other"


def test_no_person_is_in_the_log(console: Console, ada) -> None:
    """Planted wherever a browser may put something."""
    ada.username, ada.display_name, ada.email = SECRET, SECRET, f"{SECRET}@example.org"
    ada.save()
    client = Client(
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT=SECRET,
        HTTP_REFERER=f"http://testserver/{SECRET}",
        HTTP_X_FORWARDED_FOR="203.0.113.78",
        HTTP_X_REQUEST_ID=SECRET,
        enforce_csrf_checks=True,
        raise_request_exception=False,
    )
    client.cookies["sessionid"] = SECRET
    client.cookies["planted"] = SECRET
    for path in ("/", f"/{SECRET}/", f"/invitations/{TOKEN}/", f"/accounts/{SECRET}/"):
        client.get(path, {"q": SECRET})
        client.post(path, {"text": SECRET, "login": "ada@example.org", "password": SECRET})
    client.get("/", headers={"Host": f"{SECRET}.example"})
    client.force_login(ada)
    client.get("/", {"q": SECRET})

    for planted in (SECRET, TOKEN, "203.0.113", "example.org"):
        assert planted not in console.text


# ---- errors ---------------------------------------------------------------------------------


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let a page fail in a way of one's own."""

    def asked(fail: Callable[[], object]) -> None:
        def middleware(execute, sql, params, many, context):
            return fail()

        with connection.execute_wrapper(middleware):
            Client(raise_request_exception=False).get("/")

    return asked


def _says(words: str) -> Callable[[], object]:
    def fail() -> object:
        local = SECRET
        raise RuntimeError(f"{words} {local}")

    return fail


@pytest.mark.parametrize(
    "fail",
    [
        _says("no such thing as"),
        lambda: {}[SECRET],
        lambda: int(SECRET),
        lambda: (SECRET + "\ud800").encode(),
        lambda: json.loads(SECRET),
    ],
)
def test_an_error_is_told_by_its_type_and_place(console: Console, failing, db, fail) -> None:
    failing(fail)

    line = next(line for line in console.lines if "exception" in line)
    assert line["event"] == "Internal Server Error"
    assert line["request_id"] == access(console)["request_id"]
    assert line["exception"][0]["type"] in {
        *("RuntimeError", "KeyError", "ValueError", "UnicodeEncodeError", "JSONDecodeError"),
    }
    assert any("core/test_logs.py" in place for place in line["exception"][0]["at"])
    assert SECRET not in console.text


def test_what_the_database_refuses_is_told_by_its_code(
    console: Console, failing, committed
) -> None:
    people = get_user_model().objects
    people.create(username=SECRET, email=f"{SECRET}@example.org")

    def twice() -> object:
        with connection.execute_wrapper(lambda run, *args: run(*args)):
            raise _refused(SECRET)

    failing(twice)

    text = console.text
    assert SECRET not in text
    assert re.search(r'"code": "(23505|SQLITE_CONSTRAINT_UNIQUE)"', text)


def _refused(name: str) -> Exception:
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        get_user_model().objects.create(username=name, email="other@example.org")
    except Exception as error:
        return error
    finally:
        connection.execute_wrappers = wrappers
    raise AssertionError("two of the same name")


def test_words_of_other_programs_keep_their_gaps(console: Console) -> None:
    logging.getLogger("some.library").warning("could not read %s for %r", SECRET, SECRET)
    logging.getLogger("rejoinder.health").warning("Not ready: %s", "cache")

    assert [line["event"] for line in console.lines] == [
        "could not read %s for %r",
        "Not ready: cache",
    ]


def test_at_home_the_whole_error_is_shown(at_home: Console, failing, db) -> None:
    failing(_says("no such thing as"))

    assert f"RuntimeError: no such thing as {SECRET}" in at_home.text
    assert "Traceback" in at_home.text


@pytest.mark.parametrize(
    "message",
    [
        f"Not Found: /invitations/{TOKEN}/",
        f'"GET /accounts/login/?next=%2Finvitations%2F{TOKEN}%2F HTTP/1.1" 200 9',
        f"GET /accounts/password/reset/key/{TOKEN}/",
        f"GET /accounts/confirm-email/{TOKEN}/",
    ],
)
def test_even_at_home_addresses_keep_their_secrets(at_home: Console, message: str) -> None:
    logging.getLogger("django.server").info(message)
    logging.getLogger("any").warning(message)

    assert message.replace(TOKEN, "…") in at_home.text
    assert TOKEN not in at_home.text


def test_the_site_logs_with_these_patterns() -> None:
    hiding = settings.LOGGING["formatters"]["console"]["processors"][-1]

    assert hiding(None, "", f"/invitations/{TOKEN}/?a=b") == "/invitations/…/?a=b"


# ---- the number of a request ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "given", "taken"),
    [
        (1, "abc-123.DEF_9", True),
        (0, "abc-123.DEF_9", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, 'with "quotes" and\nlines', False),
    ],
)
def test_the_proxys_number_is_taken_where_there_is_a_proxy(
    settings, proxies: int, given: str, taken: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Request-ID": given})

    assert (requests._id_of(request) == given) is taken


def test_the_page_for_our_own_faults_names_it(failing, db) -> None:
    with connection.execute_wrapper(lambda *args: {}["x"]):
        answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()


def test_what_a_form_holds_is_not_told_when_the_disk_is_full(
    console: Console, ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outages, "tell", outages._Teller().tell)
    client = Client(raise_request_exception=False)
    client.force_login(ada)

    def refuse(execute, sql, params, many, context):
        raise OSError(28, "No space left on device")

    with connection.execute_wrapper(refuse):
        client.post(reverse("new_debate"), {"title": SECRET, "background": SECRET})

    assert "The database is full" in console.text
    assert SECRET not in console.text


def test_lines_to_read_tell_errors_by_place_too() -> None:
    with contextmanager(listening)(form="plain", says_all=False) as heard:
        try:
            raise RuntimeError(SECRET)
        except RuntimeError:
            logging.getLogger("rejoinder.any").exception("Failed")

    assert heard.text.startswith("ERROR rejoinder.any: Failed\n")
    assert "RuntimeError" in heard.text
    assert SECRET not in heard.text
