"""What would make a claim stand or fall, tried out on any map."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from debates.argument.map import Link
from debates.argument.words import Stance, State
from debates.reasoning.counterfactual import Act, Change, counterfactuals
from debates.reasoning.counterfactual import changed as as_if
from debates.reasoning.framework import framework
from debates.reasoning.grounded import IN, OUT, UNDECIDED, standings
from tests.maps import chain, changed, grow, linked
from tests.reasoning.frames import arguable

CONCEDE, WITHDRAW = Act.CONCEDE, Act.WITHDRAW


def found(argument, key="T", most=3):
    return [
        [(act, key) for act, key in changes]
        for changes in counterfactuals(framework(argument), key, most)
    ]


def made(argument, changes):
    """The map in which people did it."""
    for act, key in changes:
        how = {"conceded": True} if act is CONCEDE else {"state": State.WITHDRAWN}
        argument = changed(argument, key, **how)
    return argument


def flips(argument, key, changes):
    before = standings(framework(argument))[key]
    after = standings(framework(made(argument, changes))).get(key)
    return after is (OUT if before is IN else IN)


@settings(max_examples=60)
@given(argument=arguable(circles=True, most=10), data=st.data())
def test_what_is_told_changes_the_standing_when_people_do_it(argument, data):
    key = data.draw(st.sampled_from(framework(argument).keys))
    told = counterfactuals(framework(argument), key)
    assert all(flips(argument, key, changes) for changes in told)
    assert len({len(changes) for changes in told}) <= 1


@settings(max_examples=60)
@given(argument=arguable(circles=True, most=8), data=st.data())
def test_where_one_change_is_enough_no_two_are_told(argument, data):
    framing = framework(argument)
    key = data.draw(st.sampled_from(framing.keys))
    assume(not argument.nodes[key].conceded)
    # Nobody takes back what was conceded, and to withdraw the claim itself is no answer.
    others = [
        Change(act, other)
        for act in Act
        for other in framing.keys
        if other != key and not argument.nodes[other].conceded
    ]
    single = [one for one in others if flips(argument, key, [one])]
    told = counterfactuals(framing, key)
    if single:
        assert told
        assert all(len(changes) == 1 for changes in told)


def test_what_falls_would_stand_if_its_con_fell_or_were_withdrawn():
    argument = grow("T\n  - c\n    - r\n      - s")
    assert found(argument) == [[(CONCEDE, "r")], [(WITHDRAW, "c")], [(WITHDRAW, "s")]]
    assert found(argument, most=1) == [[(CONCEDE, "r")]]


def test_what_stands_would_fall_if_what_it_has_to_fear_were_conceded():
    argument = grow("T\n  - c\n    - r")
    assert found(argument) == [[(CONCEDE, "c")], [(WITHDRAW, "r")]]


def test_where_nothing_opposes_it_nothing_is_told():
    assert found(grow("T\n  + p")) == []


def test_what_was_conceded_stands_whatever_happens():
    assert found(changed(grow("T\n  - c\n    - d"), "c", conceded=True), "c") == []


def test_two_cons_are_removed_together():
    assert found(grow("T\n  - c\n  - d")) == [[(WITHDRAW, "c"), (WITHDRAW, "d")]]
    argument = grow("T\n  - c\n    - r\n      - s\n  - d")
    assert [(CONCEDE, "r"), (WITHDRAW, "d")] in found(argument)


def test_three_are_not_looked_for():
    assert found(grow("T\n  - c\n  - d\n  - e")) == []


def test_one_withdrawal_that_takes_both_cons_along_is_one_change():
    argument = linked(grow("T\n  - c\n    + d"), "d", "T", Stance.CON)
    assert found(argument) == [[(WITHDRAW, "c")]]


def test_of_linked_premises_one_is_enough():
    argument = grow("T\n  - c\n  - d")
    argument = replace(argument, replies=tuple(r._replace(group="a") for r in argument.replies))
    assert found(argument) == [[(WITHDRAW, "c")], [(WITHDRAW, "d")]]


def test_a_dispute_of_relevance_is_conceded_like_any_con():
    argument = grow("T\n  - c\n    -relevance u\n      - v")
    assert found(argument)[0] == [(CONCEDE, "u")]


def test_nobody_withdraws_the_claim_itself_by_what_it_hangs_below():
    argument = linked(grow("T\n  - c\n    - r"), "c", "r", Stance.CON)
    assert standings(framework(argument))["r"] is UNDECIDED
    for changes in counterfactuals(framework(argument), "r"):
        assert changes != (Change(WITHDRAW, "c"),)


def test_a_circle_is_opened_from_outside():
    argument = linked(grow("T\n  - c\n    - r\n      - s\n        - t"), "c", "r", Stance.CON)
    assert standings(framework(argument))["T"] is UNDECIDED
    assert [(CONCEDE, "r")] in found(argument)


def test_changes_are_as_if_made():
    framing = framework(grow("T\n  - c\n    - r"))
    after = as_if(framing, (Change(WITHDRAW, "r"), Change(CONCEDE, "c")))
    assert standings(after) == {"T": OUT, "c": IN, "r": IN}


def test_a_thread_of_5000_is_no_problem():
    assert found(chain(5_000), "0", most=1) == [[(CONCEDE, "1")]]
    tangled = replace(chain(5_000), links=(Link("0", "5000", Stance.CON),))
    assert found(tangled, "0", most=1) == [[(CONCEDE, "2")]]
