from dataclasses import replace

from hypothesis import given

from debates.argument.counts import Tally, shares_of, tally_of
from debates.argument.map import ArgumentMap
from debates.argument.words import State
from tests.maps import at, chain, changed, grow, maps

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


def asking(outline: str) -> ArgumentMap:
    """The first line is a question, what hangs right below it are theses."""
    argument = grow(outline)
    theses = tuple(
        reply._replace(stance=None) if reply.parent == argument.root else reply
        for reply in argument.replies
    )
    return replace(argument, replies=theses, asks=True)


def test_a_question_counts_its_theses_and_not_itself():
    question = asking("Q\n  + T\n  + U\n    - A")
    assert tally_of(question) == Tally(theses=2, critiques=1, open=1)


def test_each_thesis_has_its_share():
    question = asking("Q\n  + T\n    + A\n      - B\n  + U\n    - C\n      - D\n        + E")
    question = changed(changed(question, "A", author="ada"), "B", author="ben", written=at(1))
    question = changed(changed(question, "A", edited=at(3)), "Q", written=at(9))

    first, second = shares_of(question)

    assert (first.thesis, first.keys) == ("T", ("T", "A", "B"))
    assert first.tally == Tally(theses=1, claims=1, critiques=1, open=1)
    assert (first.people, first.last) == ({"", "ada", "ben"}, at(3))
    assert (second.thesis, second.last) == ("U", None)
    assert second.tally == Tally(theses=1, claims=1, critiques=1, rebuttals=1, open=1)


def test_what_is_not_visible_is_no_share():
    question = asking("Q\n  + T\n    - A\n      - B\n  + U\n    - C")
    question = changed(changed(question, "U", state=State.HIDDEN), "A", state=State.PENDING)
    assert [(share.thesis, share.keys) for share in shares_of(question)] == [("T", ("T",))]


def test_a_deep_thread_is_no_problem():
    assert sum(tally_of(chain(5000))[:4]) == 5001


@given(maps())
def test_no_more_is_counted_than_there_is(argument):
    total = tally_of(argument)
    assert total.claims + total.critiques + total.rebuttals + total.theses <= len(argument.nodes)
    assert total.open <= total.critiques + total.rebuttals


@given(maps())
def test_the_shares_of_the_theses_add_up_to_the_whole(argument):
    shares = [share.tally for share in shares_of(argument)]
    whole = tally_of(argument)
    assert [sum(column) for column in zip(*shares, strict=True)] == (list(whole) if shares else [])
    assert shares or whole == Tally()
