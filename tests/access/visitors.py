"""People who ask the site for pages, and send it forms, as cheaply as a test can have it."""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from http.cookies import SimpleCookie
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.planted import World, build

# What is another with every answer and tells nothing: tokens, keys of forms, when a file was made.
_ANEW = (
    r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|"X-CSRFToken": "[^"]*"|"made_at": "[^"]*"'
)
RANDOM = re.compile(_ANEW)
VARYING = re.compile(rf'{_ANEW}|datetime="[^"]*"')
# Whoever visits has a session, which is nobody else's and no part of any debate.
_OF_THIS_MOMENT = {"Expires", "X-Request-ID"}
_LATER = time.time() + 86_400
_SESSIONS = '"django_session"'
_WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)\b", re.I)


class Asking(Client):
    """Without the notes that Django's own takes of every template, which cost more than pages."""

    def request(self, **request: Any) -> HttpResponse:
        return self.handler(self._base_environ(**request))


class Answer(NamedTuple):
    """``writes`` are the statements that were to change something, but for the session."""

    status: int
    headers: str
    cookies: str
    location: str | None
    body: str
    writes: tuple[str, ...] = ()

    @property
    def all_of_it(self) -> str:
        return f"{self.headers}{self.cookies}{self.body}"

    @property
    def lasting(self) -> str:
        """Without the tokens that are others with every answer."""
        return RANDOM.sub("", f"{self.status} {self.headers} {self.body}")


class Visitor:
    """Somebody who asks for addresses: for the same one once, as nothing changes meanwhile."""

    def __init__(self, name: str, world: World) -> None:
        self.name = name
        self._client = Asking()
        self._answers: dict[str, Answer] = {}
        self._client.cookies[settings.CSRF_COOKIE_NAME] = "t" * 32
        if name != "anonymous":
            self._client.force_login(world.people[name])
            self._has_just_signed_in()
        self._signed_in = self._client.cookies.copy()

    def _has_just_signed_in(self) -> None:
        """And will have for all of the test: nobody asks for the password again."""
        session = self._client.session
        signed_in = {"method": "password", "at": _LATER, "reauthenticated": True}
        session["account_authentication_methods"] = [signed_in]
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session.save()

    def asks(self, url: str) -> Answer:
        if url not in self._answers:
            self._answers[url] = self._asks("get", url)
        return self._answers[url]

    def asks_anew(self, url: str) -> Answer:
        return self._asks("get", url)

    def asks_for_part(self, url: str) -> Answer:
        return self._asks("get", url, headers={"HX-Request": "true"})

    def asks_by(self, method: str, url: str) -> Answer:
        return self._asks(method.lower(), url)

    def is_told(self, url: str, asked: str) -> str:
        """The answer, but for the numbers, tokens and names that were asked with."""
        answer = self.asks(url)
        said = f"{answer.status} {answer.location} {answer.body}"
        return VARYING.sub("", said).replace(asked, "·")

    def sends(self, url: str, fields: dict[str, Any]) -> Answer:
        """What comes of a form; then it is undone, and the visitor is who they were."""
        with transaction.atomic():
            answer = self._asks("post", url, data=fields)
            transaction.set_rollback(True)
        self._client.cookies = SimpleCookie(self._signed_in)
        if answer.writes:
            caches["derived"].clear()
        return answer

    def _asks(self, method: str, url: str, **details: Any) -> Answer:
        with _quietly(), noted_writes() as writes:
            answer = getattr(self._client, method)(url, **details)
            body = answer.getvalue().decode()
        assert answer.status_code < 500, f"{method} {url}"
        where, cookies = answer.get("Location"), str(answer.cookies)
        headers = {name: value for name, value in answer.items() if name not in _OF_THIS_MOMENT}
        said = answer.status_code, str(headers), cookies, where, body
        return Answer(*said, tuple(writes))


@contextmanager
def _quietly() -> Iterator[None]:
    """Every refused page is a line in the log with a traceback, which costs as much as the page."""
    logger = logging.getLogger("django.request")
    before = logger.disabled
    logger.disabled = True
    yield
    logger.disabled = before


@contextmanager
def noted_writes() -> Iterator[list[str]]:
    """The statements that write to anything but a session."""
    found: list[str] = []

    def noting(execute: Callable[..., Any], sql: str, *details: Any) -> Any:
        if _WRITING.match(sql) and _SESSIONS not in sql:
            found.append(sql)
        return execute(sql, *details)

    with connection.execute_wrapper(noting):
        yield found


@contextmanager
def planted_world() -> Iterator[World]:
    """For all tests of a module, which undo what they change; nothing of it is ever committed."""
    with transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def contents() -> dict[str, str]:
    """A digest of every table but that of sessions: whoever visits has one."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table != "django_session":
                cursor.execute(f'SELECT * FROM "{table}"')
                rows = sorted(map(repr, cursor.fetchall()))
                found[table] = blake2b("\n".join(rows).encode()).hexdigest()
    return found


def goes_to_sign_in(answer: Answer) -> bool:
    where = answer.location or ""
    return where.startswith((str(settings.LOGIN_URL), "/admin/login/"))
