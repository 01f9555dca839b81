"""What each page asks of the database: the same in a debate of 50 claims and in one of 5,000."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Stance
from debates.models import Claim, Debate

# Two are for the session and the person. What is counted is the second visit, when what is
# derived from the debate's version is kept.
COSTS = {
    "the thesis": 7,
    "a claim": 7,
    "the outline": 6,
    "the outline from a claim": 6,
    "a branch": 6,
    "the history": 5,
    "a claim's history": 8,
    "the composer": 6,
    "editing": 5,
    "withdrawing": 4,
    "moving": 4,
    "looking for where to move": 5,
    "adding a source": 4,
    "the settings": 3,
    "the ledger": 5,
    "the ledger of somebody": 5,
    "the verdict": 5,
    "the cruxes": 5,
    "what if": 4,
    "perspectives": 3,
    "the export": 11,
    "an exported file": 11,
}


def pages_of(debate: Debate, claim: Claim) -> dict[str, str]:
    def of_debate(name: str) -> str:
        return reverse(name, args=[debate.slug])

    def of_claim(name: str, *more: str) -> str:
        return reverse(name, args=[debate.slug, claim.pk, *more])

    return {
        "the thesis": of_debate("debate"),
        "a claim": of_claim("claim"),
        "the outline": of_debate("outline"),
        "the outline from a claim": f"{of_debate('outline')}?at={claim.pk}",
        "a branch": of_claim("branch"),
        "the history": of_debate("history"),
        "a claim's history": of_claim("claim_history"),
        "the composer": of_claim("reply", "con"),
        "editing": of_claim("edit_claim"),
        "withdrawing": of_claim("withdraw_claim"),
        "moving": of_claim("move_claim"),
        "looking for where to move": f"{of_claim('move_claim')}?q=Claim",
        "adding a source": of_claim("add_source"),
        "the settings": of_debate("debate_settings"),
        "the ledger": of_debate("challenges"),
        "the verdict": of_debate("verdict"),
        "the cruxes": of_debate("cruxes"),
        "what if": f"{of_debate('what_if')}?accept={claim.pk}",
        "perspectives": of_debate("perspectives"),
        "the export": of_debate("export"),
        "an exported file": f"{of_debate('export_file')}?format=kialo&at={claim.pk}",
        "the ledger of somebody": f"{of_debate('challenges')}?by=ada&sort=deepest",
    }


def wide_and_deep(size: int) -> ArgumentMap:
    """A thesis with six replies; below each a thread of 20 and ever more direct replies."""
    nodes = {str(key): Node(str(key), f"Claim {key}") for key in range(size)}
    replies = [
        Reply(
            str(key),
            str(0 if key < 7 else key - 6 if key < 120 else key % 6 + 1),
            Stance.CON if key % 2 else Stance.PRO,
        )
        for key in range(1, size)
    ]
    return ArgumentMap("0", nodes, tuple(replies), title=f"{size} claims")


def costs(client: Client, debate: Debate) -> dict[str, int]:
    """How many queries each page takes when it is asked for the second time."""
    asked = {}
    for name, page in pages_of(debate, debate.claims.get(text="Claim 2")).items():
        headers = {"HX-Request": "true"} if name == "a branch" else {}
        assert client.get(page, headers=headers).status_code == 200, name
        with CaptureQueriesContext(connection) as queries:
            client.get(page, headers=headers)
        asked[name] = len(queries)
    return asked


@pytest.mark.one_database
@pytest.mark.parametrize("size", [50, 5000])
def test_a_page_takes_as_many_queries_at_any_size(
    client_of: Callable[[User], Client], ada: User, size: int
) -> None:
    debate = operations.place_debate(ada, wide_and_deep(size))

    assert costs(client_of(ada), debate) == COSTS
