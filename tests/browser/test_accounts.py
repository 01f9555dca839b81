"""Two-step sign-in and the pages of one's account, as somebody meets them in a browser."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from core.accounts.models import User
from debates.models import Claim
from tests.browser.pages import PASSWORD, Visit, sign_in, with_and_without_javascript
from tests.browser.test_accessibility import inspect


@pytest.fixture
def ada(ada: User, with_password) -> User:
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return with_password(ada)


def code_for(secret: str) -> str:
    """What the app shows now; the one before may have been used within the same half minute."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def type_code(page: Page, secret: str, button: str) -> None:
    page.get_by_label("Code", exact=True).fill(code_for(secret))
    page.get_by_role("button", name=button).click()


def turn_on(page: Page) -> str:
    """From the page about it, with the password once more; the secret."""
    page.get_by_role("link", name="Turn it on").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator(".secret").inner_text()
    type_code(page, secret, "Turn it on")
    return secret


@with_and_without_javascript
def test_the_second_step_is_turned_on_and_asked_for(visit: Visit, ada: User, javascript: bool):
    page = visit("/accounts/login/", javascript=javascript)
    sign_in(page, "ada")
    page.goto("/accounts/2fa/")

    secret = turn_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.locator(".codes li")).to_have_count(10)

    other = visit("/accounts/login/?next=/guide/", javascript=javascript)
    sign_in(other, "ada")
    expect(other.get_by_role("heading", level=1)).to_have_text("One more step")
    other.get_by_label("Code", exact=True).fill("nonsense")
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_role("alert")).to_contain_text("This code is not right")
    type_code(other, secret, "Sign in")
    expect(other).to_have_url(re.compile("/guide/$"))

    page.goto("/accounts/sessions/")
    expect(page.locator(".sessions > li")).to_have_count(2)
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.locator(".sessions > li")).to_have_count(1)
    other.goto("/accounts/profile/")
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_every_page_of_it_is_accessible(visit: Visit, ada: User):
    page = visit("/accounts/login/")
    sign_in(page, "ada")
    page.goto("/accounts/2fa/")
    inspect(page)
    page.get_by_role("link", name="Turn it on").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".qr")).to_be_visible()
    inspect(page)
    page.get_by_label("Code", exact=True).fill("1")
    page.get_by_role("button", name="Turn it on").click()
    inspect(page)
    type_code(page, page.locator(".secret").inner_text(), "Turn it on")
    expect(page.locator(".codes")).to_be_visible()
    inspect(page)
    for path in ("2fa/", "2fa/recovery-codes/generate/", "2fa/totp/deactivate/", "sessions/"):
        page.goto(f"/accounts/{path}")
        inspect(page)
    other = visit("/accounts/login/")
    sign_in(other, "ada")
    expect(other.get_by_label("Code", exact=True)).to_be_visible()
    inspect(other)


def test_the_admin_works_under_the_policy_of_the_site(visit: Visit, admin: User, thesis: Claim):
    """Whatever Chromium complains of fails the test."""
    page = visit("/admin/", admin)
    for path in ("debates/claim/", f"debates/claim/{thesis.pk}/change/", "accounts/user/"):
        page.goto(f"/admin/{path}")
        expect(page.locator("#content h1")).to_be_visible()
    page.goto(f"/admin/accounts/user/{admin.pk}/change/")
    expect(page.locator("input[name=_save]")).to_be_visible()
