"""An empty database beside the one of the tests, and what was backed up of that one."""

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection


@pytest.fixture
def backups(tmp_path: Path, settings: Any) -> Path:
    # To SQLite a database is open as long as there is a cursor. The errors of earlier tests hold
    # some, in circles that nobody needs any more.
    gc.collect()
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    return settings.BACKUP_DIR


@pytest.fixture
def elsewhere(tmp_path: Path, committed: None) -> Callable[[], Any]:
    """Within the block, the default database is an empty one."""

    @contextmanager
    def switch() -> Iterator[None]:
        here = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            name: Any = tmp_path / "empty.sqlite3"
        else:
            name = f"{here}_elsewhere"  # of this process: others have tests like this one
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
                cursor.execute(f"CREATE DATABASE {name}")
        _go_to(name)
        try:
            yield
        finally:
            _go_to(here)
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"DROP DATABASE {name}")

    return switch


def _go_to(name: Any) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def somebody_connected() -> Iterator[None]:
    """Another connection to the database, as the running site has one."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
            other.execute("SELECT count(*) FROM django_migrations").fetchall()
            yield
    else:
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT 1")
            yield
        finally:
            other.close()
