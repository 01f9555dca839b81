from hypothesis import given, settings
from hypothesis import strategies as st

from debates.reasoning.groups import told_apart

THREE, FOUR = {"a", "b", "c"}, {"d", "e", "f", "g"}


def votes(people: str) -> dict[str, int]:
    return dict.fromkeys(people, 3)


def test_groups_of_enough_people_are_told():
    told = told_apart({"X": votes("abcdefg")}, [THREE, FOUR], 3)
    assert told == [{"X": votes("abc")}, {"X": votes("defg")}]


def test_a_claim_on_which_few_of_a_group_voted_is_not_told_for_it():
    assert told_apart({"X": votes("abdefg")}, [THREE, FOUR], 3) == [{}, {}]
    assert told_apart({"X": votes("defg")}, [THREE, FOUR], 3) == [{}, {"X": votes("defg")}]


def test_the_smallest_group_is_left_out_until_the_rest_are_many():
    told = told_apart({"X": votes("abcdefgz")}, [THREE, FOUR], 3)
    assert told == [{}, {"X": votes("defg")}]


def test_nothing_is_told_of_nothing():
    assert told_apart({}, [THREE], 3) == [{}]
    assert told_apart({"X": votes("abc")}, [], 3) == []


@settings(max_examples=60)
@given(st.sets(st.sampled_from("abcdefghijkl")), st.integers(1, 4))
def test_neither_a_group_nor_the_rest_is_ever_few(people, fewest):
    groups = [set("abcd"), set("efg"), set("hi")]
    told = told_apart({"X": votes("".join(sorted(people)))}, groups, fewest)
    shown = [own["X"] for own in told if own]
    assert all(len(own) >= fewest for own in shown)
    rest = len(people) - sum(map(len, shown))
    assert not shown or rest == 0 or rest >= fewest
