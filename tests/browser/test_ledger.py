"""From what is open in a debate to answering it, and what becomes of it for those concerned."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from tests.browser.pages import Visit, composer_of, post, with_and_without_javascript
from tests.browser.test_accessibility import inspect

OUTLINE = """\
  + Air gets better
    - Electric cars do that
      - Tyres make dust
  - Deliveries would stop
"""


def rows(page: Page) -> list[str]:
    return page.locator(".challenge .text").all_inner_texts()


@pytest.fixture
def argued(committed: None, debate: Debate, thesis: Claim, grow, ben: User) -> dict[str, Claim]:
    """Ada's claims, with one challenge that Ben poses and one that was reworded."""
    claims = grow(OUTLINE)
    bens = operations.post_claim(
        ben, claims["Air gets better"], stance="con", text="Not at night", aim="scope"
    )
    operations.post_claim(ben, thesis, stance="pro", text="Doctors say so", scheme="expert_opinion")
    later = timezone.now() + timedelta(hours=1)
    Claim.objects.filter(pk=claims["Electric cars do that"].pk).update(edited_at=later)
    return {**claims, "Not at night": bens}


@with_and_without_javascript
def test_what_is_open_is_one_click_from_its_answer(
    visit: Visit, debate: Debate, argued, ada: User, javascript: bool
):
    page = visit(debate.get_absolute_url(), ada, javascript=javascript)
    page.get_by_role("link", name="open challenges").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Challenges")
    assert rows(page) == ["Tyres make dust", "Not at night", "Deliveries would stop"]

    row = page.locator(".challenge", has_text="Not at night")
    row.get_by_role("link", name="Rebut this critique").click()
    composer = composer_of(page, "Rebut this critique")
    composer.get_by_label("Your claim").fill("Nobody breathes less at night")
    post(composer)

    expect(page.locator(".messages, .card.is-rebuttal").first).to_be_visible()
    page.get_by_role("link", name="Challenges", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Challenges in this branch")
    assert rows(page) == ["Nobody breathes less at night"]
    page.get_by_role("link", name="Answered").click()
    expect(page.locator(".challenge .text")).to_have_text(["Not at night"])


@with_and_without_javascript
def test_it_is_narrowed_and_sorted(visit: Visit, debate: Debate, argued, javascript: bool):
    page = visit(f"{debate.get_absolute_url()}challenges/", javascript=javascript)
    page.get_by_label("Who challenges").select_option("ada")
    page.get_by_label("Order").select_option("shallowest")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.locator(".challenge .text")).to_have_text(
        ["Deliveries would stop", "Tyres make dust"]
    )
    page.get_by_role("link", name="All 3").click()
    expect(page.locator(".challenge .text")).to_have_text(
        ["Deliveries would stop", "Electric cars do that", "Tyres make dust"]
    )


@with_and_without_javascript
def test_mine_tells_what_waits_and_what_became_of_what_i_said(
    visit: Visit, debate: Debate, argued, ada: User, ben: User, javascript: bool
):
    operations.concede(ada, argued["Not at night"])
    page = visit("/me/challenges/", ben, javascript=javascript)

    expect(page.locator("#waiting")).to_contain_text("Nothing waits")
    expect(page.locator("#posed .challenge")).to_contain_text(["conceded"])


PAGES = [
    "{debate}challenges/",
    "{debate}challenges/?status=all",
    "{debate}challenges/?status=stale",
    "{debate}challenges/?status=questions",
    "{debate}challenges/?status=conceded",
    "{debate}challenges/?by=nobody",
    "{debate}challenges/?at={air}&status=all",
    "/me/challenges/",
]


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_use_the_ledger(visit: Visit, debate: Debate, argued, ada: User, path: str):
    air = argued["Air gets better"].pk
    inspect(visit(path.format(debate=debate.get_absolute_url(), air=air), ada))


def test_everybody_can_use_the_comparison(visit: Visit, committed, ada: User, ben: User):
    theses = ["Lanes", f"A {'very' * 30}longword about roofs", "Debt"]
    debate = operations.open_debate(
        ada, title="Surplus", question="How to spend it?", theses=theses
    )
    lanes = debate.claims.get(text="Lanes")
    con = operations.post_claim(ben, lanes, stance="con", text="Costly")
    operations.post_claim(ada, con, stance="con", text="Cheap in the end")
    page = visit(debate.get_absolute_url())
    page.get_by_role("link", name="Compare").click()

    expect(page.get_by_role("row")).to_have_count(4)
    inspect(page)


def test_nobody_has_argued_yet(visit: Visit, committed, debate: Debate):
    inspect(visit(f"{debate.get_absolute_url()}challenges/"))
