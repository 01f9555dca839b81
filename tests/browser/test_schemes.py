"""Kinds of reasons: named, asked and answered; and the same claim found while one writes."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from core.accounts.models import User
from debates import operations
from debates.models import Claim
from tests.browser.pages import (
    Troubles,
    Visit,
    compose,
    composer_of,
    post,
    with_and_without_javascript,
)
from tests.browser.test_accessibility import RULES
from tests.conftest import Grow

FIELD = "Is the question one of the field that this person knows?"
SAID = "The air gets cleaner within weeks"

both_widths = pytest.mark.parametrize("width", [1400, 390])


@pytest.fixture
def expert(thesis: Claim, ada: User) -> Claim:
    return operations.post_claim(
        ada, thesis, stance="pro", text="A doctor says so", scheme="expert_opinion"
    )


def assert_clean(page: Page) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def question(page: Page, text: str = FIELD):
    return page.locator(".questions li", has_text=text)


@with_and_without_javascript
def test_a_critical_question_is_asked_in_one_click(
    visit: Visit, expert: Claim, ben: User, javascript: bool
) -> None:
    page = visit(expert.get_absolute_url(), ben, javascript=javascript)

    question(page).get_by_role("link", name="Ask it").click()
    composer = composer_of(page, "Oppose this claim")
    expect(composer.locator("blockquote")).to_have_text(FIELD)
    expect(composer.get_by_role("radio", name="Relevance")).to_be_checked()
    composer.get_by_label("Your claim").fill("She is a doctor of teeth")
    post(composer)

    expect(question(page)).to_contain_text("Asked: She is a doctor of teeth")
    expect(question(page).locator(".open")).to_have_text("open")
    expect(question(page).get_by_role("link", name="Ask it")).to_have_count(0)
    asked = expert.replies.get()
    assert (asked.critical_question, asked.aim) == ("expert_opinion.field", "relevance")


@with_and_without_javascript
def test_a_critical_question_is_answered_for_the_claim(
    visit: Visit, expert: Claim, ada: User, javascript: bool
) -> None:
    page = visit(expert.get_absolute_url(), ada, javascript=javascript)

    question(page).get_by_role("link", name="Answer it").click()
    composer = composer_of(page, "Support this claim")
    composer.get_by_label("Your claim").fill("She wrote on lungs for years")
    post(composer)
    question(page).get_by_role("link", name="She wrote on lungs").click()

    expect(page.locator(".reasoning q")).to_have_text(FIELD)


@with_and_without_javascript
def test_a_reason_names_its_kind(visit: Visit, thesis: Claim, ben: User, javascript: bool) -> None:
    page = visit(thesis.get_absolute_url(), ben, javascript=javascript)
    composer = compose(page, "Support this thesis", SAID)

    composer.locator("summary", has_text="Kind of reason").click()
    composer.get_by_label("What kind of reason").select_option("sign")
    if javascript:
        expect(composer.locator(".asks-of")).to_contain_text("What else could explain it?")
    post(composer)
    page.locator(".card").get_by_role("link", name=SAID).click()
    page.get_by_role("link", name="Sign", exact=True).click()

    expect(page.locator("#sign h3")).to_be_in_viewport()


def test_the_same_claim_is_named_while_one_writes(visit: Visit, grow: Grow, ben: User) -> None:
    air = grow(f"  + {SAID}\n  - Deliveries need cars")[SAID]
    page = visit(air.parent.get_absolute_url(), ben)
    composer = compose(page, "Oppose this thesis", "", aim="Truth")
    field = composer.get_by_label("Your claim")

    field.press_sequentially("Air gets cleaner")
    found = composer.locator(".near li")
    expect(found).to_contain_text(SAID)
    expect(composer.locator("#con-near-said")).to_contain_text("1 claim of this debate says")
    expect(field).to_be_focused()
    field.press_sequentially(", they say")
    expect(field).to_have_value("Air gets cleaner, they say")
    post(composer)
    expect(page.locator(".column.is-critique .card")).to_have_count(2)


def test_what_goes_wrong_while_one_writes_is_no_failure(
    visit: Visit, thesis: Claim, ben: User, troubles: Troubles
) -> None:
    troubles.expect("403 from /debates/cars-in-cities/near/")
    page = visit(thesis.get_absolute_url(), ben)
    page.route("**/near/", lambda route: route.fulfill(status=403, body="no"))
    composer = compose(page, "Oppose this thesis", "", aim="Truth")

    with page.expect_response("**/near/"):
        composer.get_by_label("Your claim").press_sequentially("Air gets cleaner")
    expect(composer.locator(".errors")).to_have_count(0)
    page.unroute("**/near/")


def test_without_javascript_a_button_looks_for_the_same_claim(
    visit: Visit, grow: Grow, ben: User
) -> None:
    air = grow(f"  + {SAID}")[SAID]
    page = visit(air.parent.get_absolute_url(), ben, javascript=False)
    composer = compose(page, "Oppose this thesis", "Cleaner air within weeks", aim="Scope")

    composer.get_by_role("button", name="Look for the same claim").click()
    expect(composer.locator(".near li")).to_contain_text(SAID)
    expect(composer.get_by_label("Your claim")).to_have_value("Cleaner air within weeks")
    expect(composer.get_by_role("radio", name="Scope")).to_be_checked()
    composer.get_by_role("link", name=re.compile("^This is the same")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SAID)


@both_widths
def test_the_pages_are_for_everybody(visit: Visit, expert: Claim, ada: User, width: int) -> None:
    page = visit("/guide/schemes/", width=width)
    assert_clean(page)
    page = visit(expert.get_absolute_url(), ada, width=width)
    assert_clean(page)
    question(page).get_by_role("link", name="Ask it").click()
    composer = composer_of(page, "Oppose this claim")
    composer.get_by_label("Your claim").press_sequentially("A doctor says so too")
    expect(composer.locator(".near li")).to_have_count(1)
    assert_clean(page)
    near = f"/debates/{expert.debate.slug}/near/?text=A+doctor+says+so&below={expert.pk}&stance=con"
    page.goto(near)
    expect(page.locator(".near li")).to_have_count(1)
    assert_clean(page)
