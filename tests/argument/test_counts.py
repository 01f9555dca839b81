from dataclasses import replace

from hypothesis import given

from debates.argument.counts import Tally, tally_of
from debates.argument.words import State
from tests.maps import chain, changed, grow, maps

DEBATE = """\
T
  + A
    - B
      - C
  - D
    + E
"""


def test_a_debate_is_counted_by_kind():
    assert tally_of(grow(DEBATE)) == Tally(theses=1, claims=2, critiques=2, rebuttals=1, open=2)


def test_what_is_not_visible_is_not_counted_with_all_below_it():
    argument = changed(grow(DEBATE), "B", state=State.WITHDRAWN)
    assert tally_of(argument) == Tally(theses=1, claims=2, critiques=1, rebuttals=0, open=1)
    assert tally_of(changed(argument, "T", state=State.HIDDEN)) == Tally()


def test_a_question_counts_its_theses_and_not_itself():
    question = grow("Q\n  + T\n  + U\n    - A")
    theses = tuple(
        reply._replace(stance=None) if reply.parent == "Q" else reply for reply in question.replies
    )
    assert tally_of(replace(question, replies=theses, asks=True)) == Tally(
        theses=2, critiques=1, open=1
    )


def test_a_deep_thread_is_no_problem():
    assert sum(tally_of(chain(5000))[:4]) == 5001


@given(maps())
def test_no_more_is_counted_than_there_is(argument):
    total = tally_of(argument)
    assert total.claims + total.critiques + total.rebuttals + total.theses <= len(argument.nodes)
    assert total.open <= total.critiques + total.rebuttals
