from dataclasses import replace

import pytest

from debates.argument.challenges import Challenge, Status, challenges
from debates.argument.map import Link
from debates.argument.words import KEPT_BACK, Kind, Stance, State
from tests.maps import at, chain, changed, grow, linked

GONE = [*KEPT_BACK, State.WITHDRAWN]

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


def of(argument, key: str) -> Challenge:
    return next(challenge for challenge in challenges(argument) if challenge.key == key)


def test_the_ledger_is_in_reading_order_with_kind_and_depth(debate):
    assert [
        (one.key, one.kind, one.status, one.depth, one.challenged) for one in challenges(debate)
    ] == [
        ("Electric cars", Kind.CRITIQUE, Status.ANSWERED, 2, "Air gets better"),
        ("Tyres", Kind.REBUTTAL, Status.OPEN, 3, "Electric cars"),
        ("Deliveries", Kind.CRITIQUE, Status.OPEN, 1, "Cities should ban cars"),
    ]


def test_a_challenge_says_who_poses_it_to_whom_and_when(debate):
    debate = changed(debate, "Air gets better", author="ada")
    debate = changed(debate, "Electric cars", author="ben", written=at(2), question="sign.other")
    challenge = of(debate, "Electric cars")
    assert (challenge.author, challenge.to, challenge.written) == ("ben", ("ada",), at(2))
    assert challenge.asks == "sign.other"


def test_answers_are_counted_and_other_replies_are_told_from_silence():
    debate = grow("T\n  - A\n    - B\n    - C\n  - D\n    + E\n  - F")
    told = {one.key: (one.answers, one.replied) for one in challenges(debate)}
    assert told == {"A": (2, True), "B": (0, False), "C": (0, False), "D": (0, True)} | {
        "F": (0, False)
    }
    assert of(changed(debate, "E", state=State.HIDDEN), "D").replied is False
    assert of(changed(debate, "B", state=State.PENDING), "A").answers == 1


def test_what_is_linked_to_it_breaks_the_silence_too(debate):
    debate = linked(debate, "Tyres", "Deliveries", Stance.PRO)
    assert of(debate, "Deliveries").replied
    assert not of(changed(debate, "Tyres", state=State.HIDDEN), "Deliveries").replied


def test_a_pro_does_not_answer():
    assert statuses(grow("T\n  - A\n    + B"))["A"] == Status.OPEN


@pytest.mark.parametrize("state", GONE)
def test_a_reply_that_is_not_visible_does_not_answer(debate, state):
    debate = changed(debate, "Tyres", state=state)
    assert statuses(debate) == {"Electric cars": Status.OPEN, "Deliveries": Status.OPEN}


@pytest.mark.parametrize("state", GONE)
def test_nothing_below_a_claim_that_is_not_visible_is_a_challenge(debate, state):
    assert statuses(changed(debate, "Air gets better", state=state)) == {"Deliveries": Status.OPEN}
    assert statuses(changed(debate, "Cities should ban cars", state=state)) == {}


def test_a_con_that_is_linked_answers_and_a_pro_does_not(debate):
    answered = linked(debate, "Tyres", "Deliveries", Stance.CON)
    assert statuses(answered)["Deliveries"] == Status.ANSWERED
    assert statuses(linked(debate, "Tyres", "Deliveries", Stance.PRO))["Deliveries"] == Status.OPEN


def test_a_con_that_is_linked_twice_answers_once(debate):
    once = linked(debate, "Tyres", "Deliveries", Stance.CON)
    twice = linked(once, "Tyres", "Deliveries", Stance.CON)
    assert challenges(twice) == challenges(once)


def test_a_link_beside_its_own_reply_hides_no_link_after_it(debate):
    debate = linked(debate, "Tyres", "Electric cars", Stance.CON)
    debate = linked(debate, "Tyres", "Deliveries", Stance.CON)
    assert of(debate, "Electric cars").answers == of(debate, "Deliveries").answers == 1


def test_a_linked_con_in_a_withdrawn_branch_does_not_answer(debate):
    debate = linked(debate, "Tyres", "Deliveries", Stance.CON)
    debate = changed(debate, "Air gets better", state=State.WITHDRAWN)
    assert statuses(debate) == {"Deliveries": Status.OPEN}


def test_a_con_whose_target_is_elsewhere_names_both_and_is_listed_once(debate):
    debate = changed(changed(debate, "Deliveries", author="ben"), "Electric cars", author="chidi")
    debate = linked(debate, "Tyres", "Deliveries", Stance.CON)
    tyres = of(debate, "Tyres")
    assert (tyres.challenged, tyres.also) == ("Electric cars", ("Deliveries",))
    assert tyres.to == ("chidi", "ben")
    assert [one.key for one in challenges(debate)].count("Tyres") == 1
    assert of(debate, "Deliveries").answers == 1


@pytest.mark.parametrize("state", GONE)
def test_a_link_does_nothing_where_one_of_its_ends_is_not_visible(debate, state):
    debate = linked(debate, "Tyres", "Deliveries", Stance.CON)
    gone = changed(debate, "Deliveries", state=state)
    assert of(gone, "Tyres").also == ()
    assert statuses(changed(debate, "Tyres", state=state))["Deliveries"] == Status.OPEN


def test_a_support_that_is_linked_as_a_con_answers_and_is_no_challenge_itself(debate):
    debate = linked(debate, "Air gets better", "Deliveries", Stance.CON)
    assert statuses(debate) == {
        "Electric cars": Status.ANSWERED,
        "Tyres": Status.OPEN,
        "Deliveries": Status.ANSWERED,
    }


@pytest.mark.parametrize(
    ("made", "edited", "status"),
    [
        (at(6), None, Status.ANSWERED),
        (at(4), None, Status.STALE),
        (at(4), at(6), Status.ANSWERED),
        (at(4), at(3), Status.STALE),
        (None, None, Status.ANSWERED),
    ],
)
def test_a_linked_con_answers_from_when_it_was_linked(debate, made, edited, status):
    debate = changed(debate, "Deliveries", edited=at(5))
    debate = changed(debate, "Tyres", written=at(1), edited=edited)
    link = Link("Tyres", "Deliveries", Stance.CON, made=made)
    assert of(replace(debate, links=(link,)), "Deliveries").status == status


def test_a_challenge_that_was_met_by_an_amendment_is_answered(debate):
    met = changed(debate, "Deliveries", met=at(4))
    assert of(met, "Deliveries").status == Status.ANSWERED
    assert (of(met, "Deliveries").met, of(met, "Deliveries").since) == (True, at(4))
    assert of(changed(met, "Deliveries", conceded=True), "Deliveries").status == Status.CONCEDED


@pytest.mark.parametrize(
    ("met", "edited", "answered", "status"),
    [
        (at(4), at(3), None, Status.ANSWERED),
        (at(4), at(5), None, Status.STALE),
        (at(4), at(5), at(6), Status.ANSWERED),
        (at(6), at(5), at(4), Status.ANSWERED),
        (at(4), at(6), at(5), Status.STALE),
    ],
)
def test_it_goes_stale_when_edited_after_the_last_answer_of_either_sort(
    debate, met, edited, answered, status
):
    debate = changed(debate, "Electric cars", met=met, edited=edited)
    debate = changed(
        debate,
        "Tyres",
        written=answered,
        state=State.VISIBLE if answered else State.WITHDRAWN,
    )
    assert of(debate, "Electric cars").status == status


def test_an_answer_that_was_conceded_itself_still_answers(debate):
    assert of(changed(debate, "Tyres", conceded=True), "Electric cars").status == Status.ANSWERED


@pytest.mark.parametrize(
    ("status", "waits"),
    [
        (Status.OPEN, True),
        (Status.STALE, True),
        (Status.ANSWERED, False),
        (Status.CONCEDED, False),
    ],
)
def test_what_is_open_or_stale_waits_for_somebody(debate, status, waits):
    assert of(debate, "Tyres")._replace(status=status).waits is waits


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
    last = ledger[-1]
    assert (last.key, last.kind, last.status) == ("5000", Kind.REBUTTAL, Status.OPEN)
    assert (last.depth, last.challenged) == (5000, "4999")
