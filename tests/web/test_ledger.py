from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from tests.conftest import Grow
from tests.web.ledgers import entries, ledger_page, shown, tabs
from tests.web.pages import CHAIN, text_of


def test_the_open_challenges_are_listed_with_what_they_challenge_and_where(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    claims = grow(CHAIN)

    page = ledger_page(anonymous, debate)

    assert shown(page) == ["Tyres", "Deliveries"]
    tyres, deliveries = entries(page)
    assert "challenges ada’s critique" in tyres
    assert f'href="{claims["Electric cars"].get_absolute_url()}">“Electric cars”' in tyres
    assert "<span>3 steps below the thesis</span>" in tyres
    assert "right below the thesis" in deliveries
    assert "no reply yet" in tyres
    assert ">Rebuttal</p>" in tyres
    assert "data-relative" in tyres


def test_each_is_one_click_from_its_answer(
    client_of: Callable[[User], Client], anonymous: Client, debate: Debate, grow: Grow, ben: User
) -> None:
    claims = grow(CHAIN)
    answer = reverse("reply", args=[debate.slug, claims["Tyres"].pk, "con"])

    row = entries(ledger_page(client_of(ben), debate))[0]
    visitors = entries(ledger_page(anonymous, debate))[0]

    assert f'href="{answer}">Oppose this rebuttal<span class="hush">: Tyres' in row
    assert client_of(ben).get(answer).status_code == 200
    assert f'href="{answer}"' in visitors
    assert "sign in first" in visitors


def test_a_closed_debate_has_nothing_to_click(
    client_of: Callable[[User], Client], debate: Debate, grow: Grow, ada: User
) -> None:
    grow(CHAIN)
    operations.set_phase(ada, debate, "closed")

    page = ledger_page(client_of(ada), debate)

    assert shown(page) == ["Tyres", "Deliveries"]
    assert "Oppose this" not in page
    assert "The debate is closed: they stay as they are." in page


def test_where_members_write_visitors_only_read(
    client_of: Callable[[User], Client], debate: Debate, grow: Grow, ada: User, ben: User
) -> None:
    grow(CHAIN)
    operations.set_posting(ada, debate, "members")
    assert "Oppose this" not in ledger_page(client_of(ben), debate)


@pytest.fixture
def varied(debate: Debate, grow: Grow, ada: User) -> dict[str, Claim]:
    """One challenge of each status, and two that are open."""
    claims = grow(
        """\
  - Answered
    - Open rebuttal
  - Reworded
    - Said before
      - Said after
  - Granted
  - Amended for
  - Open critique
    + Support
"""
    )
    later = timezone.now() + timedelta(hours=1)
    Claim.objects.filter(pk=claims["Reworded"].pk).update(edited_at=later)
    Claim.objects.filter(pk=claims["Amended for"].pk).update(met_at=later)
    operations.concede(ada, claims["Granted"])
    return claims


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("open", ["Open rebuttal", "Said after", "Open critique"]),
        ("stale", ["Reworded"]),
        ("answered", ["Answered", "Said before", "Amended for"]),
        ("conceded", ["Granted"]),
        ("nonsense", ["Open rebuttal", "Said after", "Open critique"]),
    ],
)
def test_a_list_for_each_status(
    anonymous: Client,
    debate: Debate,
    varied: dict[str, Claim],
    status: str,
    expected: list[str],
) -> None:
    assert shown(ledger_page(anonymous, debate, status=status)) == expected


def test_all_of_them_in_reading_order(
    anonymous: Client, debate: Debate, varied: dict[str, Claim]
) -> None:
    page = ledger_page(anonymous, debate, status="all")

    assert shown(page) == [name for name, claim in varied.items() if claim.is_challenge]
    assert tabs(page) == {"Open": 3, "Look again": 1, "Answered": 3, "Conceded": 1, "All": 8}


def test_each_says_what_its_status_rests_on(
    anonymous: Client, debate: Debate, varied: dict[str, Claim]
) -> None:
    rows = dict(
        zip(
            shown(page := ledger_page(anonymous, debate, status="all")),
            entries(page),
            strict=True,
        )
    )
    assert "answered by 1 reply" in rows["Answered"]
    assert "met by an amendment" in rows["Amended for"]
    assert "the point was granted" in rows["Granted"]
    assert "reworded after it was answered by 1 reply" in rows["Reworded"]
    assert "replies, but none opposes it" in rows["Open critique"]


def test_what_was_reworded_is_to_be_looked_at_again(
    anonymous: Client, debate: Debate, varied: dict[str, Claim]
) -> None:
    (row,) = entries(ledger_page(anonymous, debate, status="stale"))
    claim = varied["Reworded"]

    assert f'href="{claim.get_absolute_url()}">Look again' in row
    assert reverse("claim_history", args=[debate.slug, claim.pk]) in row


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("reading", ["Deep", "Deeper", "Early", "Late"]),
        ("oldest", ["Early", "Deep", "Deeper", "Late"]),
        ("newest", ["Late", "Deeper", "Deep", "Early"]),
        ("deepest", ["Deeper", "Deep", "Early", "Late"]),
        ("shallowest", ["Early", "Late", "Deep", "Deeper"]),
        ("sideways", ["Deep", "Deeper", "Early", "Late"]),
    ],
)
def test_they_are_sorted_by_age_and_depth(
    anonymous: Client, debate: Debate, grow: Grow, sort: str, expected: list[str]
) -> None:
    claims = grow("  + A\n    - Deep\n    + B\n      - Deeper\n  - Early\n  - Late")
    for age, name in enumerate(["Late", "Deeper", "Deep", "Early"]):
        at = timezone.now() - timedelta(days=age)
        Claim.objects.filter(pk=claims[name].pk).update(created_at=at)

    assert shown(ledger_page(anonymous, debate, sort=sort)) == expected


def test_they_are_narrowed_by_kind(
    anonymous: Client, debate: Debate, varied: dict[str, Claim]
) -> None:
    page = ledger_page(anonymous, debate, kind="rebuttal")
    assert shown(page) == ["Open rebuttal"]
    assert tabs(page) == {"Open": 1, "Answered": 1, "All": 2}


def test_they_are_narrowed_by_who_challenges_and_who_is_challenged(
    anonymous: Client, debate: Debate, thesis: Claim, ada: User, ben: User, chidi: User
) -> None:
    bens = operations.post_claim(ben, thesis, stance="pro", text="Air")
    operations.post_claim(chidi, bens, stance="con", text="From Chidi to Ben")
    operations.post_claim(chidi, thesis, stance="con", text="From Chidi to Ada")
    operations.post_claim(ada, bens, stance="con", text="From Ada to Ben")

    def texts(**wishes: str) -> list[str]:
        return shown(ledger_page(anonymous, debate, **wishes))

    assert texts(by="chidi") == ["From Chidi to Ben", "From Chidi to Ada"]
    assert texts(to="ben") == ["From Chidi to Ben", "From Ada to Ben"]
    assert texts(by="chidi", to="ben") == ["From Chidi to Ben"]
    page = ledger_page(anonymous, debate, by="chidi")
    assert '<option value="chidi" selected>By chidi (2)</option>' in page
    assert '<option value="ben">To ben (2)</option>' in page
    assert '<option value="ben">By' not in page


def test_who_has_no_part_in_it_looks_like_nobody(
    anonymous: Client, debate: Debate, grow: Grow, ben: User
) -> None:
    grow(CHAIN)
    pages = [ledger_page(anonymous, debate, by=name) for name in ("ben", "zzz")]
    assert [shown(page) for page in pages] == [[], []]
    assert pages[0].replace("ben", "zzz") == pages[1]


def test_a_branch_has_its_own_ledger(anonymous: Client, debate: Debate, grow: Grow) -> None:
    claims = grow(CHAIN)

    page = ledger_page(anonymous, debate, at=str(claims["Electric cars"].pk), status="all")

    assert shown(page) == ["Electric cars", "Tyres"]
    assert "Challenges in this branch" in page
    assert f'href="/debates/{debate.slug}/outline/?at={claims["Electric cars"].pk}"' in page
    assert shown(ledger_page(anonymous, debate, at=str(claims["Deliveries"].pk))) == ["Deliveries"]


def test_the_branch_of_the_thesis_is_all(anonymous: Client, debate: Debate, grow: Grow) -> None:
    claims = grow(CHAIN)
    thesis = next(iter(claims.values()))
    page = ledger_page(anonymous, debate, at=str(thesis.pk))
    assert shown(page) == ["Tyres", "Deliveries"]
    assert "in this branch" not in page


@pytest.mark.parametrize("at", ["", "x", "-1", "1.5", "²", "9" * 30, "999999"])
def test_a_branch_that_does_not_exist_is_not_found(
    anonymous: Client, debate: Debate, at: str
) -> None:
    response = anonymous.get(reverse("challenges", args=[debate.slug]), {"at": at})
    assert response.status_code == 404


def test_a_con_that_is_linked_answers_and_names_both_that_it_challenges(
    anonymous: Client, debate: Debate, grow: Grow, ada: User
) -> None:
    claims = grow(CHAIN)
    debate.links.create(
        claim=claims["Tyres"], target=claims["Deliveries"], stance="con", author=ada
    )

    page = ledger_page(anonymous, debate)

    assert shown(page) == ["Tyres"]
    assert "“Electric cars”</a>, and also ada’s critique" in entries(page)[0]
    assert "“Deliveries”" in entries(page)[0]


def test_long_ledgers_come_in_pages(anonymous: Client, debate: Debate, thesis: Claim) -> None:
    first = Claim.objects.filter(debate=debate).count()
    assert first == 1
    for number in range(51):
        operations.post_claim(thesis.author, thesis, stance="con", text=f"Con {number}")

    page, second = ledger_page(anonymous, debate), ledger_page(anonymous, debate, page="2")

    assert len(shown(page)) == 50
    assert shown(second) == ["Con 50"]
    assert "Page 1 of 2" in page
    assert '<ol class="challenges" start="51">' in second


def test_empty_ledgers_say_why_and_what_to_do(
    anonymous: Client, debate: Debate, grow: Grow, ada: User
) -> None:
    assert "Nobody has opposed anything yet" in ledger_page(anonymous, debate)
    con = grow("  - Deliveries")["Deliveries"]
    assert "Nothing fits" in ledger_page(anonymous, debate, kind="rebuttal")
    assert "There are none" in ledger_page(anonymous, debate, status="conceded")
    operations.concede(ada, con)
    page = ledger_page(anonymous, debate)
    assert "Nothing is left unanswered" in page
    assert tabs(page) == {"Open": 0, "Conceded": 1, "All": 1}


def test_the_page_is_sent_once_as_long_as_nothing_changes(
    anonymous: Client, debate: Debate, grow: Grow, ada: User
) -> None:
    claims = grow(CHAIN)
    address = reverse("challenges", args=[debate.slug])
    tag = anonymous.get(address)["ETag"]

    assert anonymous.get(address, headers={"If-None-Match": tag}).status_code == 304
    operations.concede(ada, claims["Tyres"])
    assert anonymous.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_head_and_the_side_of_a_claim_lead_to_the_ledger(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    grow(CHAIN)
    page = text_of(anonymous.get(debate.get_absolute_url()))
    address = reverse("challenges", args=[debate.slug])
    assert f'<a class="open" href="{address}">2 open challenges</a>' in page
    assert f'<a href="{address}">See all in the ledger</a>' in page
