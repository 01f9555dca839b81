"""The official parser as a judge: of what is written here, and of how texts are read here."""

from collections.abc import Iterator
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from debates.argument.map import ArgumentMap, Link, Reply
from debates.argument.words import Aim, Stance
from debates.formats.argdown import dumps
from debates.formats.argdown.escaping import shown
from debates.formats.argdown.writing import titles_of
from tests.formats.argdown import has_judge, judged, ours
from tests.formats.test_argdown_document import EVERYTHING, RELATIONS, TEXTS, WRONG
from tests.formats.test_argdown_writing import sensible
from tests.maps import chain, maps

pytestmark = pytest.mark.skipif(
    not has_judge(), reason="the official parser is not installed: ./run test does it, where npm is"
)

Value = TypeVar("Value")
STATEMENT = "equivalence-class"

# What is read otherwise here, on purpose: YAML that could grow without end, or has more than words
# for keys, and data of more than 30 levels or a million characters.
STRICTER = ("anchors", "a key of this data", "more than 30 levels", "more than 1,000,000")


def some(strategy: st.SearchStrategy[Value], number: int) -> list[Value]:
    """To ask the judge once for all of them."""
    found: list[Value] = []

    @settings(
        max_examples=number,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
        database=None,
    )
    @given(strategy)
    def draw(value: Value) -> None:
        found.append(value)

    draw()
    return found


def relations_of(argument: ArgumentMap) -> Iterator[tuple[str, ...]]:
    titles = titles_of(argument)
    arguing: list[Reply | Link] = [*argument.replies, *argument.links]
    for one in arguing:
        target = one.parent if isinstance(one, Reply) else one.target
        said = "undercut" if one.aim is Aim.RELEVANCE else "attack"
        said = "support" if one.stance is Stance.PRO else said
        if one.stance is not None:
            yield titles[one.key], STATEMENT, said, titles[target], STATEMENT


def test_the_official_parser_finds_every_claim_and_relation_that_is_written():
    debates = [*map(sensible, some(maps(), 30)), chain(500)]

    for argument, found in zip(debates, judged(list(map(dumps, debates))), strict=True):
        titles = titles_of(argument)
        assert "refused" not in found, dumps(argument)
        assert found["relations"] == sorted(set(relations_of(argument)))
        assert {title: told["texts"] for title, told in found["statements"].items()} == {
            titles[key]: [shown(node.text).strip()] for key, node in argument.nodes.items()
        }
        assert found["arguments"] == {}


PIECES = [
    *("[A]", "[A]:", "[B]: b", "<A>", "<A>: d", "foo", "bar baz", " ", "\n", "\n\n", "\n  + "),
    *("\n  - ", "\n    + ", "\n  _ ", "\n    <_ ", "\n  +> ", "\n  -> ", "\n  >< ", "\n   _> "),
    *("(1) ", "\n(2) ", "\n----\n", "\n--\nRule, b\n--\n", "\n-- R {uses: [1]} --\n", "# H\n\n"),
    *("\n\n(1) p\n(2) [A]\n----\n(3) [B]\n", "#tag ", "#(a tag)", "@[A]", "@<A> ", "*", "**", "_"),
    *("__", " *em* ", "**b** ", "{a: b}", " {x: [1, 2]}", "\n{\nk: v\n}\n", "//c\n", "/* c */"),
    *("<!-- c -->", ":happy:", ".->.", ".", ":", "\\*", "\\[", "[l](http:u)", "[", "]", "(", ")"),
    *("<", ">", "@", "#", "-", "--", "=", "===", "'", "+", "\n* ", "\n 1. ", "  ", "\t", "é", "😀"),
]
BLOCKS = [
    *("\n\n[A]: a text", "\n\n<A>: desc", "\n\n[B]", "\n\n(1) [A]\n(2) x\n----\n(3) y"),
    *("\n  + [A]", "\n  - [C]: c", "\n    + <A>", "\n    _ <B>: b", "\n  >< [D]", "\n      +> [A]"),
    *("\n  -> [B]", "\n  _> <A>", "\n\n<A>\n\n(1) [B]\n----\n(2) [A]", "\n  <_ [E]", "\n\n* x"),
    *("\n      <- foo *bar*", "\n(1) p\n--\nR\n--\n  <_ <B>\n(2) q\n   _ [A]", " #t", " {a: b}"),
    *("\n\n# H", "\n* y", "\n1. z", "\n text goes on", "\n// c"),
]
TITLES_ACROSS_LINES = ("[\n", "<\n")
random_texts = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
    | st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=10).map(
        lambda blocks: "x" + "".join(blocks)
    )
).filter(lambda text: not any(across in text for across in TITLES_ACROSS_LINES))


def differing(texts: list[str]) -> Iterator[tuple[str, object, object]]:
    for text, theirs in zip(texts, judged(texts), strict=True):
        found = ours(text)
        same = "refused" in found if "refused" in theirs else found == theirs
        # An emphasis of nothing: it says “undefined” for what there is not.
        if not same and "undefined" not in str(theirs) and "on one line" not in str(found):
            yield text, found, theirs


def test_any_text_is_read_as_the_official_parser_reads_it():
    assert list(differing(some(random_texts, 200))) == []


def test_the_examples_of_other_tests_are_the_official_parser_s():
    texts = [EVERYTHING, *(row[0] for row in (*TEXTS, *RELATIONS, *WRONG) if len(row[0]) < 1000)]
    texts = [text for text in texts if not any(across in text for across in TITLES_ACROSS_LINES)]

    assert [
        text
        for text, found, _ in differing(texts)
        if not any(word in str(found) for word in STRICTER)
    ] == []
