"""The vote beside a claim: one's own, changed and taken back in place, and how others voted."""

import re

import pytest
from django.urls import reverse

from debates.argument.words import State
from debates.models import Claim, Debate, Question, Vote
from debates.operations import cast_vote, edit_claim, move_claim, open_debate, set_phase
from debates.reasoning.perspectives import STEPS
from debates.web.ballots import STEP_WORDS

pytestmark = pytest.mark.one_database

PLAUSIBILITY, RELEVANCE = Question.PLAUSIBILITY, Question.RELEVANCE


@pytest.fixture
def air(grow):
    return grow("  + Air\n    - Electric cars\n  - Freight")["Air"]


@pytest.fixture
def crowd(person):
    return [person(f"voter-{number}") for number in range(3)]


def vote_url(claim: Claim) -> str:
    return reverse("vote_on", args=[claim.debate.slug, claim.pk])


def panel(client, claim: Claim) -> str:
    page = client.get(claim.get_absolute_url()).content.decode()
    found = re.search(r'<details class="ballot".*?</details>', page, re.DOTALL)
    return found.group() if found else ""


def sent(claim: Claim, **fields) -> dict:
    return {"seen": claim.revision, "about": claim.parent_id or "", **fields}


def test_both_questions_are_answered_at_once(air, ben, client_of):
    client = client_of(ben)
    answer = client.post(vote_url(air), sent(air, plausibility="3", relevance="1"), follow=True)

    assert answer.redirect_chain == [(air.get_absolute_url(), 302)]
    assert "Your votes are saved." in answer.content.decode()
    assert set(Vote.objects.values_list("question", "value")) == {
        (PLAUSIBILITY, 3),
        (RELEVANCE, 1),
    }
    assert "plausible: <b>rather</b>, matters: <b>a little</b>" in panel(client, air)


def test_a_thesis_is_asked_for_its_plausibility_alone(air, ben, client_of):
    asked = panel(client_of(ben), air.parent)
    assert 'name="plausibility"' in asked
    assert 'name="relevance"' not in asked


def test_in_place_it_is_the_panel_that_is_answered(air, ben, client_of):
    headers = {"HX-Request": "true"}
    answer = client_of(ben).post(vote_url(air), sent(air, plausibility="4"), headers=headers)
    said = answer.content.decode()
    assert said.strip().startswith("<details")
    assert "Your vote is saved." in said
    assert 'value="4" checked' in said
    assert 'id="weighed"' in said, "the claim is stronger now"
    assert 'hx-swap-oob="true"' in said

    answer = client_of(ben).post(vote_url(air), sent(air), headers=headers)
    assert answer.status_code == 422
    assert "Choose a step first, then vote." in answer.content.decode()
    assert 'id="weighed"' not in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_it_is_taken_back(air, ben, client_of):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    page = client_of(ben).post(vote_url(air), sent(air, remove="plausibility"), follow=True)
    assert "Your vote is taken back." in page.content.decode()
    assert not Vote.objects.exists()


@pytest.mark.database
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"plausibility": "7"},
        {"plausibility": "-1"},
        {"plausibility": "three"},
        {"remove": "beauty"},
        {"keep": "plausibility"},
        {"plausibility": "3", "seen": "9"},
        {"plausibility": "3", "seen": ""},
        {"relevance": "3", "about": "99999"},
    ],
)
def test_what_makes_no_sense_is_refused_with_the_page(air, ben, client_of, fields):
    answer = client_of(ben).post(vote_url(air), sent(air) | fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Vote.objects.exists()


def test_what_was_chosen_is_there_again_when_it_was_refused(air, ben, client_of):
    answer = client_of(ben).post(vote_url(air), sent(air, plausibility="3", seen="9"))
    assert 'name="plausibility" value="3" checked' in answer.content.decode()


def test_it_comes_back_to_where_the_form_says(air, ben, client_of):
    page = reverse("my_votes")
    answer = client_of(ben).post(vote_url(air), sent(air, plausibility="3", next=page))
    assert answer.url == page
    elsewhere = sent(air, plausibility="2", next="https://example.org/")
    assert client_of(ben).post(vote_url(air), elsewhere).url == air.get_absolute_url()


def test_visitors_are_asked_to_sign_in_and_keep_what_they_chose(air, anonymous, ben):
    assert reverse("account_login") in panel(anonymous, air)
    assert "radio" not in panel(anonymous, air)
    anonymous.post(vote_url(air), sent(air, plausibility="3"))
    anonymous.force_login(ben)
    page = anonymous.get(vote_url(air)).content.decode()
    assert 'name="plausibility" value="3" checked' in page
    assert not Vote.objects.exists()


def test_a_question_and_what_does_not_stand_are_not_voted_on(air, ada, ben, client_of):
    asked = open_debate(ada, title="Ways", question="Which way?", theses=["Cars", "Bikes"])
    root = asked.claims.get(parent=None)
    assert not panel(client_of(ben), root)
    assert "a question is not voted on" in client_of(ben).get(vote_url(root)).content.decode()
    Claim.objects.filter(pk=air.pk).update(state=State.WITHDRAWN.value)
    assert not panel(client_of(ben), air)
    assert "only a claim that stands" in client_of(ben).get(vote_url(air)).content.decode()


# ---- after the claim changed


def test_after_an_edit_one_is_asked_whether_it_holds(air, ada, ben, client_of):
    client = client_of(ben)
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    edited = edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    asked = panel(client, edited)
    assert "You said so of an earlier wording." in asked
    assert '<details class="ballot" id="vote" open>' in asked

    client.post(vote_url(air), sent(edited, keep="plausibility"))

    assert Vote.objects.get().holds
    assert "earlier wording" not in panel(client, edited)


def test_after_a_move_relevance_is_asked_again(debate, air, ada, ben, client_of):
    cast_vote(ben, air, PLAUSIBILITY, 3, seen=1)
    cast_vote(ben, air, RELEVANCE, 3, seen=1)
    moved = move_claim(ada, air, debate.claims.get(text="Freight"))
    asked = panel(client_of(ben), moved)
    assert "You said so of another place" in asked
    assert asked.count('name="keep"') == 1


# ---- how others voted


def counts_in(said: str) -> list[int]:
    return [int(count) for count in re.findall(r"<small>(\d+)<span", said)]


def test_others_votes_are_hidden_until_one_has_voted(air, ben, crowd, client_of, anonymous):
    for value, voter in enumerate(crowd):
        cast_vote(voter, air, PLAUSIBILITY, value, seen=1)
    client = client_of(ben)
    for asked in (panel(client, air), panel(anonymous, air)):
        assert counts_in(asked) == []
        assert "votes" not in re.sub("<[^>]*>", "", asked)
        assert "How others voted is shown once you have voted." in asked

    cast_vote(ben, air, PLAUSIBILITY, 2, seen=1)
    asked = panel(client, air)
    assert counts_in(asked) == [1, 1, 2, 0, 0]
    assert "4 votes." in asked


def test_of_two_votes_only_their_number_is_told(air, ben, crowd, client_of):
    cast_vote(crowd[0], air, PLAUSIBILITY, 0, seen=1)
    cast_vote(ben, air, PLAUSIBILITY, 4, seen=1)
    asked = panel(client_of(ben), air)
    assert counts_in(asked) == []
    assert "2 votes. It is shown how they voted from three votes on." in asked
    assert "No votes yet." in asked, "on relevance"


def test_always_shows_them_to_everybody_and_never_to_nobody(air, ben, crowd, client_of, anonymous):
    for value, voter in enumerate(crowd):
        cast_vote(voter, air, PLAUSIBILITY, value, seen=1)
    Debate.objects.update(votes_shown="always")
    for client in (anonymous, client_of(ben)):
        assert counts_in(panel(client, air)) == [1, 1, 1, 0, 0]

    Debate.objects.update(votes_shown="never")
    cast_vote(ben, air, PLAUSIBILITY, 2, seen=1)
    for client in (client_of(ben), client_of(air.author)):
        assert counts_in(panel(client, air)) == []
    assert "How others voted is not shown in this debate." in panel(client_of(ben), air)


def test_once_it_is_closed_everybody_sees_what_it_came_to(debate, air, ada, ben, crowd, client_of):
    for value, voter in enumerate(crowd):
        cast_vote(voter, air, PLAUSIBILITY, value, seen=1)
    set_phase(ada, debate, "closed")
    asked = panel(client_of(ben), air)
    assert counts_in(asked) == [1, 1, 1, 0, 0]
    assert "radio" not in asked
    asked = panel(client_of(crowd[1]), air)
    assert "Rather not <b>(your vote)</b>" in asked
    cast = Vote.objects.filter(person=crowd[2])
    assert (
        client_of(crowd[2]).post(vote_url(air), sent(air, remove="plausibility")).status_code == 403
    )
    assert cast.exists()


def test_each_step_has_its_words():
    assert {len(words) for words in STEP_WORDS.values()} == {STEPS}
    assert set(STEP_WORDS) == set(Question)
