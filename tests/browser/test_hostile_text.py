"""Texts that would take a page over stay texts, wherever people write; all of it is shown."""

import pytest
from playwright.sync_api import expect

from debates import operations
from debates.operations import NewSource

SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "</textarea></title></style><script>alert(1)</script>",
    "<b hx-get=/accounts/logout/ hx-trigger=load>",
]
LINKS = [
    "[go](javascript:alert(1))",
    "[go](data:text/html,<script>alert(1)</script>)",
    '[go](https://example.org/"onmouseover="alert(1))',
    "<javascript:alert(1)>",
    "![go](https://example.org/tracks-readers.gif)",
]


@pytest.fixture
def hostile(ada, ben):
    """A debate in which all that people can write is an attack."""
    ada.display_name, ben.display_name = SCRIPTS[1], SCRIPTS[2]
    ada.save()
    ben.save()
    debate = operations.open_debate(
        ada, title=SCRIPTS[0], theses=[SCRIPTS[1]], background="\n\n".join(SCRIPTS + LINKS)
    )
    thesis = debate.claims.get(parent=None)
    operations.edit_claim(ada, thesis, seen=1, text=SCRIPTS[2], detail=SCRIPTS[0], note=SCRIPTS[1])
    for number, text in enumerate(SCRIPTS + LINKS):
        source = NewSource(
            url=f"https://example.org/?{number}'><script>alert(1)</script>",
            citation=SCRIPTS[1],
            title=SCRIPTS[2],
            quote=SCRIPTS[0],
            locator=SCRIPTS[3],
        )
        claim = operations.post_claim(
            ben,
            thesis,
            stance="con" if number % 2 else "pro",
            text=text,
            detail="\n\n".join(SCRIPTS + LINKS),
            source=source,
        )
    operations.concede(ada, thesis.get_children().filter(kind="critique")[0], note=SCRIPTS[0])
    operations.withdraw_claim(ben, claim, note=SCRIPTS[2])
    return debate


def test_in_no_page_does_anything_run(visit, hostile, ada):
    thesis = hostile.claims.get(parent=None)
    claim = hostile.claims.filter(level=1)[1]
    page = visit("/", ada)
    for path in (
        hostile.get_absolute_url(),
        claim.get_absolute_url(),
        f"{claim.get_absolute_url()}history/",
        f"{claim.get_absolute_url()}edit/",
        f"{claim.get_absolute_url()}move/?q=<",
        f"{claim.get_absolute_url()}withdraw/",
        f"{thesis.get_absolute_url()}reply/con/",
        f"{hostile.get_absolute_url()}outline/",
        f"{hostile.get_absolute_url()}history/",
        f"{hostile.get_absolute_url()}settings/",
        "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/accounts/profile/",
        "/accounts/login/?next=javascript:alert(1)",
    ):
        page.goto(path)
        page.evaluate("new Promise((drawn) => requestAnimationFrame(drawn))")
        found = page.evaluate(
            """() => [
              ...document.querySelectorAll(
                "main script, main img, main iframe, main style, main [hx-trigger=load],"
                + " [onload], [onerror], [onfocus], [onmouseover]"),
              ...[...document.links].filter((link) => !/^(https?|mailto):/.test(link.href)),
            ].map((element) => element.outerHTML)"""
        )
        assert found == [], path


def test_it_all_can_be_read(visit, hostile):
    page = visit(hostile.get_absolute_url())

    for text in SCRIPTS:
        expect(page.locator(".card .text").get_by_text(text, exact=True)).to_be_visible()
    expect(page.locator(".debate-head .title")).to_have_text(SCRIPTS[0])
    page.get_by_role("link", name=SCRIPTS[0], exact=True).last.click()
    expect(page.locator(".focus .sources")).to_contain_text(SCRIPTS[3])


def test_a_preview_runs_nothing_either(visit, hostile, ben):
    page = visit(f"{hostile.claims.get(parent=None).get_absolute_url()}reply/pro/", ben)
    page.get_by_label("Your claim").fill(" ".join(SCRIPTS[:3]))
    page.get_by_text("More detail").click()
    page.get_by_role("textbox", name="Detail").fill("\n\n".join(SCRIPTS + LINKS))
    page.get_by_role("button", name="Preview").click()

    expect(page.locator(".as-shown .text")).to_have_text(" ".join(SCRIPTS[:3]))
    assert page.locator(".preview").locator("script, img, svg, iframe").count() == 0
