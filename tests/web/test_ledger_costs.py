"""What the pages of the ledger ask of the database, at 50 claims and at 1,000."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap, Node, Reply, Source
from debates.argument.words import Stance

# Two are for the session and the person, one is for the debate. Counted on the second visit.
COSTS = {
    "": 5,
    "status=all&sort=newest": 5,
    "by=ada&to=ada": 5,
    "at={claim}&status=all": 7,
    "status=questions": 5,
    "status=questions&settled=1&at={claim}": 7,
}
COMPARISON = 4


def asking(size: int) -> ArgumentMap:
    """A question with two theses; below each, supports that name a scheme, and threads of cons."""
    nodes = {"0": Node("0", "How?"), "1": Node("1", "So"), "2": Node("2", "Otherwise")}
    replies = [Reply("1", "0", None), Reply("2", "0", None)]
    for number in range(3, size):
        parent = number - 2 if number % 5 else 1 + number % 2
        stance = Stance.CON if number % 3 else Stance.PRO
        scheme = "sign" if stance == Stance.PRO else ""
        sources = (Source(citation="A book"),) if number % 7 == 0 else ()
        nodes[str(number)] = Node(str(number), f"Claim {number}", scheme=scheme, sources=sources)
        replies.append(Reply(str(number), str(parent), stance))
    return ArgumentMap("0", nodes, tuple(replies), title=f"{size} claims", asks=True)


def cost(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()
    assert "<tbody>" in page or 'class="challenge ' in page, address
    return len(queries)


@pytest.mark.one_database
@pytest.mark.parametrize("size", [50, 1000])
def test_a_ledger_takes_as_many_queries_at_any_size(
    client_of: Callable[[User], Client], ada: User, size: int
) -> None:
    debate = operations.place_debate(ada, asking(size))
    client, thesis = client_of(ada), debate.claims.get(text="So")
    ledger = reverse("challenges", args=[debate.slug])

    costs = {wish: cost(client, f"{ledger}?{wish.format(claim=thesis.pk)}") for wish in COSTS}

    assert costs == COSTS
    assert cost(client, reverse("compare", args=[debate.slug])) == COMPARISON
    client.get(reverse("my_challenges"))
    assert cost(client, reverse("my_challenges")) <= 6


@pytest.mark.parametrize("held_back", [0, 40])
def test_what_is_held_back_makes_no_further_queries(
    client_of: Callable[[User], Client], ada: User, ben: User, held_back: int
) -> None:
    debate = operations.place_debate(ada, asking(200))
    last = debate.claims.order_by("-lft").values_list("pk", flat=True)[:held_back]
    debate.claims.filter(pk__in=list(last)).update(state="pending")
    ledger = reverse("challenges", args=[debate.slug])
    assert cost(client_of(ben), ledger) == COSTS[""]
