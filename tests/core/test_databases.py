"""Databases and caches, as the environment names them."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from core.databases import caches, databases
from core.secret import Environment

PRIMARY = "postgres://site:hush@one:5432,two:5433/debates?target_session_attrs=read-write"
REPLICAS = "postgres://site:hush@three/debates\npostgres://site:hush@four/debates\n"
NAMES = (
    *("DATABASE_URL", "REPLICA_URL", "REDIS_URL"),
    *("DATABASE_POOL", "PGBOUNCER", "CONN_MAX_AGE"),
)


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)

    def databases_of(**environment: str):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return databases(Environment(), tmp_path, keep_open=True)

    return databases_of


def test_without_an_address_it_is_a_file_beside_all_other_data(given, tmp_path):
    (name, found) = given().popitem()

    assert (name, found["NAME"]) == ("default", str(tmp_path / "rejoinder.sqlite3"))
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_may_have_several_hosts_of_which_one_is_the_primary(given):
    found = given(DATABASE_URL=PRIMARY)["default"]

    assert (found["HOST"], found["PORT"]) == ("one,two", "5432,5433")
    assert found["OPTIONS"] == {"target_session_attrs": "read-write"}
    assert found["CONN_HEALTH_CHECKS"] is True


def test_replicas_are_further_databases_that_are_not_waited_for(given):
    found = given(DATABASE_URL=PRIMARY, REPLICA_URL=REPLICAS)

    assert [*found] == ["default", "replica1", "replica2"]
    assert [found[name]["HOST"] for name in ("replica1", "replica2")] == ["three", "four"]
    assert found["replica1"]["OPTIONS"]["connect_timeout"] == 2
    assert found["replica1"]["TEST"] == {"MIRROR": "default"}


def test_a_file_may_hold_the_addresses_of_replicas(given, tmp_path, monkeypatch):
    (tmp_path / "replicas").write_text(REPLICAS)
    monkeypatch.setattr(Environment.ENVIRON, "files_cache", {})
    monkeypatch.setenv("REPLICA_URL_FILE", str(tmp_path / "replicas"))

    assert [*given(DATABASE_URL=PRIMARY)] == ["default", "replica1", "replica2"]


def test_what_an_address_says_of_waiting_goes_before_ours(given):
    patient = "postgres://site@three/debates?connect_timeout=9"

    found = given(DATABASE_URL=PRIMARY, REPLICA_URL=patient)

    assert found["replica1"]["OPTIONS"]["connect_timeout"] == 9


def test_sqlite_has_no_replicas(given):
    with pytest.raises(ImproperlyConfigured, match="REPLICA_URL needs a DATABASE_URL"):
        given(REPLICA_URL=REPLICAS)


def test_behind_pgbouncer_no_cursor_outlives_its_transaction(given):
    assert given(DATABASE_URL=PRIMARY)["default"]["DISABLE_SERVER_SIDE_CURSORS"] is False
    assert given(PGBOUNCER="on")["default"]["DISABLE_SERVER_SIDE_CURSORS"] is True


def test_the_threads_of_a_process_may_share_its_connections(given):
    found = given(DATABASE_URL=PRIMARY, DATABASE_POOL="6")["default"]

    assert found["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 6, "timeout": 2}
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    # Django refuses a pool of connections that are kept by threads as well.
    assert found["CONN_MAX_AGE"] == 0


def test_the_shared_cache_is_a_table_or_a_redis(given, monkeypatch):
    given()
    assert caches(Environment())["default"]["BACKEND"].endswith("DatabaseCache")

    monkeypatch.setenv("REDIS_URL", "redis://cache:6379/2\n")
    found = caches(Environment())["default"]

    assert found["BACKEND"].endswith("RedisCache")
    assert found["LOCATION"] == "redis://cache:6379/2"
