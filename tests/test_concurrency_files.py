"""One form that brings a file in, sent several times at the same moment: it comes in once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates.models import Claim, Debate
from tests.conftest import Grow
from tests.crowds import assert_sound, at_once
from tests.web.test_import import CHOSEN, KIALO, key_in, look_at

pytestmark = pytest.mark.usefixtures("committed")


def sent_at_once(
    clients: list[Client], where: str, sent: dict[str, str]
) -> list[tuple[int, str | None]]:
    def send(client: Client) -> tuple[int, str | None]:
        response = client.post(where, sent)
        return response.status_code, response.get("Location")

    return at_once([lambda client=client: send(client) for client in clients])


def test_a_debate_is_opened_once(ada: User, client_of: Callable[[User], Client]) -> None:
    clients = [client_of(ada) for _ in range(6)]
    key = key_in(look_at(clients[0], text=KIALO))

    outcomes = sent_at_once(clients, "/import/", CHOSEN | {"file": key})

    debate = Debate.objects.get()
    assert set(outcomes) == {(302, debate.get_absolute_url())}
    assert_sound(debate)


def test_a_branch_comes_in_once(
    ada: User, debate: Debate, grow: Grow, client_of: Callable[[User], Client]
) -> None:
    air = grow("  + Air\n")["Air"]
    where = reverse("import_branch", args=[debate.slug, air.pk])
    clients = [client_of(ada) for _ in range(6)]
    key = key_in(look_at(clients[0], where, text=KIALO))

    outcomes = sent_at_once(clients, where, {"file": key, "stance": "con"})

    top = Claim.objects.get(text="Trains should be free.")
    assert set(outcomes) == {(302, top.get_absolute_url())}
    assert debate.claims.count() == 6
    assert_sound(debate)
