"""A map as Argdown, and read back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source, Wording
from debates.argument.words import Aim, Stance, State
from debates.formats import kialo
from debates.formats.argdown import FORMAT, dumps, loads
from debates.formats.argdown.escaping import escaped, shown
from debates.formats.carried import kept
from tests.formats.argdown import ours
from tests.formats.comparing import settled
from tests.maps import at, chain, grow, maps

PRO, CON = Stance.PRO, Stance.CON

EVERYTHING = ArgumentMap(
    root="1",
    nodes={
        "1": Node("1", "Ban cars?", written=at(0)),
        "2": Node("2", "Yes: [now]", detail="a\n\nb}", author="Ada"),
        "3": Node("3", "Cost\n{a}", state=State.PENDING),
        "4": Node("4", "Ça va", scheme="sign", sources=(Source(url="https://a.org/", quote="q"),)),
        "c9": Node("c9", "Says  who?", earlier=(Wording("Who?", author="Bo"),)),
        "1.2.": Node("1.2.", "So what?"),
        "no title": Node("no title", "No", edited=at(2)),
        "[x]": Node("[x]", "…"),
    },
    replies=(
        Reply("2", "1", None),
        Reply("3", "2", CON, Aim.EVIDENCE, "g"),
        Reply("4", "2", PRO),
        Reply("c9", "4", CON, Aim.RELEVANCE),
        Reply("1.2.", "2", CON, group="g"),
        Reply("no title", "1", None),
        Reply("[x]", "no title", PRO),
    ),
    links=(Link("4", "3", CON, Aim.SCOPE, at(3)), Link("2", "[x]", PRO)),
    title="=== Cars ===",
    background="In\ncities.",
    asks=True,
)

TEXT = r"""===
title: "\u003d\u003d\u003d Cars \u003d\u003d\u003d"
background: "In\ncities."
question: "c1"
===

[c1]: Ban cars? {written: "2026-03-01T09:00:00+00:00"}

[c2]: Yes: \[now\] {detail: "a\n\nb\u007d", author: "Ada"}
    - [c3]: Cost \{a\} {text: "Cost\n{a\u007d", state: "pending", aim: "evidence", group: "g"}
        - [c4] {aim: "scope", made: "2026-03-01T09:03:00+00:00"}
    + [c4]: Ça va {scheme: "sign", sources: [{url: "https://a.org/", quote: "q"}]}
        _ [x1]: Says  who? {id: "c9", earlier: [{text: "Who?", author: "Bo"}]}
    - [1.2.]: So what? {group: "g"}

[no title]: No {edited: "2026-03-01T09:02:00+00:00"}
    + [x2]: … {id: "[x]"}
        + [c2]
"""


def test_a_debate_is_written():
    assert dumps(EVERYTHING) == TEXT


def test_and_read_back():
    argument = loads(TEXT)

    assert settled(argument) == settled(EVERYTHING)
    assert argument.unplaced == {"titles of claims": 1}


def sensible(argument: ArgumentMap) -> ArgumentMap:
    """Without links that only say what a reply says."""
    said = {(reply.key, reply.parent) for reply in argument.replies}
    kept_links = (link for link in argument.links if (link.key, link.target) not in said)
    return settled(replace(argument, links=tuple(kept_links)))


@given(maps())
@settings(max_examples=60)
def test_any_debate_comes_back_as_it_was(argument):
    argument = sensible(argument)

    again = loads(dumps(argument))

    assert settled(again) == kept(argument, FORMAT.carries)
    assert again.unplaced.keys() <= {"titles of claims"}


def test_a_link_comes_back_to_its_place():
    argument = grow("a\n  + b\n    + c\n  - d")
    argument = replace(argument, links=(Link("c", "a", PRO, place=1),))

    assert dumps(argument).splitlines()[3:] == ["    + [c]", "    - [d]: d"]
    assert loads(dumps(argument)) == argument


def test_a_debate_goes_through_kialo_s_format_and_back():
    argument = grow("T\n  + a\n    - b\n  - c")
    exported = kialo.dumps(argument)

    assert kialo.dumps(loads(dumps(kialo.loads(exported)))) == exported


def test_a_text_that_somebody_changed_counts():
    text = dumps(ArgumentMap("1", {"1": Node("1", "A\nb")}))

    assert loads(text).nodes["1"].text == "A\nb"
    assert loads(text.replace("A b", "A  b")).nodes["1"].text == "A\nb"
    assert loads(text.replace("A b", "A c")).nodes["1"].text == "A c"


def test_what_is_deep_goes_on_in_blocks_of_its_own():
    argument = chain(3000)
    text = dumps(argument)

    assert loads(text) == argument
    assert len(text) < 400_000


@pytest.mark.parametrize("key", ["constructor", "__proto__", "Untitled 1", "c1", " a", "-a", "a]b"])
def test_a_key_that_is_no_good_title_is_data(key):
    argument = ArgumentMap(
        key, {key: Node(key, "A"), "x1": Node("x1", "B")}, (Reply("x1", key, PRO),)
    )

    assert dumps(argument).startswith("[x2]: A {id: ")
    assert loads(dumps(argument)) == argument


def test_a_claim_without_a_text_is_written_too():
    assert dumps(ArgumentMap("1", {"1": Node("1", " ")})) == '[c1]: … {text: " "}\n'


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=15)
SIGNS = st.text(st.sampled_from("\\@#*_[],.:;<>/-(){}=+'1 ab"), max_size=15)


@given(st.lists(LINES | SIGNS, min_size=1, max_size=3).map(" ".join))
@settings(max_examples=150)
def test_a_line_that_is_escaped_means_itself(line):
    line = shown(line) or "-"

    assert ours(f"[a]: {escaped(line)}") == {
        "statements": {"a": {"texts": [line.strip()], "refs": 0, "tags": []}},
        "arguments": {},
        "relations": [],
    }
