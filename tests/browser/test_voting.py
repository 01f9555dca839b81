"""Voting beside a claim, claim by claim with the keyboard alone, and what waits to be confirmed."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core.accounts.models import User
from debates.models import Claim, Debate, Question, Vote
from debates.operations import cast_vote, edit_claim
from tests.browser.pages import Visit, with_and_without_javascript
from tests.browser.test_accessibility import inspect

PLAUSIBILITY, RELEVANCE = Question.PLAUSIBILITY, Question.RELEVANCE


@pytest.fixture
def claims(committed: None, debate: Debate, grow) -> dict[str, Claim]:
    return grow("  + Air gets better\n    - Electric cars do that\n  - Deliveries would stop")


def ballot(page: Page):
    return page.locator("#vote")


@with_and_without_javascript
def test_a_vote_is_given_changed_and_taken_back_beside_the_claim(
    visit: Visit, claims, ben: User, chidi: User, person, javascript: bool
):
    air = claims["Air gets better"]
    for number, voter in enumerate((chidi, person("dora"))):
        cast_vote(voter, air, PLAUSIBILITY, number, seen=1)
    page = visit(air.get_absolute_url(), ben, javascript=javascript)
    before = page.locator("#weighed .now").inner_text()
    ballot(page).get_by_text("What do you think?").click()
    expect(ballot(page).locator("small")).to_have_text(["vote how plausible this is"])
    ballot(page).get_by_role("radio", name="Entirely").check()
    ballot(page).get_by_role("radio", name="A little").check()
    ballot(page).get_by_role("button", name="Vote", exact=True).click()

    expect(page.get_by_text("Your votes are saved.")).to_be_visible()
    expect(ballot(page).locator("summary")).to_contain_text("plausible: entirely")
    assert page.url.endswith(air.get_absolute_url())
    expect(page.locator("#weighed .now")).not_to_have_text(before)
    if not javascript:
        ballot(page).get_by_text("Your vote", exact=True).click()
    expect(ballot(page).get_by_role("radio", name="Rather not")).to_be_visible()
    expect(ballot(page).get_by_text("3 votes.")).to_be_visible()
    if javascript:
        inspect(page)

    ballot(page).get_by_role("button", name=re.compile("Take mine back.*If it is true")).click()
    expect(page.get_by_text("Your vote is taken back.")).to_be_visible()
    assert [vote.question for vote in Vote.objects.filter(person=ben)] == [PLAUSIBILITY]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_all_claims_are_voted_on_with_the_keyboard_alone(visit: Visit, debate, claims, ben: User):
    page = visit(reverse("guided_vote", args=[debate.slug]), ben)
    page.get_by_role("link", name="Begin").focus()
    press(page, "Enter")
    expect(page.get_by_text("Claim 1 of 4")).to_be_visible()
    page.get_by_role("radio", name="Not at all").focus()
    press(page, "Space", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter")

    expect(page.get_by_text("Claim 2 of 4")).to_be_visible()
    page.get_by_role("link", name="Skip", exact=True).focus()
    press(page, "Enter")

    expect(page.get_by_text("Claim 3 of 4")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deliveries would stop")
    page.get_by_role("radio", name="Not at all").first.focus()
    press(page, "Space", *["ArrowRight"] * 4, "Tab", "Space", *["ArrowRight"] * 4, "Enter")

    expect(page.get_by_text("Claim 4 of 4")).to_be_visible()
    expect(page.get_by_role("heading", name="Your votes pull against each other")).to_be_visible()
    inspect(page)
    assert set(Vote.objects.values_list("question", "value")) == {(PLAUSIBILITY, 4), (RELEVANCE, 4)}

    page.get_by_role("link", name="Stop here").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 4 claims answered in full")
    expect(page.get_by_role("heading", name="Skipped")).to_be_visible()
    inspect(page)
    page.locator(".tensions").get_by_role("link", name="Deliveries would stop").click()
    expect(page.get_by_text("Claim 3 of 4")).to_be_visible()
    page.get_by_role("radio", name="Rather not").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Claim 4 of 4")).to_be_visible()
    expect(page.get_by_role("heading", name="Your votes pull against each other")).to_be_hidden()


@with_and_without_javascript
def test_what_was_reworded_is_asked_again(
    visit: Visit, claims, ada: User, ben: User, javascript: bool
):
    air = claims["Air gets better"]
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    cast_vote(ben, air, RELEVANCE, 1, seen=1)
    edit_claim(ada, air, seen=1, text="Air gets better at once", detail="")
    page = visit("/me/votes/", ben, javascript=javascript)
    expect(page.get_by_role("heading", name="Do they still hold?")).to_be_visible()
    inspect(page) if javascript else None
    page.get_by_role("button", name=re.compile("Keep.*Rather")).click()
    expect(page.get_by_text("Your vote holds for the claim as it is now.")).to_be_visible()

    page.get_by_role("link", name=re.compile("Change.*A little")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vote on this claim")
    inspect(page) if javascript else None
    ballot(page).get_by_role("radio", name="Decisively").check()
    ballot(page).get_by_role("button", name="Change my vote").click()
    expect(page.get_by_text("saved.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("My votes")
    assert {vote.value for vote in Vote.objects.filter(revision=2)} == {3, 4}
