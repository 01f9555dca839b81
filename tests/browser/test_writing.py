"""Reading and answering, from the front page to a rebuttal, by htmx in place and by plain forms."""

import re

from playwright.sync_api import expect

from debates import operations
from debates.argument.words import Aim, Kind
from debates.models import Claim
from tests.browser.pages import (
    PASSWORD,
    compose,
    composer_of,
    post,
    with_and_without_javascript,
)

AIR = "The air gets cleaner within weeks"
ELECTRIC = "Electric cars do that as well"
DUST = "Half the dust is from tyres and brakes"


@with_and_without_javascript
def test_the_front_page_leads_into_a_debate(visit, grow, javascript):
    grow(f"  + {AIR}\n    - {ELECTRIC}")
    page = visit("/", javascript=javascript)

    page.get_by_role("link", name="Cars in cities").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cities should ban cars")
    page.get_by_role("link", name=AIR).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(AIR)
    expect(page.get_by_role("link", name=ELECTRIC).first).to_be_visible()


@with_and_without_javascript
def test_somebody_new_signs_up_on_the_way_to_a_first_claim(visit, thesis, javascript):
    page = visit(thesis.get_absolute_url(), javascript=javascript)

    page.get_by_role("link", name="Support this thesis").click()
    page.get_by_role("link", name="Create one").click()
    page.get_by_label("Username").fill("dora")
    page.get_by_label("Email").fill("dora@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password (again)").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    composer = composer_of(page, "Support this thesis")
    composer.get_by_label("Your claim").fill(AIR)
    post(composer)

    expect(page.locator(".card").get_by_role("link", name=AIR)).to_be_visible()
    assert Claim.objects.get(text=AIR).author.username == "dora"


def test_claims_are_posted_in_place(visit, thesis, ben):
    page = visit(thesis.get_absolute_url(), ben)
    page.evaluate("window.loaded = true")

    post(compose(page, "Support this thesis", AIR))
    card = page.locator(".column.is-claim .card")
    expect(card.get_by_role("link", name=AIR)).to_be_focused()
    expect(page.locator("#live")).to_have_text("Your claim is posted.")
    expect(page.locator("#facts")).to_contain_text("1 claim")
    post(compose(page, "Oppose this thesis", ELECTRIC, aim="Scope"))
    expect(page.locator(".column.is-critique .card")).to_contain_text("of scope")
    expect(page.locator("#ledger").get_by_role("link", name=ELECTRIC)).to_be_visible()

    assert page.evaluate("window.loaded"), "the page was loaded anew"
    assert page.url.endswith(thesis.get_absolute_url())


@with_and_without_javascript
def test_a_critique_is_rebutted_with_an_aim(visit, grow, ben, javascript):
    air = grow(f"  + {AIR}")[AIR]
    page = visit(air.get_absolute_url(), ben, javascript=javascript)

    post(compose(page, "Oppose this claim", ELECTRIC, aim="Relevance"))
    page.locator(".card").get_by_role("link", name=ELECTRIC).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ELECTRIC)
    post(compose(page, "Rebut this critique", DUST, aim="Truth"))
    expect(page.locator(".card.is-rebuttal")).to_contain_text(DUST)

    critique, rebuttal = Claim.objects.get(text=ELECTRIC), Claim.objects.get(text=DUST)
    assert (critique.kind, critique.aim, critique.parent) == (Kind.CRITIQUE, Aim.RELEVANCE, air)
    assert (rebuttal.kind, rebuttal.aim, rebuttal.parent) == (Kind.REBUTTAL, Aim.TRUTH, critique)


@with_and_without_javascript
def test_a_claim_comes_with_its_source_and_detail(visit, thesis, ben, javascript):
    page = visit(thesis.get_absolute_url(), ben, javascript=javascript)

    composer = compose(page, "Support this thesis", AIR)
    composer.get_by_label("Source", exact=False).first.fill("https://example.org/air")
    composer.get_by_text("More about the source").click()
    composer.get_by_label("Where in it").fill("p. 12")
    composer.get_by_text("More detail").click()
    composer.get_by_label(re.compile("^Detail")).fill("Measured in *two* towns.")
    post(composer)
    page.locator(".card").get_by_role("link", name=AIR).click()

    expect(page.get_by_role("link", name="https://example.org/air")).to_be_visible()
    expect(page.locator(".focus .sources")).to_contain_text("p. 12")
    expect(page.locator(".focus .detail em")).to_have_text("two")


@with_and_without_javascript
def test_a_form_that_fails_keeps_the_text_and_says_why(visit, thesis, ben, javascript):
    page = visit(thesis.get_absolute_url(), ben, javascript=javascript)
    long = "x" * 501

    with page.expect_response(re.compile("/reply/con/$"), timeout=15_000) as opened:
        composer = compose(page, "Oppose this thesis", long, aim="Evidence")
    assert opened.value.status == 200
    with page.expect_response(lambda answer: "/reply/" in answer.url) as answer:
        post(composer)

    assert answer.value.status == 422
    expect(composer.locator(".errors")).to_be_focused()
    expect(composer.locator(".errors")).to_contain_text("501 characters long")
    expect(composer.get_by_label("Your claim")).to_have_value(long)
    expect(composer.get_by_role("radio", name="Evidence")).to_be_checked()
    assert Claim.objects.count() == 1

    composer.get_by_label("Your claim").fill(ELECTRIC)
    post(composer)
    expect(page.locator(".card")).to_contain_text(ELECTRIC)


def test_cancelling_closes_the_composer_and_gives_the_focus_back(visit, thesis, ben):
    page = visit(thesis.get_absolute_url(), ben)

    composer = compose(page, "Support this thesis", "Never mind")
    composer.get_by_role("link", name="Cancel").click()

    expect(composer).to_have_count(0)
    expect(page.get_by_role("link", name="Support this thesis")).to_be_focused()


@with_and_without_javascript
def test_a_preview_shows_the_markdown_and_posts_nothing(visit, thesis, ben, javascript):
    page = visit(thesis.get_absolute_url(), ben, javascript=javascript)

    composer = compose(page, "Support this thesis", "It is *much* better")
    composer.get_by_role("button", name="Preview").click()

    expect(composer.locator(".as-shown .text em")).to_have_text("much")
    expect(composer.locator(".as-shown")).to_contain_text("17 of 500 characters")
    expect(composer.get_by_label("Your claim")).to_have_value("It is *much* better")
    assert Claim.objects.count() == 1


@with_and_without_javascript
def test_a_debate_about_a_question_is_opened(visit, ada, javascript):
    page = visit("/", ada, javascript=javascript)

    page.get_by_role("link", name="Open a debate").click()
    page.get_by_label("Title").fill("What should become of the square?")
    page.get_by_role("radio", name="A question").check()
    answers = page.get_by_label(re.compile(r"^Answer \d"))
    answers.nth(0).fill("A park")
    answers.nth(1).fill("A market")
    page.get_by_role("button", name="Open the debate").last.click()

    expect(page.locator(".card.is-thesis")).to_have_count(2)


@with_and_without_javascript
def test_what_must_be_reviewed_waits_until_it_is_accepted(
    visit, debate, thesis, ada, ben, javascript
):
    operations.set_posting(ada, debate, "suggestions")
    page = visit(thesis.get_absolute_url(), ben, javascript=javascript)

    post(compose(page, "Support this thesis", AIR))

    expect(page.locator(".card")).to_contain_text("waiting for review")
    stranger = visit(thesis.get_absolute_url(), javascript=javascript)
    expect(stranger.locator(".card")).to_have_count(0)

    editor = visit(Claim.objects.get(text=AIR).get_absolute_url(), ada, javascript=javascript)
    editor.get_by_role("link", name="Accept").click()
    editor.get_by_role("button", name="Accept it").click()
    expect(editor.locator(".messages")).to_contain_text("everybody sees it now")
    stranger.reload()
    expect(stranger.locator(".card")).to_contain_text(AIR)
