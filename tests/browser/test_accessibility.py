"""Every page and every state of it: axe finds nothing, in light and dark, wide and narrow; nothing
sticks out of the narrowest screen.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Page, expect

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from tests.browser import world
from tests.browser.pages import PASSWORD, Troubles, Visit

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Dark and light differ in colours alone.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
WIDTHS = (1400, 390)
NARROWEST = 320

# Where a page is, and who looks at it.
PAGES = {
    "front page": ("/", None),
    "front page, signed in": ("/", "ada"),
    "my debates": ("/?show=mine", "ada"),
    "search": ("/?q=cars", None),
    "search without result": ("/?q=quasar", None),
    "guide": ("/guide/", None),
    "kinds of reasons": ("/guide/schemes/", None),
    "what stands": ("/guide/strengths/", None),
    "verdict": ("{cars}verdict/", None),
    "verdict of a question": ("{square}verdict/", "ben"),
    "cruxes": ("{cars}cruxes/", "ada"),
    "what if": ("{cars}what-if/", None),
    "what if, something supposed": ("{cars}what-if/?accept={air_number}", None),
    "perspectives": ("{cars}perspectives/", "ada"),
    "is it said already": ("{cars}near/?text=the+air+gets+cleaner", "ada"),
    "debate": ("{cars}", None),
    "debate, its owner": ("{cars}", "ada"),
    "thesis": ("{thesis}", "ben"),
    "claim": ("{air}", "ada"),
    "claim, signed out": ("{air}", None),
    "critique": ("{critique}", None),
    "conceded": ("{conceded}", "ada"),
    "withdrawn": ("{withdrawn}", "ada"),
    "below a withdrawn one": ("{below_withdrawn}", None),
    "pending, its author": ("{pending}", "ben"),
    "pending, an editor": ("{pending}", "ada"),
    "deep": ("{deep}", None),
    "question": ("{square}", "ben"),
    "thesis of a question": ("{park}", "ben"),
    "reply": ("{thesis}reply/pro/", "ada"),
    "reply, far below": ("{deep}reply/con/", "ben"),
    "edit": ("{conceded}edit/", "ada"),
    "withdraw": ("{air}withdraw/", "ada"),
    "restore": ("{withdrawn}restore/", "ada"),
    "concede": ("{critique}concede/", "ada"),
    "accept": ("{pending}accept/", "ada"),
    "add a source": ("{air}sources/", "ada"),
    "move": ("{conceded}move/", "ada"),
    "move, search": ("{conceded}move/?q=e", "ada"),
    "move, search without result": ("{conceded}move/?q=quasar", "ada"),
    "move, a thesis": ("{thesis}move/", "ada"),
    "linked premises": ("{air}premises/", "ada"),
    "premises to link": ("{critique}premises/", "ada"),
    "history of a claim": ("{edited}history/", None),
    "history of a debate": ("{cars}history/", None),
    "outline": ("{cars}outline/", "ada"),
    "outline from a claim": ("{cars}outline/?at={air_number}", None),
    "open a debate": ("/debates/new/", "ada"),
    "export": ("{cars}export/", "ada"),
    "bring in": ("/import/?example=1", "ada"),
    "bring in a branch": ("{air}import/", "ada"),
    "bring in, no longer kept": ("/import/?file=nonsense", "ada"),
    "export of a branch": ("{cars}export/?at={air_number}", None),
    "settings": ("{cars}settings/", "ada"),
    "sign up": ("/accounts/signup/", None),
    "sign in": ("/accounts/login/", None),
    "sign out": ("/accounts/logout/", "ada"),
    "profile": ("/accounts/profile/", "ada"),
    "email": ("/accounts/email/", "ada"),
    "email, an unknown link": ("/accounts/confirm-email/nonsense/", None),
    "confirm your email": ("/accounts/confirm-email/", None),
    "inactive": ("/accounts/inactive/", None),
    "change the password": ("/accounts/password/change/", "ada"),
    "set a password": ("/accounts/password/set/", "chidi"),
    "reset the password": ("/accounts/password/reset/", None),
    "reset, mail sent": ("/accounts/password/reset/done/", None),
    "reset, an unknown link": ("/accounts/password/reset/key/1-nonsense/", None),
    "reset, done": ("/accounts/password/reset/key/done/", None),
    "sign in again": ("/accounts/reauthenticate/", "ada"),
    "not found": ("/nowhere/", None),
    "not allowed": ("{thesis}move/", "ben"),
}

Step = Callable[[Page], None]


def click(role: str, name: str | re.Pattern[str]) -> Step:
    return lambda page: page.get_by_role(role, name=name).last.click()


def see(what: str) -> Step:
    return lambda page: expect(page.locator(what).first).to_be_visible()


def type_into(label: str, text: str) -> Step:
    return lambda page: page.get_by_label(label).first.fill(text)


def open_all(page: Page) -> None:
    see("form.composer")(page)
    for summary in page.locator("form summary").all():
        summary.click()


def open_format(page: Page) -> None:
    page.locator("details.more summary").click()


KIALO = "Discussion Title: Cars\n\n1. The air gets cleaner within weeks\n1.1. Con: Not so.\n"

# What becomes of a page when one does something there.
STATES: dict[str, tuple[str, str | None, list[Step]]] = {
    "composer for a support": (
        "{thesis}",
        "ada",
        [click("link", "Support this thesis"), see("form.composer")],
    ),
    "composer for an opposition": (
        "{air}",
        "ben",
        [click("link", re.compile("Oppose this claim")), see("form.composer")],
    ),
    "composer for a thesis": (
        "{square}",
        "ben",
        [click("link", "Propose another thesis"), see("form.composer")],
    ),
    "composer with everything open and wrong": (
        "{thesis}",
        "ada",
        [
            click("link", "Oppose this thesis"),
            open_all,
            type_into("Where in it", "p. 12"),
            click("button", "Preview"),
            see(".as-shown"),
            click("button", re.compile("^Post")),
            see(".errors"),
        ],
    ),
    "composer, reply with errors": (
        "{thesis}reply/pro/",
        "ada",
        [click("button", re.compile("^Post")), see(".errors")],
    ),
    "just posted in place": (
        "{air}",
        "ada",
        [
            click("link", "Support this claim"),
            type_into("Your claim", "People say so"),
            click("button", "Post claim"),
            see(".is-new"),
        ],
    ),
    "a draft is offered": (
        "{thesis}edit/",
        "ada",
        [
            type_into("The claim", "Never"),
            lambda page: page.wait_for_timeout(600),
            lambda page: page.reload(),
            see(".draft"),
        ],
    ),
    "edit with errors": (
        "{thesis}edit/",
        "ada",
        [type_into("The claim", ""), click("button", "Save"), see(".errors")],
    ),
    "edit with a preview": (
        "{thesis}edit/",
        "ada",
        [click("button", "Preview"), see(".as-shown")],
    ),
    "what will come of a file": (
        "/import/?example=1",
        "ada",
        [click("button", "See what will come of it"), see(".brought"), open_format],
    ),
    "what will come of a branch": (
        "{air}import/",
        "ada",
        [
            type_into("Or paste the text", KIALO),
            click("button", "See what will come of it"),
            see(".twins"),
            click("button", "Bring it in here"),
            see(".errors"),
        ],
    ),
    "a file with an error": (
        "/import/",
        "ada",
        [
            type_into("Or paste the text", KIALO.replace("1.1.", "1.7.1.")),
            click("button", "See what will come of it"),
            see(".around"),
        ],
    ),
    "move, preview": (
        "{conceded}move/?q=deliveries",
        "ada",
        [
            lambda page: page.locator(".matches a").first.click(),
            see(".effects"),
        ],
    ),
    # Where it covers no links, which would then be targets that can hardly be met.
    "menu open": ("/guide/", "ada", [lambda page: page.locator("[data-menu] summary").click()]),
    "background open": ("{cars}", None, [lambda page: page.locator(".background summary").click()]),
    "outline, where one was": (
        "{cars}outline/#row-{air_number}",
        None,
        [see(".was-here"), lambda page: page.keyboard.press("ArrowDown")],
    ),
    "keys of the outline": (
        "{cars}outline/",
        "ada",
        [lambda page: page.keyboard.press("?"), see("dialog[open]")],
    ),
    "open a debate about a question": (
        "/debates/new/",
        "ada",
        [lambda page: page.get_by_role("radio", name="A question").check()],
    ),
    "open a debate with errors": (
        "/debates/new/",
        "ada",
        [
            type_into("Background", "# A *heading*"),
            click("button", "Preview"),
            see(".as-shown"),
            lambda page: page.locator("form[data-draft]").evaluate(
                "form => form.noValidate = true"
            ),
            click("button", "Open the debate"),
            see(".errors"),
        ],
    ),
    "settings, saved": (
        "{cars}settings/",
        "ada",
        [click("button", "Save title and background"), see(".messages, main")],
    ),
    "sign in, wrong": (
        "/accounts/login/",
        None,
        [
            type_into("Username or email", "ada"),
            type_into("Password", "wrong"),
            click("button", "Sign in"),
            see(".errors"),
        ],
    ),
    "form out of date": (
        "{thesis}edit/",
        "ada",
        [
            type_into("The claim", "A text that must not be lost"),
            lambda page: page.context.clear_cookies(name="csrftoken"),
            click("button", "Save"),
            see("textarea[readonly]"),
        ],
    ),
    "just withdrawn": (
        "{critique}withdraw/",
        "ada",
        [click("button", "Withdraw it"), see(".messages")],
    ),
}
CASES = {name: (*page, []) for name, page in PAGES.items()} | STATES


@cache
def axe() -> str:
    return Axe().axe_script


def faults(page: Page, rules: dict[str, Any]) -> list[str]:
    found = page.evaluate("(rules) => axe.run(rules).then((told) => told.violations)", rules)
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(node['failureSummary'].split())})"
        for rule in found
        for node in rule["nodes"]
    ]


def inspect(page: Page) -> None:
    """Fail with what axe has to say, by width and scheme, and with what sticks out."""
    page.evaluate(axe())
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found += [f"{width}, light: {fault}" for fault in faults(page, RULES)]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += [f"{width}, dark: {fault}" for fault in faults(page, COLOURS)]
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    found += [f"sticks out: {element}" for element in sticking_out(page)]
    assert not found, "\n".join(found)


def sticking_out(page: Page) -> list[str]:
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.body.querySelectorAll("*")]
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )


@pytest.fixture
def addresses(committed: None, ada: User, ben: User) -> dict[str, str]:
    ada.display_name = "Adaeze Nwosu-Featherstonehaugh"
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    EmailAddress.objects.create(user=ada, email="ada@a-very-long-name-of-a-host.example.org")
    found = world.build(ada, ben)
    return found | {"air_number": found["air"].rstrip("/").rpartition("/")[2]}


@pytest.mark.parametrize("name", CASES)
def test_a_page(visit: Visit, addresses: dict[str, str], person, name: str):
    path, who, steps = CASES[name]
    visitor = User.objects.filter(username=who).first() or (person(who) if who else None)
    if who == "chidi":
        visitor.set_unusable_password()
        visitor.save()
    page = visit(path.format(**addresses), visitor)
    for step in steps:
        step(page)

    inspect(page)


def test_an_empty_site(visit: Visit):
    inspect(visit("/"))


def test_a_debate_that_has_just_begun(visit: Visit, thesis: Claim, ada: User):
    inspect(visit(thesis.get_absolute_url(), ada))


@pytest.mark.parametrize("phase", ["draft", "closed", "archived"])
def test_a_debate_in_another_phase(visit: Visit, debate: Debate, ada: User, phase: str):
    operations.set_phase(ada, debate, phase)

    inspect(visit(debate.get_absolute_url(), ada))


def test_the_page_of_a_conflict(visit: Visit, addresses: dict[str, str], ada: User):
    page = visit(f"{addresses['air']}edit/", ada)
    air = Claim.objects.get(text__startswith="The air")
    operations.edit_claim(ada, air, seen=1, text="The air gets better", detail="Much", note="Short")
    page.get_by_label("The claim").fill("The air gets cleaner soon")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Somebody else changed this claim")

    inspect(page)


def test_a_replaced_password(visit: Visit, addresses: dict[str, str]):
    page = visit("/accounts/password/reset/")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_role("button", name="Send the mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    link = re.search(r"https?://\S+/key/\S+", mail.outbox[-1].body)
    page.goto(link[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")

    inspect(page)


def test_a_confirmed_address(visit: Visit, addresses: dict[str, str], ada: User):
    page = visit("/accounts/email/", ada)
    page.get_by_role("radio", name=re.compile("very-long-name")).check()
    page.get_by_role("button", name="Send the confirmation again").click()
    expect(page.locator(".messages")).to_be_visible()
    link = re.search(r"https?://\S+/confirm-email/\S+", mail.outbox[-1].body)
    page.goto(link[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this your address?")

    inspect(page)


def test_an_error_of_the_server(visit: Visit, troubles: Troubles, monkeypatch):
    troubles.expect("500")
    monkeypatch.setattr("debates.web.guide.render", lambda *_: 1 / 0)
    page = visit("/guide/")

    inspect(page)


# ---- on paper -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["{cars}", "{air}", "{cars}outline/", "{edited}history/", "/"])
def test_paper_has_the_words_and_no_controls(visit: Visit, addresses: dict[str, str], ada, path):
    page = visit(path.format(**addresses), ada)
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.locator("header.top")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for text in page.locator("main .text").all():
        expect(text).to_be_visible()
    page.evaluate(axe())
    assert faults(page, COLOURS) == []
