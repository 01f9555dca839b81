"""The counter below the text field counts what the rule counts: what a reader will see."""

import pytest
from playwright.sync_api import expect

from debates.argument.prose import TEXT_MAX, clean_text, visible
from debates.models import Claim
from tests.browser.pages import compose, composer_of, post

TEXTS = {
    "plain": "Cities should ban cars",
    "accents typed in two parts": "Ca\u0301rs a\u0300 la carte",
    "accents with emphasis": "*Ca\u0301rs* a\u0300 la carte",
    "emoji": "Cars 🚗 and 👩‍👩‍👧 and 🇫🇷",
    "many blanks": "  Cities \u00a0 should\n\nban\tcars  ",
    "a link": "See [the *figures*](https://example.org/a/very/long/address?with=much&in=it)",
    "a bare address": "See https://example.org/a%20b for more",
    "emphasis": "It is **much** _better_ and `code`",
    "signs that are none": "2 * 3 < 7 & so on [sic] \\* a_b_c",
    "entities": "Fish &amp; chips &copy;",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_counts_as_the_server_does(visit, thesis, ben, text):
    page = visit(f"{thesis.get_absolute_url()}reply/pro/", ben)
    composer = composer_of(page, "Support this thesis")
    composer.get_by_label("Your claim").fill(text)

    count = len(visible(clean_text(text)))
    expect(composer.locator("[data-counts]")).to_have_text(f"{count} of {TEXT_MAX}")


def test_one_character_too_many_shows_at_once_and_is_refused(visit, thesis, ben):
    page = visit(thesis.get_absolute_url(), ben)
    composer = compose(page, "Support this thesis", "x" * TEXT_MAX)
    counter = composer.locator("[data-counts]")
    expect(counter).to_have_text("500 of 500")
    expect(counter).not_to_have_class("over")

    composer.get_by_label("Your claim").press_sequentially("x")
    expect(counter).to_have_text("501 of 500")
    expect(counter).to_have_class("over")
    post(composer)
    expect(composer.locator(".errors")).to_contain_text("501 characters long")
    expect(composer.locator("[data-counts]")).to_have_text("501 of 500")
    assert Claim.objects.count() == 1


def test_a_text_that_is_long_for_its_links_alone_is_taken(visit, thesis, ben):
    text = "".join(f"[{letter}](https://example.org/{'x' * 80}) " for letter in "abcdefgh")
    page = visit(thesis.get_absolute_url(), ben)
    composer = compose(page, "Support this thesis", text)
    expect(composer.locator("[data-counts]")).to_have_text("15 of 500")

    post(composer)

    expect(page.locator(".card")).to_contain_text("a b c d e f g h")


def test_a_preview_follows_the_text_and_shows_the_detail(visit, thesis, ben):
    page = visit(thesis.get_absolute_url(), ben)
    composer = compose(page, "Support this thesis", "It is *so*")
    composer.get_by_text("More detail").click()
    composer.get_by_role("textbox", name="Detail").fill("- one\n- **two**\n\n> said she")
    composer.get_by_role("button", name="Preview").click()
    preview = composer.locator(".preview")
    expect(preview.locator("em")).to_have_text("so")
    expect(preview.locator("li")).to_have_count(2)
    expect(preview.locator("blockquote")).to_contain_text("said she")

    composer.get_by_label("Your claim").fill("It is **not**")
    composer.get_by_role("button", name="Preview").click()
    expect(preview.locator("strong").first).to_have_text("not")
    assert Claim.objects.count() == 1
