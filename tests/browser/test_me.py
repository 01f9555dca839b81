"""What is mine: found, followed, read and erased in a browser, with and without JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.accounts.models import User
from debates.models import Follow, Role, Seen
from debates.operations import (
    ask_to_join,
    follow,
    mark_seen,
    open_debate,
    post_claim,
    return_claim,
    set_posting,
    set_role,
)
from tests.browser.pages import PASSWORD, with_and_without_javascript
from tests.browser.test_accessibility import COLOURS, NARROWEST, RULES, axe, faults


@pytest.fixture
def busy(debate, thesis, ada, ben, chidi):
    """Ben has a bit of everything on his pages."""
    air = post_claim(ben, thesis, stance="pro", text="The air gets cleaner")
    post_claim(ada, air, stance="con", text="Electric cars do that as well")
    follow(ben, debate)
    follow(ben, debate, air)
    mark_seen(ben, debate, 2)
    set_posting(ada, debate, "suggestions")
    returned = post_claim(ben, thesis, stance="con", text="Shops close")
    return_claim(ada, returned, note="Where from?")
    trains = open_debate(ben, title="Trains", theses=["More trains"], posting="members")
    set_role(ben, trains, ada, Role.READER)
    ask_to_join(chidi, trains, note="Please")
    return debate


@with_and_without_javascript
def test_from_what_is_new_to_the_claim_and_read(visit, busy, ben, javascript):
    page = visit(reverse("news"), ben, javascript=javascript)
    line = page.get_by_role("listitem").filter(has_text="Electric cars do that as well")
    expect(line).to_contain_text("new")
    expect(line).to_contain_text("ada opposed your claim “The air gets cleaner”")

    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".news .new")).to_have_count(0)
    expect(page.get_by_role("button", name="Mark all as read")).to_have_count(0)
    line.get_by_role("link", name="Electric cars do that as well").click()
    expect(page.get_by_role("heading", name="Electric cars do that as well")).to_be_visible()


@with_and_without_javascript
def test_following_from_ones_list(visit, busy, debate, ben, javascript):
    page = visit(reverse("me"), ben, javascript=javascript)
    row = page.get_by_role("listitem").filter(has_text="Cars in cities").last
    row.get_by_role("button", name=re.compile("^Following")).click()
    expect(row.get_by_role("button", name=re.compile("^Follow Cars"))).to_be_visible()
    assert not Follow.objects.filter(person=ben, debate=debate, claim=None).exists()

    row.get_by_role("button", name=re.compile("^Follow Cars")).click()
    expect(row.get_by_role("button", name=re.compile("^Following"))).to_be_visible()
    assert Follow.objects.filter(person=ben, debate=debate, claim=None).exists()


@with_and_without_javascript
def test_finding_what_came_back_and_why(visit, busy, ben, javascript):
    page = visit(reverse("me"), ben, javascript=javascript)
    page.get_by_role("link", name="Read why").click()
    expect(page.get_by_role("list", name="Claims").get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("list", name="Claims")).to_contain_text("Returned: Where from?")

    page.get_by_role("link", name="Challenged and open").click()
    expect(page.get_by_role("list", name="Claims")).to_contain_text("1 open challenge")


def test_the_menu_says_how_much_is_new(visit, busy, ben):
    page = visit("/guide/", ben)
    page.locator("[data-menu] summary.has-news").click()
    expect(page.locator("[data-news-count]")).to_have_text("2")
    page.get_by_role("link", name="What is new").click()
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".news .new")).to_have_count(0)
    expect(page.locator("summary.has-news")).to_have_count(0)


def test_a_page_looked_at_for_a_while_is_read_and_a_glance_is_not(visit, busy, debate, ben):
    page = visit("/guide/", ben)
    page.clock.install()
    page.goto(reverse("outline", args=[debate.slug]))
    expect(page.locator("form#seen")).to_be_attached()
    page.clock.fast_forward(2_000)
    assert Seen.objects.get(person=ben, debate=debate).version == 2
    with page.expect_response(re.compile("/seen/")) as told:
        page.clock.fast_forward(5_000)
    assert told.value.status == 204
    debate.refresh_from_db()
    assert Seen.objects.get(person=ben, debate=debate).version == debate.version


@with_and_without_javascript
def test_leaving_for_good(visit, busy, ben, with_password, javascript):
    with_password(ben)
    page = visit(reverse("erase_me"), ben, javascript=javascript)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="The debates you own")).to_be_visible()
    page.get_by_role("radio", name="Take my texts out").check()
    page.get_by_label("Your user name").fill("ben")
    page.get_by_role("button", name="Erase my account").click()

    expect(page.get_by_text("Your account is erased")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert User.objects.get(pk=ben.pk).erased_at
    page.goto(busy.get_absolute_url())
    expect(page.get_by_text("(text removed by its author)").first).to_be_visible()


@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_stands_in_anybodys_way(visit, busy, thesis, ben, ada, with_password, width):
    with_password(ben)
    pages = [reverse(name) for name in ("me", "my_claims", "news", "my_follows", "my_data")]
    pages += [f"{reverse('my_claims')}?show=hidden", reverse("person", args=["ben"])]
    pages += [f"{reverse('follow', args=[busy.slug])}?claim={thesis.pk}"]
    page = visit(reverse("erase_me"), ben, width=width)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Erase my account").click()
    found = {}
    for path in ["", *pages]:
        if path:
            page.goto(path)
        found |= _troubles_on(page)
    assert found == {}


def _troubles_on(page) -> dict[str, list[str]]:
    # Without the moment in which colours pass from light to dark.
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(axe())
    found = faults(page, RULES)
    page.emulate_media(color_scheme="dark")
    found += faults(page, COLOURS)
    page.emulate_media(color_scheme="light")
    wide = page.viewport_size["width"]
    if wide < 1000:
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > NARROWEST:
            found.append("sticks out")
        page.set_viewport_size({"width": wide, "height": 900})
    return {page.url: found} if found else {}
