import pytest

from debates.reasoning.framework import framework
from debates.reasoning.leverage import TRIED, levers
from debates.reasoning.semantics import SEMANTICS
from debates.reasoning.strengths import Scores, strengths
from tests.maps import grow

every_semantics = pytest.mark.parametrize("semantics", SEMANTICS.values(), ids=lambda one: one.name)
DEBATE = """\
T
  + p
    + q
  - c
    - r
      - s
"""


@every_semantics
def test_the_effect_is_that_of_the_reply_once_it_is_posted(semantics):
    before = strengths(framework(grow(DEBATE)), semantics).claims["T"]

    found = levers(framework(grow(DEBATE)), "T", semantics, most=9)

    assert sorted(lever.key for lever in found) == ["c", "p", "q", "r", "s"]
    for key, effect in found:
        deep = next(line for line in DEBATE.splitlines() if line.endswith(key))
        indent = " " * (len(deep) - len(deep.lstrip()) + 2)
        posted = grow(DEBATE.replace(deep, f"{deep}\n{indent}- x"))
        after = strengths(framework(posted), semantics).claims["T"]
        assert effect == pytest.approx(after - before, abs=1e-12)


def test_the_largest_effect_is_first_and_the_claim_itself_is_none_of_them():
    found = levers(framework(grow(DEBATE)), "T")
    effects = [abs(lever.effect) for lever in found]
    assert effects == sorted(effects, reverse=True)
    assert len(found) == 3
    assert "T" not in {lever.key for lever in found}


def test_those_with_the_steepest_slopes_are_tried_wherever_they_stand():
    deep = [f"a{number}" for number in range(TRIED)] + [f"z{number}" for number in range(TRIED)]
    thread = [f"{'  ' * depth}+ {key}" for depth, key in enumerate(["m", *deep], 1)]
    found = levers(framework(grow("\n".join(["T", *thread]))), "T")
    assert [lever.key for lever in found] == ["m", "a0", "a1"]


def test_what_was_granted_or_moves_nothing_is_left_out():
    framing = framework(grow(DEBATE)).granting("c")
    assert {lever.key for lever in levers(framing, "T")} == {"p", "q"}
    unmoved = Scores(relevance={("p", "T"): 0.0, ("c", "T"): 0.0})
    assert levers(framework(grow(DEBATE)), "T", scores=unmoved) == []
