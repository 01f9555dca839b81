"""Sending something to the small site, and what must not become of it."""

import hashlib
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test import client as djangos

from core.sent import Request
from tests.emptying import empty_caches
from tests.hostile import world
from tests.hostile.pages import Page
from tests.hostile.places import Place

# Of the processor, however busy the machine is.
MOST_SECONDS = 2
FORM = "application/x-www-form-urlencoded"
_WRITES = ("INSERT", "UPDATE", "DELETE")
_NOT_COUNTED = ("django_session",)
_FEWEST_WORDS = 5
_TAG = re.compile("<[^>]*>")


@dataclass
class Answer:
    """``changed``: something is written in the database that was not before."""

    path: str
    status: int
    html: str
    seconds: float
    changed: bool
    error: Any
    location: str

    @cached_property
    def page(self) -> Page:
        return Page(self.path, self.html)

    @property
    def trouble(self) -> str:
        """What is wrong with it; empty where nothing is."""
        if self.status >= 500:
            return f"{self.status} {self.error!r}"
        if self.seconds > MOST_SECONDS:
            return f"took {self.seconds:.1f} s"
        if self.status < 400:
            return ""
        if self.changed:
            return f"{self.status}, and yet something was written"
        if len(_TAG.sub(" ", self.html).split()) < _FEWEST_WORDS:
            return f"{self.status} without a sentence: {self.html[:80]!r}"
        return ""


class Site:
    """The small site with people who are signed in. What is sent is undone after each answer."""

    def __init__(self) -> None:
        self.world = world.build()
        self._cookies = {name: self._signed_in(name) for name in self.world.people}
        self.world.names["session"] = (
            UserSession.objects.filter(user__username="ada").latest("pk").pk
        )
        self._cookies[None] = {"csrftoken": "s" * 32}
        self._before = _fingerprint()

    def path(self, place: Place) -> str:
        return place.path.format(**self.world.names)

    def get(self, place: Place, query: str = "", **more: Any) -> Answer:
        return self.send("GET", f"{self.path(place)}?{query}", place.who, **more)

    def post(self, place: Place, body: str | bytes, **more: Any) -> Answer:
        return self.send("POST", self.path(place), place.who, body=body, **more)

    def send(self, method: str, address: str, who: str | None, **more: Any) -> Answer:
        """Asked once more where it took long: a machine that was held up answers in time then.

        Nothing is cached for it, so that what is slow when it is first asked is found all the same.
        """
        answer = self._send(method, address, who, **more)
        if answer.seconds <= MOST_SECONDS:
            return answer
        empty_caches()
        again = self._send(method, address, who, **more)
        return again if again.status == answer.status else answer

    def _send(
        self,
        method: str,
        address: str,
        who: str | None,
        *,
        body: str | bytes = b"",
        kind: str = FORM,
        headers: Mapping[str, str] | None = None,
        cookies: str = "",
    ) -> Answer:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        known = self._cookies[who]
        client.cookies = SimpleCookie(known)
        path, _, query = address.partition("?")
        asked = {"headers": {"X-CSRFToken": known["csrftoken"], **(headers or {})}}
        asked |= {"HTTP_COOKIE": cookies} if cookies else {}
        sent = body.encode() if isinstance(body, str) else body
        begun = time.process_time()
        # The test client would make the requests of another class than the server does.
        with _undone() as writes, patch.object(djangos, "WSGIRequest", Request):
            answer = client.generic(method, path, sent, kind, QUERY_STRING=query, **asked)
            html = _text_of(answer)
            seconds = time.process_time() - begun
            changed = bool(writes) and answer.status_code >= 400 and _fingerprint() != self._before
        return Answer(
            address[:200],
            answer.status_code,
            html,
            seconds,
            changed,
            answer.exc_info[1] if answer.exc_info else None,
            answer.headers.get("Location", ""),
        )

    def form_at(self, place: Place) -> dict[str, str]:
        """The values, percent-encoded, that an honest browser would send from there."""
        asks = place.asks.format(**self.world.names) or self.path(place)
        found = self.send("GET", asks, place.who).page.forms
        fields = {
            name: value
            for form in found
            if form.action.partition("?")[0] == self.path(place)
            for name, value in form.fields.items()
            if not name.startswith("*")
        }
        return {name: quote(value or _HONEST.get(name, "")) for name, value in fields.items()}

    def _signed_in(self, name: str) -> dict[str, str]:
        client = Client()
        client.post("/accounts/login/", {"login": name, "password": world.PASSWORD})
        client.post("/accounts/reauthenticate/", {"password": world.PASSWORD})
        client.get("/accounts/logout/")
        return {key: client.cookies[key].value for key in ("sessionid", "csrftoken")}


_HONEST = {
    "text": "An honest text",
    "note": "An honest note",
    "title": "An honest title",
    "thesis": "An honest thesis",
    "option": "An honest answer",
    "source": "https://example.org/honest",
    "who": "dara",
    "login": "ada",
    "password": world.PASSWORD,
    "oldpassword": world.PASSWORD,
    "password1": "nine-baskets-of-plums",
    "password2": "nine-baskets-of-plums",
    "username": "ada",
    "email": "new@example.org",
    "reason": "An honest reason",
}


def troubles(answers: Mapping[str, Answer]) -> dict[str, str]:
    """What is wrong with answers, by what was sent."""
    return {sent[:200]: answer.trouble for sent, answer in answers.items() if answer.trouble}


def encoded(fields: Mapping[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in fields.items())


def _text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


@contextmanager
def _undone() -> Iterator[list[str]]:
    """What is written to tables in the block, sessions apart, and undone at its end."""
    writes: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(_WRITES) and not any(name in sql for name in _NOT_COUNTED):
            writes.append(sql)
        return execute(sql, *rest)

    before = transaction.savepoint()
    try:
        with connection.execute_wrapper(watch):
            yield writes
    finally:
        transaction.savepoint_rollback(before)
        if writes:
            empty_caches()


def _fingerprint() -> str:
    told = hashlib.sha256()
    for model in apps.get_models():
        if model._meta.managed and model._meta.db_table not in _NOT_COUNTED:
            told.update(repr(list(model.objects.order_by("pk").values_list())).encode())
    return told.hexdigest()
