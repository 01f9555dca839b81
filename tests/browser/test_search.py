import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from core.accounts.models import User
from tests.browser import world
from tests.browser.pages import Visit, with_and_without_javascript
from tests.browser.test_accessibility import RULES


@pytest.fixture
def addresses(committed: None, ada: User, ben: User) -> dict[str, str]:
    return world.build(ada, ben)


@with_and_without_javascript
def test_a_word_leads_to_its_claim(visit: Visit, addresses: dict[str, str], javascript: bool):
    page = visit(addresses["air"], javascript=javascript)
    field = page.get_by_role("searchbox", name="Search debates and claims")
    if javascript:
        page.keyboard.press("/")
        expect(field).to_be_focused()
    field.fill("tyres")
    field.press("Enter")

    expect(page.get_by_role("heading", name="Claims")).to_be_visible()
    expect(page.locator("mark")).to_have_text(["tyres"])
    page.get_by_role("link", name="Search in “Cars in cities” only").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Search in Cars in cities")
    page.get_by_role("link", name="Half of all dust").click()
    page.wait_for_url(f"**{addresses['edited']}")


@with_and_without_javascript
def test_nothing_found_can_be_widened(visit: Visit, addresses: dict[str, str], javascript: bool):
    page = visit("/search/?q=tyres&kind=thesis", javascript=javascript)
    expect(page.get_by_role("heading", name="Nothing has this word")).to_be_visible()

    page.get_by_role("link", name="Look everywhere").click()

    expect(page.locator(".hit")).to_have_count(1)


def test_a_slash_is_a_letter_where_one_writes(visit: Visit, addresses: dict[str, str]):
    page = visit("/search/?q=tyres")
    field = page.get_by_role("searchbox")
    field.fill("and")
    field.press("End")
    page.keyboard.press("/")

    expect(field).to_have_value("and/")


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("query", ["", "?q=cars", "?q=quasar", "?q=the&in=claims&author=ada"])
def test_axe_finds_nothing(visit: Visit, addresses: dict[str, str], query: str, width: int):
    page = visit(f"/search/{query}", width=width)

    assert Axe().run(page, options=RULES).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
