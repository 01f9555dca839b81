"""What was written survives: a lost session, a lost network, a second click, a second editor."""

import re

import pytest
from playwright.sync_api import Page, expect

from debates.models import Claim, Role
from tests.browser.pages import (
    compose,
    composer_of,
    post,
    sign_in,
    with_and_without_javascript,
)

AIR = "The air gets cleaner within weeks"


def edit_path(claim: Claim) -> str:
    return f"{claim.get_absolute_url()}edit/"


def wait_for_drafts(page: Page, number: int) -> None:
    """Until the browser keeps so many drafts."""
    page.evaluate(
        """async (number) => {
          const names = () => Object.keys(localStorage);
          const drafts = () => names().filter((name) => name.startsWith("draft:"));
          while (drafts().length !== number) await new Promise((go) => setTimeout(go, 20));
        }""",
        number,
    )


@with_and_without_javascript
def test_a_session_that_ends_while_writing(visit, thesis, ben, with_password, javascript):
    page = visit(thesis.get_absolute_url(), with_password(ben), javascript=javascript)
    composer = compose(page, "Oppose this thesis", AIR, aim="Scope")

    page.context.clear_cookies(name="sessionid")
    post(composer)
    expect(page.locator(".messages")).to_contain_text("your text is where you left it")
    sign_in(page, "ben")

    composer = composer_of(page, "Oppose this thesis")
    expect(composer.get_by_label("Your claim")).to_have_value(AIR)
    expect(composer.get_by_role("radio", name="Scope")).to_be_checked()
    post(composer)
    expect(page.locator(".card")).to_contain_text(AIR)
    assert Claim.objects.get(text=AIR).author == ben


@with_and_without_javascript
def test_a_form_that_is_out_of_date_hands_the_text_back(visit, thesis, ben, troubles, javascript):
    troubles.expect("Status Error Code 403")
    page = visit(f"{thesis.get_absolute_url()}reply/pro/", ben, javascript=javascript)
    composer = composer_of(page, "Support this thesis")
    composer.get_by_label("Your claim").fill(AIR)

    page.context.clear_cookies(name="csrftoken")
    post(composer)

    texts = page.get_by_label(re.compile("Text|Your claim"))
    expect(texts.first).to_have_value(AIR)
    assert Claim.objects.count() == 1


def test_a_network_that_fails(visit, thesis, ben, troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED", r"htmx:(sendError|afterRequest)")
    page = visit(thesis.get_absolute_url(), ben)
    composer = compose(page, "Support this thesis", AIR)

    page.context.set_offline(True)
    post(composer)
    expect(composer.get_by_role("alert")).to_contain_text("Your text is still here")
    expect(composer.get_by_label("Your claim")).to_have_value(AIR)

    page.context.set_offline(False)
    post(composer)
    expect(page.locator(".card")).to_contain_text(AIR)
    assert Claim.objects.filter(text=AIR).count() == 1


def test_an_edit_that_never_arrives_is_offered_again(visit, thesis, ada, troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(edit_path(thesis), ada)
    page.get_by_label("The claim").fill(AIR)

    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Save", exact=True).click()
    page.context.set_offline(False)
    page.goto(edit_path(thesis))
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("The claim")).to_have_value(AIR)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(AIR)


def test_a_draft_outlives_the_page_and_goes_when_it_is_posted(visit, thesis, ben):
    page = visit(thesis.get_absolute_url(), ben)
    compose(page, "Support this thesis", AIR)
    wait_for_drafts(page, 1)

    page.reload()
    page.get_by_role("link", name="Support this thesis").click()
    page.get_by_role("button", name="Put it back").click()
    composer = composer_of(page, "Support this thesis")
    expect(composer.get_by_label("Your claim")).to_have_value(AIR)
    post(composer)

    expect(page.locator(".card")).to_contain_text(AIR)
    wait_for_drafts(page, 0)


def test_who_types_before_the_script_is_there_has_a_draft_too(visit, thesis, ben):
    page = visit(thesis.get_absolute_url(), ben)
    page.evaluate(
        """(text) => document.addEventListener("htmx:afterSwap", () => {
          const field = document.querySelector("form.composer textarea");
          field.value = text;
          field.dispatchEvent(new Event("input", { bubbles: true }));
        })""",
        AIR,
    )
    page.get_by_role("link", name="Support this thesis").click()
    wait_for_drafts(page, 1)


def test_signing_out_leaves_no_draft_for_the_next_person(visit, thesis, ben):
    page = visit(f"{thesis.get_absolute_url()}reply/pro/", ben)
    page.get_by_label("Your claim").fill(AIR)
    wait_for_drafts(page, 1)

    page.get_by_text("ben", exact=True).click()
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    wait_for_drafts(page, 0)


@with_and_without_javascript
def test_a_double_click_posts_once(visit, thesis, ben, javascript):
    page = visit(thesis.get_absolute_url(), ben, javascript=javascript)
    composer = compose(page, "Support this thesis", AIR)

    composer.get_by_role("button", name="Post").dblclick()

    expect(page.locator(".card")).to_have_count(1)
    page.reload()
    expect(page.locator(".card")).to_have_count(1)


def test_a_form_sent_twice_posts_once(visit, thesis, ben):
    """As two windows do it, or a browser that sends again what got no answer."""
    page = visit(f"{thesis.get_absolute_url()}reply/pro/", ben)
    composer = composer_of(page, "Support this thesis")
    composer.get_by_label("Your claim").fill(AIR)

    statuses = composer.evaluate(
        """async (form) => {
          const body = () => new URLSearchParams(new FormData(form));
          const send = () => fetch(form.action, {method: "POST", body: body()});
          return (await Promise.all([send(), send(), send()])).map((answer) => answer.status);
        }"""
    )

    assert statuses == [200, 200, 200]
    assert Claim.objects.filter(text=AIR).count() == 1


@pytest.mark.parametrize("answer", ["mine", "theirs"])
@with_and_without_javascript
def test_two_editors_at_once(visit, thesis, ada, ben, join, answer, javascript):
    join(ben, Role.EDITOR)
    hers = visit(edit_path(thesis), ada, javascript=javascript)
    his = visit(edit_path(thesis), ben, javascript=javascript)
    hers.get_by_label("The claim").fill("Cities should ban old cars")
    his.get_by_label("The claim").fill("Cities should ban private cars")

    his.get_by_label("What you changed").fill("Buses stay")
    his.get_by_role("button", name="Save", exact=True).click()
    expect(his.get_by_role("heading", level=1)).to_have_text("Cities should ban private cars")
    hers.get_by_role("button", name="Save", exact=True).click()

    expect(hers.locator("main")).to_contain_text("ben saved revision 2")
    expect(hers.locator("main")).to_contain_text("Buses stay")
    expect(hers.locator(".difference del")).to_contain_text("private")
    expect(hers.locator(".difference ins")).to_contain_text("old")
    expect(hers.get_by_label("The claim")).to_have_value("Cities should ban old cars")
    if answer == "mine":
        hers.get_by_role("button", name="Save mine over theirs").click()
    else:
        hers.get_by_role("link", name="Take theirs").click()
    kept = "old" if answer == "mine" else "private"
    expect(hers.get_by_role("heading", level=1)).to_have_text(f"Cities should ban {kept} cars")
    thesis.refresh_from_db()
    assert thesis.revision == (3 if answer == "mine" else 2)
