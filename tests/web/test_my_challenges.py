from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Role
from debates.web import my_challenges
from tests.web.ledgers import shown
from tests.web.pages import text_of


@pytest.fixture
def mine(client_of: Callable[[User], Client]) -> Callable[[User], tuple[str, str]]:
    """What waits for somebody, and what they challenged themselves."""

    def page(person: User) -> tuple[str, str]:
        whole = text_of(client_of(person).get(reverse("my_challenges")))
        waiting, posed = whole.split('id="posed"')
        return waiting, posed

    return page


Mine = Callable[[User], tuple[str, str]]


@pytest.fixture
def air(thesis: Claim, ben: User) -> Claim:
    return operations.post_claim(ben, thesis, stance="pro", text="Air")


def test_what_others_put_to_my_claims_waits_for_me(
    mine: Mine, debate: Debate, thesis: Claim, air: Claim, ben: User, chidi: User, ada: User
) -> None:
    con = operations.post_claim(chidi, air, stance="con", text="To Ben")
    operations.post_claim(chidi, thesis, stance="con", text="To Ada")

    waiting, posed = mine(ben)

    assert shown(waiting) == ["To Ben"]
    assert "challenges your claim" in waiting
    assert reverse("reply", args=[debate.slug, con.pk, "con"]) in waiting
    assert shown(posed) == []
    operations.concede(ben, con)
    assert shown(mine(ben)[0]) == []
    assert "Nothing waits" in mine(ben)[0]
    assert shown(mine(ada)[0]) == ["To Ada"]


def test_what_was_answered_waits_again_once_it_is_reworded(
    mine: Mine, air: Claim, ben: User, chidi: User
) -> None:
    con = operations.post_claim(chidi, air, stance="con", text="To Ben")
    operations.post_claim(ben, con, stance="con", text="Answer")
    assert shown(mine(ben)[0]) == []
    Claim.objects.filter(pk=con.pk).update(edited_at=timezone.now() + timedelta(hours=1))
    operations.post_claim(chidi, air, stance="pro", text="So that the version moves on")
    assert shown(mine(ben)[0]) == ["To Ben"]
    assert "Look again" in mine(ben)[0]


def test_what_is_linked_to_my_claim_waits_for_me_too(
    mine: Mine, debate: Debate, thesis: Claim, air: Claim, ben: User, chidi: User
) -> None:
    con = operations.post_claim(chidi, thesis, stance="con", text="To Ada")
    debate.links.create(claim=con, target=air, stance="con", author=chidi)
    assert shown(mine(ben)[0]) == ["To Ada"]


def test_what_i_put_to_myself_does_not_wait(mine: Mine, air: Claim, ben: User) -> None:
    operations.post_claim(ben, air, stance="con", text="On second thoughts")
    waiting, posed = mine(ben)
    assert (shown(waiting), shown(posed)) == ([], ["On second thoughts"])


def test_what_became_of_mine_comes_before_what_is_still_open(
    mine: Mine, debate: Debate, thesis: Claim, ada: User, ben: User
) -> None:
    opened = [
        operations.post_claim(ben, thesis, stance="con", text=text)
        for text in ("Open", "Conceded", "Answered")
    ]
    operations.concede(ada, opened[1])
    operations.post_claim(ada, opened[2], stance="con", text="Answer")

    posed = mine(ben)[1]

    assert shown(posed) == ["Answered", "Conceded", "Open"]
    for words in ("1 answered", "1 conceded", "1 open"):
        assert words in posed
    assert "Rebut this" not in posed


def test_of_each_debate_there_are_a_few_and_a_link_to_all(
    mine: Mine, debate: Debate, air: Claim, ben: User, chidi: User
) -> None:
    for number in range(7):
        operations.post_claim(chidi, air, stance="con", text=f"Con {number}")

    waiting, _ = mine(ben)

    assert len(shown(waiting)) == my_challenges.ROWS_MOST
    address = f"{reverse('challenges', args=[debate.slug])}?status=all&amp;to=ben"
    assert f'href="{address}">All 7 in the ledger' in waiting


def test_only_debates_one_may_still_read_are_in_it(
    mine: Mine,
    debate: Debate,
    air: Claim,
    ada: User,
    ben: User,
    chidi: User,
    join: Callable[[User, Role], User],
) -> None:
    operations.post_claim(chidi, air, stance="con", text="To Ben")
    join(ben, Role.NONE)
    assert shown(mine(ben)[0]) == []
    assert debate.title not in "".join(mine(ben))


@pytest.mark.parametrize("state", ["pending", "returned", "hidden", "withdrawn"])
def test_what_not_everybody_sees_does_not_wait(
    mine: Mine, air: Claim, ben: User, chidi: User, state: str
) -> None:
    con = operations.post_claim(chidi, air, stance="con", text="To Ben")
    Claim.objects.filter(pk=con.pk).update(state=state)
    waiting, _ = mine(ben)
    assert "To Ben" not in waiting
    assert shown(mine(chidi)[1]) == []


def test_more_debates_than_it_holds_are_told(
    mine: Mine, air: Claim, ben: User, chidi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(my_challenges, "DEBATES_MOST", 1)
    operations.post_claim(chidi, air, stance="con", text="In the older debate")
    newer = operations.open_debate(ben, title="Bikes", theses=["Bikes first"])
    operations.post_claim(chidi, newer.claims.get(), stance="con", text="In the newer debate")

    waiting, _ = mine(ben)

    assert shown(waiting) == ["In the newer debate"]
    assert "the 1 most recently active" in waiting


def test_visitors_sign_in_first(anonymous: Client) -> None:
    response = anonymous.get(reverse("my_challenges"))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


@pytest.mark.parametrize("debates", [1, 6])
def test_it_takes_as_many_queries_for_many_debates(
    client_of: Callable[[User], Client],
    ben: User,
    chidi: User,
    debates: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(debates):
        debate = operations.open_debate(ben, title=f"No. {number}", theses=["Ben's"])
        con = operations.post_claim(chidi, debate.claims.get(), stance="con", text="To Ben")
        operations.post_claim(ben, con, stance="con", text="From Ben")
    client = client_of(ben)
    address = reverse("my_challenges")
    with django_assert_num_queries(7):  # two of them for the session and the person
        client.get(address)
    with django_assert_num_queries(5):
        client.get(address)
