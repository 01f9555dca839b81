"""How a test meets a page: opening it, writing into the composer, and what must not go wrong."""

import re
from collections.abc import Callable
from typing import Any, Protocol

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, WebError

from core.accounts.models import User

# What Chromium says of every answer above 399 is judged by its status, in Troubles._answer.
_SAID_OF_ANSWERS = re.compile(r"Failed to load resource: the server responded with a status of 4")

PASSWORD = "seven-crates-of-figs"

with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [pytest.param(True, id="JavaScript"), pytest.param(False, id="none")]
)


class Visit(Protocol):
    def __call__(
        self, path: str, person: User | None = None, *, javascript: bool = True, width: int = 1400
    ) -> Page:
        """The page in a browser as new, in which that person is signed in."""


class Troubles:
    """What went wrong in a test's pages, but for what it ``expects``."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._expected: list[str] = []

    def expect(self, *patterns: str) -> None:
        self._expected += patterns

    @property
    def unexpected(self) -> list[str]:
        expected = "|".join(self._expected) or r"\Z.\A"
        return [what for what in self._seen if not re.search(expected, what)]

    def watch(self, context: BrowserContext) -> None:
        for event, hear in self._heard():
            context.on(event, hear)

    def leave(self, context: BrowserContext) -> None:
        for event, hear in self._heard():
            context.remove_listener(event, hear)

    def _heard(self) -> list[tuple[Any, Callable[[Any], None]]]:
        return [
            ("console", self._console),
            ("weberror", self._script),
            ("dialog", self._dialog),
            ("response", self._answer),
        ]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _SAID_OF_ANSWERS.match(message.text):
            self._seen.append(f"console: {message.text}")

    def _script(self, error: WebError) -> None:
        self._seen.append(f"script: {error.error}")

    def _dialog(self, dialog: Any) -> None:
        self._seen.append(f"dialog: {dialog.message}")
        dialog.accept()

    def _answer(self, response: Response) -> None:
        missing = response.status == 404 and "/static/" in response.url
        if missing or response.status >= 500:
            self._seen.append(f"{response.status} for {response.url}")


def compose(page: Page, invitation: str, text: str, *, aim: str = "") -> Locator:
    """Open the composer and write into it; the composer."""
    page.get_by_role("link", name=invitation).click()
    composer = composer_of(page, invitation)
    composer.get_by_label("Your claim").fill(text)
    if aim:
        composer.get_by_role("radio", name=aim).check()
    return composer


def composer_of(page: Page, invitation: str) -> Locator:
    return page.get_by_role("form", name=invitation)


def post(composer: Locator) -> None:
    composer.get_by_role("button", name=re.compile("^(Post|Suggest)")).click()


def sign_in(page: Page, name: str) -> None:
    """On the page for it, as somebody whose password is PASSWORD."""
    page.get_by_label("Username or email").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
