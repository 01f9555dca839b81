"""Votes at the same moment: each person has one on a claim, and all of them are counted."""

import pytest

from debates.models import Debate, Question, Vote
from debates.models.votes import spreads_of, votes_of
from debates.operations import cast_vote, erase_person, withdraw_vote
from tests.crowds import at_once, codes

pytestmark = pytest.mark.usefixtures("committed")

PLAUSIBILITY = Question.PLAUSIBILITY
CROWD = 64


@pytest.fixture
def crowd(person):
    return [person(f"person-{number}") for number in range(CROWD)]


def test_of_64_people_who_vote_at_once_each_has_one_vote(debate, thesis, crowd):
    def votes(number: int):
        return lambda: cast_vote(crowd[number], thesis, PLAUSIBILITY, number % 5, seen=1)

    outcomes = at_once([votes(number) for number in range(CROWD)])

    assert codes(outcomes) == {"done": CROWD}
    now = Debate.objects.get()
    assert now.votes_version == debate.votes_version + CROWD
    assert Vote.objects.count() == Vote.objects.values("person").distinct().count() == CROWD
    assert spreads_of(now, thesis)[PLAUSIBILITY] == (CROWD, (13, 13, 13, 13, 12))
    assert len(votes_of(now).plausible[str(thesis.pk)]) == CROWD


def test_one_person_in_eight_windows_has_one_vote(debate, thesis, ben):
    outcomes = at_once(
        [
            lambda value=value: cast_vote(ben, thesis, PLAUSIBILITY, value % 5, seen=1)
            for value in range(8)
        ]
    )
    assert codes(outcomes) == {"done": 8}
    assert Vote.objects.get().value == Vote.objects.get(person=ben).value

    outcomes = at_once([lambda: withdraw_vote(ben, thesis, PLAUSIBILITY)] * 4)
    assert sorted(outcomes) == [False, False, False, True]


def test_whoever_is_erased_while_they_vote_leaves_no_vote(debate, thesis, ben):
    outcomes = at_once(
        [
            lambda: erase_person(ben, ben, texts="keep"),
            lambda: cast_vote(ben, thesis, PLAUSIBILITY, 4, seen=1),
        ]
    )
    assert set(codes(outcomes)) <= {"done", "account_closed"}
    assert not Vote.objects.exists()
