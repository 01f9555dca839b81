"""Thousands of attacks that others have collected, on every page that shows what people write.

The fixtures fail a test in which a dialog opens, a script errs or the content policy is breached.
"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from debates import operations
from tests.hostile import filled
from tests.hostile.corpora import every

# What would not be there if all of it were text; links that lead elsewhere than to pages; what
# stands out of its place; and all that can be seen beyond the page's edge.
_WRONG = """() => {
  const found = [];
  const say = (what, {outerHTML}) => found.length < 9 && found.push(what + outerHTML.slice(0, 200));
  const ours = "script[src^='/static/'], link[rel~=stylesheet], link[rel~=icon]";
  const strange = "script, style, iframe, object, embed, img, video, audio, base, math, marquee,"
    + " meta[http-equiv], animate, set, foreignObject, template, [style]";
  for (const element of document.querySelectorAll(strange))
    if (!element.matches(ours)) say("element ", element);
  for (const element of document.querySelectorAll("*"))
    for (const {name} of element.attributes)
      if (name.startsWith("on")) say("handler ", element);
  for (const link of document.links)
    if (!/^(https?|mailto):/.test(link.href)) say("link ", link);
  const wide = document.documentElement;
  if (wide.scrollWidth > wide.clientWidth) say("wide ", wide);
  for (const place of document.querySelectorAll(".card, .focus, .row, .panel, li")) {
    const box = place.getBoundingClientRect();
    if (box.width && place.scrollWidth > place.clientWidth + 1
        && getComputedStyle(place).overflowX === "visible" && place.clientWidth) say("out ", place);
  }
  return found;
}"""


@pytest.fixture
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    filled.make_room(monkeypatch)


def asked_elsewhere(page: Page) -> list[str]:
    """Grows by what the page asks of others than its own site."""
    own, asked = urlsplit(page.url).netloc, []
    page.on("request", lambda sent: urlsplit(sent.url).netloc != own and asked.append(sent.url))
    return asked


def test_nothing_runs_and_nothing_leaves_its_place(visit, ada, roomy):
    hostile = filled.build(ada, every(2))
    page = visit("/accounts/profile/", ada)
    elsewhere, wrong = asked_elsewhere(page), {}
    for name, path in filled.pages(hostile).items():
        page.goto(path)
        page.evaluate("new Promise((drawn) => requestAnimationFrame(drawn))")
        wrong[name] = page.evaluate(_WRONG)
        page.set_viewport_size({"width": 390, "height": 900})
        wrong[f"{name}, narrow"] = page.evaluate(_WRONG)
        page.set_viewport_size({"width": 1400, "height": 900})

    assert {name: found for name, found in wrong.items() if found} == {}
    assert elsewhere == []


HEBREW, ZALGO = "שלום (שלום) 12!", "Z" + "\u0335\u0321\u034a" * 60


def test_no_text_turns_or_covers_what_stands_beside_it(visit, ada, ben, debate, thesis):
    ben.display_name = HEBREW
    ben.save()
    operations.post_claim(ben, thesis, stance="pro", text=f"{HEBREW} and English")
    operations.post_claim(ada, thesis, stance="pro", text=ZALGO)
    page = visit(f"{debate.get_absolute_url()}history/", ada)

    told = page.locator(".happenings li", has_text="supported").last
    line, name, quoted = (told.locator(part).first.bounding_box() for part in ("p", "b", "a"))
    assert name["x"] == pytest.approx(line["x"], abs=1)
    assert quoted["x"] > name["x"] + name["width"]

    page.goto(debate.get_absolute_url())
    text = page.locator(".card .text", has_text="English")
    expect(text).to_have_css("unicode-bidi", "plaintext")
    expect(page.locator(".card .text", has_text="Z").last).to_have_css("overflow", "clip")
