from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from debates.argument.map import Link
from debates.argument.words import Aim, Stance, State
from debates.reasoning.framework import framework
from debates.reasoning.gradients import gradients, gradients_in, removals
from debates.reasoning.semantics import DF_QUAD, QUADRATIC_ENERGY, SEMANTICS
from debates.reasoning.strengths import Scores, evaluated, strengths
from tests.maps import chain, changed, grow, linked
from tests.reasoning.frames import arguable, inner, scored

every_semantics = pytest.mark.parametrize("semantics", SEMANTICS.values(), ids=lambda one: one.name)
A_LITTLE = 1e-5


def measured(framing, of, semantics, found, vertex):
    """How the strength grows on both sides of a score: where it is smooth, they are the same."""
    target = framing.number_of[of]
    sides = []
    for change in (-A_LITTLE, A_LITTLE):
        start = list(found.start)
        start[vertex] += change
        moved = evaluated(framing, semantics, start).values[target]
        sides.append((moved - found.values[target]) / change)
    return sides


@every_semantics
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_gradients_are_finite_differences(semantics, data):
    circles = data.draw(st.booleans())
    argument = data.draw(arguable(circles=circles, most=8))
    framing, scores = framework(argument), data.draw(scored(argument, inner))
    of = data.draw(st.sampled_from(framing.keys))
    found = strengths(framing, semantics, scores)
    slopes = gradients(framing, of, semantics, scores)
    assume(slopes.settled)

    for vertex in range(framing.first_bundle):
        if vertex in framing.fixed:
            continue
        below, above = measured(framing, of, semantics, found, vertex)
        if below == pytest.approx(above, abs=1e-3):
            assert slopes.slopes[vertex] == pytest.approx((below + above) / 2, abs=2e-3, rel=2e-3)
        elif not framing.circular:
            # Not smooth: equally weak premises, or sides that DF-QuAD finds even.
            low, high = sorted([below, above])
            assert low - 2e-3 <= slopes.slopes[vertex] <= high + 2e-3


@every_semantics
def test_of_a_granted_claim_it_is_what_doubt_would_do(semantics):
    framing = framework(changed(grow("T\n  - c\n    - d"), "c", conceded=True))
    doubted = strengths(framing.fixing({1: 1 - A_LITTLE}), semantics).claims["T"]
    slope = (strengths(framing, semantics).claims["T"] - doubted) / A_LITTLE
    found = gradients(framing, "T", semantics)
    assert found.claims["c"] == pytest.approx(slope, abs=1e-4)
    assert found.claims["d"] == 0


def test_by_hand():
    found = gradients(framework(grow("T\n  + p\n    -relevance u\n  - c")), "T", DF_QUAD)
    # p acts with 0.25 and c with 0.5: T = 0.5 + 0.5 (0.25 - 0.5), below its base.
    assert found.claims == {"T": 0.75, "p": 0.25, "u": -0.25, "c": -0.5}
    assert found.steps == {("p", "T"): 0.125, ("u", "p"): -0.125, ("c", "T"): -0.25}


def test_equally_weak_premises_share_the_slope():
    argument = grow("T\n  + p\n  + q")
    argument = replace(argument, replies=tuple(r._replace(group="a") for r in argument.replies))
    even = gradients(framework(argument), "T", DF_QUAD).claims
    assert even == {"T": 0.5, "p": 0.25, "q": 0.25}
    weak = gradients(framework(argument), "T", DF_QUAD, Scores({"p": 0.25})).claims
    assert weak == {"T": 0.75, "p": 0.5, "q": 0.0}


def test_where_sides_are_even_df_quad_takes_the_mean_of_both_slopes():
    found = gradients(framework(grow("T\n  + p\n  - c")), "T", DF_QUAD, Scores({"T": 0.9}))
    assert found.claims == {"T": 1.0, "p": 0.5, "c": -0.5}


def test_a_circle_without_a_way_to_the_claim_has_no_slopes():
    argument = linked(grow("T\n  + p\n  - c\n    - r"), "c", "r", Stance.CON)
    found = gradients(framework(argument), "p")
    assert found.claims == {"T": 0.0, "p": 1.0, "c": 0.0, "r": 0.0}
    assert found.settled


def test_a_circle_that_does_not_settle_is_told():
    argument = linked(grow("T\n  - c\n    - r"), "c", "r", Stance.CON)
    framing = framework(argument)

    def steep(base, pros, cons):
        return 1.0, [9.0] * len(pros), [9.0] * len(cons)

    found = strengths(framing, QUADRATIC_ENERGY._replace(slopes=steep))
    assert not found.unsettled
    assert not gradients_in(found, "T").settled


def test_what_was_broken_moves_nothing():
    argument = grow("T\n  + p\n  + q\n  + s")
    argument = replace(argument, replies=tuple(r._replace(group="a") for r in argument.replies))
    framing = framework(changed(argument, "s", state=State.WITHDRAWN))
    found = gradients(framing, "T")
    assert found.claims == {"T": 1.0, "p": 0.0, "q": 0.0}


def test_a_dispute_in_a_circle_counts():
    links = (Link("c", "r", Stance.CON, Aim.RELEVANCE),)
    framing = framework(replace(grow("T\n  - c\n    - r"), links=links))
    found = strengths(framing)
    for vertex in range(framing.first_bundle):
        below, above = measured(framing, "T", QUADRATIC_ENERGY, found, vertex)
        slope = gradients(framing, "T").slopes[vertex]
        assert slope == pytest.approx(below, abs=1e-3) == pytest.approx(above, abs=1e-3)


@settings(max_examples=40)
@given(argument=arguable(circles=True), data=st.data())
def test_removal_is_what_withdrawing_does(argument, data):
    framing = framework(argument)
    target = next(iter(argument.nodes))
    key = data.draw(st.sampled_from(framing.keys))
    assume(key != target)
    (removal,) = removals(framing, target, [key])

    after = framework(changed(argument, key, state=State.WITHDRAWN))

    change = strengths(framing).claims[target] - strengths(after).claims[target]
    assert removal.effect == pytest.approx(change, abs=1e-7)


@settings(max_examples=40)
@given(argument=arguable(circles=True), data=st.data())
def test_granting_is_what_conceding_does(argument, data):
    key = data.draw(st.sampled_from(framework(argument).keys))
    as_if = strengths(framework(argument).granting(key))
    done = strengths(framework(changed(argument, key, conceded=True)))
    assert as_if.claims == pytest.approx(done.claims, abs=1e-7)


def test_a_thread_of_5000_is_no_problem():
    found = gradients(framework(chain(5_000)), "0")
    assert found.claims["0"] == pytest.approx(1, abs=0.3)
    circle = linked(chain(1_000), "0", "1000", Stance.CON)
    assert gradients(framework(circle), "0").settled
