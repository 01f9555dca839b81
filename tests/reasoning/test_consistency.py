from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import Link
from debates.argument.words import Stance
from debates.reasoning.consistency import contradictions
from debates.reasoning.framework import framework
from debates.reasoning.semantics import QUADRATIC_ENERGY, SEMANTICS
from tests.maps import chain, changed, grow
from tests.reasoning.frames import arguable

every_semantics = pytest.mark.parametrize("semantics", SEMANTICS.values(), ids=lambda one: one.name)


def told(argument, plausible, relevant=None, semantics=QUADRATIC_ENERGY):
    """Short, for tests: each reply matters as much as its claim's name in ``relevant`` says."""
    pairs = framework(argument).pairs
    by_pair = {pair: (relevant or {}).get(pair[0], 4) for pair in pairs}
    found = contradictions(framework(argument), plausible, by_pair, semantics)
    return [(one.key, one.vote, *one.replies) for one in found]


@every_semantics
def test_to_find_a_claim_plausible_and_what_refutes_it(semantics):
    argument = grow("T\n  - c\n  - d")
    assert told(argument, {"T": 3, "c": 3, "d": 2}, {"c": 3}, semantics) == [("T", 3, "c")]


@every_semantics
def test_to_reject_a_claim_and_accept_what_supports_it(semantics):
    argument = grow("T\n  + p\n  + q")
    assert told(argument, {"T": 1, "p": 3, "q": 4}, None, semantics) == [("T", 1, "q")]


@every_semantics
@pytest.mark.parametrize("vote", [0, 1, 2, 3, 4])
def test_whoever_finds_replies_of_both_sides_plausible_may_think_what_they_like(semantics, vote):
    assert told(grow("T\n  + p\n  - c"), {"T": vote, "p": 4, "c": 4}, None, semantics) == []


def test_undecided_is_no_contradiction_to_anything():
    assert told(grow("T\n  - c"), {"T": 2, "c": 4}) == []


def test_nor_is_a_con_that_one_rejects_or_is_undecided_about():
    for vote in (0, 1, 2):
        assert told(grow("T\n  - c"), {"T": 4, "c": vote}) == []


def test_nor_one_that_matters_little():
    assert told(grow("T\n  - c"), {"T": 4, "c": 4}, {"c": 2}) == []
    assert told(grow("T\n  - c"), {"T": 4, "c": 4}, {"c": 3}) == [("T", 4, "c")]


def test_nor_one_of_which_one_has_not_said_how_much_it_matters():
    framing = framework(grow("T\n  - c"))
    assert contradictions(framing, {"T": 4, "c": 4}, {}) == []


def test_an_answer_that_one_finds_plausible_settles_it_where_it_is():
    argument = grow("T\n  - c\n    - r")
    assert told(argument, {"T": 4, "c": 3, "r": 4}) == [("c", 3, "r")]
    assert told(argument, {"T": 4, "c": 3, "r": 0}) == [("T", 4, "c")]
    assert told(argument, {"T": 4, "c": 3}) == [("T", 4, "c")]


def test_that_a_con_is_beside_the_point_settles_it():
    argument = grow("T\n  - c\n    -relevance So what")
    assert told(argument, {"T": 4, "c": 4, "So what": 4}) == []
    assert told(argument, {"T": 4, "c": 4, "So what": 0}) == [("T", 4, "c")]


def test_what_others_conceded_is_not_what_one_thinks():
    argument = changed(grow("T\n  - c"), "c", conceded=True)
    assert told(argument, {"T": 4}) == []
    assert told(argument, {"T": 4, "c": 0}) == []
    assert told(argument, {"T": 4, "c": 4}) == [("T", 4, "c")]


def test_linked_premises_are_named_together():
    argument = grow("T\n  - c\n  - d")
    argument = replace(argument, replies=tuple(r._replace(group="a") for r in argument.replies))
    assert told(argument, {"T": 4, "c": 4, "d": 3}) == [("T", 4, "c", "d")]
    assert told(argument, {"T": 4, "c": 4}) == []


def test_what_the_votes_below_say_is_told():
    (found,) = contradictions(framework(grow("T\n  - c")), {"T": 4, "c": 4}, {("c", "T"): 4})
    assert found.below == 0.25


def test_a_circle_is_no_problem():
    argument = replace(grow("T\n  - c\n    - r"), links=(Link("c", "r", Stance.CON),))
    assert ("c", 4, "r") in told(argument, {"T": 4, "c": 4, "r": 4})


def test_a_thread_of_5000_is_no_problem():
    assert len(told(chain(5_000), {str(level): 4 for level in range(5_001)})) > 1_000


def test_a_vote_is_one_of_five():
    with pytest.raises(ValueError, match="from 0 to 4"):
        told(grow("T"), {"T": 5})


@every_semantics
@settings(max_examples=30)
@given(data=st.data())
def test_only_votes_of_ones_own_are_named(semantics, data):
    argument = data.draw(arguable(circles=True))
    votes = st.integers(0, 4)
    plausible = data.draw(st.dictionaries(st.sampled_from([*argument.nodes]), votes))
    found = contradictions(
        framework(argument),
        plausible,
        {pair: data.draw(votes) for pair in framework(argument).pairs},
        semantics,
    )
    for one in found:
        assert one.vote == plausible[one.key] != 2
        assert (one.below < 0.5) == (one.vote > 2)
        assert {*one.replies} <= plausible.keys()
