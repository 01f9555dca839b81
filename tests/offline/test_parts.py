"""A debate cut into pages: nothing missing, nothing twice, no page without end."""

import pytest
from hypothesis import given, settings

from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Stance
from debates.offline.parts import MOST_LEVELS, MOST_ROWS, SMALL, Part, parts
from tests.maps import maps


def of_shape(parents: list[int]) -> ArgumentMap:
    """Claim n + 1 hangs below claim parents[n], which comes before it."""
    keys = range(len(parents) + 1)
    replies = [Reply(str(n), str(parent), Stance.PRO) for n, parent in enumerate(parents, 1)]
    return ArgumentMap("0", {str(n): Node(str(n), f"Claim {n}") for n in keys}, tuple(replies))


SHAPES = {
    "nothing else": [],
    "a chain": list(range(1000)),
    "a star": [0] * 1000,
    "twigs": [0 if n % 2 == 0 else n for n in range(1000)],
    "a bush": [n // 3 for n in range(3000)],
    "a comb": [n - n % 2 for n in range(2000)],
    "chains from a star": [0 if n % 60 == 0 else n for n in range(3000)],
}


def require_whole(argument: ArgumentMap, found: list[Part]) -> None:
    rows = [row.key for part in found for row in part.rows]
    assert sorted(rows) == sorted(set(argument.nodes) - {argument.root})
    cuts = [part.cut for part in found]
    assert len(cuts) == len(set(cuts))
    onward = {one.cut for part in found for one in part.onward.values()}
    assert onward == set(cuts[1:])
    for part in found:
        assert len(part.rows) <= MOST_ROWS
        assert all(1 <= row.depth <= MOST_LEVELS for row in part.rows)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_claim_is_on_one_page(shape: str) -> None:
    argument = of_shape(SHAPES[shape])
    found = list(parts(argument))

    require_whole(argument, found)
    # On average they are full enough to be worth turning.
    assert len(found) <= 1 + len(argument.nodes) / MOST_LEVELS * 1.5


@given(maps())
@settings(max_examples=30)
def test_each_claim_of_any_map_is_on_one_page(argument: ArgumentMap) -> None:
    require_whole(argument, list(parts(argument)))


def test_rows_are_in_reading_order_with_their_depth() -> None:
    (part,) = parts(of_shape([0, 1, 1, 0]))

    assert part.rows == (("1", 1), ("2", 2), ("3", 2), ("4", 1))
    assert part.onward == {}


def test_small_branches_stay_together_and_what_is_left_goes_on() -> None:
    found = list(parts(of_shape(SHAPES["twigs"])))

    assert {len(part.rows) for part in found[:-1]} == {MOST_ROWS}
    assert [one.replies for one in found[0].onward.values()] == [400]
    assert SMALL < MOST_ROWS
