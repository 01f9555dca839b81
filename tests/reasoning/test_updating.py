import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.words import Stance
from debates.reasoning.framework import framework
from debates.reasoning.semantics import QUADRATIC_ENERGY, SEMANTICS
from debates.reasoning.strengths import Scores, strengths
from debates.reasoning.updating import Kept
from tests.maps import chain, changed, grow, linked
from tests.reasoning.frames import arguable, scored, some

every_semantics = pytest.mark.parametrize("semantics", SEMANTICS.values(), ids=lambda one: one.name)


@every_semantics
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_kept_equals_what_is_computed_from_scratch(semantics, data):
    argument = data.draw(arguable(circles=True))
    framing, scores = framework(argument), data.draw(scored(argument))
    kept = Kept(framing, semantics, scores)
    for _ in range(4):
        what = data.draw(st.sampled_from([*framing.keys, *framing.pairs]))
        score = data.draw(some)
        before = kept.now().claims
        if isinstance(what, str):
            scores.bases[what] = score
            told = kept.rate(what, score)
        else:
            scores.relevance[what] = score
            told = kept.weigh(what, score)

        anew = strengths(framing, semantics, scores)

        assert kept.now() == anew.__class__(
            framing, semantics, tuple(anew.start), tuple(anew.values), sorted(anew.restless)
        )
        assert told == {key: v for key, v in anew.claims.items() if v != before[key]}


def test_only_what_is_above_is_told():
    kept = Kept(framework(grow("T\n  + p\n    - c\n  + q")))
    assert kept.rate("p", 0.9).keys() == {"p", "T"}
    assert kept.weigh(("c", "p"), 0.0).keys() == {"p", "T"}
    assert kept.rate("p", 0.9) == {}


def test_what_was_conceded_stays_granted():
    kept = Kept(framework(changed(grow("T\n  - c"), "c", conceded=True)))
    assert kept.rate("c", 0.1) == {}
    assert kept.now().claims["c"] == 1


def test_a_circle_that_does_not_settle_is_told_and_one_that_does_again_is_not():
    framing = framework(linked(grow("T\n  - c\n    - r"), "c", "r", Stance.CON))
    turns = iter(range(1_000_000))

    def restless(base, pros, cons):
        return next(turns) % 3 / 2 if base > 0.5 else 0.0

    kept = Kept(framing, QUADRATIC_ENERGY._replace(strength=restless))
    assert kept.now().unsettled == frozenset()
    kept.rate("c", 0.9)
    assert kept.now().unsettled == {"c", "r"}
    kept.rate("c", 0.5)
    assert kept.now().unsettled == frozenset()


def test_scores_beyond_0_and_1_are_refused():
    with pytest.raises(ValueError, match="from 0 to 1"):
        Kept(framework(grow("T"))).rate("T", 1.5)


def test_a_thread_of_5000_is_no_problem():
    kept = Kept(framework(chain(5_000)))
    kept.rate("5000", 0.9)
    again = strengths(framework(chain(5_000)), scores=Scores({"5000": 0.9}))
    assert kept.now().claims == again.claims
