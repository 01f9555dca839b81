"""Verdict, what if, cruxes and perspectives as they are met in a browser."""

import re

import pytest
from playwright.sync_api import expect

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Aim, Stance
from debates.models import Claim, Debate, Role
from tests.browser.pages import Visit, composer_of, post
from tests.browser.test_accessibility import inspect
from tests.conftest import Grow
from tests.web.weighing import vote

LONG = "Whoever says this must also say that, and whoever says that must say a good deal more. " * 5


def everything_at_its_longest(ada: User) -> Debate:
    """As many reasons, cruxes and open challenges as a verdict shows, each of 430 characters."""
    nodes = {"t": Node("t", f"Thesis. {LONG}")}
    replies = []
    for number in range(8):
        for stance, name in ((Stance.PRO, "for"), (Stance.CON, "against")):
            key = f"{name} {number}"
            nodes[key] = Node(key, f"{number} {name}. {LONG}")
            replies.append(Reply(key, "t", stance, Aim.TRUTH if stance is Stance.CON else None))
    return operations.place_debate(ada, ArgumentMap("t", nodes, tuple(replies), title="At length"))


@pytest.mark.usefixtures("committed")
def test_a_verdict_is_printed_on_one_sheet_of_a4(visit: Visit, ada: User) -> None:
    debate = everything_at_its_longest(ada)
    page = visit(f"{debate.get_absolute_url()}verdict/")
    expect(page.get_by_role("heading", name="Strongest reasons for")).to_be_visible()
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_one_supposes_step_by_step_without_javascript_and_shares_the_address(
    visit: Visit, debate: Debate, thesis: Claim, grow: Grow
) -> None:
    claims = grow("  + Air\n    - Electric\n  - Deliveries\n")
    page = visit(claims["Electric"].get_absolute_url(), javascript=False)
    page.get_by_role("link", name="What if it were rejected?").click()
    expect(page.get_by_role("heading", name="What would change 3")).to_be_visible()
    page.locator(".shifts li", has_text=thesis.text).get_by_role("link", name="Reject").click()
    expect(page.locator(".supposed").first.get_by_role("listitem")).to_have_count(2)
    shared = page.get_by_label("Address to share").input_value()
    assert shared.endswith(f"what-if/?reject={claims['Electric'].pk},{thesis.pk}")

    again = visit(shared)
    expect(again.locator(".supposed").first.get_by_role("listitem")).to_have_count(2)
    again.locator(".supposed").first.get_by_role("link", name="Leave as it is").first.click()
    expect(again.locator(".supposed").first.get_by_role("listitem")).to_have_count(1)


def test_strength_follows_a_reply_posted_in_its_place(
    visit: Visit, ada: User, thesis: Claim
) -> None:
    page = visit(thesis.get_absolute_url(), ada)
    expect(page.locator("#weighed .standing")).to_have_text("stands")
    page.get_by_role("link", name="Oppose this thesis").click()
    composer = composer_of(page, "Oppose this thesis")
    composer.get_by_label("Your claim").fill("Deliveries need cars")
    post(composer)
    expect(page.locator("#weighed .standing")).to_have_text("falls")
    expect(page.locator("#weighed")).to_contain_text("0.40")


def test_everybody_can_use_the_perspectives_of_several_groups(
    visit: Visit, committed: None, person, join, ada: User, debate: Debate, grow: Grow
) -> None:
    quiet = grow("  + Quiet\n  - Deliveries\n")["Quiet"]
    for number, value in enumerate("444000"):
        one = person(f"voter{number}")
        if value == "4":
            join(one, Role.EDITOR)
        vote(one, quiet, int(value))
    vote(ada, quiet, 3)
    page = visit(f"{debate.get_absolute_url()}perspectives/", ada)
    expect(page.get_by_role("columnheader", name="Yourself")).to_be_visible()
    inspect(page)
