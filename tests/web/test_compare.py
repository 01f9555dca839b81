import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from debates.operations import NewSource
from tests.web.pages import text_of


@pytest.fixture
def ways(ada: User) -> Debate:
    return operations.open_debate(
        ada, title="Surplus", question="How to spend it?", theses=["Lanes", "Roofs", "Debt"]
    )


@pytest.fixture
def lanes(ways: Debate, ben: User, chidi: User) -> Claim:
    """A thesis with a support, a critique that is rebutted, and an open one below the support."""
    lanes = ways.claims.get(text="Lanes")
    source = NewSource(url="https://example.org/lanes")
    safe = operations.post_claim(ben, lanes, stance="pro", text="Safe", source=source)
    costly = operations.post_claim(chidi, lanes, stance="con", text="Costly")
    operations.post_claim(ben, costly, stance="con", text="Cheap in the end")
    return safe


def lines(page: str) -> list[list[str]]:
    """The words of each cell but the bar's."""
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1]
    return [
        [
            re.sub(r"<[^>]*>", "", cell).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        ]
        for row in rows
    ]


def compared(client: Client, debate: Debate) -> str:
    return text_of(client.get(reverse("compare", args=[debate.slug])))


def test_each_thesis_is_a_line_in_reading_order(
    anonymous: Client, ways: Debate, lanes: Claim
) -> None:
    told = lines(compared(anonymous, ways))

    assert [line[0] for line in told] == ["Lanes", "Roofs", "Debt"]
    assert told[0][3:9] == ["1", "1", "1", "1", "1", "3"]
    assert told[1][2:9] == ["no arguments yet", "0", "0", "0", "none", "0", "1"]


def test_every_number_leads_to_what_it_counts(
    anonymous: Client, ways: Debate, lanes: Claim
) -> None:
    page = compared(anonymous, ways)
    thesis = ways.claims.get(text="Lanes")
    ledger = f"{reverse('challenges', args=[ways.slug])}?at={thesis.pk}"

    assert f'href="{ledger}">1</a>' in page
    assert f'href="{ledger}&amp;status=all&amp;kind=critique">1</a>' in page
    assert f'href="{ledger}&amp;status=all&amp;kind=rebuttal">1</a>' in page
    assert f'href="{reverse("outline", args=[ways.slug])}?at={thesis.pk}">1</a>' in page
    listed = text_of(anonymous.get(ledger))
    assert "Cheap in the end" in listed
    assert "Open <small>1</small>" in listed


@pytest.mark.parametrize("state", ["pending", "returned", "hidden", "withdrawn"])
def test_what_not_everybody_sees_counts_for_nothing(
    anonymous: Client,
    client_of: Callable[[User], Client],
    ways: Debate,
    lanes: Claim,
    ada: User,
    state: str,
) -> None:
    Claim.objects.filter(pk=lanes.pk).update(state=state)
    for client in (anonymous, client_of(ada)):
        assert lines(compared(client, ways))[0][3:8] == ["0", "1", "1", "1", "0"]


@pytest.mark.parametrize("state", ["pending", "returned", "hidden", "withdrawn"])
def test_a_thesis_that_not_everybody_sees_is_no_line(
    anonymous: Client, ways: Debate, state: str
) -> None:
    ways.claims.filter(text="Roofs").update(state=state)
    assert [line[0] for line in lines(compared(anonymous, ways))] == ["Lanes", "Debt"]


def test_a_source_that_was_removed_does_not_count(
    anonymous: Client, ways: Debate, lanes: Claim, ben: User
) -> None:
    operations.remove_source(ben, lanes.sources.get())
    assert lines(compared(anonymous, ways))[0][7] == "0"


def test_one_thesis_has_nothing_to_be_compared_with(anonymous: Client, debate: Debate) -> None:
    response = anonymous.get(reverse("compare", args=[debate.slug]))
    assert (response.status_code, response["Location"]) == (302, debate.get_absolute_url())


def test_it_is_for_those_who_may_read_the_debate(
    anonymous: Client, client_of: Callable[[User], Client], ways: Debate, ada: User, ben: User
) -> None:
    operations.set_visibility(ada, ways, "private")
    address = reverse("compare", args=[ways.slug])
    assert anonymous.get(address).status_code == 404
    assert client_of(ben).get(address).status_code == 404
    assert client_of(ada).get(address).status_code == 200


def test_the_head_leads_to_it_where_there_are_several_theses(
    anonymous: Client, ways: Debate, debate: Debate
) -> None:
    assert reverse("compare", args=[ways.slug]) in text_of(anonymous.get(ways.get_absolute_url()))
    one = text_of(anonymous.get(debate.get_absolute_url()))
    assert reverse("compare", args=[debate.slug]) not in one


def test_what_each_came_to_leads_to_its_verdict(
    anonymous: Client, ways: Debate, lanes: Claim
) -> None:
    page = compared(anonymous, ways)
    thesis = ways.claims.get(text="Lanes")
    assert f'href="{reverse("verdict", args=[ways.slug])}?at={thesis.pk}"' in page
    assert "by quadratic energy, before any votes" in page
    assert "stands" in lines(page)[0][1]
