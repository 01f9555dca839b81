"""Votes: one for each person, claim and question; theirs, changeable, and no event."""

import pytest

from debates.argument.words import State
from debates.models import Claim, Debate, Phase, Question, Role, Vote
from debates.operations import (
    cast_vote,
    confirm_vote,
    edit_claim,
    erase_person,
    move_claim,
    open_debate,
    restore_claim,
    set_phase,
    set_role,
    set_visibility,
    withdraw_claim,
    withdraw_vote,
)
from tests.operations.records import not_allowed, nothing_changes, refused

PLAUSIBILITY, RELEVANCE = Question.PLAUSIBILITY.value, Question.RELEVANCE.value


@pytest.fixture
def air(grow):
    return grow("  + Air\n    - Electric cars\n  - Freight")["Air"]


def versions(debate: Debate) -> tuple[int, int]:
    debate.refresh_from_db()
    return debate.version, debate.votes_version


def kept(person) -> list[tuple[str, str, int, int]]:
    rows = Vote.objects.filter(person=person).order_by("claim", "question")
    return [(vote.claim.text, vote.question, vote.value, vote.revision) for vote in rows]


def test_a_vote_is_no_event_and_raises_the_version_of_the_votes_alone(debate, air, ben):
    version, votes_version = versions(debate)
    vote = cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    cast_vote(ben, air, RELEVANCE, 0, seen=1)

    assert kept(ben) == [("Air", PLAUSIBILITY, 3, 1), ("Air", RELEVANCE, 0, 1)]
    assert versions(debate) == (version, votes_version + 2)
    assert (vote.debate, vote.parent, vote.given_at.tzinfo is None) == (debate, None, False)
    assert Vote.objects.get(question=RELEVANCE).parent_id == air.parent_id


def test_a_vote_is_changed_in_place_and_the_same_again_changes_nothing(debate, air, ben):
    first = cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    with nothing_changes():
        assert cast_vote(ben, air, PLAUSIBILITY, 3, seen=1) == first
    _, votes_version = versions(debate)

    assert cast_vote(ben, air, PLAUSIBILITY, 1, seen=1) == first

    assert kept(ben) == [("Air", PLAUSIBILITY, 1, 1)]
    assert versions(debate)[1] == votes_version + 1


def test_a_vote_is_taken_back(debate, air, ben, chidi):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    cast_vote(chidi, air, PLAUSIBILITY, 3, seen=1)
    _, votes_version = versions(debate)

    assert withdraw_vote(ben, air, PLAUSIBILITY)

    assert (kept(ben), len(kept(chidi))) == ([], 1)
    assert versions(debate)[1] == votes_version + 1
    with nothing_changes():
        assert not withdraw_vote(ben, air, PLAUSIBILITY)


def test_whoever_reads_votes_also_where_only_members_post(debate, air, ada, ben):
    Debate.objects.update(posting="members")
    assert cast_vote(ben, air, PLAUSIBILITY, 2, seen=1)


@pytest.mark.parametrize("verb", ["cast", "confirm", "withdraw"])
def test_nobody_votes_in_what_is_over_or_not_theirs_to_read(debate, air, ada, ben, verb):
    verbs = {
        "cast": lambda: cast_vote(ben, air, PLAUSIBILITY, 2, seen=1),
        "confirm": lambda: confirm_vote(ben, air, PLAUSIBILITY, seen=1),
        "withdraw": lambda: withdraw_vote(ben, air, PLAUSIBILITY),
    }
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    for phase in (Phase.CLOSED, Phase.ARCHIVED):
        set_phase(ada, debate, phase)
        with not_allowed("debate_is_read_only"):
            verbs[verb]()
    set_phase(ada, debate, Phase.OPEN)
    set_role(ada, debate, ben, Role.NONE)
    with not_allowed():
        verbs[verb]()


@pytest.mark.parametrize("value", [-1, 5, 99])
def test_a_vote_is_one_of_five_steps(air, ben, value):
    with refused("unknown_step"):
        cast_vote(ben, air, PLAUSIBILITY, value, seen=1)


def test_only_what_is_asked_is_answered(air, ben):
    with refused("unknown_choice"):
        cast_vote(ben, air, "beauty", 2, seen=1)
    with refused("unknown_choice"):
        confirm_vote(ben, air, "beauty", seen=1)
    with refused("unknown_choice"):
        withdraw_vote(ben, air, "beauty")


@pytest.mark.parametrize("seen", [0, 2])
def test_a_vote_is_given_on_a_wording_that_there_was(air, ben, seen):
    with refused("unknown_wording"):
        cast_vote(ben, air, PLAUSIBILITY, 2, seen=seen)


def test_a_question_is_not_voted_on_and_a_thesis_matters_to_nothing(ada, ben, thesis):
    asked = open_debate(ada, title="Ways", question="Which way?", theses=["Cars", "Bikes"])
    with refused("question_takes_no_vote"):
        cast_vote(ben, asked.claims.get(parent=None), PLAUSIBILITY, 2, seen=1)
    cars = asked.claims.get(text="Cars")
    with refused("argues_about_nothing"):
        cast_vote(ben, cars, RELEVANCE, 2, seen=1)
    with refused("argues_about_nothing"):
        cast_vote(ben, thesis, RELEVANCE, 2, seen=1)
    assert cast_vote(ben, cars, PLAUSIBILITY, 2, seen=1)


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.WITHDRAWN, State.HIDDEN])
def test_only_what_stands_for_everybody_is_voted_on(debate, air, ada, state):
    Claim.objects.filter(pk=air.pk).update(state=state.value)
    with refused("not_standing"):
        cast_vote(ada, air, PLAUSIBILITY, 2, seen=1)


def test_what_one_does_not_see_is_not_there_but_ones_vote_on_it_can_go(air, ben):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    Claim.objects.filter(pk=air.pk).update(state=State.HIDDEN.value)
    with refused("claim_gone"):
        cast_vote(ben, air, PLAUSIBILITY, 2, seen=1)
    assert withdraw_vote(ben, air, PLAUSIBILITY)


# ---- after the claim changed


def test_after_an_edit_a_vote_stays_and_waits_to_be_confirmed(debate, air, ada, ben):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    assert kept(ben) == [("Cleaner air", PLAUSIBILITY, 3, 1)]
    assert Vote.objects.to_confirm().count() == 1
    assert not Vote.objects.get().holds
    _, votes_version = versions(debate)

    confirm_vote(ben, air, PLAUSIBILITY, seen=2)

    assert kept(ben) == [("Cleaner air", PLAUSIBILITY, 3, 2)]
    assert versions(debate)[1] == votes_version + 1
    assert Vote.objects.get().holds
    assert not Vote.objects.to_confirm().exists()
    with nothing_changes():
        confirm_vote(ben, air, PLAUSIBILITY, seen=2)


def test_who_votes_while_somebody_edits_has_voted_on_what_they_saw(air, ada, ben):
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    assert Vote.objects.to_confirm().count() == 1


def test_without_a_vote_there_is_none_to_confirm(air, ben):
    with refused("no_vote"):
        confirm_vote(ben, air, PLAUSIBILITY, seen=1)


def test_after_a_move_plausibility_holds_and_relevance_waits_to_be_confirmed(debate, air, ada, ben):
    freight = debate.claims.get(text="Freight")
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    cast_vote(ben, air, RELEVANCE, 4, seen=1)
    move_claim(ada, air, freight)

    assert [vote.question for vote in Vote.objects.to_confirm()] == [RELEVANCE]
    confirm_vote(ben, air, RELEVANCE, seen=1, about=freight.pk)

    assert not Vote.objects.to_confirm().exists()
    assert Vote.objects.get(question=RELEVANCE).parent == freight
    assert len(kept(ben)) == 2


def test_relevance_is_voted_on_where_the_claim_was_seen(debate, air, ada, ben):
    seen_at = air.parent_id
    move_claim(ada, air, debate.claims.get(text="Freight"))
    with refused("moved_meanwhile"):
        cast_vote(ben, air, RELEVANCE, 4, seen=1, about=seen_at)
    assert cast_vote(ben, air, PLAUSIBILITY, 4, seen=1, about=seen_at)


def test_votes_outlast_a_withdrawal(air, ada, ben):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    withdraw_claim(ada, air)
    assert len(kept(ben)) == 1
    restore_claim(ada, air)
    assert Vote.objects.get().holds


# ---- whoever leaves


@pytest.mark.parametrize("texts", ["keep", "blank"])
def test_with_an_account_its_votes_go_everywhere(debate, air, ada, ben, chidi, texts):
    other = open_debate(ada, title="Bikes", theses=["Bikes first"])
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    cast_vote(ben, other.claims.get(), PLAUSIBILITY, 3, seen=1)
    cast_vote(chidi, air, PLAUSIBILITY, 1, seen=1)
    before = versions(debate)

    erase_person(ben, ben, texts=texts)

    assert Vote.objects.get().person == chidi
    assert versions(debate) == (before[0], before[1] + 1)
    with not_allowed("account_closed"):
        cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)


def test_a_debate_that_becomes_private_keeps_the_votes_of_those_outside(debate, air, ada, ben):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    set_visibility(ada, debate, "private")
    with not_allowed():
        withdraw_vote(ben, air, PLAUSIBILITY)
    assert len(kept(ben)) == 1
