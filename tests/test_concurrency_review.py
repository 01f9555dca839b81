"""Editors and an author over one suggestion at the same moment: one wins, nothing is lost."""

import pytest

from debates.argument.words import State
from debates.models import Claim, Role, Verb
from debates.operations import (
    accept_claim,
    edit_claim,
    post_claim,
    return_claim,
    set_posting,
    withdraw_claim,
)
from tests.crowds import assert_sound, at_once, codes

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def waiting(debate, thesis, ada, ben) -> Claim:
    set_posting(ada, debate, "suggestions")
    return post_claim(ben, thesis, stance="con", text="Deliveries")


@pytest.fixture
def editors(person, join):
    return [join(person(f"editor-{number}"), Role.EDITOR) for number in range(8)]


def test_of_editors_who_accept_and_return_at_once_one_wins(debate, waiting, editors):
    accepts = [lambda who=who: accept_claim(who, waiting) for who in editors[:4]]
    returns = [lambda who=who: return_claim(who, waiting, note=f"By {who}") for who in editors[4:]]

    outcomes = at_once([one for pair in zip(accepts, returns, strict=True) for one in pair])

    waiting.refresh_from_db()
    (event,) = debate.events.filter(claim=waiting, verb__in=[Verb.ACCEPTED, Verb.RETURNED])
    if waiting.state == State.VISIBLE:
        assert (event.verb, codes(outcomes)) == ("accepted", {"done": 4, "accepted_already": 4})
    else:
        assert (event.verb, codes(outcomes)) == ("returned", {"done": 4, "with_its_author": 4})
        assert event.data["note"] == f"By {event.actor}"
    assert_sound(debate)


def test_nothing_is_accepted_that_its_author_changed_in_the_same_moment(
    debate, waiting, ben, editors
):
    accepts = [lambda who=who: accept_claim(who, waiting, seen=1) for who in editors]
    outcomes = at_once([lambda: edit_claim(ben, waiting, seen=1, text="Soap", detail=""), *accepts])

    assert set(codes(outcomes)) <= {"done", "changed_meanwhile", "not_allowed"}
    waiting.refresh_from_db()
    if waiting.state == State.VISIBLE:
        assert waiting.text == "Deliveries"
    else:
        assert (waiting.text, waiting.state) == ("Soap", State.PENDING)
    assert_sound(debate)


def test_what_was_returned_is_sent_in_again_once(debate, waiting, ada, ben):
    return_claim(ada, waiting, note="Which?")
    again = [
        lambda n=n: edit_claim(ben, waiting, seen=1, text=f"Wording {n}", detail="")
        for n in range(8)
    ]
    assert codes(at_once(again)) == {"done": 1, "stale_edit": 7}
    waiting.refresh_from_db()
    assert (waiting.state, waiting.revision) == (State.PENDING, 2)
    assert debate.events.filter(claim=waiting, verb=Verb.EDITED).count() == 1
    assert_sound(debate)


def test_a_claim_is_amended_and_withdrawn_and_its_challenge_too_at_once(
    debate, thesis, ada, ben, chidi
):
    air = post_claim(ben, thesis, stance="pro", text="Air")
    con = post_claim(chidi, air, stance="con", text="Electric cars")
    attempts = [
        lambda: edit_claim(ben, air, seen=1, text="Better air", detail="", answering=con),
        lambda: withdraw_claim(ben, air, answering=con),
        lambda: withdraw_claim(chidi, con),
    ]
    outcomes = at_once(attempts)

    assert set(codes(outcomes)) <= {"done", "not_standing"}
    con.refresh_from_db()
    answers = debate.events.filter(answers=con)
    amended = answers.filter(verb=Verb.EDITED).exists()
    assert amended == (con.met_at is not None)
    withdrawn = debate.events.filter(claim=con, verb=Verb.WITHDRAWN).first()
    assert not answers.filter(version__gt=withdrawn.version).exists()
    assert_sound(debate)
