"""A full disk while somebody writes: what they typed is before their eyes, and goes out later."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from core.accounts.models import User
from debates import operations
from debates.models import Claim
from tests.browser.pages import (
    Troubles,
    Visit,
    compose,
    post,
    with_and_without_javascript,
)
from tests.browser.test_accessibility import inspect

AIR = "The air gets cleaner within weeks"
Mend = Callable[[], None]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch, troubles: Troubles) -> Iterator[Mend]:
    """Nothing can be written until it is mended."""

    def no_room(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    troubles.expect("503", "Service Unavailable")
    with monkeypatch.context() as patch:
        patch.setattr(operations, "post_claim", no_room)
        patch.setattr(operations, "open_debate", no_room)
        yield patch.undo


@with_and_without_javascript
def test_the_text_is_kept_and_posted_later(
    visit: Visit, thesis: Claim, ben: User, full: Mend, *, javascript: bool
) -> None:
    page: Page = visit(thesis.get_absolute_url(), ben, javascript=javascript)
    composer = compose(page, "Support this thesis", AIR)
    post(composer)

    if javascript:
        told = page.get_by_role("alert")
        expect(told).to_contain_text("disk of this site is full")
        expect(told).to_contain_text("Your text is still here.")
    else:
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing can be saved just now")
        expect(page.get_by_label("Text")).to_have_value(AIR)

    full()
    if javascript:
        post(composer)
    else:
        page.reload()  # which sends the form once more
    expect(page.locator(".card").first).to_contain_text(AIR)


@pytest.mark.parametrize("width", [1400, 390])
def test_everybody_can_read_the_page(visit: Visit, ben: User, full: Mend, width: int) -> None:
    page = visit("/debates/new/", ben, width=width)
    page.locator("[name=title]").fill("Cars in cities")
    page.locator("[name=thesis]").fill("Cities should ban cars")
    page.locator("main form button.primary[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing can be saved just now")
    expect(page.get_by_label("Thesis", exact=True)).to_have_value("Cities should ban cars")

    inspect(page)
