"""What becomes of Argdown in a map."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import Link, Node, Reply, Source, Wording
from debates.argument.words import Aim, Stance, State
from debates.formats.argdown import FORMAT, loads
from debates.formats.errors import FormatError
from tests.maps import at

PRO, CON = Stance.PRO, Stance.CON
PCS = "(1) [p]: P\n(2) [q]: Q\n----\n(3) [c]: C"


def replies(text):
    return [(r.key, r.stance and r.stance.value, r.parent) for r in loads(text).replies]


def links(text):
    return [(link.key, link.stance.value, link.target) for link in loads(text).links]


def test_statements_and_arguments_are_claims():
    argument = loads(
        "[c1]: Cities should *ban* [cars](https://example.org/a).\n"
        "    + <Air>: It gets\n      better #air\n    - Deliveries stop\n      + [1.2.3.]"
    )

    assert {key: node.text for key, node in argument.nodes.items()} == {
        "1": "Cities should *ban* [cars](https://example.org/a).",
        "Air": "It gets better #air",
        "Untitled 1": "Deliveries stop",
        "1.2.3.": "1.2.3.",
    }
    assert argument.replies == (
        Reply("Air", "1", PRO),
        Reply("Untitled 1", "1", CON),
        Reply("1.2.3.", "Untitled 1", PRO),
    )
    assert argument.lines == {"1": 1, "Air": 2, "Untitled 1": 4, "1.2.3.": 5}
    assert argument.unplaced == {}


def test_what_is_only_named_argues_in_a_second_place():
    text = "[a]: A\n  + [b]: B\n    + [c]\n  + [c]: C\n  - [d]: D"
    argument = loads(text)

    assert argument.reply_of["c"] == Reply("c", "a", PRO)
    assert argument.links == (Link("c", "b", PRO),)


def test_a_link_keeps_its_place_among_replies():
    text = (
        "[a]: A\n  + [b]: B\n    + [x]: X\n  + [x]\n  - [d]: D\n  - [y]\n\n"
        "[a]\n  + [z]: Z\n    - [y]: Y"
    )

    assert loads(text).links == (Link("x", "a", PRO, place=1), Link("y", "a", CON, place=3))


def test_a_circle_is_a_link_back():
    text = "[a]: A\n  + [b]: B\n    - [c]: C\n      + [a]"

    assert replies(text) == [("b", "pro", "a"), ("c", "con", "b")]
    assert links(text) == [("a", "pro", "c")]


def test_relations_the_other_way_round_make_theses():
    text = "[a]: A\n  +> [b]: B\n  -> [c]: C"
    argument = loads(text)

    assert argument.asks
    assert replies(text) == [("b", None, "question"), ("a", "pro", "b"), ("c", None, "question")]
    assert links(text) == [("a", "con", "c")]


def test_statements_that_contradict_oppose_each_other():
    text = "[a]: A\n  >< [b]: B\n\n[c]: C\n\n[b]\n  >< [c]"

    assert replies(text) == [("b", "con", "a"), ("c", "con", "b")]
    assert links(text) == [("a", "con", "b"), ("b", "con", "c")]


def test_an_undercut_attacks_the_step():
    argument = loads("[a]: A\n  + [b]: B\n    _ [c]: C\n  + <d>: D\n    _ <e>: E")

    assert argument.reply_of["c"] == Reply("c", "b", CON, Aim.RELEVANCE)
    assert argument.reply_of["e"] == Reply("e", "d", CON, Aim.RELEVANCE)


def test_premises_are_linked_below_their_conclusion():
    argument = loads(f"<Air>: In short\n\n{PCS}")

    assert argument.root == "c"
    assert argument.replies == (
        Reply("p", "c", PRO, group="Air"),
        Reply("q", "c", PRO, group="Air"),
    )
    assert argument.nodes["p"].detail == "Air: In short"


def test_what_an_argument_says_in_short_stands_behind_other_details():
    text = "<Air>: In short\n\n(1) [p]: P {detail: Why}\n----\n(2) [c]: C"

    assert loads(text).nodes["p"].detail == "Why\n\nAir: In short"
    assert loads(text).reply_of["p"].group == ""


def test_what_a_step_says_again_is_said_once():
    argument = loads("[a]: A\n  + [b]: B\n\n<s>\n\n(1) [b]\n----\n(2) [a]")
    assert argument.replies == (Reply("b", "a", PRO),)
    assert argument.links == ()
    assert argument.unplaced == {}


def test_each_step_has_a_group_of_its_own():
    text = f"<A>\n\n{PCS}\n(4) [r]: R\n----\n(5) [d]: D"

    assert [(r.key, r.parent, r.group) for r in loads(text).replies] == [
        ("c", "d", "A (2)"),
        ("p", "c", "A"),
        ("q", "c", "A"),
        ("r", "d", "A (2)"),
    ]


def test_what_is_said_of_an_argument_is_said_of_a_premise():
    text = (
        f"<A>\n\n{PCS}\n\n<A>\n  + [s]: S\n  - [t]: T\n  _ [u]: U\n\n"
        "<B>\n\n(1) [p]\n(2) [q]\n----\n(3) [d]: D\n  _ [v]: V"
    )
    argument = loads(text)

    assert argument.reply_of["s"] == Reply("s", "p", PRO)
    assert argument.reply_of["t"] == Reply("t", "p", CON, Aim.RELEVANCE)
    assert argument.reply_of["u"] == Reply("u", "p", CON, Aim.RELEVANCE)
    assert argument.reply_of["v"] == Reply("v", "p", CON, Aim.RELEVANCE)
    assert argument.unplaced == {"relations to whole arguments, told of a premise": 2}


def test_a_premise_that_is_a_reason_already_joins_the_group():
    text = f"[c]: C\n  + [p]: P\n\n<A>\n\n{PCS.replace('[p]: P', '[p]').replace('[c]: C', '[c]')}"

    assert loads(text).replies == (
        Reply("p", "c", PRO, group="A"),
        Reply("q", "c", PRO, group="A"),
    )


def test_what_there_is_no_place_for_is_counted():
    text = f"""\
===
author: Ada
date: today
===

# One #tag

## Two {{a: b}}

[c1]: A {{rank: 1, state: open, met: soon}}
  + [c1]
  + [b] #loose {{aim: truth}}
  - [b] {{state: visible, aim: x, group: [y], made: z}}

[A title]: A

[A title]: B

<A>: x {{color: 1}}

{PCS.replace("----", "-- Rule, 2 {uses: [1, 2], why: so} --")}

<B>

(1) [p]
(2) [r]: R
----
(3) [c]
"""
    assert loads(text).unplaced == {
        "headings": 1,
        "tags": 1,
        "entries of the front matter": 2,
        "rules of inference": 2,
        "entries of data": 1 + 3 + 1 + 3 + 1 + 1,
        "other wordings of claims": 1,
        "titles of claims": 1,
        "claims that argue about themselves": 1,
        "second relations of the same two claims": 1,
        "premises of a second argument for the same claim": 1,
    }


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("===\ntitle: Cars\n===\n\n# Town\n\na", "Cars"),
        ("# Town *and* country\n\na", "Town and country"),
        ("## Town\n\na", ""),
        ("a\n\n# Town", ""),
        ("===\ntitle: [a]\n===\n\na", ""),
        ("# Town\n\n# Country\n\na", "Town"),
    ],
)
def test_the_title_is_in_the_front_matter_or_above_everything(text, title):
    assert loads(text).title == title


def test_a_question_asks_for_theses():
    argument = loads("===\nquestion: c1\nbackground: Why.\n===\n\n[c1]: Which?\n\n[a]: A\n\n[b]: B")

    assert (argument.root, argument.asks, argument.background) == ("1", True, "Why.")
    assert argument.replies == (Reply("a", "1", None), Reply("b", "1", None))


def test_data_says_what_rejoinder_says_of_claims():
    text = """\
[c1]: A b {
    id: x
    text: "A\\n b"
    detail: Why
    scheme: sign
    question: sign.observed
    state: withdrawn
    conceded: true
    met: 2026-03-01T09:04:00+00:00
    author: Ada
    written: 2026-03-01T09:01:00+00:00
    edited: 2026-03-01T09:02:00+00:00
    sources:
        - url: https://example.org
          quote: q
        - A book
    earlier: [{text: B, author: Bo}]
}
    - [c2]: C {aim: truth, group: g, conceded: false}
        - [c1] {made: "2026-03-01T09:03:00+00:00", aim: scope, group: h}
"""
    argument = loads(text)

    assert argument.nodes["x"] == Node(
        key="x",
        text="A\n b",
        detail="Why",
        scheme="sign",
        question="sign.observed",
        state=State.WITHDRAWN,
        conceded=True,
        met=at(4),
        author="Ada",
        written=at(1),
        edited=at(2),
        sources=(Source(url="https://example.org", quote="q"), Source(citation="A book")),
        earlier=(Wording("B", author="Bo"),),
    )
    assert argument.reply_of["2"] == Reply("2", "x", CON, Aim.TRUTH, "g")
    assert argument.links == (Link("x", "2", CON, Aim.SCOPE, at(3), "h"),)
    assert argument.unplaced == {}


@pytest.mark.parametrize(
    ("data", "node"),
    [
        ('{source: "C1a"}', Node("a", "A", sources=(Source(citation="C1a"),))),
        ("{source: https://a.org}", Node("a", "A", sources=(Source(url="https://a.org"),))),
        ("{source: x, sources: [y]}", Node("a", "A", sources=(Source(citation="y"),))),
        ("{proponent: Homer}", Node("a", "A", author="Homer")),
        ("{proponent: Homer, author: Ada}", Node("a", "A", author="Ada")),
        ("{text: B}", Node("a", "A")),
        ("{text: [B]}", Node("a", "A")),
        ("{sources: [{url: x, page: 3}]}", Node("a", "A")),
        ("{conceded: [x]}", Node("a", "A")),
        ("{author: [x], detail: d}", Node("a", "A", detail="d")),
    ],
)
def test_data_of_others_is_taken_where_it_can_be(data, node):
    assert loads(f"[a]: A {data}").nodes == {"a": node}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[a]: A\n\n<a>: B", ["a", "a-2"]),
        ("[c7]: A\n\n[7]: B\n\n[x]: C {id: 7}", ["7", "7-2", "7-3"]),
        ("[a]: A {id: [b]}\n\n[b]: B {id: ' '}", ["a", "b"]),
        ("**\n**\n\n[ ] {author: A}\n\n[x]: //c\n", ["Untitled 1", " ", "x"]),
    ],
)
def test_keys_are_different(text, keys):
    assert [key for key in loads(text).nodes if key != "question"] == keys


PIECES = [
    *(
        "[a]",
        "[a]:",
        "<b>",
        "<b>:",
        " text",
        "\n",
        "\n\n",
        "\n  + ",
        "\n  - ",
        "\n    _ ",
        "\n >< ",
    ),
    *(
        "\n  +> ",
        "(1) ",
        "\n----\n",
        "\n(2) ",
        "# ",
        "#t ",
        "*",
        "_",
        "{",
        "}",
        "{id: x}",
        "{a: b}",
    ),
    *("//", "/* ", "*/", "\\", ":smile:", "[l](u)", "===\n", "title: x", "\r", "\x00", "\u2028"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join))
@settings(max_examples=100)
def test_no_text_breaks_it(text):
    with suppress(FormatError):
        loads(text)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("===\ntitle: x\n===\n\na", True),
        ("[a]: b", True),
        ("a\n  + <b>", True),
        ("a\n  <- b", True),
        ("(1) a\n----\n(2) b", True),
        ("# Title\n\n<a>", True),
        ("A\n  + B\n\nC\n  - D", True),
        ("A\n  + B\ngoes on", True),
        ("A, see @<b>", True),
        ("- A\n  + B\n\nC\n  - D", False),
        ("A\n  + B\n\n  - C\n", False),
        ("=====\nTitle\n=====\n", False),
        ("- [ ] task", False),
        ("- [link](x)\n", False),
        ("[1]: https://example.org", False),
        ('{"a": [1]}', False),
        ("[1, 2]", False),
        ("<?xml version='1.0'?>\n<a>", False),
        ("Thesis\n  + pro\n  - con", False),
    ],
)
def test_it_is_known_by_its_signs(text, fits):
    assert FORMAT.fits(text) is fits
    assert FORMAT.fits("\ufeff\n" + text.replace("\n", "\r\n")) is fits


@pytest.mark.parametrize("text", ["# Title", "# A\n\n## B\n", "===\ntitle: T\n===\n\n# T\n"])
def test_without_any_statement_there_is_nothing_to_read(text):
    with pytest.raises(FormatError, match="there is no statement in it"):
        FORMAT.loads(text)
