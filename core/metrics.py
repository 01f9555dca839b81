"""Figures for Prometheus: an extra, off without METRICS. No label comes from what was sent."""

import ipaddress
import os
from functools import cache
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10)
_FORWARDED = {"X-Forwarded-For", "X-Real-IP", "Forwarded"}


class _Figures:
    def __init__(self, prometheus: Any) -> None:
        self.prometheus = prometheus
        count, spread = prometheus.Counter, prometheus.Histogram
        self.answers = count(
            "rejoinder_requests", "Answers", ["method", "route", "status"], registry=None
        )
        self.seconds = spread(
            "rejoinder_request_seconds",
            "Time until the answer",
            ["route"],
            buckets=_SECONDS,
            registry=None,
        )
        self.outages = count(
            "rejoinder_outages", "Answers 503 by what is wrong", ["outage"], registry=None
        )
        self.events = count("rejoinder_events", "Events written", ["verb"], registry=None)
        self.errors = count(
            "rejoinder_database_errors", "Errors of the database", ["kind"], registry=None
        )

    def as_text(self) -> bytes:
        registry = self.prometheus.CollectorRegistry()
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            from prometheus_client import multiprocess

            multiprocess.MultiProcessCollector(registry)
        else:
            for figure in (self.answers, self.seconds, self.outages, self.events, self.errors):
                registry.register(figure)
        return self.prometheus.generate_latest(registry)


@cache
def _figures() -> _Figures | None:
    if not settings.METRICS:
        return None
    try:
        import prometheus_client
    except ImportError:
        return None
    return _Figures(prometheus_client)


def answered(method: str, route: str, status: int, seconds: float) -> None:
    figures = _figures()
    if figures:
        figures.answers.labels(method, route, str(status)).inc()
        figures.seconds.labels(route).observe(seconds)


def outage_told(word: str) -> None:
    figures = _figures()
    if figures:
        figures.outages.labels(word).inc()


def event_written(verb: str) -> None:
    figures = _figures()
    if figures:
        figures.events.labels(verb).inc()


def database_failed(kind: str) -> None:
    figures = _figures()
    if figures:
        figures.errors.labels(kind).inc()


def page(request: HttpRequest) -> HttpResponse | None:
    """None for whoever is not meant to see it: there is nothing at this address then."""
    figures = _figures()
    if figures is None or not _may_see(request):
        return None
    return HttpResponse(figures.as_text(), content_type=figures.prometheus.CONTENT_TYPE_LATEST)


def _may_see(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return _comes_from_this_machine(request)


def _comes_from_this_machine(request: HttpRequest) -> bool:
    """Behind a proxy everybody seems to."""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or _FORWARDED & set(request.headers):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
