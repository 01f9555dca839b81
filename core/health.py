"""Whether the process is alive, and whether the site can serve: for load balancers and alarms.

They ask by address rather than by name, without https, often and from anywhere. So these answers
come before hosts, https and sessions are looked at, say yes or no by the name of each check, and
are worked out at most once in two seconds.
"""

import logging
import time
from collections.abc import Callable
from threading import Lock
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.module_loading import import_string

from core import metrics

Answer = Callable[[HttpRequest], HttpResponse]
_log = logging.getLogger("rejoinder.health")


def answers_probes(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        probe = _PROBES.get(request.path_info)
        answer = probe(request) if probe else None
        if answer is None:
            return get_response(request)
        if request.method not in {"GET", "HEAD"}:
            answer = HttpResponseNotAllowed(["GET", "HEAD"])
        answer["Cache-Control"] = "no-store"
        answer.route = "probe"
        answer._has_been_logged = True  # what is wrong was told as it was found
        return answer

    return middleware


def _healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. That the database does is another question."""
    return HttpResponse("ok\n", content_type="text/plain")


def _readyz(request: HttpRequest) -> HttpResponse:
    checks = _readiness.checks()
    ready = all(checks.values())
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


_PROBES = {"/healthz": _healthz, "/readyz": _readyz, "/metrics": metrics.page}


class _Readiness:
    """One thread looks; whoever asks meanwhile, or within two seconds, gets what it found."""

    SECONDS = 2.0

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: dict[str, bool] = {}
        self._at = -self.SECONDS

    def checks(self) -> dict[str, bool]:
        with self._lock:
            if time.monotonic() - self._at >= self.SECONDS:
                self._found = _looked_at()
                self._at = time.monotonic()
            return self._found


_readiness = _Readiness()


def _looked_at() -> dict[str, bool]:
    """All else hangs on the database: without it, nothing else is asked."""
    checks = {"database": _holds("database", _database_answers)}
    rest = {"migrations": _migrations_are_applied, "cache": _cache_keeps}
    rest |= {name: import_string(path) for name, path in settings.READINESS_CHECKS.items()}
    for name, check in rest.items():
        checks[name] = checks["database"] and _holds(name, check)
    return checks


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        holds = check()
    except Exception as error:
        _log.warning("Not ready: %s", name, exc_info=error)
        return False
    if not holds:
        _log.warning("Not ready: %s", name)
    return holds


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache_keeps() -> bool:
    key, value = f"ready:{uuid4()}", uuid4().hex
    cache.set(key, value, timeout=10)
    kept = cache.get(key) == value
    cache.delete(key)
    return kept
