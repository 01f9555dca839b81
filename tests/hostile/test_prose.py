"""Of all that others have collected, nothing but text, emphasis and links comes out of prose."""

import sys

import nh3
import pytest

from debates.argument.prose import block_html, clean_detail, clean_text, inline_html, visible
from tests.hostile.corpora import every, pages_of, payloads, taken
from tests.hostile.shown import Shown

INLINE = {"a", "a href", "a rel", "code", "em", "strong"}
BLOCK = INLINE | {
    *("blockquote", "br", "h3", "h4", "h5", "h6", "hr", "li", "ol", "ol start", "p", "pre", "ul")
}
# Where a text can stand in a claim, and every how many of them are tried there.
PLACES = {
    "as it is": ("{}", 1),
    "as where a link leads": ("[go]({})", 3),
    "as the words of a link": ("[{}](https://example.org/)", 5),
    "as code": ("`{}`", 9),
}


def as_a_browser_reads(html: str, allowed: set[str]) -> str:
    """Through a parser of the browsers' kind: what comes out is the same if nothing was amiss."""
    tags = {name for name in allowed if " " not in name}
    given = {"a": {"href"}, "ol": {"start"}}
    return nh3.clean(html, tags=tags, attributes=given, link_rel="nofollow ugc noopener")


@pytest.mark.parametrize("place", PLACES)
def test_a_claim_is_text_emphasis_and_links(place: str):
    around, step = PLACES[place]
    wanted = every(step)
    texts = taken(clean_text, (around.replace("{}", text) for text in wanted))
    assert len(texts) > 0.8 * len(wanted)

    html = "\n".join(map(inline_html, texts))

    shown = Shown(html)
    assert shown.dangers == []
    assert shown.names <= INLINE
    assert as_a_browser_reads(html, INLINE) == html


def test_what_is_no_markdown_is_shown_as_it_was_typed():
    unmarked = [text for text in payloads() if not set(text) & set("&*_`[]\\<>:")]
    plain = taken(clean_text, unmarked)
    assert len(plain) > 600

    assert [text for text in plain if Shown(inline_html(text)).text != visible(text)] == []


def test_a_detail_is_prose():
    texts = taken(clean_detail, pages_of(payloads(), 1000))

    html = "\n".join(map(block_html, texts))

    shown = Shown(html)
    assert shown.dangers == []
    assert shown.names <= BLOCK
    assert as_a_browser_reads(html, BLOCK) == html


# Those that take longest of tests/argument/test_prose.py, which has the limits of time.
@pytest.mark.parametrize("unit", ["[*a", "![", "*_`[", "- a\n", "[a](", "> ", "http://a.b"])
def test_four_times_the_text_takes_four_times_the_work(unit: str):
    once, longer = (work_for((unit * 1600)[:length]) for length in (400, 1600))

    assert longer < 6 * once


def work_for(text: str) -> int:
    """How many calls it takes: they do not depend on how busy the machine is."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    block_html(text)
    sys.setprofile(count)
    try:
        block_html(text)
        inline_html(text)
    finally:
        sys.setprofile(None)
    return calls
