"""Locked out for a while, and led to the second step, as somebody meets it in a browser."""

import pytest
from playwright.sync_api import expect

from core.accounts.models import User
from core.security import stores
from core.security.limits import SENT, Limit
from debates.models import Debate
from tests.browser.pages import PASSWORD, Visit, compose, post, sign_in, with_and_without_javascript
from tests.browser.test_accessibility import inspect


@pytest.fixture
def limits(settings):
    settings.THROTTLES = True
    stores.in_the_database().sweep(float("inf"))
    yield
    stores.in_the_database().sweep(float("inf"))


@with_and_without_javascript
def test_who_guesses_is_told_how_long_to_wait(
    visit: Visit, ada: User, with_password, limits, javascript: bool
):
    with_password(ada)
    page = visit("/accounts/login/", javascript=javascript)
    for n in range(6):
        page.goto("/accounts/login/")
        page.get_by_label("Username or email").fill("ada")
        page.get_by_label("Password", exact=True).fill(f"wrong-{n}")
        page.get_by_role("main").get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Too many attempts")
    expect(page.get_by_text("Try again in 15 minutes")).to_be_visible()
    if javascript:
        inspect(page)
    page.get_by_role("link", name="new password by mail").click()
    expect(page.get_by_label("Email")).to_be_visible()


@with_and_without_javascript
def test_staff_are_led_to_their_second_step(
    visit: Visit, admin: User, with_password, settings, javascript: bool
):
    settings.STAFF_NEED_TWO_FACTOR = True
    with_password(admin)
    page = visit("/accounts/login/?next=/admin/", javascript=javascript)
    sign_in(page, "root")

    expect(page.get_by_role("heading", level=1)).to_have_text("Two-step sign-in")
    expect(page.get_by_text("Whoever runs this site signs in with a second step")).to_be_visible()
    if javascript:
        inspect(page)
    page.get_by_role("link", name="Turn it on").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".secret")).to_be_visible()


def test_a_composer_that_is_over_a_limit_says_so_and_keeps_the_text(
    visit: Visit, ada: User, debate: Debate, limits, monkeypatch, troubles
):
    monkeypatch.setitem(SENT, "reply", Limit("posts", ((0, 60),)))
    troubles.expect("429")
    page = visit(f"/debates/{debate.slug}/", ada)
    composer = compose(page, "Support this thesis", "A reason")
    post(composer)

    expect(composer.get_by_role("alert")).to_contain_text("more posts than one person may make")
    expect(composer.get_by_label("Your claim")).to_have_value("A reason")
