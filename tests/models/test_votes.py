"""What votes say together, and to whom."""

import pytest

from debates.argument.words import State
from debates.models import Base, Claim, Debate, Method, Phase, Question, Role, Vote, VotesShown
from debates.models.votes import own_votes, scores_in, shows_others, spreads_of, votes_of
from debates.operations import (
    cast_vote,
    edit_claim,
    move_claim,
    post_claim,
    set_base,
    set_role,
    set_visibility,
    withdraw_vote,
)
from debates.reasoning.semantics import SEMANTICS
from debates.reasoning.strengths import UNSAID, Scores

PLAUSIBILITY, RELEVANCE = Question.PLAUSIBILITY, Question.RELEVANCE


@pytest.fixture
def crowd(person):
    return [person(f"voter-{number}") for number in range(4)]


@pytest.fixture
def air(grow):
    return grow("  + Air\n  - Freight")["Air"]


def fresh(debate: Debate) -> Debate:
    return Debate.objects.get(pk=debate.pk)


def keys(*rows) -> tuple[str, ...]:
    return tuple(str(row.pk) for row in rows)


def test_they_are_as_perspectives_take_them(debate, air, ada, ben, join):
    join(ben, Role.EDITOR)
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    cast_vote(ada, air, RELEVANCE, 2, seen=1)
    claim, thesis, adas, bens = keys(air, air.parent, ada, ben)

    votes = votes_of(fresh(debate))

    assert votes.plausible == {claim: {bens: 4}}
    assert votes.relevant == {(claim, thesis): {adas: 2}}
    assert votes.roles == {adas: Role.OWNER, bens: Role.EDITOR}
    assert votes.people_with(Role.EDITOR) == {bens}
    assert votes.scores() == Scores({claim: 0.75}, {(claim, thesis): 0.75})
    assert votes.scores({adas}) == Scores({}, {(claim, thesis): 0.75})


def test_each_vote_makes_them_anew_and_nothing_else_does(
    debate, air, ben, chidi, django_assert_num_queries
):
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    now = fresh(debate)
    with django_assert_num_queries(2):
        first = votes_of(now)
    with django_assert_num_queries(0):
        assert votes_of(now) == first
    cast_vote(chidi, air, PLAUSIBILITY, 0, seen=1)
    assert len(votes_of(fresh(debate)).plausible[str(air.pk)]) == 2
    withdraw_vote(chidi, air, PLAUSIBILITY)
    assert votes_of(fresh(debate)) == first


def test_strengths_start_from_them_unless_the_debate_says_otherwise(debate, air, ada, ben):
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    assert scores_in(fresh(debate)).bases == {str(air.pk): 0.75}
    assert scores_in(set_base(ada, debate, Base.NEUTRAL)) == UNSAID


def test_the_methods_are_those_that_there_are():
    assert [method.value for method in Method] == list(SEMANTICS)


# ---- whose votes count


def test_votes_of_those_removed_count_again_once_they_are_back(debate, air, ada, ben):
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    set_role(ada, debate, ben, Role.NONE)
    assert votes_of(fresh(debate)).plausible == {}
    assert spreads_of(fresh(debate), air) == {}
    set_role(ada, debate, ben, Role.READER)
    assert votes_of(fresh(debate)).plausible == {str(air.pk): {str(ben.pk): 4}}


def test_in_a_private_debate_those_of_its_members_and_of_administrators_count(
    debate, air, ada, ben, chidi, admin, join
):
    for person in (ada, ben, chidi, admin):
        cast_vote(person, air, PLAUSIBILITY, 4, seen=1)
    join(chidi, Role.READER)
    set_visibility(ada, debate, "private")
    votes = votes_of(fresh(debate))
    assert set(votes.plausible[str(air.pk)]) == set(keys(ada, chidi, admin))
    assert votes.roles[str(admin.pk)] == Role.OWNER
    assert spreads_of(fresh(debate), air)[PLAUSIBILITY].total == 3

    Debate.objects.update(visibility="public", phase=Phase.DRAFT.value)
    assert spreads_of(fresh(debate), air)[PLAUSIBILITY].total == 3


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN])
def test_votes_on_what_is_kept_back_count_no_more(debate, air, ben, state):
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    Claim.objects.filter(pk=air.pk).update(state=state.value)
    assert votes_of(fresh(debate)).plausible == {}


def test_below_what_is_hidden_nobody_has_voted(debate, air, ada, ben):
    electric = post_claim(ada, air, stance="con", text="Electric cars")
    cast_vote(ben, electric, PLAUSIBILITY, 4, seen=1)
    assert votes_of(fresh(debate)).people_with(Role.WRITER) == {str(ben.pk)}
    Claim.objects.filter(pk=air.pk).update(state=State.HIDDEN.value)
    Debate.objects.update(version=99)
    votes = votes_of(fresh(debate))
    assert (votes.plausible, votes.roles) == ({}, {})


def test_votes_on_an_earlier_wording_count(debate, air, ada, ben):
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    assert votes_of(fresh(debate)).plausible == {str(air.pk): {str(ben.pk): 4}}


def test_after_a_move_relevance_counts_where_it_was_given_alone(debate, air, ada, ben):
    thesis, freight = air.parent, debate.claims.get(text="Freight")
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    cast_vote(ben, air, RELEVANCE, 4, seen=1)

    move_claim(ada, air, freight)
    votes = votes_of(fresh(debate))
    assert (len(votes.plausible), votes.relevant) == (1, {})
    assert RELEVANCE not in spreads_of(fresh(debate), air)

    move_claim(ada, air, thesis)
    assert votes_of(fresh(debate)).relevant == {keys(air, thesis): {str(ben.pk): 4}}


# ---- what is shown


def test_a_spread_is_told_from_three_votes_on(debate, air, crowd):
    for number, person in enumerate(crowd[:2]):
        cast_vote(person, air, PLAUSIBILITY, number, seen=1)
    assert spreads_of(debate, air) == {PLAUSIBILITY: (2, None)}

    cast_vote(crowd[2], air, PLAUSIBILITY, 1, seen=1)
    cast_vote(crowd[3], air, RELEVANCE, 1, seen=1)
    assert spreads_of(debate, air) == {
        PLAUSIBILITY: (3, (1, 2, 0, 0, 0)),
        RELEVANCE: (1, None),
    }


@pytest.mark.parametrize(
    ("setting", "phase", "before", "after"),
    [
        (VotesShown.AFTER, Phase.OPEN, False, True),
        (VotesShown.AFTER, Phase.DRAFT, False, True),
        (VotesShown.AFTER, Phase.CLOSED, True, True),
        (VotesShown.AFTER, Phase.ARCHIVED, True, True),
        (VotesShown.ALWAYS, Phase.OPEN, True, True),
        (VotesShown.NEVER, Phase.OPEN, False, False),
        (VotesShown.NEVER, Phase.CLOSED, False, False),
    ],
)
def test_when_others_votes_are_shown(setting, phase, before, after):
    debate = Debate(votes_shown=setting.value, phase=phase.value)
    assert shows_others(debate, voted=False) is before
    assert shows_others(debate, voted=True) is after


def test_ones_own_votes_are_ones_own(air, ben, chidi, anonymous, django_assert_num_queries):
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    cast_vote(chidi, air, RELEVANCE, 1, seen=1)
    with django_assert_num_queries(1):
        own = own_votes(ben, air)
        assert own[PLAUSIBILITY].holds
    assert list(own) == [PLAUSIBILITY]
    assert own_votes(chidi, air)[RELEVANCE].value == 1


def test_a_row_does_not_say_whose_it_is(air, ben):
    vote = cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    assert str(vote) == f"plausibility of claim {air.pk}"
    assert "ben" not in repr(vote)
    assert Vote.objects.get() == vote
