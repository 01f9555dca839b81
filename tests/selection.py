"""Marks tests by what they need, so that ``./run test`` runs each where it says something new.

``conftest.py`` imports ``pytest_collection_modifyitems`` from here.
"""

import os
import shutil
from pathlib import Path

import pytest

BROWSER_TESTS = Path(__file__).parent / "browser"
# The first is the same browser without windows to draw: a third of the work.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def chromium() -> str | None:
    """The program that CHROMIUM names, or the first one found on PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    without_browser = pytest.mark.skip(reason="no Chromium here: set CHROMIUM to its path")
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker(pytest.mark.browser)
            if not chromium():
                item.add_marker(without_browser)
        if uses_database(item) and not item.get_closest_marker("one_database"):
            item.add_marker(pytest.mark.database)


def uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db"):
        return True
    return bool(DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ())))
