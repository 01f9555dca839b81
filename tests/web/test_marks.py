"""What cards and rows say has become of a claim, and what a move says it takes away."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from debates import operations
from debates.argument.words import State
from debates.models import Claim, Debate
from tests.conftest import Grow
from tests.web.pages import page_of, text_of


@pytest.fixture
def claims(grow: Grow) -> dict[str, Claim]:
    return grow("  + Air\n    - Electric\n      - Tyres\n  - Freight")


def card_of(claim: Claim, client: Client) -> str:
    page = text_of(client.get(claim.parent.get_absolute_url()))
    return page.split(f'id="claim-{claim.pk}"')[1].split("</li>")[0]


def row_of(claim: Claim, client: Client) -> str:
    page = text_of(client.get(reverse("outline", args=[claim.debate.slug])))
    return page.split(f'id="row-{claim.pk}"')[1].split("</div>")[0]


def test_a_challenge_that_an_amendment_met_says_so(
    anonymous: Client, claims: dict[str, Claim]
) -> None:
    Claim.objects.filter(pk=claims["Freight"].pk).update(met_at=timezone.now())
    for told in (card_of(claims["Freight"], anonymous), row_of(claims["Freight"], anonymous)):
        assert "met by an amendment" in told
        assert "no replies yet" not in told


def test_what_was_returned_is_marked_for_those_who_see_it(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    Claim.objects.filter(pk=claims["Freight"].pk).update(state=State.RETURNED.value)
    for told in (
        card_of(claims["Freight"], client_of(ada)),
        row_of(claims["Freight"], client_of(ada)),
    ):
        assert 'class="mark waits"' in told
        assert "returned" in told


def test_a_move_says_that_a_concession_and_a_link_go(
    client_of: Callable[[User], Client], debate: Debate, ada: User, claims: dict[str, Claim]
) -> None:
    moving = page_of("move_claim", claims["Electric"])
    to = {"to": claims["Freight"].pk}
    client = client_of(ada)
    assert "The link comes off" not in text_of(client.get(moving, to))
    assert "holds no longer" not in text_of(client.get(moving, to))
    operations.concede(ada, claims["Electric"])
    operations.link_claim(ada, claims["Electric"], claims["Freight"], stance="con")

    preview = text_of(client.get(moving, to))

    assert "The link comes off" in preview
    assert "that it was conceded, or met by an amendment, holds no longer" in preview


def test_a_move_in_a_circle_is_refused_by_name(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    operations.link_claim(ada, claims["Freight"], claims["Tyres"], stance="pro")
    moving = page_of("move_claim", claims["Air"])
    refused = client_of(ada).get(moving, {"to": claims["Freight"].pk})
    assert refused.status_code == 422
    assert "“Freight” already argues, by way of “Tyres” and “Electric”, about “Air”" in (
        text_of(refused)
    )
