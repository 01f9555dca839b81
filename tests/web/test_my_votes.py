"""My votes: those that wait to be confirmed, and where one voted."""

import pytest
from django.urls import reverse

from debates.argument.words import State
from debates.models import Claim, Debate, Question, Role, Vote
from debates.operations import cast_vote, edit_claim, move_claim, set_phase, set_role

pytestmark = pytest.mark.one_database

PLAUSIBILITY, RELEVANCE = Question.PLAUSIBILITY, Question.RELEVANCE
PAGE = "/me/votes/"


@pytest.fixture
def air(grow):
    return grow("  + Air\n  - Freight")["Air"]


@pytest.fixture
def page_of(client_of):
    def page_of(person) -> str:
        return client_of(person).get(PAGE).content.decode()

    return page_of


def test_without_votes_it_says_where_to_begin(ben, page_of):
    assert "You have not voted on anything yet" in page_of(ben)


def test_it_names_the_debates_in_which_one_voted(debate, air, ben, page_of):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    page = page_of(ben)
    assert "Where you voted" in page
    assert "1 vote<" in page
    assert reverse("guided_vote", args=[debate.slug]) in page
    assert "Do they still hold?" not in page


@pytest.mark.database
def test_after_an_edit_one_keeps_changes_or_takes_back(air, ada, ben, client_of, page_of):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    page = page_of(ben)
    assert "Do they still hold?" in page
    assert "<b>Plausible:</b> Rather" in page
    assert "You said so of an earlier wording." in page
    vote_on = reverse("vote_on", args=[air.debate.slug, air.pk])
    assert f'action="{vote_on}"' in page

    kept = {"keep": PLAUSIBILITY, "seen": "2", "about": air.parent_id, "next": PAGE}
    assert client_of(ben).post(vote_on, kept).url == PAGE
    assert Vote.objects.get().holds
    assert "Do they still hold?" not in page_of(ben)


def test_my_debates_say_that_some_wait(air, ada, ben, client_of):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    waits = "1 of your votes was given on an earlier wording"
    assert waits not in client_of(ben).get("/me/").content.decode()
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    page = client_of(ben).get("/me/").content.decode()
    assert waits in page
    assert f'<a href="{PAGE}">Say whether it still holds</a>' in page


def test_after_a_move_relevance_is_on_it_alone(debate, air, ada, ben, page_of):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    cast_vote(ben, air, RELEVANCE, 0, seen=1)
    move_claim(ada, air, debate.claims.get(text="Freight"))
    page = page_of(ben)
    assert "<b>Matters to what it is about:</b> Not at all" in page
    assert "<b>Plausible:</b>" not in page


def test_what_one_can_do_nothing_about_is_not_on_it(debate, air, ada, ben, page_of):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    for state in (State.WITHDRAWN, State.HIDDEN):
        Claim.objects.filter(pk=air.pk).update(state=state.value)
        assert "Do they still hold?" not in page_of(ben)
    Claim.objects.filter(pk=air.pk).update(state=State.VISIBLE.value)
    set_phase(ada, debate, "closed")
    page = page_of(ben)
    assert "Do they still hold?" not in page
    assert "closed: votes stay as they are" in page
    set_role(ada, debate, ben, Role.NONE)
    assert debate.title not in page_of(ben)


def test_it_is_nobody_elses(debate, air, ada, ben, page_of):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    assert "You have not voted on anything yet" in page_of(ada)


def test_it_costs_the_same_however_many_wait(
    debate, air, ada, ben, grow, client_of, django_assert_num_queries
):
    client = client_of(ben)
    for claim in Debate.objects.get().claims.exclude(parent=None):
        cast_vote(ben, claim, PLAUSIBILITY, 3, seen=1)
        edit_claim(ada, claim, seen=1, text=f"{claim.text} again", detail="")
        client.get(PAGE)
        with django_assert_num_queries(8):
            client.get(PAGE)
