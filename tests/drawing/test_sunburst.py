import math
import re
from dataclasses import replace

import pytest
from hypothesis import given

from debates.argument.words import Kind, Side
from debates.drawing.sunburst import arcs, branch_sizes
from tests.maps import chain, grow, maps

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def keys(argument, **details) -> list[str]:
    return [arc.key for arc in arcs(argument, **details)]


def ends(path: str) -> list[float]:
    """The radii at which the corners of an arc lie."""
    corners = re.findall(r"(-?[\d.]+) (-?[\d.]+)(?=[LAMZ])", path)
    return [math.hypot(float(x), float(y)) for x, y in corners]


def test_a_lone_thesis_has_no_arcs():
    assert arcs(grow("T")) == []


def test_arcs_are_in_reading_order_with_kind_side_and_depth():
    drawn = arcs(grow("T\n  + A\n    - B\n      - C\n  - D"))
    assert [arc[:4] for arc in drawn] == [
        ("A", Kind.CLAIM, Side.THESIS, 1),
        ("B", Kind.CRITIQUE, Side.CRITICS, 2),
        ("C", Kind.REBUTTAL, Side.THESIS, 3),
        ("D", Kind.CRITIQUE, Side.CRITICS, 1),
    ]


def test_the_first_reply_starts_at_twelve_o_clock_and_goes_clockwise():
    first, second = arcs(grow("T\n  + A\n  - B"), rings=3)
    assert first.path == "M0 -26L0 -48.7A48.7 48.7 0 0 1 0 48.7L0 26A26 26 0 0 0 0 -26Z"
    assert second.path == "M0 26L0 48.7A48.7 48.7 0 0 1 0 -48.7L0 -26A26 26 0 0 0 0 26Z"


def test_a_branch_is_as_wide_as_it_has_claims():
    large, *_, small = arcs(grow("T\n  + A\n    + B\n    + C\n  - D"))
    assert "A42.5 42.5 0 1 1 -42.5 0L-26 0" in large.path  # three quarters
    assert small.path.startswith("M-26 0L-42.5 0A42.5 42.5 0 0 1 0 -42.5L0 -26")


def test_a_single_reply_is_a_whole_ring_with_a_hole():
    (ring,) = arcs(grow("T\n  + A"), rings=1)
    assert ring.path == (
        "M0 -98A98 98 0 0 1 0 98A98 98 0 0 1 0 -98Z"
        "M0 -26A26 26 0 0 0 0 26A26 26 0 0 0 0 -26Z"
    )  # fmt: skip


def test_the_outermost_ring_ends_where_the_picture_does():
    for rings in (1, 2, 4, 7):
        outermost = arcs(chain(rings + 3), rings=rings)[-1]
        assert outermost.depth == rings
        assert max(ends(outermost.path)) == pytest.approx(98, abs=0.1)


def test_narrow_arcs_are_left_out_with_all_below_them():
    outline = "T\n" + "".join(f"  + {number}\n" for number in range(200)) + "  - A\n    - B\n"
    assert keys(grow(outline)) == ["A"]
    assert keys(grow(outline), least_degrees=4) == []


def test_what_is_drawn_beside_a_narrow_arc_stays_in_its_place():
    outline = "T\n  + A\n" + "".join(f"  - B{n}\n" if not n else f"    + {n}\n" for n in range(150))
    (wide, *_) = arcs(grow(outline))
    assert wide.key == "B0"
    assert not wide.path.startswith("M0 -26")


def test_a_deep_thread_is_no_problem():
    assert len(arcs(chain(5000))) == 4
    assert branch_sizes(chain(5000))["0"] == 5001


@given(maps())
def test_every_arc_stays_within_its_ring(argument):
    for arc in arcs(argument):
        inner = 26 + (arc.depth - 1) * 18.5
        assert all(inner - 0.2 <= radius <= inner + 16.7 for radius in ends(arc.path))
        assert all(-98 <= float(number) <= 98 for number in NUMBER.findall(arc.path))


@given(maps())
def test_with_room_enough_every_claim_up_to_the_last_ring_has_an_arc(argument):
    expected = [step.node.key for step in argument.walk() if 1 <= step.depth <= 4]
    assert keys(argument, least_degrees=0) == expected


def test_the_map_of_a_question_has_an_arc_for_each_thesis():
    question = grow("Q\n  + T\n  + U")
    theses = tuple(reply._replace(stance=None) for reply in question.replies)
    drawn = arcs(replace(question, replies=theses, asks=True))
    assert [arc.kind for arc in drawn] == [Kind.THESIS, Kind.THESIS]
