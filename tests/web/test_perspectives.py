"""Nobody learns from this page how somebody else voted."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Role
from tests.conftest import Grow
from tests.web.pages import text_of
from tests.web.weighing import ARGUMENTS, crowd, vote

pytestmark = pytest.mark.one_database

Join = Callable[[User, Role], User]
Person = Callable[[str], User]


def shown(client: Client, debate: Debate, query: str = "") -> str:
    response = client.get(reverse("perspectives", args=[debate.slug]) + query)
    assert response.status_code == 200
    return text_of(response)


def groups(page: str) -> list[str]:
    return re.findall(r'<th scope="col">(\w[\w ]*) <small>', page)


def cells(page: str, text: str) -> list[str]:
    row = page.split("<tbody>")[1].split(f">{text}</a>")[1].split("</tr>")[0]
    return re.findall(r"</svg>([\d.]+)</span>", row)


@pytest.fixture
def air(grow: Grow) -> Claim:
    return grow(ARGUMENTS)["Quiet"]


def editors(person: Person, join: Join, claim: Claim, values: str) -> list[User]:
    people = [join(person(f"editor{number}"), Role.EDITOR) for number in range(len(values))]
    for one, value in zip(people, values, strict=True):
        vote(one, claim, int(value))
    return people


def test_before_anybody_has_voted_it_says_so(anonymous: Client, debate: Debate, air: Claim) -> None:
    assert "Nobody has voted yet" in shown(anonymous, debate)


def test_everybody_oneself_and_roles_stand_side_by_side(
    client_of: Callable[[User], Client], person: Person, join: Join, debate: Debate, air: Claim
) -> None:
    crowd(person, air, "000")
    one, *_ = editors(person, join, air, "444")
    page = shown(client_of(one), debate)
    assert groups(page) == ["Everybody", "Yourself", "Editors", "Writers"]
    assert cells(page, "Quiet") == ["0.50", "0.75", "0.88", "0.12"]


def test_who_has_not_voted_has_no_view_of_their_own(
    client_of: Callable[[User], Client], person: Person, ben: User, debate: Debate, air: Claim
) -> None:
    crowd(person, air, "0123")
    assert groups(shown(client_of(ben), debate)) == ["Everybody"]


def test_two_of_a_role_are_too_few(
    anonymous: Client, person: Person, join: Join, debate: Debate, air: Claim
) -> None:
    crowd(person, air, "0123")
    editors(person, join, air, "44")
    assert groups(shown(anonymous, debate)) == ["Everybody"]


def test_nobody_is_left_over_alone(
    anonymous: Client, person: Person, join: Join, ada: User, debate: Debate, air: Claim
) -> None:
    """The owner's vote would follow from those of everybody and of the editors."""
    editors(person, join, air, "444")
    vote(ada, air, 0)
    assert groups(shown(anonymous, debate)) == ["Everybody"]


@pytest.mark.database
def test_those_who_agree_with_a_claim_are_shown_to_who_has_voted_on_it(
    client_of: Callable[[User], Client],
    anonymous: Client,
    person: Person,
    debate: Debate,
    air: Claim,
) -> None:
    voters = crowd(person, air, "444000")
    query = f"?agree={air.pk}"
    assert "Vote on it yourself first" in shown(anonymous, debate, query)
    page = shown(client_of(voters[0]), debate, query)
    assert groups(page) == ["Everybody", "Yourself", "Who agrees with it"]
    assert cells(page, "Quiet") == ["0.50", "0.75", "0.88"]


@pytest.mark.parametrize(
    ("values", "why"), [("4400", "too few to be shown"), ("44440", "Nearly everybody")]
)
def test_too_few_who_agree_or_disagree_are_not_shown(
    client_of: Callable[[User], Client],
    person: Person,
    debate: Debate,
    air: Claim,
    values: str,
    why: str,
) -> None:
    voters = crowd(person, air, values)
    assert why in shown(client_of(voters[0]), debate, f"?agree={air.pk}")


def test_a_debate_that_keeps_votes_to_itself_shows_no_groups(
    client_of: Callable[[User], Client],
    person: Person,
    join: Join,
    ada: User,
    debate: Debate,
    air: Claim,
) -> None:
    crowd(person, air, "000")
    one, *_ = editors(person, join, air, "444")
    operations.set_votes_shown(ada, debate, "never")
    client = client_of(one)
    assert groups(shown(client, debate)) == ["Everybody", "Yourself"]
    assert "tells nobody how others voted" in shown(client, debate, f"?agree={air.pk}")


@pytest.mark.database
@pytest.mark.parametrize("key", ["x", "", "9" * 30, "999999"])
def test_what_is_no_claim_is_not_found(anonymous: Client, debate: Debate, key: str) -> None:
    address = reverse("perspectives", args=[debate.slug])
    assert anonymous.get(address, {"agree": key}).status_code == 404
