import re

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Event
from debates.models.reckoning import reckoning_of
from debates.reasoning.strengths import strengths
from debates.reasoning.whatif import supposing
from debates.web.weight import number_of
from debates.web.what_if import SUPPOSED_MOST
from tests.conftest import Grow
from tests.web.pages import text_of
from tests.web.weighing import ARGUMENTS

pytestmark = pytest.mark.one_database


def supposed(client: Client, debate: Debate, query: str) -> str:
    response = client.get(f"{reverse('what_if', args=[debate.slug])}?{query}")
    assert response.status_code == 200
    return text_of(response)


def shifts(page: str) -> list[tuple[str, str, str]]:
    rows = page.split('class="shifts"')[1].split("</ol>")[0].split("<li ")[1:]
    return [
        (
            re.findall(r'class="text"[^>]*>(.*?)</a>', row)[0],
            re.findall(r"<span>([\d.]+) <span", row)[0],
            re.findall(r"<b>([\d.]+)</b>", row)[0],
        )
        for row in rows
    ]


def test_every_change_is_listed_the_largest_first(
    anonymous: Client, debate: Debate, thesis: Claim, grow: Grow
) -> None:
    claims = grow(ARGUMENTS)
    debate.refresh_from_db()
    found = shifts(supposed(anonymous, debate, f"reject={claims['By night'].pk}"))

    reckoning = reckoning_of(debate)
    night = str(claims["By night"].pk)
    after = strengths(supposing(reckoning.framework, rejected=[night])).claims
    names = {str(claim.pk): text for text, claim in claims.items()}
    expected = {
        names[key]: (number_of(reckoning.strengths[key]), number_of(after[key]))
        for key in after
        if after[key] != reckoning.strengths[key]
    }
    assert {name: (before, then) for name, before, then in found} == expected
    assert [name for name, *_ in found] == ["By night", "Deliveries", thesis.text]


def test_what_would_turn_is_said(anonymous: Client, debate: Debate, grow: Grow) -> None:
    claims = grow(ARGUMENTS)
    page = supposed(anonymous, debate, f"accept={claims['Deliveries'].pk}")
    assert "falls now, would stand" in page
    assert "stands now, would fall" in page


def test_links_suppose_more_otherwise_or_less(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    claims = grow(ARGUMENTS)
    air, quiet = claims["Air"].pk, claims["Quiet"].pk
    page = supposed(anonymous, debate, f"accept={air}&reject={quiet}")
    address = reverse("what_if", args=[debate.slug])
    assert f'href="{address}?reject={quiet},{air}"' in page
    assert f'href="{address}?reject={quiet}"' in page
    assert f'href="{address}?accept={air},{quiet}"' in page
    assert f'href="{address}?accept={air}"' in page
    assert f'value="http://testserver{address}?accept={air}&amp;reject={quiet}"' in page


def test_nothing_is_written(anonymous: Client, debate: Debate, grow: Grow) -> None:
    claims = grow(ARGUMENTS)
    events = Event.objects.count()
    supposed(anonymous, debate, f"reject={claims['Air'].pk}")
    assert Event.objects.count() == events


def test_without_a_supposition_it_offers_where_to_begin(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    assert "Nothing hangs together yet" in supposed(anonymous, debate, "")
    grow(ARGUMENTS)
    page = supposed(anonymous, debate, "")
    assert "Begin with one of these" in page
    assert "You suppose" not in page


def test_what_is_so_already_changes_nothing(
    anonymous: Client, debate: Debate, grow: Grow, ada: User
) -> None:
    claims = grow(ARGUMENTS)
    operations.concede(ada, claims["Deliveries"])
    page = supposed(anonymous, debate, f"accept={claims['Deliveries'].pk}")
    assert "Nothing would change" in page
    assert "Suppose something else" in page


@pytest.mark.database
@pytest.mark.parametrize("junk", ["x", "-1", "9" * 30, "999999", "1.5", "%00", "٣", "1 2"])
def test_what_is_no_claim_is_left_out_and_said(
    anonymous: Client, debate: Debate, grow: Grow, junk: str
) -> None:
    air = grow(ARGUMENTS)["Air"].pk
    page = supposed(anonymous, debate, f"accept={air},{junk}")
    assert "1 of the claims in the address is left out" in page
    assert "You suppose" in page


def test_so_many_can_be_supposed_at_a_time(anonymous: Client, debate: Debate, grow: Grow) -> None:
    claims = grow("\n".join(f"  + Reason {number}" for number in range(SUPPOSED_MOST + 2)))
    keys = ",".join(str(claim.pk) for text, claim in claims.items() if text.startswith("Reason"))
    page = supposed(anonymous, debate, f"accept={keys}")
    assert page.count(">accepted</b>") == SUPPOSED_MOST * 2
    assert f"2 of the claims in the address are left out: at most {SUPPOSED_MOST}" in page


def test_rejected_goes_before_accepted(anonymous: Client, debate: Debate, grow: Grow) -> None:
    air = grow(ARGUMENTS)["Air"].pk
    page = supposed(anonymous, debate, f"accept={air}&reject={air}")
    assert ">rejected</b>" in page
    assert ">accepted</b>" not in page


def test_hidden_claims_are_nothing_that_one_could_suppose(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    claims = grow(ARGUMENTS)
    Claim.objects.filter(pk=claims["Air"].pk).update(state="hidden")
    told = [
        supposed(anonymous, debate, f"accept={key}").replace(str(key), "")
        for key in (claims["Electric"].pk, claims["Air"].pk, 999999)
    ]
    assert all("is left out: only claims that count" in page for page in told)


def test_where_nothing_counts_there_is_nothing_to_suppose(
    anonymous: Client, debate: Debate
) -> None:
    Claim.objects.update(state="hidden")
    assert "There is no thesis to weigh" in supposed(anonymous, debate, "accept=1")
