"""What not everybody sees is in no ledger: neither shown nor counted, whoever looks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.schemes import SCHEMES
from debates.argument.words import KEPT_BACK, State
from debates.models import Claim, Debate, Role
from tests.conftest import Grow
from tests.web.ledgers import entries, ledger_page, shown, tabs
from tests.web.pages import CHAIN

SCHEME = SCHEMES["expert_opinion"]
GONE = [state.value for state in (*KEPT_BACK, State.WITHDRAWN)]


@pytest.mark.parametrize("state", GONE)
def test_what_not_everybody_sees_is_in_no_list_and_no_number_whoever_looks(
    anonymous: Client,
    client_of: Callable[[User], Client],
    debate: Debate,
    grow: Grow,
    ada: User,
    ben: User,
    admin: User,
    join: Callable[[User, Role], User],
    state: str,
) -> None:
    claims = grow("  - Seen\n  - Zebra secret\n    - Below it\n  + Zebra pro\n    - Below that")
    gone = [claims["Zebra secret"].pk, claims["Zebra pro"].pk]
    Claim.objects.filter(pk__in=gone).update(state=state, scheme=SCHEME.key)
    join(ben, Role.EDITOR)

    clients = [anonymous, *(client_of(person) for person in (ada, ben, admin))]
    for client in clients:
        for status in ("open", "all", "questions"):
            page = ledger_page(client, debate, status=status)
            assert "Zebra" not in page
            assert "Below" not in page
        assert tabs(ledger_page(client, debate, status="all")) == {"Open": 1, "All": 1}


@pytest.mark.parametrize("state", GONE)
def test_what_not_everybody_sees_answers_nothing(
    anonymous: Client, debate: Debate, grow: Grow, state: str
) -> None:
    claims = grow(CHAIN)
    Claim.objects.filter(pk=claims["Tyres"].pk).update(state=state)
    page = ledger_page(anonymous, debate)
    assert shown(page) == ["Electric cars", "Deliveries"]
    assert "no reply yet" in entries(page)[0]


def test_a_branch_that_one_may_not_see_is_not_found(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    air = grow(CHAIN)["Air"]
    Claim.objects.filter(pk=air.pk).update(state=State.PENDING.value)
    response = anonymous.get(reverse("challenges", args=[debate.slug]), {"at": air.pk})
    assert response.status_code == 404


def test_the_ledger_of_a_private_debate_is_for_its_members(
    anonymous: Client,
    client_of: Callable[[User], Client],
    debate: Debate,
    grow: Grow,
    ada: User,
    ben: User,
    join: Callable[[User, Role], User],
) -> None:
    grow(CHAIN)
    operations.set_visibility(ada, debate, "private")
    address = reverse("challenges", args=[debate.slug])

    assert anonymous.get(address).status_code == 404
    assert client_of(ben).get(address).status_code == 404
    join(ben, Role.READER)
    assert client_of(ben).get(address).status_code == 200
    join(ben, Role.NONE)
    assert client_of(ben).get(address).status_code == 404
