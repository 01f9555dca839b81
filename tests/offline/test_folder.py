"""The pages themselves: what they say, that they hang together, that nothing in them runs."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from debates.argument.map import ArgumentMap, Assessment, Link, Node, Reply, Source, Wording
from debates.argument.words import Aim, Stance, State
from debates.offline import folder
from tests.maps import at, changed, grow, maps
from tests.offline.test_parts import SHAPES, of_shape

CARS = replace(
    grow(
        """\
Cities should ban cars
  + Air gets better
    -relevance Air is not the question
  + Streets get quiet
  - Deliveries
"""
    ),
    title="Cars",
)
EVIL = "<script>alert(1)</script> \"onload='x'\" & [x](javascript:alert(1)) `</p>`"


class Reader(HTMLParser):
    """What a browser would make of a page: elements left open or closed wrongly are noted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.words = ""
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.wrong += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in {"meta", "link", "br", "hr"}:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        """A shape in a picture."""

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def links(self) -> list[str]:
        return [attrs.get("href") or "" for tag, attrs in self.tags if tag == "a"]


def read(argument: ArgumentMap) -> dict[str, Reader]:
    pages = {name: Reader(content) for name, content in folder(argument) if name.endswith(".html")}
    require_sound(pages)
    return pages


def require_sound(pages: dict[str, Reader]) -> None:
    for page in pages.values():
        assert page.wrong == []
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            if not link.startswith(("http://", "https://", "mailto:")):
                name, _, anchor = link.partition("#")
                assert name in pages
                assert not anchor or anchor in pages[name].ids, link


def words_of(argument: ArgumentMap) -> str:
    return " ".join(" ".join(page.words for page in read(argument).values()).split())


def test_a_debate_is_a_page_and_its_style() -> None:
    assert [name for name, _ in folder(CARS)] == ["style.css", "index.html"]
    words = words_of(CARS)
    assert "Cars" in words
    assert "1 thesis" in words
    assert "Critique · of relevance" in words
    assert "open: nothing answers it yet" in words
    assert words.index("Air gets better") < words.index("Air is not the question")


@pytest.mark.parametrize("shape", ["a chain", "a star", "a bush"])
def test_pages_of_a_large_debate_hang_together(shape: str) -> None:
    pages = read(of_shape(SHAPES[shape]))
    claims = [name for page in pages.values() for name in page.ids if name.startswith("claim-")]

    assert len(set(claims)) == len(SHAPES[shape]) + 1
    assert max(len(page.tags) for page in pages.values()) < 4000


def test_a_page_further_down_says_what_it_argues_about() -> None:
    pages = read(of_shape(SHAPES["a chain"]))
    last = pages[max(pages, key=lambda name: int(re.sub(r"\D", "", name) or 0))]

    assert "claims in between" in last.words
    assert "Claim 0" in last.words


def test_what_does_not_fit_goes_on() -> None:
    pages = read(of_shape(SHAPES["a star"]))

    assert "Read on: 800 more replies" in pages["index.html"].words
    assert "from reply 201 of 1,000" in pages["branch-1-from-201.html"].words


@given(maps())
@settings(max_examples=30)
def test_any_map_makes_sound_pages(argument: ArgumentMap) -> None:
    assert read(argument)


def test_everything_that_is_known_of_a_claim_is_told() -> None:
    source = Source("https://example.org/air", "Jane Doe", "Air", "It is so", "p. 12")
    argument = changed(
        CARS,
        "Air gets better",
        detail="Within *weeks*",
        sources=(source, Source("ftp://old", "A leaflet"), Source(citation="A book")),
        author="Ada",
        written=at(0),
        edited=at(5),
        scheme="cause_to_effect",
        earlier=(Wording("Air is good"),),
    )
    argument = changed(argument, "Deliveries", conceded=True, met=at(4), state=State.VISIBLE)
    argument = changed(argument, "Streets get quiet", state=State.WITHDRAWN)
    words = words_of(argument)

    for told in (
        "Detail and 3 sources",
        "Within weeks",
        "Air, Jane Doe, p. 12",
        "It is so",
        "A leaflet, ftp://old",
        "A book",
        "Ada, 1 March 2026, edited 1 March 2026, 1 earlier wording",
        "conceded",
        "met by an amendment",
        "withdrawn",
    ):
        assert told in words
    links = [link for page in read(argument).values() for link in page.links]
    assert "https://example.org/air" in links
    assert "ftp://old" not in links


def test_claims_that_argue_in_two_places_are_linked_both_ways() -> None:
    links = (
        Link("Deliveries", "Air gets better", Stance.CON, Aim.TRUTH),
        Link("Streets get quiet", "Air gets better", Stance.PRO),
        Link("Air gets better", "Deliveries", Stance.PRO),
    )
    words = words_of(replace(CARS, links=links))

    assert "From elsewhere, this opposes it too: Deliveries" in words
    assert "It also opposes: Air gets better" in words
    assert "It also supports: Air gets better" in words


def test_linked_premises_say_so() -> None:
    replies = tuple(
        reply._replace(group="1") if reply.parent == CARS.root else reply for reply in CARS.replies
    )

    assert "holds only together with 2 other premises" in words_of(replace(CARS, replies=replies))


def test_what_was_computed_is_told_with_its_method() -> None:
    assessed = {CARS.root: Assessment(0.4, "falls"), "Deliveries": Assessment(0.75)}
    words = words_of(replace(CARS, assessed=assessed, assessed_by="a <method>"))

    assert "falls, 0.40" in words
    assert "Critique0.75open" in words
    assert "strengths from 0 to 1: by a <method>." in words
    assert "from 0 to 1" not in words_of(CARS)


def test_nothing_that_people_wrote_runs_or_asks_for_anything() -> None:
    node = Node(
        "1",
        EVIL,
        EVIL,
        author=EVIL,
        sources=(Source("javascript:alert(1)", EVIL, EVIL, EVIL, EVIL), Source(EVIL)),
    )
    argument = ArgumentMap(
        "0",
        {"0": Node("0", EVIL), "1": node},
        (Reply("1", "0", Stance.CON),),
        title=EVIL,
        background=EVIL,
    )
    pages = read(argument)
    tags = {tag for page in pages.values() for tag, _ in page.tags}
    attributes = {name for page in pages.values() for _, attrs in page.tags for name in attrs}
    links = {link for page in pages.values() for link in page.links}

    assert tags.isdisjoint({"script", "img", "iframe", "style", "base", "form", "object"})
    assert not {name for name in attributes if name.startswith("on")}
    assert not {link for link in links if link.startswith("javascript")}
    assert EVIL in pages["index.html"].words


def test_an_empty_debate_says_that_nothing_is_said() -> None:
    alone = ArgumentMap("1", {"1": Node("1", "Cities should ban cars")})

    assert "Nothing is said about it yet" in words_of(alone)
    assert "A debate, to read offline" in words_of(alone)
