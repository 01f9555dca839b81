"""Grounded, preferred and stable labels, against python-argumentation and by hand."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import (
    AbstractArgumentationFramework,
)
from py_arg.abstract_argumentation_classes.argument import Argument
from py_arg.abstract_argumentation_classes.defeat import Defeat
from py_arg.algorithms.semantics.get_grounded_extension import get_grounded_extension
from py_arg.algorithms.semantics.get_preferred_extensions import get_preferred_extensions
from py_arg.algorithms.semantics.get_stable_extensions import get_stable_extensions

from debates.argument.map import Link
from debates.argument.words import Aim, Stance, State
from debates.errors import Refusal
from debates.reasoning import preferred as search
from debates.reasoning.framework import framework
from debates.reasoning.grounded import (
    IN,
    OUT,
    UNDECIDED,
    labels,
    standings,
    steps_standing,
)
from debates.reasoning.preferred import CERTAIN, attackers_of, grounded, preferred, stable
from tests.maps import chain, changed, grow, linked
from tests.reasoning.frames import arguable


@st.composite
def abstract(draw, most=7):
    """Who attacks whom, among a few; some attack themselves."""
    count = draw(st.integers(1, most))
    one = st.integers(0, count - 1)
    attacks = draw(st.sets(st.tuples(one, one), max_size=3 * count))
    return {number: {a for a, b in attacks if b == number} for number in range(count)}


def in_theirs(attackers):
    theirs = {key: Argument(str(key)) for key in attackers}
    defeats = [Defeat(theirs[a], theirs[b]) for b, others in attackers.items() for a in others]
    return AbstractArgumentationFramework("", list(theirs.values()), defeats)


def named(extension):
    return frozenset(int(argument.name) for argument in extension)


@given(attackers=abstract())
def test_python_argumentation_finds_the_same_grounded_extension(attackers):
    assert grounded(attackers)[0] == named(get_grounded_extension(in_theirs(attackers)))


@given(attackers=abstract())
def test_and_the_same_preferred_ones(attackers):
    found = preferred(attackers)
    assert len(found) == len(set(found))
    assert {*found} == {*map(named, get_preferred_extensions(in_theirs(attackers)))}


@given(attackers=abstract())
def test_and_the_same_stable_ones(attackers):
    assert {*stable(attackers)} == {*map(named, get_stable_extensions(in_theirs(attackers)))}


@settings(max_examples=20)
@given(argument=arguable(circles=True, most=5))
def test_and_of_maps_written_as_abstract_frameworks(argument):
    framing = framework(argument)
    attackers = attackers_of(framing)
    theirs = in_theirs(attackers)

    found = labels(framing)

    accepted = named(get_grounded_extension(theirs))
    assert {vertex for vertex, label in enumerate(found) if label is IN} == accepted - {CERTAIN}
    assert {vertex for vertex, label in enumerate(found) if label is OUT} == {
        vertex for vertex, others in attackers.items() if others & accepted
    } - {CERTAIN}
    assert {*preferred(attackers)} == {*map(named, get_preferred_extensions(theirs))}
    assert {*stable(attackers)} == {*map(named, get_stable_extensions(theirs))}


@settings(max_examples=40)
@given(argument=arguable(circles=True, most=14))
def test_labels_follow_from_each_other(argument):
    framing = framework(argument)
    found = labels(framing)
    for vertex, label in enumerate(found):
        if vertex in framing.fixed:
            continue
        cons = {found[con] for con in framing.cons[vertex]}
        rests_on = (
            {found[pro] for pro in framing.pros[vertex]} if vertex >= len(framing.keys) else ()
        )
        assert (label is OUT) == (IN in cons or OUT in rests_on)
        assert (label is IN) == (cons <= {OUT} and {*rests_on} <= {IN})


@pytest.mark.parametrize(
    ("outline", "standing"),
    [
        ("T", IN),
        ("T\n  - c", OUT),
        ("T\n  + p", IN),
        ("T\n  + p\n    - c", IN),
        ("T\n  - c\n    - r", IN),
        ("T\n  - c\n    - r\n      - s", OUT),
        ("T\n  - c\n    -relevance r", IN),
        ("T\n  - c\n  - d\n    - r", OUT),
        ("T\n  -relevance c", OUT),
    ],
)
def test_what_is_opposed_and_not_defended_falls(outline, standing):
    assert standings(framework(grow(outline)))["T"] is standing


def test_what_is_beside_the_point_stands_and_does_not_count():
    framing = framework(grow("T\n  - c\n    -relevance r"))
    assert standings(framing) == {"T": IN, "c": IN, "r": IN}
    assert steps_standing(framing) == {("c", "T"): OUT, ("r", "c"): IN}


def in_group(argument, *keys):
    replies = tuple(r._replace(group="a") if r.key in keys else r for r in argument.replies)
    return replace(argument, replies=replies)


def test_linked_premises_are_in_together_or_not_at_all():
    argument = in_group(grow("T\n  - c\n  - d\n    - r"), "c", "d")
    assert standings(framework(argument))["T"] is IN
    assert standings(framework(changed(argument, "r", conceded=False)))["d"] is OUT
    assert standings(framework(changed(argument, "d", conceded=True)))["T"] is OUT
    assert standings(framework(changed(argument, "d", state=State.WITHDRAWN)))["T"] is IN


def test_two_that_attack_each_other_are_undecided_and_so_is_what_they_attack():
    argument = linked(grow("T\n  - c\n    - r"), "c", "r", Stance.CON)
    assert standings(framework(argument)) == dict.fromkeys(["T", "c", "r"], UNDECIDED)


def test_a_step_in_a_circle_may_be_what_is_disputed():
    links = (Link("c", "r", Stance.CON, Aim.RELEVANCE),)
    argument = replace(grow("T\n  - c\n    - r"), links=links)
    assert standings(framework(argument)) == {"T": UNDECIDED, "c": UNDECIDED, "r": IN}


def test_what_supports_each_other_in_a_circle_stands():
    argument = linked(grow("T\n  + p\n    + q\n      - c\n        - d"), "p", "q", Stance.PRO)
    assert framework(argument).circular == {"p", "q"}
    assert set(standings(framework(argument)).values()) == {IN, OUT}
    assert standings(framework(argument))["p"] is standings(framework(argument))["q"] is IN


def test_what_is_decided_from_outside_decides_a_circle():
    argument = linked(grow("T\n  - c\n    - r\n      - s"), "c", "r", Stance.CON)
    assert standings(framework(argument)) == {"T": OUT, "c": IN, "r": OUT, "s": IN}
    granted = changed(linked(grow("T\n  - c\n    - r"), "c", "r", Stance.CON), "r", conceded=True)
    assert standings(framework(granted)) == {"T": IN, "c": OUT, "r": IN}


def test_a_thread_of_5000_is_labelled_and_so_is_a_circle_of_5000():
    found = standings(framework(chain(5_000)))
    assert [found[str(level)] for level in (5_000, 4_999, 0)] == [IN, OUT, IN]
    circle = linked(chain(5_000), "0", "5000", Stance.CON)
    assert {*standings(framework(circle)).values()} == {UNDECIDED}
    assert len(preferred(attackers_of(framework(chain(5_000))))) == 1


def test_many_circles_are_too_many_to_search():
    pairs = {number: {number ^ 1} for number in range(80)}
    with pytest.raises(Refusal, match="Too many"):
        preferred(pairs)


def test_and_so_are_many_positions(monkeypatch):
    monkeypatch.setattr(search, "POSITIONS_MOST", 10)
    with pytest.raises(Refusal, match="Too many"):
        preferred({number: {number ^ 1} for number in range(10)})


def test_all_ways_to_decide_some_pairs_are_found():
    assert len(preferred({number: {number ^ 1} for number in range(12)})) == 2**6


def test_what_was_broken_is_attacked_by_what_is_certain():
    argument = in_group(grow("T\n  - c\n  - d"), "c", "d")
    framing = framework(changed(argument, "d", state=State.WITHDRAWN))
    attackers = attackers_of(framing)
    assert attackers[framing.step_of["c", "T"]] == {CERTAIN}
    assert preferred(attackers) == [{CERTAIN, framing.number_of["T"], framing.number_of["c"]}]


def test_what_is_decided_already_keeps_nothing_after_it_from_being_decided():
    argument = grow("T\n  - c\n    -relevance u\n    - r\n      - s")
    argument = linked(linked(argument, "T", "c", Stance.PRO), "c", "r", Stance.CON)
    framing = framework(argument)
    assert {"T", "c", "r"} <= framing.circular
    assert steps_standing(framing)["c", "T"] is OUT
    assert steps_standing(framing)["c", "r"] is IN
