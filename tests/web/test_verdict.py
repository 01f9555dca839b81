"""Verdict and cruxes: what speaks for and against a thesis, and where it turns."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from tests.conftest import Grow
from tests.web.pages import text_of
from tests.web.weighing import ARGUMENTS, crowd, vote

pytestmark = pytest.mark.one_database


def shown(client: Client, debate: Debate, name: str, query: str = "") -> str:
    response = client.get(reverse(name, args=[debate.slug]) + query)
    assert response.status_code == 200
    return text_of(response)


def part(page: str, label: str) -> str:
    return page.split(f'id="{label}"', 1)[1].split("</section>", 1)[0]


def texts(html: str) -> list[str]:
    return re.findall(r'<a class="text"[^>]*>(.*?)</a>', html)


def test_the_strongest_reasons_come_first(anonymous: Client, debate: Debate, grow: Grow) -> None:
    grow(ARGUMENTS)
    page = shown(anonymous, debate, "verdict")
    assert texts(part(page, "reasons-for")) == ["Quiet", "Air"]
    assert texts(part(page, "reasons-against")) == ["Deliveries"]
    assert "but it falls at the moment" in part(page, "reasons-against")
    assert "by quadratic energy, before any votes" in page
    assert "What these numbers mean" in page


def test_what_is_left_open_matters_most_first(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    grow(ARGUMENTS)
    opened = part(shown(anonymous, debate, "verdict"), "left-open")
    assert texts(opened) == ["Electric", "By night"]


def test_linked_premises_are_one_reason(
    anonymous: Client, ada: User, debate: Debate, thesis: Claim, grow: Grow
) -> None:
    claims = grow("  + Air\n  + Quiet\n")
    operations.link_premises(ada, [claims["Air"], claims["Quiet"]])
    page = part(shown(anonymous, debate, "verdict"), "reasons-for")
    assert "together with" in page
    assert "for <small>1</small>" in page


def test_cruxes_are_what_the_thesis_hangs_on(anonymous: Client, debate: Debate, grow: Grow) -> None:
    grow(ARGUMENTS)
    page = shown(anonymous, debate, "cruxes")
    assert "Without it, and all that hangs below it, the thesis would weaken from" in page
    assert "hangs on most" in page
    assert "far apart" not in page


@pytest.mark.database
def test_those_on_which_people_disagree_come_first(
    client_of: Callable[[User], Client],
    anonymous: Client,
    person: Callable[[str], User],
    debate: Debate,
    grow: Grow,
) -> None:
    claims = grow(ARGUMENTS)
    voters = crowd(person, claims["By night"], "0440")
    crowd(person, claims["Quiet"], "444")
    first = re.findall(
        r'<li class="crux[^>]*>.*?<p class="text"><a[^>]*>(.*?)</a>',
        shown(client_of(voters[0]), debate, "cruxes"),
    )[0]
    assert first == "By night"
    assert "People are far apart about it (4 votes)." in shown(
        client_of(voters[0]), debate, "cruxes"
    )
    assert "far apart" not in shown(anonymous, debate, "cruxes"), "who has not voted is not told"


def test_the_votes_of_two_make_no_crux(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate, grow: Grow
) -> None:
    claims = grow(ARGUMENTS)
    vote(ada, claims["By night"], 0)
    vote(ben, claims["By night"], 4)
    assert "apart" not in shown(client_of(ada), debate, "cruxes")


def test_a_debate_that_keeps_votes_to_itself_ranks_by_effect_alone(
    client_of: Callable[[User], Client],
    person: Callable[[str], User],
    ada: User,
    debate: Debate,
    grow: Grow,
) -> None:
    voters = crowd(person, grow(ARGUMENTS)["By night"], "0440")
    operations.set_votes_shown(ada, debate, "never")
    page = shown(client_of(voters[0]), debate, "cruxes")
    assert "tells nobody how people voted" in page
    assert "far apart" not in page


@pytest.mark.parametrize("name", ["verdict", "cruxes"])
def test_each_thesis_of_a_question_has_its_own(
    anonymous: Client, ada: User, debate: Debate, name: str
) -> None:
    asked = operations.open_debate(ada, title="Ways", question="Which?", theses=["Cars", "Feet"])
    feet = asked.claims.get(text="Feet")
    far = operations.post_claim(ada, feet, stance="con", text="Too far")
    first, second, below = (
        shown(anonymous, asked, name, query) for query in ("", f"?at={feet.pk}", f"?at={far.pk}")
    )
    for page, thesis in ((first, "Cars"), (second, "Feet"), (below, "Feet")):
        assert page.count('aria-label="Theses"') == 1
        current = page.split('aria-label="Theses"')[1].split('aria-current="page"')[1]
        assert f">{thesis}<" in current[:60]
    assert "Too far" in second
    assert "Too far" not in first


@pytest.mark.parametrize("name", ["verdict", "cruxes"])
def test_where_nothing_is_said_it_says_what_to_do(
    anonymous: Client, debate: Debate, name: str
) -> None:
    assert "yet" in shown(anonymous, debate, name)


@pytest.mark.parametrize("name", ["verdict", "cruxes", "what_if"])
def test_a_question_without_an_answer_has_nothing_to_weigh(
    anonymous: Client, ada: User, name: str
) -> None:
    asked = operations.open_debate(ada, title="Ways", question="Which?", theses=["Cars", "Feet"])
    asked.claims.filter(kind="thesis").update(state="hidden")
    assert "There is no thesis to weigh" in shown(anonymous, asked, name)


@pytest.mark.database
@pytest.mark.parametrize("at", ["x", "-1", "9" * 30, "999999"])
@pytest.mark.parametrize("name", ["verdict", "cruxes"])
def test_what_is_no_claim_of_the_debate_is_not_found(
    anonymous: Client, debate: Debate, name: str, at: str
) -> None:
    assert anonymous.get(reverse(name, args=[debate.slug]), {"at": at}).status_code == 404


@pytest.mark.parametrize("state", ["pending", "hidden", "withdrawn"])
@pytest.mark.parametrize("name", ["verdict", "cruxes", "what_if", "perspectives"])
def test_what_is_kept_back_changes_no_page_for_anybody(
    client_of: Callable[[User], Client],
    ada: User,
    debate: Debate,
    grow: Grow,
    name: str,
    state: str,
) -> None:
    claims = grow(ARGUMENTS)
    Claim.objects.filter(pk=claims["Deliveries"].pk).update(state=state)
    debate.claims.filter(text="By night").update(text_html="By night")
    page = shown(client_of(ada), debate, name)
    assert "Deliveries" not in page
    assert "By night" not in page


def test_a_reason_that_stands_beside_the_point_is_not_said_to_fall(
    anonymous: Client, ada: User, debate: Debate, thesis: Claim, grow: Grow
) -> None:
    claims = grow("  - Deliveries\n")
    operations.post_claim(
        ada, claims["Deliveries"], stance="con", aim="relevance", text="They may come at night."
    )
    against = part(shown(anonymous, debate, "verdict"), "reasons-against")
    assert "but its bearing on the thesis is rebutted" in against
