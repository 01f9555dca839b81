"""Moving, withdrawing, restoring, conceding, sources, and what the history says of them."""

from playwright.sync_api import expect

from debates import operations
from debates.argument.words import Kind
from debates.operations import NewSource
from tests.browser.pages import with_and_without_javascript

REPLIES = """\
  + Air gets better
    - Electric cars clean it as well
      + They are coming anyway
  - Deliveries would stop
"""


@with_and_without_javascript
def test_a_move_shows_what_it_changes_before_it_does_it(visit, grow, ada, javascript):
    claims = grow(REPLIES)
    electric, deliveries = (
        claims["Electric cars clean it as well"],
        claims["Deliveries would stop"],
    )
    page = visit(electric.get_absolute_url(), ada, javascript=javascript)

    page.get_by_role("link", name="Move", exact=True).click()
    page.get_by_label("Words in the claim it belongs under").fill("anyway")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".matches")).to_contain_text("It hangs below the claim you are moving.")
    page.get_by_label("Words in the claim it belongs under").fill("deliver")
    page.get_by_role("button", name="Search").click()
    page.locator(".matches").get_by_role("link", name="Deliveries would stop").click()
    expect(page.locator(".effects").first).to_contain_text("1 critique becomes a rebuttal")
    page.get_by_role("link", name="It supports").click()
    expect(page.locator(".effects").first).to_contain_text("1 critique becomes a claim")
    page.get_by_role("link", name="It opposes").click()
    page.get_by_role("button", name="Move it here").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Electric cars clean it as well")
    expect(page.locator(".focus .kind")).to_contain_text("Rebuttal")
    electric.refresh_from_db()
    assert (electric.parent_id, electric.kind) == (deliveries.pk, Kind.REBUTTAL)


@with_and_without_javascript
def test_a_claim_is_withdrawn_and_restored_with_reasons(visit, grow, ada, javascript):
    air = grow(REPLIES)["Air gets better"]
    page = visit(air.get_absolute_url(), ada, javascript=javascript)

    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Why").fill("The figures were wrong")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator(".focus")).to_contain_text("withdrawn")
    expect(page.get_by_role("link", name="Support this claim")).to_have_count(0)
    page.get_by_role("link", name="Restore").click()
    page.get_by_label("Why").fill("They were not")
    page.get_by_role("button", name="Restore it").click()

    expect(page.locator(".messages")).to_contain_text("The claim is back.")
    expect(page.get_by_role("link", name="Support this claim")).to_be_visible()
    page.get_by_role("navigation", name="Ways to read").get_by_role("link", name="History").click()
    for reason in ("The figures were wrong", "They were not"):
        expect(page.locator(".happenings")).to_contain_text(reason)


@with_and_without_javascript
def test_a_challenge_that_is_conceded_is_open_no_more(visit, grow, ada, javascript):
    deliveries = grow(REPLIES)["Deliveries would stop"]
    page = visit(deliveries.get_absolute_url(), ada, javascript=javascript)
    expect(page.locator(".focus .open")).to_be_visible()

    page.get_by_role("link", name="Concede").click()
    page.get_by_role("button", name="Concede it").click()

    expect(page.locator(".focus")).to_contain_text("ada conceded this critique")
    expect(page.locator(".focus .open")).to_have_count(0)


@with_and_without_javascript
def test_a_source_is_added_and_taken_off(visit, thesis, ada, javascript):
    page = visit(thesis.get_absolute_url(), ada, javascript=javascript)

    page.get_by_role("link", name="Add a source").click()
    page.get_by_role("button", name="Add the source").click()
    expect(page.locator(".errors")).to_be_focused()
    page.get_by_label("Source", exact=True).fill("Doe 2024, Cars")
    page.get_by_label("What it says").fill("Every second car\nstands still.")
    page.get_by_role("button", name="Add the source").click()
    expect(page.locator(".focus .sources")).to_contain_text("Doe 2024, Cars")
    page.get_by_role("button", name="Take off the source “Doe 2024, Cars”").click()

    expect(page.locator(".focus .sources")).to_have_count(0)


@with_and_without_javascript
def test_the_history_marks_what_came_and_what_went(visit, thesis, ada, javascript):
    operations.edit_claim(
        ada, thesis, seen=1, text="Towns should ban cars", detail="", note="Smaller places too"
    )
    page = visit(thesis.get_absolute_url(), javascript=javascript)

    page.get_by_role("link", name="2 revisions").click()

    latest = page.locator("#revision-2")
    expect(latest).to_contain_text("Smaller places too")
    expect(latest.locator("del")).to_contain_text("Cities")
    expect(latest.locator("ins")).to_contain_text("Towns")
    expect(page.locator("#revision-1 .difference")).to_have_text("Cities should ban cars")


def test_back_and_forward_go_through_what_one_has_read(visit, grow):
    claims = grow(REPLIES)
    page = visit(claims["Cities should ban cars"].get_absolute_url())
    heading = page.get_by_role("heading", level=1)

    page.locator(".card").get_by_role("link", name="Air gets better").click()
    expect(heading).to_have_text("Air gets better")
    page.locator(".card").get_by_role("link", name="Electric cars").click()
    expect(heading).to_have_text("Electric cars clean it as well")
    page.go_back()
    expect(heading).to_have_text("Air gets better")
    page.go_back()
    expect(heading).to_have_text("Cities should ban cars")
    page.go_forward()
    expect(heading).to_have_text("Air gets better")


def test_back_after_posting_in_place_shows_what_was_posted(visit, thesis, ben):
    page = visit(thesis.get_absolute_url(), ben)
    page.get_by_role("link", name="Support this thesis").click()
    page.get_by_label("Your claim").fill("Air gets better")
    page.get_by_role("button", name="Post claim").click()
    page.locator(".card").get_by_role("link", name="Air gets better").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Air gets better")

    page.go_back()

    expect(page.locator(".card")).to_contain_text("Air gets better")


@with_and_without_javascript
def test_a_source_with_an_address_is_a_link(visit, thesis, ada, javascript):
    source = NewSource(url="https://example.org/cars", title="Cars", quote="They stand.")
    operations.add_source(ada, thesis, source)
    page = visit(thesis.get_absolute_url(), javascript=javascript)

    link = page.locator(".focus .sources").get_by_role("link", name="Cars")
    expect(link).to_have_attribute("href", "https://example.org/cars")
    expect(link).to_have_attribute("rel", "nofollow ugc noopener")
    expect(page.locator(".focus .sources blockquote")).to_have_text("They stand.")
