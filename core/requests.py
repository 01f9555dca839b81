"""What frames every request, before anything else has to do with it."""

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars

from core import metrics
from core.patience import Patience, within

Answer = Callable[[HttpRequest], HttpResponse]

_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_LOUD, _QUIET = logging.INFO, logging.DEBUG
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
_log = logging.getLogger("rejoinder.access")


def is_told_of(get_response: Answer) -> Answer:
    """Gives every request a number, and the log one line of it, in which there is no person.

    No address, since debates have their titles in them and invitations their secrets: the name of
    the route. No name, no network address, nothing of what was asked or written.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        request.id = _id_of(request)
        with bound_contextvars(request_id=request.id), _counted_queries() as queries:
            answer = get_response(request)
            took = time.perf_counter() - began
            route, method = route_of(request, answer), _method_of(request)
            figures = {
                "method": method,
                "route": route,
                "status": answer.status_code,
                "ms": round(took * 1000, 1),
                "queries": queries.count,
                "bytes": _size_of(answer),
            }
            _log.log(_QUIET if route == "probe" else _LOUD, "request", extra=figures)
        metrics.answered(method, route, answer.status_code, took)
        answer["X-Request-ID"] = request.id
        return answer

    return middleware


def _id_of(request: HttpRequest) -> str:
    """The proxy's, which its own log has too; nobody else may choose what is written here."""
    given = request.headers.get("X-Request-ID", "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT and _ID.fullmatch(given):
        return given
    return uuid4().hex


def route_of(request: HttpRequest, answer: HttpResponse) -> str:
    if request.resolver_match:
        return request.resolver_match.view_name
    return getattr(answer, "route", "static" if answer.streaming else "none")


def _method_of(request: HttpRequest) -> str:
    return request.method if request.method in _METHODS else "other"


def _size_of(answer: HttpResponse) -> int | None:
    if not answer.streaming:
        return len(answer.content)
    length = answer.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


class _Queries:
    count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


@contextmanager
def _counted_queries() -> Iterator[_Queries]:
    queries = _Queries()
    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(queries))
        yield queries


def waits_no_longer_than_people(get_response: Answer) -> Answer:
    """A database that stands still is waited for DATABASE_PATIENCE seconds, not for ever."""

    def middleware(request: HttpRequest) -> HttpResponse:
        patience = Patience(settings.DATABASE_PATIENCE)
        with within(patience):
            answer = get_response(request)
        if answer.streaming:
            answer.streaming_content = _read_within(patience, answer.streaming_content)
        return answer

    return middleware


def _read_within(patience: Patience, parts: Iterable[bytes]) -> Iterator[bytes]:
    with within(patience):
        yield from parts
