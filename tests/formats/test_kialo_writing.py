"""Both layouts of Kialo's export, written and read back: a file that is as Kialo writes it comes
back byte for byte."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Stance
from debates.formats.carried import kept, numbered
from debates.formats.kialo import FORMAT, OLDER, dumps, dumps_older, layout_of, loads
from tests.maps import chain, grow, linked, maps

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
REAL = sorted(DATA.glob("arguman-same-debate/*.kialo-*.txt"))

NEWER = """\
Discussion Name:
Cars in cities

1. Thesis:
Cities should ban cars

  1.1. Pro:
  Air gets better [1], they say
  in two lines
   and this one is indented

    1.1.1. Con:
    Only a little [2] and [sic]

    1.1.2. Pro:
    1.2. Pro: looks like a header

  1.2. Con:
  -> See 1.1.1.

  1.3. Con:
  -> See discussion #12: Something else

  1.4. Pro:
  Quiet (p.14 [68]) [1] [3]

Sources:
[1] https://example.org/air
"A quote

[7] with a line like a source."
[2] http://The possibility of this
[3] example.org"""

OLDER_TEXT = """\
Discussion Title: Cars in cities

1. Cities should ban cars
1.1. Pro: Air gets [better](https://example.org/a_b), they say\\nin two lines
1.1.1. Con: Only \\(a\\) little \\[sic\\] \\@ada *em* \\\\n
1.2. Con: -> See 1.1.1.
1.3. Pro: LGBTQ*"""

QUESTION = """\
Discussion Name:
What about cars?

1. Question:
What about cars?

  1.1. Thesis:
  Ban them

    1.1.1. Pro:
    Air

  1.2. Thesis:
  Tax them

    1.2.1. Con:
    -> See 1.1.1.

Sources:"""

OLDER_QUESTION = """\
Discussion Title: What about cars?

1. What about cars?
1.1. Ban them
1.1.1. Pro: Air
1.2. Tax them"""

TEXTS = {
    "newer": NEWER,
    "older": OLDER_TEXT,
    "question": QUESTION,
    "older question": OLDER_QUESTION,
}


@pytest.mark.parametrize("of", TEXTS)
@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", [False, True])
def test_a_file_comes_back_byte_for_byte(of, eol, end):
    text = TEXTS[of].replace("\n", eol) + (eol if end else "")
    assert dumps(loads(text), layout_of(text)) == text


@pytest.mark.parametrize("gap", [1, 3])
def test_more_blank_lines_before_the_sources_come_back(gap):
    text = NEWER.replace("\n\nSources:", "\n" * (gap + 2) + "Sources:")
    assert dumps(loads(text), layout_of(text)) == text


@pytest.mark.skipif(not REAL, reason="../shared/data is absent")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_files_come_back_byte_for_byte(path):
    text = path.read_bytes().decode()
    assert dumps(loads(text), layout_of(text)) == text


def test_the_layout_of_a_text_is_found():
    assert layout_of("").eol == "\n"
    assert layout_of(NEWER) == (("\n", False, False, 0))
    assert layout_of(OLDER_TEXT.replace("\n", "\r\n") + "\r\n") == ("\r\n", True, True, 0)
    assert layout_of(NEWER.replace("\nSources:", "\n\n\nSources:")).gap == 2


def test_both_layouts_say_the_same():
    argument = loads(QUESTION)
    assert argument.asks
    assert numbered(loads(dumps_older(argument))) == numbered(argument)


def test_a_claim_is_printed_where_one_comes_by_it_first_and_links_point_back():
    argument = linked(grow("T\n  + a\n  - b\n    + c"), "c", "a", Stance.CON)
    assert dumps_older(argument).splitlines()[2:] == [
        "1. T",
        "1.1. Pro: a",
        "1.1.1. Con: c",
        "1.2. Con: b",
        "1.2.1. Pro: -> See 1.1.1.",
    ]


def test_a_circle_is_written_as_a_link():
    argument = linked(grow("T\n  + a\n    - b"), "a", "b", Stance.PRO)
    again = loads(dumps(argument))
    assert again.links == (Link("1.1.", "1.1.1.", Stance.PRO, place=0),)


def test_a_map_without_a_title_is_named_after_its_thesis():
    assert dumps(grow("T\n  + a")).startswith("Discussion Name:\nT\n\n1. Thesis:\nT\n")
    assert dumps_older(grow("T\n  + a")).startswith("Discussion Title: \n\n1. T\n")


def test_sources_are_footnotes_in_order_of_use():
    shared = Source(url="https://a.org")
    nodes = {
        "T": Node("T", "Says [2] who", sources=(Source(citation="Ada 2020"), shared)),
        "a": Node("a", "So [9]", sources=(shared, Source(url="https://b.org", quote="Q"))),
    }
    text = dumps(ArgumentMap("T", nodes, (Reply("a", "T", Stance.PRO),)))
    assert "\nSays [2] who [1]\n" in text
    assert "\n  So [9] [2] [3]\n" in text
    assert text.endswith('[1] Ada 2020\n[2] https://a.org\n[3] https://b.org\n"Q"')
    again = loads(text)
    assert again.nodes["1."].sources == (Source(url="https://a.org"), Source(url="Ada 2020"))
    assert again.nodes["1."].text == "Says [1] who"


def test_blank_lines_in_a_claim_go_as_they_would_end_it():
    argument = ArgumentMap("T", {"T": Node("T", "a\r\n\r\n b\n\t\nc\x0bd")})
    assert loads(dumps(argument)).nodes["1."].text == "a\n b\nc\x0bd"


def test_a_deep_thread_is_no_problem():
    assert [node.text for node in loads(dumps_older(chain(500))).nodes.values()] == [
        node.text for node in chain(500).nodes.values()
    ]


words = st.text(st.sampled_from("ab .!*_(@\\n"), min_size=1, max_size=12).filter(str.strip)


def plain(argument: ArgumentMap, texts: list[str]) -> ArgumentMap:
    """The same debate in words that no layout takes for something else."""
    nodes = {
        key: node._replace(text=texts[n % len(texts)].strip())
        for n, (key, node) in enumerate(argument.nodes.items())
    }
    return replace(argument, nodes=nodes, title="T", links=())


@given(maps(), st.lists(words, min_size=1))
@settings(max_examples=40)
def test_what_it_can_carry_comes_back(argument, texts):
    argument = plain(argument, texts)
    for format, write in ((FORMAT, dumps), (OLDER, dumps_older)):
        expected = numbered(kept(argument, format.carries))
        if argument.asks and not (argument.replies or write is dumps):
            continue  # a question without theses is no question in the older layout
        again = numbered(loads(write(argument)))
        assert (again.title, again.asks) == (expected.title, expected.asks)
        assert again.replies == expected.replies
        assert [n.text for n in again.nodes.values()] == [n.text for n in expected.nodes.values()]


@given(maps())
@settings(max_examples=40)
def test_every_relation_comes_back(argument):
    """Whatever hangs below what: the tree may be another one, the graph is the same."""
    argument = replace(
        argument,
        asks=False,
        replies=tuple(
            reply._replace(stance=reply.stance or Stance.PRO) for reply in argument.replies
        ),
    )
    names = {key: f"Claim {n}" for n, key in enumerate(argument.nodes)}
    nodes = {key: Node(key, names[key]) for key in argument.nodes}
    argument = replace(argument, nodes=nodes)
    assert relations(loads(dumps(argument))) == relations(argument)


def relations(argument: ArgumentMap) -> set[tuple[str, str]]:
    named = {key: node.text for key, node in argument.nodes.items()}
    pairs = [(reply.key, reply.parent) for reply in argument.replies]
    pairs += [(link.key, link.target) for link in argument.links]
    return {(named[key], named[target]) for key, target in pairs}
