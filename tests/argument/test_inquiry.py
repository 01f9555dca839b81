import pytest

from debates.argument.challenges import Status, challenges
from debates.argument.counts import tally_of
from debates.argument.inquiry import Inquiry, QuestionStatus, critical_questions
from debates.argument.schemes import SCHEMES
from debates.argument.words import KEPT_BACK, State
from tests.maps import at, changed, grow

SCHEME = SCHEMES["expert_opinion"]
FIRST, SECOND = (question.key for question in SCHEME.questions[:2])
DEBATE = """\
Cities should ban cars
  + Doctors say so
    - They are no experts in traffic
      - They are in health
    + Those asked are
  - Deliveries
"""
CON, REBUTTAL, PRO = (
    "They are no experts in traffic",
    "They are in health",
    "Those asked are",
)
GONE = [*KEPT_BACK, State.WITHDRAWN]


@pytest.fixture
def debate():
    """Doctors are quoted; one reply could ask the first question, another could answer it."""
    return changed(grow(DEBATE), "Doctors say so", scheme=SCHEME.key, author="ada", written=at(1))


def of(argument, question=FIRST) -> Inquiry:
    return next(one for one in critical_questions(argument) if one.question == question)


def asked(argument, **changes):
    return changed(argument, CON, question=FIRST, **changes)


def test_a_support_brings_the_questions_of_its_scheme(debate):
    questions = critical_questions(debate)

    assert [one.question for one in questions] == [one.key for one in SCHEME.questions]
    assert {one.claim for one in questions} == {"Doctors say so"}
    assert {one.status for one in questions} == {QuestionStatus.UNASKED}
    assert (questions[0].depth, questions[0].author, questions[0].written) == (1, "ada", at(1))


def test_a_support_without_a_scheme_or_with_one_that_nobody_knows_brings_none(debate):
    assert critical_questions(changed(debate, "Doctors say so", scheme="")) == []
    assert critical_questions(changed(debate, "Doctors say so", scheme="hearsay")) == []


def test_a_critique_does_not_argue_by_a_scheme(debate):
    assert len(critical_questions(changed(debate, "Deliveries", scheme=SCHEME.key))) == len(
        SCHEME.questions
    )


@pytest.mark.parametrize("state", GONE)
def test_what_is_not_visible_brings_no_question_and_takes_none_up(debate, state):
    assert critical_questions(changed(debate, "Doctors say so", state=state)) == []
    assert of(asked(debate, state=state)).status == QuestionStatus.UNASKED
    answered = changed(debate, PRO, question=FIRST, state=state)
    assert of(answered).status == QuestionStatus.UNASKED


def test_asked_by_a_con_it_has_the_status_of_that_challenge(debate):
    debate = asked(debate, author="ben")

    assert (of(debate).status, of(debate).asked) == (QuestionStatus.ANSWERED, CON)
    assert of(debate).asker == "ben"
    assert of(debate, SECOND).status == QuestionStatus.UNASKED
    unopposed = changed(debate, REBUTTAL, state=State.WITHDRAWN)
    assert of(unopposed).status == QuestionStatus.OPEN
    assert of(changed(debate, CON, conceded=True)).status == QuestionStatus.CONCEDED
    reworded = changed(changed(debate, REBUTTAL, written=at(2)), CON, edited=at(3))
    assert of(reworded).status == QuestionStatus.STALE
    assert of(changed(unopposed, CON, met=at(3))).status == QuestionStatus.ANSWERED


def test_a_pro_answers_it_for_the_claim_and_the_con_stays_open(debate):
    debate = changed(asked(debate), REBUTTAL, state=State.WITHDRAWN)
    debate = changed(debate, PRO, question=FIRST)

    assert (of(debate).status, of(debate).answered) == (QuestionStatus.ANSWERED, PRO)
    assert {one.key: one.status for one in challenges(debate)}[CON] == Status.OPEN


def test_asked_twice_the_one_that_is_open_speaks_for_it():
    debate = grow("T\n  + A\n    - B\n      - C\n    - D\n    - E")
    debate = changed(debate, "A", scheme=SCHEME.key)
    for key in ("B", "D", "E"):
        debate = changed(debate, key, question=FIRST)

    assert (of(debate).status, of(debate).asked) == (QuestionStatus.OPEN, "D")
    conceded = changed(changed(debate, "D", conceded=True), "E", conceded=True)
    assert (of(conceded).status, of(conceded).asked) == (QuestionStatus.CONCEDED, "D")


@pytest.mark.parametrize(
    ("status", "unanswered"),
    [
        (QuestionStatus.UNASKED, True),
        (QuestionStatus.OPEN, True),
        (QuestionStatus.STALE, False),
        (QuestionStatus.CONCEDED, False),
        (QuestionStatus.ANSWERED, False),
    ],
)
def test_unasked_and_open_ones_are_unanswered(debate, status, unanswered):
    assert of(debate)._replace(status=status).is_unanswered is unanswered


def test_a_question_counts_with_no_challenge(debate):
    without = changed(debate, "Doctors say so", scheme="")
    assert tally_of(debate) == tally_of(without)
