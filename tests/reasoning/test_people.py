"""Scores from votes, where a debate turns, and what if."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.reasoning.cruxes import cruxes
from debates.reasoning.framework import framework
from debates.reasoning.grounded import IN, OUT, standings
from debates.reasoning.perspectives import (
    agreeing,
    disagreement,
    mean_with,
    scores_of,
    share,
)
from debates.reasoning.semantics import DF_QUAD
from debates.reasoning.strengths import Scores, strengths
from debates.reasoning.whatif import shifts, supposing
from tests.maps import grow
from tests.reasoning.frames import arguable

PLAUSIBLE = {"p": {"ada": 4, "ben": 0}, "c": {"ada": 3}}
RELEVANT = {("p", "T"): {"ada": 2}, ("c", "T"): {"ben": 0}}


def test_a_vote_is_a_share():
    assert [share(vote) for vote in range(5)] == [0, 0.25, 0.5, 0.75, 1]
    for vote in (-1, 5):
        with pytest.raises(ValueError, match="from 0 to 4"):
            share(vote)


def test_a_mean_begins_with_what_is_thought_without_votes():
    assert mean_with(0.5, []) == 0.5
    assert mean_with(0.5, [4]) == 0.75
    assert mean_with(1.0, [0, 0, 0]) == 0.25


def test_scores_are_of_all_or_of_some():
    assert scores_of(PLAUSIBLE, RELEVANT) == Scores(
        {"p": 0.5, "c": 0.625}, {("p", "T"): 0.75, ("c", "T"): 0.5}
    )
    assert scores_of(PLAUSIBLE, RELEVANT, {"ben"}) == Scores({"p": 0.25}, {("c", "T"): 0.5})
    assert scores_of(PLAUSIBLE, RELEVANT, ()) == Scores({}, {})


def test_who_agrees():
    assert agreeing(PLAUSIBLE, "p") == {"ada"}
    assert agreeing(PLAUSIBLE, "c") == {"ada"}
    assert agreeing(PLAUSIBLE, "T") == frozenset()


def test_people_are_furthest_apart_at_half_and_half():
    assert disagreement([0, 4]) == disagreement([0, 4, 0, 4]) == 1
    assert disagreement([3, 3, 3]) == disagreement([]) == 0
    assert 0 < disagreement([2, 3]) < disagreement([0, 4, 4])


@given(votes=st.lists(st.integers(0, 4), max_size=8))
def test_disagreement_and_means_are_from_0_to_1(votes):
    assert 0 <= disagreement(votes) <= 1
    assert 0 < mean_with(0.5, votes) < 1


def test_a_crux_moves_the_thesis_and_divides_people():
    framing = framework(grow("T\n  + p\n  - c\n    - r"))
    found = cruxes(framing, "T", {"T": [0, 4], "p": [0, 4], "c": [2, 2], "r": [0, 4]}, DF_QUAD)
    assert [crux.key for crux in found] == ["p", "r", "c"]
    assert found[0].weight == pytest.approx(abs(found[0].slope))
    assert found[0].apart == 1
    assert [crux.weight for crux in found] == sorted((c.weight for c in found), reverse=True)
    assert "T" not in [crux.key for crux in found]


def test_without_votes_they_are_ranked_by_effect():
    framing = framework(grow("T\n  + p\n  - c\n    - r"))
    found = cruxes(framing, "T", {}, DF_QUAD, Scores({"r": 0.9}), most=2)
    assert [crux.key for crux in found] == ["p", "r"]
    assert {crux.weight for crux in found} == {0}


def test_the_effect_of_removing_is_exact():
    framing = framework(grow("T\n  - c"))
    (crux,) = cruxes(framing, "T", {})
    assert crux.removal == pytest.approx(strengths(framing).claims["T"] - 0.5)


def test_what_cannot_move_the_thesis_is_no_crux():
    assert cruxes(framework(grow("T\n  + p")), "T", {"p": [0, 4]}, scores=Scores({"T": 1})) == []


def test_accepted_and_rejected_whatever_is_said():
    framing = framework(grow("T\n  - c\n    - r"))
    supposed = supposing(framing, accepted=["c", "r"], rejected=["r", "nobody's"])
    assert strengths(supposed).claims == {"T": 0.25, "c": 1.0, "r": 0.0}
    assert standings(supposed) == {"T": OUT, "c": IN, "r": OUT}
    assert supposing(framing).fixed == framing.fixed


def test_what_would_shift_is_told_largest_first():
    framing = framework(grow("t\n  - c\n    - r\n  + p"))
    found = shifts(framing, supposing(framing, rejected=["c"]), DF_QUAD)
    assert [shift.key for shift in found] == ["c", "t"]
    assert found[0].by == -0.25
    assert found[1].by == pytest.approx(0.125)
    assert (found[0].stood, found[0].stands) == (OUT, OUT)
    assert shifts(framing, framing) == []


def test_a_standing_may_change_alone():
    framing = framework(grow("T\n  - c"))
    score = Scores({"T": 0.5, "c": 0.0})
    (shift,) = shifts(framing, supposing(framing, rejected=["c"]), DF_QUAD, score)[:1]
    assert (shift.stood, shift.stands) in {(IN, OUT), (OUT, IN)}


@given(argument=arguable(circles=True), data=st.data())
def test_only_what_is_above_shifts(argument, data):
    framing = framework(argument)
    key = data.draw(st.sampled_from(framing.keys))
    for shift in shifts(framing, supposing(framing, rejected=[key])):
        assert shift.key in framing.keys
        assert shift.by != 0 or shift.stood is not shift.stands
