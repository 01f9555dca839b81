"""Chromium, and people who look at the site with it.

Whatever a browser complains of fails the test in which it does: errors in scripts, breaches of the
content policy, dialogs, files that are missing, answers of 500 and above.
"""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from core.accounts.models import User
from tests import selection
from tests.browser.pages import PASSWORD, Troubles, Visit
from tests.browser.seats import MOST_MILLISECONDS, Seats


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=MOST_MILLISECONDS)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop in this thread, so Django takes the tests for asynchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(
            executable_path=selection.chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def troubles() -> Troubles:
    return Troubles()


@pytest.fixture(scope="package")
def seats(chromium: Browser, live_server: LiveServer) -> Seats:
    return Seats(chromium, live_server.url)


@pytest.fixture
def visit(
    seats: Seats,
    committed: None,
    live_server: LiveServer,
    client_of: Callable[[User], Client],
    troubles: Troubles,
) -> Iterator[Visit]:
    taken: list[BrowserContext] = []

    def open_page(
        path: str, person: User | None = None, *, javascript: bool = True, width: int = 1400
    ) -> Page:
        context = seats.take(javascript=javascript)
        taken.append(context)
        troubles.watch(context)
        if person:
            session = client_of(person).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = seats.page(context, width)
        page.goto(path)
        return page

    yield open_page
    for context in taken:
        troubles.leave(context)
        seats.give_back(context)
    assert troubles.unexpected == []


@pytest.fixture
def with_password() -> Callable[[User], User]:
    def give(person: User) -> User:
        person.set_password(PASSWORD)
        person.save()
        return person

    return give
