"""Figures for Prometheus: off, unless asked for, and for nobody but whom they are meant for."""

import sys
from collections.abc import Iterator

import pytest
from django.test import Client

from core import metrics

KEY = "a-long-key-for-whoever-reads-the-figures"


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    metrics._figures.cache_clear()
    yield
    metrics._figures.cache_clear()


@pytest.fixture
def on(settings) -> None:
    pytest.importorskip("prometheus_client")
    settings.METRICS = True


@pytest.fixture
def local(db) -> Client:
    return Client()


def test_there_is_no_such_page_unless_it_is_turned_on(local: Client) -> None:
    assert local.get("/metrics").status_code == 404


def test_without_the_extra_there_is_none_either(local: Client, settings, monkeypatch) -> None:
    settings.METRICS = True
    monkeypatch.setitem(sys.modules, "prometheus_client", None)

    assert local.get("/metrics").status_code == 404


def test_requests_are_counted_by_route_and_status(on, local: Client, debate) -> None:
    local.get(debate.get_absolute_url())
    local.get("/planted/")
    local.generic("PLANTED", "/guide/")

    page = local.get("/metrics").content.decode()

    wanted = 'rejoinder_requests_total{method="GET",route="debate",status="200"} 1.0'
    assert wanted in page
    assert 'rejoinder_requests_total{method="GET",route="none",status="404"} 1.0' in page
    assert 'method="other"' in page
    assert 'rejoinder_request_seconds_bucket{le="0.005",route="debate"}' in page
    assert "lanted" not in page
    assert debate.slug not in page


def test_events_count_once_they_are_committed(
    on, local: Client, grow, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        grow("  + Air")

    page = local.get("/metrics").content.decode()
    assert 'rejoinder_events_total{verb="posted"} 1.0' in page


def test_outages_and_errors_count(on, local: Client) -> None:
    metrics.outage_told("full")
    metrics.database_failed("IntegrityError")

    page = local.get("/metrics").content.decode()
    assert 'rejoinder_outages_total{outage="full"} 1.0' in page
    assert 'rejoinder_database_errors_total{kind="IntegrityError"} 1.0' in page


@pytest.mark.parametrize(
    ("given", "status"),
    [(f"Bearer {KEY}", 200), ("Bearer other", 404), (KEY, 404), ("Bearer ü", 404), (None, 404)],
)
def test_with_a_token_it_is_for_whoever_has_it(
    on, settings, local: Client, given: str | None, status: int
) -> None:
    settings.METRICS_TOKEN = KEY
    headers = {"Authorization": given} if given else {}

    assert local.get("/metrics", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("how", "proxies"),
    [
        ({"REMOTE_ADDR": "203.0.113.7"}, 0),
        ({"REMOTE_ADDR": ""}, 0),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, 0),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=203.0.113.7"}, 0),
        ({"REMOTE_ADDR": "127.0.0.1"}, 1),
    ],
)
def test_without_a_token_it_is_for_this_machine_alone(
    on, settings, db, how: dict[str, str], proxies: int
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert Client(**how).get("/metrics").status_code == 404
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert Client(REMOTE_ADDR="::1").get("/metrics").status_code == 200
