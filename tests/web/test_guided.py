"""Voting claim by claim: the order, skipping, coming back, and votes that contradict each other."""

import re

import pytest
from django.urls import reverse

from debates.argument.words import State
from debates.models import Claim, Debate, Question, Role, Vote
from debates.operations import cast_vote, edit_claim, open_debate, set_phase, set_role
from tests.conftest import THESIS

pytestmark = pytest.mark.one_database

PLAUSIBILITY, RELEVANCE = Question.PLAUSIBILITY, Question.RELEVANCE
OUTLINE = "  + Air\n    - Electric cars\n  - Freight"
IN_ORDER = [THESIS, "Air", "Freight", "Electric cars"]


@pytest.fixture
def claims(grow):
    return grow(OUTLINE)


def start_of(debate: Debate) -> str:
    return reverse("guided_vote", args=[debate.slug])


def step_of(claim: Claim) -> str:
    return reverse("vote_step", args=[claim.debate.slug, claim.pk])


def full(claim: Claim, value: int = 3) -> dict:
    both = {"plausibility": value, "relevance": value} if claim.parent_id else {}
    return {"plausibility": value, "seen": claim.revision, "about": claim.parent_id or "", **both}


def vote(person, claim: Claim, plausible: int, matters: int | None = None) -> None:
    cast_vote(person, claim, PLAUSIBILITY, plausible, seen=claim.revision)
    if matters is not None:
        cast_vote(person, claim, RELEVANCE, matters, seen=claim.revision)


def onward(client, debate: Debate) -> str:
    """Where the first button of the start page leads."""
    page = client.get(start_of(debate)).content.decode()
    found = re.search(r'class="button primary" href="([^"]*/vote/\d+/)"', page)
    return found[1] if found else ""


@pytest.mark.database
def test_it_leads_level_by_level_from_the_thesis_to_the_end(debate, claims, ben, client_of):
    client, way = client_of(ben), [claims[name] for name in IN_ORDER]
    assert "Begin" in client.get(start_of(debate)).content.decode()
    assert onward(client, debate) == step_of(way[0])

    for claim, following in zip(way, [*way[1:], None], strict=True):
        page = client.get(step_of(claim)).content.decode()
        assert f"Claim {way.index(claim) + 1} of 4" in page
        answer = client.post(step_of(claim), full(claim))
        assert answer.url == (step_of(following) if following else start_of(debate))

    assert Vote.objects.count() == 7
    page = client.get(start_of(debate)).content.decode()
    assert "You have voted on every claim" in page
    assert f'href="{reverse("perspectives", args=[debate.slug])}"' in page
    assert onward(client, debate) == ""


def test_what_was_skipped_comes_last(debate, claims, ben, client_of):
    client = client_of(ben)
    vote(ben, claims["Air"], 3, 3)
    page = client.get(start_of(debate)).content.decode()
    assert "1 of 4 claims answered in full" in page
    assert "Skipped, or not answered in full" in page
    assert step_of(claims[THESIS]) in page
    assert onward(client, debate) == step_of(claims["Freight"])

    vote(ben, claims["Freight"], 3, 3)
    vote(ben, claims["Electric cars"], 3, 3)
    assert onward(client, debate) == step_of(claims[THESIS])
    assert client.post(step_of(claims[THESIS]), full(claims[THESIS])).url == start_of(debate)


def test_one_can_go_back_and_skip(claims, ben, client_of):
    page = client_of(ben).get(step_of(claims["Air"])).content.decode()
    assert f'href="{step_of(claims[THESIS])}">Back<' in page
    assert f'href="{step_of(claims["Freight"])}">Skip<' in page
    page = client_of(ben).get(step_of(claims[THESIS])).content.decode()
    assert ">Back<" not in page


def test_an_answer_to_one_of_both_questions_is_kept_and_asked_for_again(
    debate, claims, ben, client_of
):
    client, air = client_of(ben), claims["Air"]
    half = {"plausibility": "3", "seen": 1, "about": air.parent_id}
    assert client.post(step_of(air), half).url == step_of(claims["Freight"])
    assert step_of(air) not in client.get(start_of(debate)).content.decode().split("skipped")[0]
    vote(ben, claims["Freight"], 3, 3)
    assert step_of(air) in client.get(start_of(debate)).content.decode()


def test_without_a_step_it_stays_and_says_so(claims, ben, client_of):
    answer = client_of(ben).post(step_of(claims["Air"]), {"seen": 1})
    assert answer.status_code == 422
    assert "Choose a step first, then vote." in answer.content.decode()
    assert "Claim 2 of 4" in answer.content.decode()


def test_taking_a_vote_back_stays_where_one_is(claims, ben, client_of):
    air = claims["Air"]
    vote(ben, air, 3, 3)
    answer = client_of(ben).post(step_of(air), {"remove": RELEVANCE, "seen": 1})
    assert answer.url == step_of(air)
    assert Vote.objects.count() == 1


def test_a_vote_to_confirm_is_not_done(debate, claims, ada, ben, client_of):
    client = client_of(ben)
    for name in IN_ORDER:
        vote(ben, claims[name], 2, 2 if name != THESIS else None)
    edit_claim(ada, claims["Air"], seen=1, text="Cleaner air", detail="")
    page = client.get(start_of(debate)).content.decode()
    assert "3 of 4 claims answered in full" in page
    assert "2 votes to confirm" in page
    assert onward(client, debate) == step_of(claims["Air"])


def test_only_what_counts_is_on_the_way(debate, claims, ben, client_of):
    Claim.objects.filter(pk=claims["Air"].pk).update(state=State.WITHDRAWN.value)
    client = client_of(ben)
    assert "Claim 1 of 2" in client.get(step_of(claims[THESIS])).content.decode()
    for name in ("Air", "Electric cars"):
        assert client.get(step_of(claims[name])).url == start_of(debate)
    answer = client.post(step_of(claims["Air"]), full(claims["Air"]))
    assert answer.status_code == 422
    assert "only a claim that stands" in answer.content.decode().lower()
    assert client.post(step_of(claims["Electric cars"]), full(claims["Electric cars"])).url


def test_of_a_question_its_theses_are_asked(ada, ben, client_of):
    asked = open_debate(ada, title="Ways", question="Which way?", theses=["Cars", "Bikes"])
    client, cars = client_of(ben), asked.claims.get(text="Cars")
    assert onward(client, asked) == step_of(cars)
    assert "Claim 1 of 2" in client.get(step_of(cars)).content.decode()
    assert client.get(step_of(asked.claims.get(parent=None))).url == start_of(asked)


def test_it_is_for_whoever_may_vote(debate, claims, ada, ben, anonymous, client_of):
    for page in (start_of(debate), step_of(claims["Air"])):
        assert anonymous.get(page).url.startswith(reverse("account_login"))
    set_phase(ada, debate, "closed")
    assert client_of(ben).get(start_of(debate)).status_code == 403
    assert client_of(ben).post(step_of(claims["Air"]), full(claims["Air"])).status_code == 403
    set_phase(ada, debate, "open")
    set_role(ada, debate, ben, Role.NONE)
    assert client_of(ben).get(start_of(debate)).status_code == 404


# ---- votes that contradict each other


def told(client, page: str) -> str:
    said = client.get(page).content.decode()
    found = re.search(r'<section class="tensions".*?</section>', said, re.DOTALL)
    return found.group() if found else ""


def test_who_accepts_a_claim_and_a_strong_critique_of_it_is_told(debate, claims, ben, client_of):
    vote(ben, claims[THESIS], 4)
    assert told(client_of(ben), start_of(debate)) == ""
    vote(ben, claims["Freight"], 4, 4)

    for page in (start_of(debate), step_of(claims["Air"])):
        said = told(client_of(ben), page)
        assert "Your votes pull against each other" in said
        assert "You find this thesis plausible (“entirely”)" in said
        assert "but also this critique, which speaks against it" in said
        assert step_of(claims[THESIS]) in said
        assert step_of(claims["Freight"]) in said
        assert "matters: “decisively”" in said

    vote(ben, claims["Freight"], 0, 4)
    assert told(client_of(ben), start_of(debate)) == ""


def test_who_rejects_a_claim_and_accepts_what_supports_it_is_told(debate, claims, ben, client_of):
    vote(ben, claims[THESIS], 0)
    vote(ben, claims["Air"], 4, 4)
    said = told(client_of(ben), start_of(debate))
    assert "You find this thesis not plausible (“not at all”)" in said
    assert "but also this claim, which speaks for it" in said


def test_nobody_is_told_of_others_contradictions(debate, claims, ben, chidi, client_of):
    vote(ben, claims[THESIS], 4)
    vote(ben, claims["Freight"], 4, 4)
    vote(chidi, claims[THESIS], 0)
    vote(chidi, claims["Freight"], 4, 4)
    assert told(client_of(chidi), start_of(debate)) == ""


def test_of_a_claim_that_was_hidden_meanwhile_nothing_is_told(debate, claims, ben, client_of):
    vote(ben, claims[THESIS], 4)
    vote(ben, claims["Freight"], 4, 4)
    Claim.objects.filter(pk=claims["Freight"].pk).update(state=State.HIDDEN.value)
    Debate.objects.update(version=99)
    assert told(client_of(ben), start_of(debate)) == ""


def test_it_costs_the_same_however_many_votes_there_are(
    debate, claims, ben, client_of, django_assert_num_queries
):
    client = client_of(ben)
    for page, cost in ((start_of(debate), 4), (step_of(claims["Air"]), 6)):
        client.get(page)
        with django_assert_num_queries(cost):
            client.get(page)
    for name in IN_ORDER:
        vote(ben, claims[name], 2, 2 if name != THESIS else None)
    for page, cost in ((start_of(debate), 4), (step_of(claims["Air"]), 7)):
        client.get(page)
        with django_assert_num_queries(cost):
            client.get(page)
