from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from debates.models.spacing import (
    FIRST,
    LAST,
    LEAST_WIDTH,
    Gap,
    Interval,
    fits,
    is_roomy,
    share,
    shifted,
    spread,
)

WHOLE = Interval(FIRST, LAST)


@st.composite
def readings(draw: st.DrawFn) -> list[int]:
    """Levels of one branch in reading order."""
    levels = [draw(st.integers(0, 3))]
    for drop in draw(st.lists(st.integers(0, 8), max_size=40)):
        levels.append(max(levels[0] + 1, levels[-1] + 1 - drop))
    return levels


gaps = st.builds(
    lambda low, free, sibling, is_last: Gap(low, low + free + 1, sibling, is_last),
    st.integers(1, 2**40),
    st.integers(0, 2**40),
    st.integers(0, 2**40),
    st.booleans(),
)


@given(gaps)
@example(Gap(low=1, high=34, sibling=1, is_last=True))
def test_a_share_lies_inside_its_gap_and_leaves_room_on_both_sides(gap: Gap) -> None:
    place = share(gap)

    if place is None:
        assert gap.free < 8 * LEAST_WIDTH
    else:
        assert gap.low < place.lft < place.rght < gap.high
        assert place.rght - place.lft + 1 >= LEAST_WIDTH
        assert gap.high - place.rght > gap.free // 2 or not gap.is_last


def test_the_first_reply_takes_an_eighth_of_the_room_a_sixteenth_behind_the_start() -> None:
    place = share(Gap(low=0, high=1601, sibling=0, is_last=True))

    assert place == Interval(101, 300)


def test_a_reply_behind_others_takes_no_more_than_the_one_before_it_got() -> None:
    place = share(Gap(low=0, high=1601, sibling=16, is_last=True))

    assert place == Interval(9, 24)


def test_a_reply_behind_a_squeezed_one_is_not_squeezed_too() -> None:
    place = share(Gap(low=0, high=2**40, sibling=4, is_last=True))

    assert place is not None
    assert place.rght - place.lft > 2**29


def test_a_claim_between_two_others_stands_in_the_middle() -> None:
    place = share(Gap(low=0, high=801, sibling=7, is_last=False))

    assert place == Interval(351, 450)


@given(gaps, st.integers(2, 2**40))
def test_a_branch_is_shifted_only_where_half_of_the_room_stays_free(gap: Gap, width: int) -> None:
    place = shifted(gap, width)

    if 2 * width > gap.free:
        assert place is None
    else:
        assert gap.low < place.lft
        assert place.rght < gap.high
        assert place.rght - place.lft + 1 == width


@given(readings())
def test_spread_intervals_nest_as_the_levels_say(levels: list[int]) -> None:
    intervals = spread(levels, WHOLE)

    assert intervals[0] == WHOLE
    open_intervals: list[Interval] = []
    for level, interval in zip(levels, intervals, strict=True):
        while open_intervals and open_intervals[-1].rght < interval.lft:
            open_intervals.pop()
        assert len(open_intervals) == level - levels[0]
        assert interval.lft < interval.rght
        if open_intervals:
            assert open_intervals[-1].lft < interval.lft
            assert interval.rght < open_intervals[-1].rght
        open_intervals.append(interval)


@given(readings())
def test_what_fits_is_spread_no_narrower_than_the_least_width(levels: list[int]) -> None:
    place = Interval(5, 5 + 3 * len(levels) * LEAST_WIDTH)

    assert fits(levels, place)
    numbers = sorted(number for interval in spread(levels, place) for number in interval)
    assert all(right - left >= LEAST_WIDTH for left, right in pairwise(numbers))


def test_behind_its_last_reply_a_claim_keeps_room_for_as_many_as_it_has() -> None:
    root, *replies = spread([0, *[1] * 100], WHOLE)

    assert (root.rght - replies[-1].rght) // 100 >= replies[0].rght - replies[0].lft - 1


def test_a_chain_of_5000_and_a_row_of_5000_are_spread() -> None:
    assert len(spread(range(5000), WHOLE)) == 5000
    assert len(spread([0, *[1] * 4999], WHOLE)) == 5000


@pytest.mark.parametrize("levels", [[0, 2], [1, 1], [3, 4, 2], [0, 1, 3]])
def test_levels_that_are_no_branch_are_a_bug(levels: list[int]) -> None:
    with pytest.raises(ValueError, match="not those of one branch"):
        spread(levels, WHOLE)


def test_claims_that_do_not_fit_are_a_bug() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        spread([0, 1, 1], Interval(1, 5))


def test_the_whole_range_is_roomy_for_a_million_claims() -> None:
    assert is_roomy(WHOLE, 1_000_000)
    assert not is_roomy(Interval(1, 2**21), 2)
