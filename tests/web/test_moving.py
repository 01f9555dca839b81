from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates.models import Claim
from tests.conftest import Grow
from tests.web.pages import text_of

REPLIES = """\
  + Air
    - Electric cars
      - Tyres
      - Brakes
  - Deliveries
"""


@pytest.fixture
def claims(grow: Grow) -> dict[str, Claim]:
    return grow(REPLIES)


def moving(claim: Claim) -> str:
    return reverse("move_claim", args=[claim.debate.slug, claim.pk])


def test_searches_the_debate_and_says_what_cannot_be_the_parent(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    client, address = client_of(ada), moving(claims["Electric cars"])

    found = text_of(client.get(address, {"q": "LIVER"}))
    assert f'href="?to={claims["Deliveries"].pk}"' in found
    assert "1 claim with “LIVER”" in found
    assert "It hangs below the claim you are moving." in text_of(client.get(address, {"q": "tyr"}))
    assert "The claim is there already." in text_of(client.get(address, {"q": "air"}))
    assert "This is the claim you are moving." in text_of(client.get(address, {"q": "elec"}))
    assert "No claim with “boats”" in text_of(client.get(address, {"q": "boats"}))


def test_shows_which_kinds_would_change_before_anything_does(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    asked = {"to": claims["Deliveries"].pk}
    page = text_of(client_of(ada).get(moving(claims["Electric cars"]), asked))

    assert "1 critique becomes a rebuttal" in page
    assert "2 rebuttals become critiques" in page
    assert "rebuttal → critique</b> Tyres" in page
    claims["Electric cars"].refresh_from_db()
    assert claims["Electric cars"].parent == claims["Air"]


def test_moves_the_branch(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    moved = claims["Electric cars"]
    asked = {"to": claims["Deliveries"].pk, "stance": "pro"}
    response = client_of(ada).post(moving(moved), asked)

    moved.refresh_from_db()
    assert response["Location"] == moved.get_absolute_url()
    assert (moved.parent, moved.kind) == (claims["Deliveries"], "claim")


def test_refuses_with_the_reason(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    response = client_of(ada).post(moving(claims["Air"]), {"to": claims["Tyres"].pk})

    assert response.status_code == 422
    assert "cannot be moved below itself" in text_of(response)


@pytest.mark.parametrize("to", ["x", "٣", "9" * 30, "0", ""])
def test_a_place_that_does_not_exist_leads_back_to_the_search(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim], to: str
) -> None:
    page = text_of(client_of(ada).get(moving(claims["Air"]), {"to": to}))

    assert "Words in the claim it belongs under" in page


def test_a_thesis_stays(client_of: Callable[[User], Client], ada: User, thesis: Claim) -> None:
    assert "stays where it is" in text_of(client_of(ada).get(moving(thesis)))


def test_is_for_editors(
    client_of: Callable[[User], Client], ben: User, claims: dict[str, Claim]
) -> None:
    assert client_of(ben).get(moving(claims["Air"])).status_code == 403
