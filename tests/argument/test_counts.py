from dataclasses import replace

from hypothesis import given

from debates.argument.counts import Counts, counts
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
    assert counts(grow(DEBATE)) == Counts(
        claims=2, critiques=2, rebuttals=1, theses=1, open=2, depth=3
    )


def test_what_is_not_visible_is_not_counted_with_all_below_it():
    argument = changed(grow(DEBATE), "B", state=State.WITHDRAWN)
    assert counts(argument) == Counts(2, 1, 0, 1, 1, 2)
    assert counts(changed(argument, "T", state=State.HIDDEN)) == Counts(0, 0, 0, 0, 0, 0)


def test_a_question_counts_its_theses_and_not_itself():
    question = grow("Q\n  + T\n  + U\n    - A")
    theses = tuple(
        reply._replace(stance=None) if reply.parent == "Q" else reply for reply in question.replies
    )
    assert counts(replace(question, replies=theses, asks=True)) == Counts(0, 1, 0, 2, 1, 2)


def test_a_deep_thread_is_no_problem():
    assert counts(chain(5000)).depth == 5000


@given(maps())
def test_no_more_is_counted_than_there_is(argument):
    total = counts(argument)
    assert total.claims + total.critiques + total.rebuttals + total.theses <= len(argument.nodes)
    assert total.open <= total.critiques + total.rebuttals
