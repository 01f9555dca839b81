import pytest

from debates.argument.challenges import Challenge, Status, challenges
from debates.argument.words import Kind, Stance, State
from tests.maps import at, chain, changed, grow, linked

DEBATE = """\
Cities should ban cars
  + Air gets better
    - Electric cars
      - Tyres
  - Deliveries
"""


@pytest.fixture
def debate():
    return grow(DEBATE)


def statuses(argument) -> dict[str, Status]:
    return {challenge.key: challenge.status for challenge in challenges(argument)}


def test_the_ledger_is_in_reading_order_with_kind_and_depth(debate):
    assert challenges(debate) == [
        Challenge("Electric cars", Kind.CRITIQUE, Status.ANSWERED, 2, None),
        Challenge("Tyres", Kind.REBUTTAL, Status.OPEN, 3, None),
        Challenge("Deliveries", Kind.CRITIQUE, Status.OPEN, 1, None),
    ]


def test_a_pro_does_not_answer():
    assert statuses(grow("T\n  - A\n    + B"))["A"] == Status.OPEN


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.PENDING, State.HIDDEN])
def test_a_reply_that_is_not_visible_does_not_answer(debate, state):
    debate = changed(debate, "Tyres", state=state)
    assert statuses(debate) == {"Electric cars": Status.OPEN, "Deliveries": Status.OPEN}


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.PENDING, State.HIDDEN])
def test_nothing_below_a_claim_that_is_not_visible_is_a_challenge(debate, state):
    assert statuses(changed(debate, "Air gets better", state=state)) == {"Deliveries": Status.OPEN}
    assert statuses(changed(debate, "Cities should ban cars", state=state)) == {}


def test_a_con_that_is_linked_answers_and_a_pro_does_not(debate):
    answered = linked(debate, "Tyres", "Deliveries", Stance.CON)
    assert statuses(answered)["Deliveries"] == Status.ANSWERED
    assert statuses(linked(debate, "Tyres", "Deliveries", Stance.PRO))["Deliveries"] == Status.OPEN


def test_a_linked_con_in_a_withdrawn_branch_does_not_answer(debate):
    debate = linked(debate, "Tyres", "Deliveries", Stance.CON)
    debate = changed(debate, "Air gets better", state=State.WITHDRAWN)
    assert statuses(debate) == {"Deliveries": Status.OPEN}


def test_a_conceded_challenge_is_neither_open_nor_answered(debate):
    debate = changed(debate, "Deliveries", conceded=True)
    debate = changed(debate, "Electric cars", conceded=True)
    assert statuses(debate)["Deliveries"] == Status.CONCEDED
    assert statuses(debate)["Electric cars"] == Status.CONCEDED


@pytest.mark.parametrize(
    ("edited", "written", "answer_edited", "status"),
    [
        (None, at(2), None, Status.ANSWERED),
        (at(1), at(2), None, Status.ANSWERED),
        (at(2), at(2), None, Status.ANSWERED),
        (at(3), at(2), None, Status.STALE),
        (at(3), at(2), at(4), Status.ANSWERED),
        (at(5), at(2), at(4), Status.STALE),
        (at(5), None, None, Status.ANSWERED),
    ],
)
def test_an_answer_goes_stale_when_the_challenge_is_edited_after_it(
    debate, edited, written, answer_edited, status
):
    debate = changed(debate, "Electric cars", edited=edited)
    debate = changed(debate, "Tyres", written=written, edited=answer_edited)
    assert statuses(debate)["Electric cars"] == status


def test_one_later_answer_is_enough_not_to_be_stale():
    debate = grow("T\n  - A\n    - B\n    - C")
    debate = changed(changed(debate, "A", edited=at(5)), "B", written=at(1))
    assert statuses(changed(debate, "C", written=at(6)))["A"] == Status.ANSWERED
    assert statuses(changed(debate, "C", written=at(4)))["A"] == Status.STALE


def test_since_tells_when_the_status_began(debate):
    debate = changed(debate, "Deliveries", written=at(1))
    debate = changed(debate, "Electric cars", written=at(2), edited=at(4))
    debate = changed(debate, "Tyres", written=at(5))
    since = {challenge.key: challenge.since for challenge in challenges(debate)}
    assert since == {"Deliveries": at(1), "Electric cars": at(5), "Tyres": at(5)}
    stale = changed(debate, "Electric cars", edited=at(6))
    assert challenges(stale)[0].since == at(6)


def test_a_deep_thread_is_no_problem():
    ledger = challenges(chain(5000))
    assert len(ledger) == 5000
    assert ledger[-1] == Challenge("5000", Kind.REBUTTAL, Status.OPEN, 5000, None)
