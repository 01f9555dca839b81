"""Files in and out, as a person does it: with and without JavaScript, and what is read offline."""

import zipfile
from pathlib import Path

from playwright.sync_api import expect

from debates.models import Claim, Debate
from tests.browser.pages import Troubles, Visit, with_and_without_javascript
from tests.browser.test_accessibility import inspect
from tests.web.test_import import KIALO, WRONG


@with_and_without_javascript
def test_a_text_is_pasted_mended_looked_at_and_opened(
    visit: Visit, ada, javascript: bool, troubles: Troubles
) -> None:
    page = visit("/debates/new/", ada, javascript=javascript)
    page.get_by_role("link", name="Bring it in from a file").click()
    page.get_by_label("Or paste the text").fill(WRONG)
    page.get_by_role("button", name="See what will come of it").click()
    expect(page.get_by_role("heading", name="Line 5")).to_be_visible()
    expect(page.locator(".is-wrong")).to_contain_text("1.7.1. Con: They are full already.")

    page.get_by_label("The text").fill(KIALO)
    page.get_by_role("button", name="Look at it again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What will come of it")
    expect(page.locator(".brought")).to_contain_text("They are full already.")
    assert not Debate.objects.exists()
    page.get_by_label("Title").fill("Free trains")
    page.get_by_role("radio", name="Public").check()
    page.get_by_role("button", name="Open this debate").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Trains should be free.")
    expect(page.get_by_text("4 claims, all under your name")).to_be_visible()


def test_files_are_uploaded_and_one_becomes_a_branch(
    visit: Visit, ada, grow, tmp_path: Path
) -> None:
    air = grow("  + Air\n")["Air"]
    files = []
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(KIALO.replace("Trains", name.capitalize()))
        files.append(tmp_path / f"{name}.txt")
    page = visit(air.get_absolute_url(), ada)
    page.get_by_role("link", name="Bring in", exact=True).click()
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="See what will come of it").click()
    waiting = page.get_by_role("region", name="Waiting for you")
    waiting.get_by_role("button", name="Discard one.txt").click()
    waiting.get_by_role("link", name="two.txt").click()
    page.get_by_role("radio", name="It opposes it").check()
    page.get_by_role("radio", name="Scope").check()
    page.get_by_role("button", name="Bring it in here").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Two should be free.")
    assert Claim.objects.get(text="Two should be free.").aim == "scope"


def test_a_debate_is_taken_along_and_read_offline(
    visit: Visit, ada, debate, grow, tmp_path: Path, troubles: Troubles
) -> None:
    grow("  + Air\n    - Electric cars\n")
    page = visit(debate.get_absolute_url(), ada)
    page.get_by_role("link", name="Export", exact=True).click()
    page.get_by_role("radio", name="Web pages").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "Cars in cities.zip"
    zipfile.ZipFile(download.value.path()).extractall(tmp_path)

    requests: list[str] = []
    page.context.on("request", lambda request: requests.append(request.url))
    page.goto((tmp_path / "Cars in cities" / "index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Cars in cities")
    expect(page.get_by_text("Electric cars")).to_be_visible()
    # The style sheet has loaded, and nothing else was asked for.
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.focus')).borderRadius") == "10px"
    )
    assert all(url.startswith("file:") for url in requests)
    troubles.expect("connect-src")  # axe would fetch the style sheet once more
    inspect(page)
