"""Whether the process is alive and whether the site can serve: for whoever watches it."""

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from core import health
from debates.models import Claim, sampling


@pytest.fixture(autouse=True)
def nothing_found_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_readiness", health._Readiness())


def ready(client: Client) -> tuple[int, dict[str, object]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["debates.example"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_comes_by_address_and_without_https(anonymous, path: str) -> None:
    answer = anonymous.get(path, headers={"Host": "10.0.0.7:8000"})

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies


@override_settings(ALLOWED_HOSTS=["debates.example"])
def test_everything_else_asks_for_the_sites_name(anonymous) -> None:
    assert anonymous.get("/", headers={"Host": "10.0.0.7:8000"}).status_code == 400


def test_alive_means_no_more_than_alive(client, django_assert_num_queries, db) -> None:
    client.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert answer.content == b"ok\n"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_only_asks(anonymous, path: str) -> None:
    assert anonymous.post(path).status_code == 405
    assert anonymous.head(path).status_code == 200


def test_a_site_that_can_serve_is_ready(anonymous, debate) -> None:
    checks = {"database": True, "migrations": True, "cache": True, "trees": True}
    assert ready(anonymous) == (200, {"ready": True, "checks": checks})


def test_without_a_database_nothing_else_is_asked(anonymous) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        status, told = ready(anonymous)

    assert status == 503
    assert told["ready"] is False
    assert set(told["checks"].values()) == {False}


def test_a_migration_that_was_not_applied_is_told(anonymous) -> None:
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("debates")
    MigrationRecorder(connection).record_unapplied(*newest)

    status, told = ready(anonymous)

    assert (status, told["checks"]["migrations"]) == (503, False)


def test_a_cache_that_keeps_nothing_is_told(anonymous, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: None)

    status, told = ready(anonymous)

    assert (status, told["checks"]["cache"]) == (503, False)


@pytest.mark.unsound
def test_a_tree_that_is_not_sound_is_told(anonymous, grow) -> None:
    claims = grow("  + Air\n  - Deliveries")
    Claim.objects.filter(pk=claims["Air"].pk).update(level=7)

    status, told = ready(anonymous)

    assert (status, told["checks"]["trees"]) == (503, False)


@pytest.mark.unsound
def test_large_debates_are_not_read_for_it(grow, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = grow("  + Air\n  - Deliveries")
    Claim.objects.filter(pk=claims["Air"].pk).update(level=7)
    monkeypatch.setattr(sampling, "_MOST_CLAIMS", 2)

    assert sampling.latest_are_sound()


def test_whoever_asks_often_costs_nothing(anonymous, debate, django_assert_num_queries) -> None:
    first = ready(anonymous)

    with django_assert_num_queries(0):
        assert ready(anonymous) == first


def test_the_sample_costs_the_same_however_many_debates(debate, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        sampling.latest_are_sound()
