"""Arguing in two places, and finding what is new: with and without JavaScript, by key."""

import pytest
from playwright.sync_api import Page, expect

from debates import operations
from debates.models import Link, Role, Seen
from tests.browser.pages import Visit, with_and_without_javascript
from tests.browser.test_accessibility import inspect

REPLIES = """\
  + Air gets better
    - Electric cars clean it as well
      - Half the dust is from tyres
  - Deliveries would stop
"""
DUST, DELIVERIES = "Half the dust is from tyres", "Deliveries would stop"


@pytest.fixture
def claims(grow):
    return grow(REPLIES)


@pytest.fixture
def outline(debate):
    return f"{debate.get_absolute_url()}outline/"


def row(page: Page, text: str):
    return page.locator("#outline a.text").get_by_text(text, exact=True)


@with_and_without_javascript
def test_a_claim_is_linked_to_another_one_and_back_off(
    visit: Visit, ada, claims, javascript: bool
) -> None:
    page = visit(claims[DUST].get_absolute_url(), ada, javascript=javascript)
    page.get_by_role("link", name="Link it to another claim").click()
    page.get_by_label("Words in the claim it also argues about").fill("stop deliv")
    page.get_by_role("button", name="Search").click()
    page.locator("main").get_by_role("link", name=DELIVERIES).click()
    page.get_by_role("radio", name="It opposes that").check()
    page.get_by_role("radio", name="Scope").check()
    page.get_by_role("button", name="Link it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(DELIVERIES)
    card = page.locator(".card.is-linked")
    expect(card).to_contain_text(DUST)
    expect(card).to_contain_text("argues here too")
    card.get_by_role("link").click()
    places = page.get_by_role("region", name="Also argues at 1 other place")
    expect(places).to_contain_text(f"opposes of scope {DELIVERIES}")
    places.get_by_role("button", name="Take off the link").click()
    expect(page.get_by_text("The link is taken off.")).to_be_visible()
    assert not Link.objects.exists()


def test_a_circle_is_refused_by_name(visit: Visit, ada, claims) -> None:
    operations.link_claim(ada, claims[DELIVERIES], claims[DUST], stance="pro")
    page = visit(f"{claims['Air gets better'].get_absolute_url()}link/?q=deliv", ada)
    page.locator("main").get_by_role("link", name=DELIVERIES).click()
    expect(page.get_by_role("alert")).to_contain_text(f"by way of “{DUST}” and “Electric")


@pytest.mark.parametrize("path", ["", "link/?q=e", "link/?target={target}"])
def test_the_pages_are_open_to_everyone(visit: Visit, ada, ben, claims, path: str) -> None:
    operations.link_claim(ada, claims[DUST], claims["Air gets better"], stance="con")
    link = path.format(target=claims[DELIVERIES].pk)
    inspect(visit(claims[DUST].get_absolute_url() + link, ada))


@pytest.mark.parametrize("name", ["target", "outline"])
def test_where_it_argues_too_is_open_to_everyone(
    visit: Visit, debate, ada, ben, claims, outline, name: str
) -> None:
    Seen.objects.create(person=ada, debate=debate, version=1)
    operations.post_claim(ben, claims[DELIVERIES], stance="pro", text="Quite new")
    operations.link_claim(ada, claims[DUST], claims[DELIVERIES], stance="con", aim="scope")
    path = outline if name == "outline" else claims[DELIVERIES].get_absolute_url()
    inspect(visit(path, ada))


def test_a_reference_is_a_row_that_the_arrows_stop_at(visit: Visit, ada, claims, outline) -> None:
    operations.link_claim(ada, claims[DUST], claims[DELIVERIES], stance="con")
    page = visit(outline, ada)
    row(page, DELIVERIES).focus()
    page.keyboard.press("ArrowDown")
    reference = page.locator("[data-reference] a.text")
    expect(reference).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    expect(reference).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(page, DELIVERIES)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(DUST)


def test_n_and_p_go_round_what_is_new_and_open_what_is_closed(
    visit: Visit, debate, ada, ben, join, claims, outline
) -> None:
    join(ben, Role.WRITER)
    debate.refresh_from_db()
    Seen.objects.create(person=ada, debate=debate, version=debate.version)
    operations.post_claim(ben, claims[DUST], stance="pro", text="New below")
    operations.post_claim(ben, claims[DELIVERIES], stance="pro", text="New at the end")
    page = visit(outline, ada)
    page.get_by_role("button", name="Close all").click()
    expect(row(page, "New below")).to_be_hidden()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")

    for key, text in zip("nnnp", ["below", "at the end", "below", "at the end"], strict=True):
        page.keyboard.press(key)
        expect(row(page, f"New {text}")).to_be_focused()


def test_without_javascript_a_button_marks_all_as_read(
    visit: Visit, debate, ada, ben, claims, outline
) -> None:
    debate.refresh_from_db()
    Seen.objects.create(person=ada, debate=debate, version=debate.version)
    operations.post_claim(ben, claims[DUST], stance="pro", text="Quite new")
    page = visit(outline, ada, javascript=False)
    expect(page.get_by_text("1 claim is new or changed")).to_be_visible()
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_text("new or changed since")).to_have_count(0)
