"""Amending or withdrawing a claim in answer to a challenge."""

import pytest

from debates.argument.words import State
from debates.models import Claim, Role, Verb
from debates.operations import (
    concede,
    edit_claim,
    move_claim,
    post_claim,
    restore_claim,
    set_posting,
    withdraw_claim,
)
from tests.operations.records import everything, not_allowed, nothing_changes, one_event, refused


@pytest.fixture
def air(thesis, ben) -> Claim:
    return post_claim(ben, thesis, stance="pro", text="Air", scheme="analogy")


@pytest.fixture
def electric(air, chidi) -> Claim:
    return post_claim(chidi, air, stance="con", text="Electric cars", aim="scope")


def amend(who, claim, challenge, **more):
    wording = {"seen": claim.revision, "text": "Better air", "detail": "", "answering": challenge}
    return edit_claim(who, claim, **wording | more)


def test_an_amendment_meets_the_challenge_it_answers(debate, air, electric, ben):
    with one_event(debate, Verb.EDITED, ben) as event:
        amended = amend(ben, air, electric, note="Less of it")

    assert (amended.text, amended.revision) == ("Better air", 2)
    electric.refresh_from_db()
    assert electric.met_at is not None
    assert (event().claim, event().answers) == (air, electric)
    assert event().data["note"] == "Less of it"


def test_it_touches_nothing_of_the_challenge_but_that_it_is_met(air, electric, ben):
    before = Claim.objects.values().get(pk=electric.pk)
    amend(ben, air, electric)
    after = Claim.objects.values().get(pk=electric.pk)
    assert after == before | {"met_at": after["met_at"]}


def test_an_ordinary_edit_meets_nothing(debate, air, electric, ben):
    edit_claim(ben, air, seen=1, text="Better air", detail="")
    electric.refresh_from_db()
    assert electric.met_at is None
    assert debate.events.latest("version").answers is None


def test_the_detail_alone_amends_too(air, electric, ben):
    amend(ben, air, electric, text="Air", detail="In streets.")
    electric.refresh_from_db()
    assert electric.met_at is not None


@pytest.mark.parametrize("more", [{}, {"scheme": "example"}, {"note": "As it is"}])
def test_what_changes_no_word_is_no_amendment(air, electric, ben, more):
    with refused("nothing_amended"):
        amend(ben, air, electric, text="Air", **more)


def test_a_second_amendment_meets_it_anew(air, electric, ben):
    amend(ben, air, electric)
    electric.refresh_from_db()
    first = electric.met_at
    amend(ben, air, electric, seen=2, text="Better air yet")
    electric.refresh_from_db()
    assert electric.met_at > first


def test_an_edit_of_the_challenge_leaves_it_met(air, electric, ben, chidi):
    amend(ben, air, electric)
    edit_claim(chidi, electric, seen=1, text="Electric cars too", detail="")
    electric.refresh_from_db()
    assert electric.met_at is not None


def test_a_challenge_that_was_conceded_can_be_met_as_well(air, electric, ben):
    concede(ben, electric)
    amend(ben, air, electric)
    electric.refresh_from_db()
    assert electric.conceded_at
    assert electric.met_at


def test_a_critique_is_amended_in_answer_to_its_rebuttal(electric, chidi, ben):
    tyres = post_claim(ben, electric, stance="con", text="Tyres")
    amend(chidi, electric, tyres)
    tyres.refresh_from_db()
    assert tyres.met_at is not None


def test_a_claim_is_withdrawn_in_answer_to_a_challenge(debate, air, electric, ben):
    before = [row for row in everything()["Claim"] if row["id"] != air.pk]
    with one_event(debate, Verb.WITHDRAWN, ben) as event:
        assert withdraw_claim(ben, air, note="True", answering=electric).is_withdrawn

    assert (event().claim, event().answers, event().data) == (air, electric, {"note": "True"})
    assert [row for row in everything()["Claim"] if row["id"] != air.pk] == before


def test_withdrawing_twice_in_answer_changes_nothing(air, electric, ben):
    withdraw_claim(ben, air, answering=electric)
    with nothing_changes():
        withdraw_claim(ben, air, answering=electric)


VERBS = [amend, lambda who, claim, challenge: withdraw_claim(who, claim, answering=challenge)]


@pytest.mark.parametrize("verb", VERBS)
def test_only_a_challenge_right_below_is_answered(thesis, air, electric, ben, chidi, verb):
    support = post_claim(chidi, air, stance="pro", text="Noise")
    deeper = post_claim(chidi, support, stance="con", text="Sirens")
    elsewhere = post_claim(chidi, thesis, stance="con", text="Freight")
    for other in (thesis, air, support, deeper, elsewhere):
        with refused("not_its_challenge"):
            verb(ben, air, other)


@pytest.mark.parametrize("verb", VERBS)
def test_a_challenge_that_moved_away_meanwhile_is_not_answered(
    thesis, air, electric, ada, ben, verb
):
    move_claim(ada, electric, thesis)
    with refused("not_its_challenge"):
        verb(ben, air, electric)


@pytest.mark.parametrize("verb", VERBS)
def test_only_a_challenge_that_stands_is_answered(air, electric, ben, chidi, verb):
    withdraw_claim(chidi, electric)
    with refused("not_standing"):
        verb(ben, air, electric)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN])
def test_a_challenge_one_does_not_see_is_not_there(air, electric, ben, verb, state):
    Claim.objects.filter(pk=electric.pk).update(state=state.value)
    with refused("claim_gone"):
        verb(ben, air, electric)


@pytest.mark.parametrize(
    ("role", "amends", "withdraws"),
    [
        (Role.READER, False, False),
        (Role.SUGGESTER, False, False),
        (Role.WRITER, False, False),
        (Role.EDITOR, True, False),
        (Role.MODERATOR, True, True),
    ],
)
def test_answering_gives_no_right_that_one_has_not(
    debate, air, electric, ada, chidi, join, role, amends, withdraws
):
    """Chidi wrote the challenge; the claim is Ben's."""
    set_posting(ada, debate, "members")
    join(chidi, role)
    for verb, allowed in zip(VERBS, [amends, withdraws], strict=True):
        if allowed:
            verb(chidi, air, electric)
            continue
        with not_allowed():
            verb(chidi, air, electric)


def test_a_restored_claim_stands_with_its_challenge_as_before(air, electric, ben):
    withdraw_claim(ben, air, answering=electric)
    restore_claim(ben, air)
    electric.refresh_from_db()
    assert electric.met_at is None
