"""A group runs a debate: one link for all, more for two of them, asking to join, handing over."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from core.accounts.models import User
from debates import operations
from debates.models import Debate, Invitation, JoinRequest, Membership, Role
from tests.browser.pages import PASSWORD, Visit, with_and_without_javascript
from tests.browser.test_accessibility import inspect


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def members_of(debate: Debate) -> str:
    return f"{debate.get_absolute_url()}members/"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


@with_and_without_javascript
def test_a_teacher_brings_a_class_in_and_gives_one_more_rights(visit: Visit, ada, ben, javascript):
    page = visit("/debates/new/", ada, javascript=javascript)
    page.get_by_label("Title").fill("Should our school ban phones?")
    page.get_by_label("The thesis").fill("Phones should stay at home.")
    page.get_by_role("radio", name="Private").check()
    page.get_by_role("button", name="Open the debate").last.click()
    follow(page, "Members")
    follow(page, "Make an invitation link")
    page.get_by_label("Name of this link").fill("Class 10b")
    press(page, "Make the link")
    heading(page, "Here is your link")
    link = page.get_by_label("Invitation link").input_value()

    pupil = visit(link, javascript=javascript)
    heading(pupil, "Should our school ban phones?")
    follow(pupil, "Create an account")
    pupil.get_by_label("Username").fill("dora")
    pupil.get_by_label("Email").fill("dora@example.org")
    pupil.get_by_label("Password", exact=True).fill(PASSWORD)
    pupil.get_by_label("Password (again)").fill(PASSWORD)
    press(pupil, "Create the account")
    press(pupil, "Join the debate")
    expect(pupil.locator(".messages")).to_contain_text("You are a writer of this debate.")
    heading(pupil, "Phones should stay at home.")

    follow(page, "Back to the members")
    expect(page.locator(".links-made")).to_contain_text("1 of 12 in")
    follow(page, "Change what dora may do")
    page.get_by_role("radio", name="Moderator").check()
    press(page, "Save")
    expect(page.locator(".messages")).to_contain_text("dora is a moderator now.")
    assert Membership.objects.get(user__username="dora").role == Role.MODERATOR


def test_the_link_is_copied_with_one_click(visit: Visit, debate, ada):
    page = visit(f"{members_of(debate)}invite/", ada)
    press(page, "Make the link")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(page, "Copy the link")
    expect(page.locator("#live")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Invitation link").input_value()


def test_without_a_clipboard_the_link_is_selected_for_the_keys(visit: Visit, debate, ada):
    page = visit(f"{members_of(debate)}invite/", ada)
    press(page, "Make the link")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    press(page, "Copy the link")
    expect(page.get_by_role("button", name="Press Ctrl+C to copy it.")).to_be_visible()
    expect(page.get_by_label("Invitation link")).to_be_focused()
    assert page.evaluate("getSelection().toString()").startswith("http")


@with_and_without_javascript
def test_somebody_asks_to_join_and_is_let_in(visit: Visit, debate, ada, ben, javascript):
    operations.set_posting(ada, debate, "members")
    page = visit(debate.get_absolute_url(), ben, javascript=javascript)
    follow(page, "Ask to join")
    page.get_by_label("A word about you").fill("I drive a bus.")
    press(page, "Ask to join")
    heading(page, "Your request waits")

    owner = visit(members_of(debate), ada, javascript=javascript)
    expect(owner.locator(".asking")).to_contain_text("I drive a bus.")
    press(owner, "Let in ben as a writer")
    expect(owner.locator(".messages")).to_contain_text("ben is a writer of this debate now.")
    page.goto(debate.get_absolute_url())
    expect(page.get_by_role("link", name="Support this thesis")).to_be_visible()


@with_and_without_javascript
def test_a_debate_changes_hands(visit: Visit, debate, ada, ben, join, javascript):
    join(ben, Role.EDITOR)
    page = visit(members_of(debate), ada, javascript=javascript)
    follow(page, "Hand over")
    page.get_by_label("The new owner").select_option("ben, editor")
    page.get_by_label(re.compile("I hand this debate over")).check()
    press(page, "Offer the debate")
    heading(page, "Offered to ben")

    other = visit(members_of(debate), ben, javascript=javascript)
    follow(other, "Look at the offer")
    other.get_by_label(re.compile("I take this debate over")).check()
    press(other, "Take it over")
    expect(other.locator(".messages")).to_contain_text("This debate is yours now.")
    assert debate.role_of(ben) == Role.OWNER


@with_and_without_javascript
def test_who_is_removed_is_out_with_the_next_click(visit, debate, ada, ben, join, javascript):
    operations.set_visibility(ada, debate, "private")
    debate.refresh_from_db()
    theirs = visit(debate.get_absolute_url(), join(ben, Role.WRITER), javascript=javascript)
    page = visit(members_of(debate), ada, javascript=javascript)
    follow(page, "Change what ben may do")
    page.get_by_label("Yes, remove ben").check()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("ben is removed.")

    follow(theirs, "Outline")
    heading(theirs, "There is nothing at this address")


# ---- as axe sees them


@pytest.fixture
def group(debate: Debate, ada: User, ben: User, chidi: User, join, person) -> dict[str, str]:
    """Ada's debate with something of everything; where things are, by name."""
    ada.display_name = "Adaeze Nwosu-Featherstonehaugh"
    ada.save()
    operations.set_posting(ada, debate, "members")
    operations.ask_to_join(person("dora"), debate, note="word " * 60 + "x" * 150)
    declined = operations.ask_to_join(person("emil"), debate)
    operations.decline(ada, declined, reason="We are full.")
    join(person("gone"), Role.NONE)
    join(ben, Role.EDITOR)
    join(chidi, Role.MODERATOR)
    _, token = operations.invite(ada, debate, role=Role.WRITER, days=7, uses=12, label="10b")
    mailed = {"role": Role.READER, "days": 7, "email": f"somebody@{'very-' * 8}long.example.org"}
    operations.invite(ada, debate, **mailed)
    ended, _ = operations.invite(ada, debate, role=Role.WRITER, days=7)
    operations.revoke_invitation(ada, ended)
    return {
        "members": members_of(debate),
        "debate": debate.get_absolute_url(),
        "link": f"/invitations/{token}/",
        "ben": f"{ben.pk}/",
        "request": f"requests/{JoinRequest.objects.get(answer='waiting').pk}/",
        "revoke": f"invitations/{Invitation.objects.first().pk}/revoke/",
    }


PAGES = {
    "members, the owner": ("{members}", "ada"),
    "members, an editor": ("{members}", "ben"),
    "nobody found": ("{members}?q=quasar", "ada"),
    "make a link": ("{members}invite/", "ada"),
    "add somebody": ("{members}add/", "ada"),
    "a role": ("{members}{ben}", "ada"),
    "take back": ("{members}{revoke}", "ada"),
    "a request": ("{members}{request}", "ada"),
    "leave": ("{members}leave/", "ben"),
    "leave, the owner": ("{members}leave/", "ada"),
    "hand over": ("{members}handover/", "ada"),
    "join": ("{debate}join/", "felix"),
    "join, waiting": ("{debate}join/", "dora"),
    "join, declined": ("{debate}join/", "emil"),
    "join, a member": ("{debate}join/", "ben"),
    "invitation, signed out": ("{link}", None),
    "invitation": ("{link}", "felix"),
    "invitation, a member": ("{link}", "ben"),
    "invitation, unknown": ("/invitations/x/", None),
    "settings": ("{debate}settings/", "ada"),
    "settings, an editor": ("{debate}settings/", "ben"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page(visit: Visit, group: dict[str, str], person: Callable[[str], User], name: str):
    path, who = PAGES[name]
    visitor = User.objects.filter(username=who).first() or (person(who) if who else None)
    page = visit(path.format(**group), visitor)
    for summary in page.locator("main summary").all():
        summary.click()
    inspect(page)


def test_the_pages_of_an_offer(visit: Visit, group: dict[str, str], debate, ada, ben):
    operations.offer_handover(ada, debate, ben)
    for who in (ada, ben):
        inspect(visit(group["members"], who))
        inspect(visit(f"{group['members']}handover/", who))


def test_a_link_that_was_made_and_forms_that_failed(visit: Visit, group: dict[str, str], ada):
    page = visit(f"{group['members']}invite/", ada)
    press(page, "Make the link")
    heading(page, "Here is your link")
    inspect(page)
    page = visit(f"{group['members']}add/", ada)
    page.get_by_label("User name or email address").fill("quasar")
    press(page, "Add or invite")
    expect(page.locator(".errors")).to_be_visible()
    inspect(page)
