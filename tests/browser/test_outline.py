"""The outline: with the keyboard, with its memory, with 10,000 claims, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Stance
from debates.operations import place_debate
from tests.browser.pages import Visit

THESIS, AIR, ELECTRIC, DELIVERIES = (
    "Cities should ban cars",
    "Air gets better",
    "Electric cars clean it as well",
    "Deliveries would stop",
)
REPLIES = f"""\
  + {AIR}
    - {ELECTRIC}
      - Half the dust is from tyres
  - {DELIVERIES}
"""


@pytest.fixture
def claims(grow):
    return grow(REPLIES)


@pytest.fixture
def path(debate):
    return f"{debate.get_absolute_url()}outline/"


def row(page: Page, text: str):
    return page.locator("#outline a.text").get_by_text(text, exact=True)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_arrows_go_through_what_is_open(visit, claims, path):
    page = visit(path)

    press(page, "ArrowDown")
    expect(row(page, THESIS)).to_be_focused()
    press(page, "ArrowDown", "ArrowDown")
    expect(row(page, ELECTRIC)).to_be_focused()
    press(page, "ArrowUp")
    expect(row(page, AIR)).to_be_focused()
    press(page, "ArrowLeft")
    expect(row(page, ELECTRIC)).to_be_hidden()
    press(page, "ArrowDown")
    expect(row(page, DELIVERIES)).to_be_focused()
    press(page, "ArrowUp", "ArrowRight")
    expect(row(page, ELECTRIC)).to_be_visible()
    press(page, "ArrowRight")
    expect(row(page, ELECTRIC)).to_be_focused()
    press(page, "ArrowLeft", "ArrowLeft")
    expect(row(page, AIR)).to_be_focused()
    press(page, "End")
    expect(row(page, DELIVERIES)).to_be_focused()
    press(page, "Home")
    expect(row(page, THESIS)).to_be_focused()
    press(page, "ArrowUp")
    expect(row(page, THESIS)).to_be_focused()


def test_enter_reads_the_claim(visit, claims, path):
    page = visit(path)

    press(page, "ArrowDown", "ArrowDown", "Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(AIR)


@pytest.mark.parametrize(
    ("key", "title"), [("s", "Support this claim"), ("o", "Oppose this claim")]
)
def test_a_letter_answers_the_claim(visit, claims, path, ben, key, title):
    page = visit(path, ben)

    press(page, "ArrowDown", "ArrowDown", key)

    expect(page.get_by_role("form", name=title)).to_be_visible()


def test_a_question_mark_shows_the_keys(visit, claims, path):
    page = visit(path)

    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys in the outline")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_letters_typed_into_a_field_do_nothing_else(visit, claims, path, ben):
    page = visit(path, ben)

    page.get_by_label("Search debates").press_sequentially("so?")

    expect(page.get_by_label("Search debates")).to_have_value("so?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith(path)


def test_what_was_closed_and_where_one_was_outlives_a_reload(visit, claims, path):
    page = visit(path)
    press(page, "End", "ArrowDown", "ArrowDown", "ArrowLeft", "End")
    expect(row(page, DELIVERIES)).to_be_focused()

    page.reload()

    expect(row(page, DELIVERIES)).to_be_visible()
    expect(row(page, ELECTRIC)).to_be_hidden()
    expect(page.locator(".was-here")).to_contain_text(DELIVERIES)
    press(page, "ArrowDown")
    expect(row(page, DELIVERIES)).to_be_focused()


def test_going_to_a_claim_and_back(visit, claims, path):
    page = visit(path)
    press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(ELECTRIC)

    page.go_back()

    expect(row(page, ELECTRIC)).to_be_visible()
    expect(row(page, "Half the dust is from tyres")).to_be_hidden()
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(ELECTRIC)
    page.get_by_role("link", name="See the whole outline").click()
    expect(page.locator(".was-here > .row")).to_contain_text(ELECTRIC)
    expect(row(page, ELECTRIC)).to_be_in_viewport()


def test_what_is_closed_on_leaving_is_remembered(visit, claims, path):
    page = visit(path)
    # Who leaves at once is gone before the browser tells that a list was closed.
    page.evaluate("addEventListener('toggle', (event) => event.stopPropagation(), true)")
    press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(ELECTRIC)

    page.go_back()

    expect(row(page, ELECTRIC)).to_be_visible()
    expect(row(page, "Half the dust is from tyres")).to_be_hidden()


def test_everything_is_opened_and_closed_at_once(visit, claims, path):
    page = visit(path)

    page.get_by_role("button", name="Close all").click()
    expect(row(page, AIR)).to_be_visible()
    expect(row(page, ELECTRIC)).to_be_hidden()
    page.get_by_role("button", name="Open all").click()
    expect(row(page, "Half the dust is from tyres")).to_be_visible()


def test_it_opens_and_closes_without_javascript(visit, claims, path):
    page = visit(path, javascript=False)

    page.get_by_label(re.compile(f"repl(y|ies) to: {AIR}")).click()
    expect(row(page, ELECTRIC)).to_be_hidden()
    page.get_by_label(re.compile(f"repl(y|ies) to: {AIR}")).click()
    expect(row(page, ELECTRIC)).to_be_visible()


def test_what_is_said_of_claims_stands_in_columns(visit, claims, path):
    page = visit(path)

    for what, number in ((".weight", len(claims)), (".replies", 3)):
        edges = page.locator(f".outline .n > {what}").evaluate_all(
            "marks => marks.map((mark) => Math.round(mark.getBoundingClientRect().right))"
        )
        assert len(edges) == number
        assert max(edges) - min(edges) <= 1


# ---- 10,000 claims --------------------------------------------------------------------------


def large_map(size: int = 10_000, width: int = 6) -> ArgumentMap:
    """Claim n replies to claim (n - 1) // width."""
    keys = [str(number) for number in range(size)]
    nodes = {key: Node(key, f"Claim {key}") for key in keys}
    replies = tuple(
        Reply(keys[number], keys[(number - 1) // width], Stance.CON if number % 3 else Stance.PRO)
        for number in range(1, size)
    )
    return ArgumentMap("0", nodes, replies, title="A large debate")


@pytest.fixture
def large(committed, ada) -> str:
    return f"{place_debate(ada, large_map()).get_absolute_url()}outline/"


def test_10_000_claims_open_level_by_level(visit: Visit, large: str):
    page = visit(large)
    rows = page.locator("#outline a.text")
    assert rows.count() <= 302
    below = page.get_by_label("6 replies to: Claim 100", exact=True)
    expect(below).to_be_visible()

    expect(row(page, "Claim 601")).to_have_count(0)
    below.click()
    expect(row(page, "Claim 601")).to_be_visible()
    expect(row(page, "Claim 3607")).to_be_visible()
    page.get_by_label("6 replies to: Claim 602", exact=True).click()
    expect(row(page, "Claim 3613")).to_be_hidden()
    row(page, "Claim 3607").focus()
    page.reload()

    expect(row(page, "Claim 3607")).to_be_visible()
    expect(row(page, "Claim 3613")).to_be_hidden()
    row(page, "Claim 3607").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Claim 3607")
    page.go_back()
    expect(row(page, "Claim 3607")).to_be_visible()
    expect(page.locator(".was-here > .row")).to_contain_text("Claim 3607")


def test_10_000_claims_without_javascript(visit: Visit, large: str):
    page = visit(large, javascript=False)

    page.get_by_label("6 replies to: Claim 100", exact=True).click()
    page.locator("li.rest").get_by_role("link", name="Show 6 replies").locator(
        "visible=true"
    ).click()

    expect(row(page, "Claim 601")).to_be_visible()
    page.get_by_role("link", name="The whole outline").click()
    expect(row(page, "Claim 0")).to_be_visible()
