"""A suggestion goes back and forth until everybody sees it; a challenge is answered by amending."""

import pytest
from playwright.sync_api import Page, expect

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from tests.browser.pages import Visit, with_and_without_javascript
from tests.browser.test_accessibility import inspect


@pytest.fixture
def waiting(committed: None, debate: Debate, thesis: Claim, ada: User, ben: User) -> Claim:
    operations.set_posting(ada, debate, "suggestions")
    operations.post_claim(ben, thesis, stance="pro", text="Air gets better", detail="Much *better*")
    return operations.post_claim(
        ben,
        thesis,
        stance="con",
        text="Deliveries would [stop](https://example.org/)",
        source=operations.NewSource(url="https://example.org/study", title="Lyon", quote="A fifth"),
    )


@pytest.fixture
def electric(committed: None, thesis: Claim, ben: User, chidi: User) -> Claim:
    air = operations.post_claim(ben, thesis, stance="pro", text="Air gets better")
    return operations.post_claim(
        chidi, air, stance="con", text="Electric cars do that as well", detail="As *measured*."
    )


def suggestion(page: Page, text: str):
    return page.locator(".suggestion", has_text=text)


@with_and_without_javascript
def test_a_suggestion_is_returned_sent_in_again_and_accepted(
    visit: Visit, debate: Debate, waiting: Claim, ada: User, ben: User, javascript: bool
):
    editor = visit(debate.get_absolute_url(), ada, javascript=javascript)
    editor.get_by_role("navigation", name="Ways to read").get_by_role("link", name="Review").click()
    one = suggestion(editor, "Deliveries would stop")
    one.locator("summary", has_text="Return").click()
    one.get_by_label("What should its author change?").fill("Which deliveries?")
    one.get_by_role("button", name="Return it").click()
    expect(editor.locator(".returned")).to_contain_text("Which deliveries?")

    author = visit(waiting.get_absolute_url(), ben, javascript=javascript)
    expect(author.locator(".focus")).to_contain_text("Which deliveries?")
    author.get_by_role("link", name="Change and send in again").click()
    author.get_by_label("The claim").fill("Parcels would come by night")
    author.get_by_role("button", name="Send in again").click()
    expect(author.locator(".messages")).to_contain_text("waits for an editor")

    editor.reload()
    one = suggestion(editor, "Parcels would come by night")
    expect(one).to_contain_text("ada returned it before")
    one.get_by_role("button", name="Accept").click()
    expect(editor.locator(".messages")).to_contain_text("everybody sees it now")
    expect(editor.locator(".suggestion")).to_have_count(1)
    reader = visit(waiting.get_absolute_url(), javascript=javascript)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Parcels would come by night")


@with_and_without_javascript
def test_a_challenge_is_answered_by_amending_what_it_challenges(
    visit: Visit, electric: Claim, ben: User, javascript: bool
):
    page = visit(electric.get_absolute_url(), ben, javascript=javascript)
    page.get_by_role("link", name="Amend the claim").click()
    expect(page.locator(".challenged")).to_contain_text("Electric cars do that as well")
    page.get_by_label("The claim").fill("Air gets better for those on foot")
    page.get_by_role("button", name="Amend it").click()

    expect(page.locator(".focus")).to_contain_text("met by an amendment")
    page.get_by_role("link", name="see what changed").click()
    expect(page.locator(".wordings li").first).to_contain_text("in answer to the critique")


@with_and_without_javascript
def test_a_challenge_is_answered_by_withdrawing_what_it_challenges(
    visit: Visit, electric: Claim, ben: User, javascript: bool
):
    page = visit(electric.get_absolute_url(), ben, javascript=javascript)
    page.get_by_role("link", name="Withdraw the claim").click()
    page.get_by_label("Why").fill("So they do")
    page.get_by_role("button", name="Withdraw it").click()

    expect(page.locator(".focus .said")).to_contain_text("ben withdrew this claim in answer to")
    expect(page.locator(".focus .said")).to_contain_text("So they do")


def test_the_pages_of_review_have_no_faults(
    visit: Visit, debate: Debate, waiting: Claim, ada: User, ben: User
):
    operations.return_claim(
        ada, Claim.objects.get(text="Air gets better"), note="Which air, and better than when?"
    )
    page = visit(f"{debate.get_absolute_url()}review/", ada)
    page.locator(".verdict summary").first.click()
    inspect(page)
    inspect(visit(f"{waiting.get_absolute_url()}return/", ada))
    back = Claim.objects.get(text="Air gets better").get_absolute_url()
    inspect(visit(back, ben))
    inspect(visit(f"{back}edit/", ben))
    page.goto(f"{waiting.get_absolute_url()}return/")
    page.get_by_role("button", name="Return it").click()
    expect(page.locator(".errors")).to_be_visible()
    inspect(page)


def test_an_empty_list_has_no_faults(visit: Visit, debate: Debate, ada: User):
    page = visit(f"{debate.get_absolute_url()}review/", ada)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for review")
    inspect(page)


def test_the_pages_of_answering_have_no_faults(
    visit: Visit, electric: Claim, ben: User, chidi: User
):
    air = electric.parent
    asked = f"?answering={electric.pk}"
    inspect(visit(electric.get_absolute_url(), ben))
    inspect(visit(f"{air.get_absolute_url()}edit/{asked}", ben))
    inspect(visit(f"{air.get_absolute_url()}withdraw/{asked}", ben))
    operations.edit_claim(
        ben, air, seen=1, text="Cleaner air", detail="", note="Less", answering=electric
    )
    inspect(visit(electric.get_absolute_url(), chidi))
    inspect(visit(f"{air.get_absolute_url()}history/", chidi))
    operations.withdraw_claim(ben, air, answering=electric, note="Enough")
    inspect(visit(air.get_absolute_url(), chidi))
    inspect(visit(f"{air.debate.get_absolute_url()}history/", ben))
