import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from debates.argument.map import ArgumentMap, Node
from debates.argument.words import Stance
from debates.formats.carried import kept, numbered
from debates.formats.errors import FormatError
from debates.formats.outline import FORMAT, dumps, loads
from tests.maps import chain, grow, maps

TEXT = """\
Cities should ban cars
  + Air gets better
    - Only a little
  - Deliveries stop
"""

QUESTION = """\
What about cars?
  * Ban them
    + Air
  * Tax them
"""


def problem(text: str) -> tuple[int, str]:
    with pytest.raises(FormatError) as caught:
        loads(text)
    return caught.value.line, caught.value.problem


def test_an_outline_reads_as_it_is_written():
    assert loads(TEXT) == numbered(grow(TEXT))
    assert dumps(loads(TEXT)) == TEXT
    assert loads(TEXT).lines == {"1": 1, "2": 2, "3": 3, "4": 4}


def test_a_question_has_its_theses_with_stars():
    argument = loads(QUESTION)
    assert argument.asks
    assert [reply.stance for reply in argument.replies] == [None, Stance.PRO, None]
    assert dumps(argument) == QUESTION


@given(maps())
@example(ArgumentMap("1", {"1": Node("1", "+ 5\n\ufeff")}))
@example(ArgumentMap("1", {"1": Node("1", "\\\\- a")}))
@example(ArgumentMap("1", {"1": Node("1", "\ufeffa")}))
@settings(max_examples=40)
def test_what_it_can_carry_comes_back(argument):
    assume(argument.replies or not argument.asks)  # a question is known by its theses
    again = loads(dumps(argument))
    assert again == numbered(kept(argument, FORMAT.carries))


@pytest.mark.parametrize(
    "text",
    [
        "T\n+ a\n  - b\n- c",
        "\ufeffT\r\n\r\n\t+ a\r\n\t\t-   b  \r\n\r\n\t- c\r\n",
        "T\r   + a\r        - b\r   - c\r\r",
        "T\n        + a\n\t\t- b\n\t- c",
    ],
)
def test_other_ways_to_indent_and_to_end_lines_read_the_same(text):
    argument = loads(text)
    assert [node.text for node in argument.nodes.values()] == ["T", "a", "b", "c"]
    assert [reply.parent for reply in argument.replies] == ["1", "2", "1"]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "the first line must be the thesis, without + or - before it"),
        ("\n \n", 1, "the first line must be the thesis, without + or - before it"),
        ("\n+ a", 2, "the first line must be the thesis, without + or - before it"),
        ("T\n  + a\n\nb", 4, "here should be “+ ” or “- ” and a claim"),
        ("T\n  +", 2, "here should be “+ ” or “- ” and a claim"),
        ("T\n  + a\n      - b\n    - c", 4, "this lines up with no claim above it"),
        ("T\n    + a\n  + b", 3, "this lines up with no claim above it"),
        ("T\n  + a\n    * b", 3, "“* ” is for the theses of a question, right below it"),
        ("T\n  * a\n  + b", 3, "other claims here begin with “* ”, as theses of a question do; "),
    ],
)
def test_what_is_no_outline_is_refused_with_its_line(text, line, expected):
    found, said = problem(text)
    assert found == line
    assert said.startswith(expected)


def test_a_deep_thread_is_no_problem():
    assert loads(dumps(chain(2000))) == numbered(chain(2000))


@given(st.text(st.sampled_from("T+-* \t\n\r\\\ufeff"), max_size=40) | st.text(max_size=40))
def test_no_text_crashes_it(text):
    try:
        argument = loads(text)
    except FormatError:
        return
    assert loads(dumps(argument)) == kept(argument, FORMAT.carries)


@pytest.mark.parametrize(
    ("text", "fits"),
    [(TEXT, True), (QUESTION, True), ("T", False), ("+ a\n+ b", False), ("T\nprose", False)],
)
def test_it_knows_an_outline_by_its_first_two_lines(text, fits):
    assert FORMAT.fits(text) is fits
