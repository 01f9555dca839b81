"""What is said of a file before it comes in, and of the lines around what is wrong in it."""

from dataclasses import replace

import pytest

from debates.argument.map import ArgumentMap, Link, Source
from debates.argument.words import Aim, Stance, State
from debates.formats import native
from debates.formats.errors import FormatError
from debates.formats.reception import received
from debates.web.brought import MOST_ROWS, Brought, Row, brought, trouble
from tests.maps import changed, grow
from tests.offline.test_parts import SHAPES, of_shape

CARS = grow(
    """\
Cities should ban cars
  + Air gets better
    -scope Not in winter
  + Streets get quiet
  - Deliveries
"""
)


def shown(argument: ArgumentMap) -> Brought:
    return brought(received(native.dumps(argument).encode()))


def row(argument: ArgumentMap, text: str) -> Row:
    return next(one for one in shown(argument).rows if one.text == text)


def test_a_row_says_what_a_claim_does_and_what_is_with_it() -> None:
    argument = changed(CARS, "Air gets better", detail="Much", sources=(Source("https://a.org/"),))
    argument = changed(argument, "Deliveries", conceded=True)
    argument = changed(argument, "Streets get quiet", state=State.WITHDRAWN)

    assert row(argument, "Cities should ban cars")[:2] == ("thesis", "Thesis")
    air = row(argument, "Air gets better")
    assert (air.icon, air.label, air.marks) == ("claim", "Supports", ["with detail", "1 source"])
    assert row(argument, "Not in winter").label == "Opposes · of scope"
    assert row(argument, "Deliveries").marks == ["conceded"]
    assert row(argument, "Streets get quiet").marks == ["withdrawn"]


def test_linked_premises_and_second_places_are_told() -> None:
    replies = tuple(
        reply._replace(group="1") if reply.stance == Stance.PRO else reply for reply in CARS.replies
    )
    link = Link("Deliveries", "Air gets better", Stance.CON, Aim.RELEVANCE)
    argument = replace(CARS, replies=replies, links=(link,))

    assert row(argument, "Air gets better").marks == ["linked premise"]
    assert shown(argument).counted == [
        "5 claims",
        "2 in support",
        "3 in opposition",
        "2 levels deep",
        "1 claim that argues in a second place",
        "1 group of linked premises",
        "1 attack on relevance",
    ]


def test_a_question_has_theses() -> None:
    replies = tuple(
        reply._replace(stance=None) if reply.parent == CARS.root else reply
        for reply in CARS.replies
    )
    argument = replace(CARS, asks=True, replies=replies)

    assert row(argument, "Cities should ban cars").label == "Question"
    assert row(argument, "Deliveries").label == "Thesis"
    assert "3 theses" in shown(argument).counted


@pytest.mark.parametrize("shape", ["nothing else", "a star", "twigs", "a bush"])
def test_an_outline_is_of_upper_levels_and_its_lists_end(shape: str) -> None:
    argument = of_shape(SHAPES[shape])
    told = shown(argument)

    assert len(told.rows) == min(MOST_ROWS, len(argument.nodes))
    assert told.left == len(argument.nodes) - len(told.rows)
    begun, ended = (row.begins for row in told.rows), (row.ends.count("</ol>") for row in told.rows)
    assert sum(begun) == sum(ended)


def test_lines_are_shown_as_they_are_and_no_longer_than_they_should() -> None:
    content = ("a\tb\r\n" + "x" * 1000 + "\nc\x00\u202ed\nlast").encode()

    told = trouble(FormatError(2, "this is wrong"), content)

    assert told.problem == "This is wrong."
    assert [(line.number, line.is_wrong) for line in told.lines] == [
        (1, False),
        (2, True),
        (3, False),
        (4, False),
    ]
    assert told.lines[0].text == "a    b"
    assert told.lines[1].text == "x" * 240 + "…"
    assert told.lines[2].text == "c��d"


def test_of_what_is_no_text_no_line_is_shown() -> None:
    assert trouble(FormatError(1, "this is not UTF-8."), b"\xff\xfe").lines == []
    assert trouble(FormatError(9, "too few lines"), b"one").lines == []
