from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import Link, Source
from debates.argument.words import Stance
from debates.formats.errors import FormatError
from debates.formats.kialo import FORMAT, loads
from debates.formats.kialo.markup import escaped, unescaped
from tests.formats.test_kialo_writing import NEWER, OLDER_QUESTION, OLDER_TEXT, QUESTION

ENDS = ("\n", "\r\n", "\n", "\r\n", "\r\n")
V1 = "Discussion Title: T\n\n"
V2 = "Discussion Name:\nT\n\n1. Thesis:\nT\n\n"


def problem(text: str) -> tuple[int, str]:
    with pytest.raises(FormatError) as caught:
        loads(text)
    return caught.value.line, caught.value.problem


def test_the_newer_layout_is_read():
    argument = loads(NEWER)
    assert argument.title == "Cars in cities"
    assert {key: node.text for key, node in argument.nodes.items()} == {
        "1.": "Cities should ban cars",
        "1.1.": "Air gets better [1], they say\nin two lines\n and this one is indented",
        "1.1.1.": "Only a little [1] and [sic]",
        "1.1.2.": "1.2. Pro: looks like a header",
        "1.3.": "-> See discussion #12: Something else",
        "1.4.": "Quiet (p.14 [68])",
    }
    assert argument.nodes["1.1."].sources == (
        Source(url="https://example.org/air", quote="A quote\n\n[7] with a line like a source."),
    )
    assert argument.nodes["1.4."].sources == (
        argument.nodes["1.1."].sources[0],
        Source(url="example.org"),
    )
    assert argument.links == (Link("1.1.1.", "1.", Stance.CON, place=1),)
    assert argument.unplaced == {"references to other discussions, kept as claims": 1}
    assert argument.lines["1.1."] == 7


def test_the_older_layout_is_read():
    nodes = loads(OLDER_TEXT).nodes
    assert nodes["1.1."].text == (
        "Air gets [better](https://example.org/a_b), they say\nin two lines"
    )
    assert nodes["1.1.1."].text == "Only (a) little [sic] @ada *em* \\n"
    assert nodes["1.3."].text == "LGBTQ*"


@pytest.mark.parametrize("text", [QUESTION, OLDER_QUESTION])
def test_a_question_has_theses(text):
    argument = loads(text)
    assert argument.asks
    assert [reply.stance for reply in argument.children["1."]] == [None, None]


@pytest.mark.parametrize("text", [NEWER, OLDER_TEXT, QUESTION])
def test_a_mark_blank_lines_and_other_ends_of_lines_change_nothing(text):
    changed = "\ufeff" + text.replace("\n", "\r\n") + "\r\n\r\n"
    assert loads(changed) == loads(text)
    assert loads("\n" + text).nodes == loads(text).nodes
    mixed = "".join(
        f"{line}{end}" for line, end in zip(text.split("\n"), cycle(ENDS), strict=False)
    )
    assert loads(mixed) == loads(text)
    assert FORMAT.fits(changed)


def test_lines_are_counted_with_the_empty_ones():
    argument = loads(V1 + "\n1. T\n\n \t\n1.1. Pro: a\n1.2. Con: b\n\n")
    assert argument.lines == {"1.": 4, "1.1.": 7, "1.2.": 8}


def test_zeros_and_odd_signs_are_text():
    assert loads(V1 + "1. a\x00\u00a0\u200b").nodes["1."].text == "a\x00\u00a0\u200b"


def test_gaps_in_the_numbers_do_no_harm():
    assert list(loads(V1 + "1. T\n1.4. Pro: a\n1.2. Con: b").nodes) == ["1.", "1.4.", "1.2."]


def test_a_link_may_point_forward_and_to_an_ancestor():
    argument = loads(
        V1 + "1. T\n1.1. Pro: -> See 1.2.1.\n1.2. Con: b\n1.2.1. Pro: c\n1.2.1.1. Con: -> See 1.2."
    )
    assert argument.links == (
        Link("1.2.1.", "1.", Stance.PRO, place=0),
        Link("1.2.", "1.2.1.", Stance.CON, place=0),
    )


def test_links_that_say_nothing_new_are_told():
    argument = loads(
        V1 + "1. T\n1.1. Pro: a\n1.2. Con: -> See 1.1.\n1.1.1. Con: -> See 1.1.\n"
        "1.3. Pro: b\n1.1.2. Pro: -> See 1.3.\n1.1.3. Con: -> See 1.3."
    )
    assert argument.links == (Link("1.3.", "1.1.", Stance.PRO, place=1),)
    assert argument.unplaced == {"references that say nothing new": 3}


def test_a_root_is_never_a_link():
    assert loads(V1 + "1. -> See 1.").nodes["1."].text == "-> See 1."


def test_sources_that_no_claim_mentions_are_kept_with_the_first():
    argument = loads(V2 + "Sources:\n\n[1] https://a.org\nno quote\n\n[3] not a source")
    assert argument.nodes["1."].sources == (
        Source(url="https://a.org", quote="no quote\n\n[3] not a source"),
    )
    assert argument.unplaced == {"sources that no claim mentions, told with the first claim": 1}


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "a Kialo export begins with “Discussion Name:” or “Discussion Title:”"),
        ("Discussion", 1, "a Kialo export begins with"),
        ("Discussion Name: T\n\n1. Thesis:\nT", 1, "a Kialo export begins with"),
        ("Discussion Name:\n\n1. Thesis:\nT", 3, "here should be the name of the discussion"),
        ("Discussion Name:\n", 2, "here should be the name of the discussion"),
        ("Discussion Name:\n\nSources:", 3, "here should be the name of the discussion"),
        ("Discussion Name:\nT\n\nSources:", 1, "there is no claim in it"),
        ("Discussion Title: T", 1, "there is no claim in it"),
        (V1 + "1. T\nand more", 4, "here should be a number, as in “1.2. Pro: ”, and a text"),
        (V1 + "1.\nT", 3, "here should be a number, as in “1.2. Pro: ”, and a text"),
        (V1 + "2. T", 3, "the first claim has the number 1., not 2."),
        (V1 + "1.1. Pro: T", 3, "the first claim has the number 1., not 1.1."),
        (V1 + "1. T\n2. U", 4, "2. has no place: there is a root"),
        (V1 + "1. T\n1.1.1. Pro: a", 4, "1.1.1. has no place: no claim 1.1. stands before it"),
        (V1 + "1. T\n1..1. Pro: a", 4, "1..1. has no place: no claim 1.. stands before it"),
        (V1 + "1. T\n.1. Pro: a", 4, ".1. has no place: no claim . stands before it"),
        (V1 + "1. T\n1.. Pro: a", 4, "here should be a number, as in “1.2. Pro: ”, and a text"),
        (V1 + "1. T\n1.1. Pro: a\n1.1. Con: b", 5, "the number 1.1. is that of line 4 already"),
        (V1 + "1. T\n1.1. Pro: a\n1.1.1. b", 5, "is 1.1.1. a Pro or a Con?"),
        (V1 + "1. T\n1.1. Pro: a\n1.1.1. -> See 1.", 5, "is 1.1.1. a Pro or a Con?"),
        (V1 + "1. T\n1.1. Pro: ", 4, "the claim 1.1. has no text"),
        (V1 + "1. T\n1.1. Pro: -> See 1.7.", 4, "this points to 1.7., but no claim has that"),
        (
            V1 + "1. T\n1.1. Pro: -> See 1.2.\n1.2. Pro: -> See 1.1.",
            4,
            "this points to 1.2., which only points on; name the claim itself",
        ),
        (
            V1 + "1. T\n1.1. Pro: a\n1.2. Con: -> See 1.1.\n1.2.1. Pro: b",
            6,
            "1.2.1. is below 1.2., which only points to another claim",
        ),
        (V2 + "and more", 7, "here should be a number and a kind, as in “1.2. Pro:”"),
        (V2 + "  1.1. Pro:\n\n", 7, "the claim 1.1. has no text"),
        (V2 + "  1.1. Pro:\n  a\n\n  b", 10, "here should be a number and a kind"),
        (V2 + "Sources:\nsee there", 8, "here should be the first source, as in"),
    ],
)
def test_what_is_no_export_is_refused_with_its_line(text, line, expected):
    found, said = problem(text)
    assert (found, said[: len(expected)]) == (line, expected)


def test_links_stay_links_in_the_older_layout():
    assert escaped("see [a](https://a.org/x) (b)") == r"see [a](https://a.org/x) \(b\)"


@given(st.text(st.sampled_from("a\\n()[]@ \n*"), max_size=20))
@settings(max_examples=100)
def test_a_text_is_on_one_line_in_the_older_layout_and_comes_back(text):
    assert "\n" not in escaped(text)
    assert unescaped(escaped(text)) == text


def test_claims_may_stand_in_another_order_than_they_are_read():
    argument = loads(V1 + "1. T\n1.1. Pro: a\n1.2. Con: b\n1.1.1. Con: c\n1.02.1. Pro: d")
    assert list(argument.nodes) == ["1.", "1.1.", "1.1.1.", "1.2.", "1.2.1."]
