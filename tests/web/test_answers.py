"""Answering a challenge: the four ways, the pages they lead to, and what is seen of it later."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Role
from tests.web.pages import page_of, text_of


@pytest.fixture
def air(thesis: Claim, ben: User) -> Claim:
    return operations.post_claim(ben, thesis, stance="pro", text="Air gets better")


@pytest.fixture
def electric(air: Claim, chidi: User) -> Claim:
    return operations.post_claim(chidi, air, stance="con", text="Electric cars do that as well")


def with_answer(name: str, claim: Claim, challenge: Claim) -> str:
    return f"{page_of(name, claim)}?answering={challenge.pk}"


def wording(text: str, seen: int = 1, **more: object) -> dict[str, object]:
    return {"text": text, "detail": "", "note": "", "seen": seen} | more


def test_whom_it_challenges_gets_four_ways_to_answer(
    client_of: Callable[[User], Client], ben: User, air: Claim, electric: Claim
) -> None:
    page = text_of(client_of(ben).get(electric.get_absolute_url()))

    ways = page.split('class="answer-ways" open')[1].split("</details>")[0]
    assert "Answer this critique<small> of your claim" in ways
    for address in (
        reverse("reply", args=[air.debate.slug, electric.pk, "con"]),
        page_of("concede", electric),
        with_answer("edit_claim", air, electric),
        with_answer("withdraw_claim", air, electric),
    ):
        assert f'href="{address}"' in ways


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        (Role.READER, []),
        (Role.SUGGESTER, []),
        (Role.WRITER, []),
        (Role.EDITOR, ["Rebut it", "Concede it", "Amend the claim"]),
        (
            Role.MODERATOR,
            ["Rebut it", "Concede it", "Amend the claim", "Withdraw the claim"],
        ),
    ],
)
def test_others_get_the_ways_that_their_role_allows_folded(
    client_of: Callable[[User], Client],
    ada: User,
    chidi: User,
    electric: Claim,
    join: Callable[[User, Role], User],
    role: Role,
    ways: list[str],
) -> None:
    operations.set_posting(ada, electric.debate, "members")

    page = text_of(client_of(join(chidi, role)).get(electric.get_absolute_url()))

    assert "answer-ways" not in page or ways
    assert 'class="answer-ways" open' not in page
    offered = page.split("answer-ways")[-1] if ways else ""
    for way in ["Rebut it", "Concede it", "Amend the claim", "Withdraw the claim"]:
        assert (f">{way}</a>" in offered) == (way in ways)


def test_visitors_and_readers_of_a_closed_debate_get_none(
    anonymous: Client, client_of: Callable[[User], Client], ada: User, ben: User, electric: Claim
) -> None:
    assert "answer-ways" not in text_of(anonymous.get(electric.get_absolute_url()))
    operations.set_phase(ada, electric.debate, "closed")
    assert "answer-ways" not in text_of(client_of(ben).get(electric.get_absolute_url()))


def test_a_root_cannot_be_withdrawn_in_answer(
    client_of: Callable[[User], Client], ada: User, ben: User, thesis: Claim
) -> None:
    con = operations.post_claim(ben, thesis, stance="con", text="Rights")

    page = text_of(client_of(ada).get(con.get_absolute_url()))

    assert ">Amend the thesis</a>" in page
    assert "Withdraw the thesis" not in page


def test_amending_shows_the_challenge_beside_the_form_and_marks_it_as_met(
    client_of: Callable[[User], Client], ben: User, air: Claim, electric: Claim
) -> None:
    client = client_of(ben)
    page = text_of(client.get(with_answer("edit_claim", air, electric)))
    assert "Amend this claim" in page
    assert "Electric cars do that as well" in page.split('class="challenged')[1]

    asked = wording("Air gets better where lorries stay out", answering=electric.pk, note="Less")
    response = client.post(page_of("edit_claim", air), asked)

    assert response["Location"] == electric.get_absolute_url()
    page = text_of(client.get(electric.get_absolute_url()))
    assert "The claim is amended, and this critique is marked as met." in page
    assert "met by an amendment" in page
    assert "ben amended what it challenges in answer to it" in page
    assert f'{page_of("claim_history", air)}#revision-2">see what changed' in page
    assert "nothing answers it yet" not in page
    told = text_of(client.get(page_of("claim_history", air)))
    assert "Amended in answer to the critique" in told.split('id="revision-2"')[1]
    assert "ben</b> amended" in text_of(client.get(page_of("claim_history", electric)))


def test_what_changed_is_found_on_a_later_page_of_a_long_history(
    client_of: Callable[[User], Client], ben: User, air: Claim, electric: Claim
) -> None:
    operations.edit_claim(ben, air, seen=1, text="2", detail="", answering=electric)
    for number in range(2, 15):
        operations.edit_claim(ben, air, seen=number, text=f"Wording {number}", detail="")
    client = client_of(ben)

    page = text_of(client.get(electric.get_absolute_url()))

    address = f"{page_of('claim_history', air)}?page=2"
    assert f'href="{address}#revision-2"' in page
    assert 'id="revision-2"' in text_of(client.get(address))


def test_an_amendment_that_changes_no_word_is_asked_for_one(
    client_of: Callable[[User], Client], ben: User, air: Claim, electric: Claim
) -> None:
    asked = wording("Air gets better", answering=electric.pk)
    response = client_of(ben).post(page_of("edit_claim", air), asked)

    assert response.status_code == 422
    assert "that answers it" in text_of(response)
    assert f'name="answering" value="{electric.pk}"' in text_of(response)


@pytest.mark.parametrize("name", ["edit_claim", "withdraw_claim"])
def test_a_challenge_that_is_gone_costs_nobody_their_text(
    client_of: Callable[[User], Client],
    ben: User,
    chidi: User,
    air: Claim,
    electric: Claim,
    name: str,
) -> None:
    client = client_of(ben)
    operations.withdraw_claim(chidi, electric)
    asked = wording("Cleaner air", note="My reasons", answering=electric.pk)

    response = client.post(page_of(name, air), asked)

    page = text_of(response)
    assert response.status_code == 422
    assert "is gone from here" in page
    assert "My reasons" in page
    assert 'name="answering"' not in page
    del asked["answering"]
    assert client.post(page_of(name, air), asked).status_code == 302


@pytest.mark.parametrize("key", ["", "x", "-1", "99999", "9" * 40, "1e3", "²"])
def test_nonsense_in_the_address_is_an_ordinary_edit(
    client_of: Callable[[User], Client], ben: User, air: Claim, key: str
) -> None:
    client = client_of(ben)
    for name in ("edit_claim", "withdraw_claim"):
        response = client.get(page_of(name, air), {"answering": key})
        assert response.status_code == 200
        assert "In answer to" not in text_of(response)


def test_a_challenge_one_may_not_see_is_not_shown_beside_the_form(
    client_of: Callable[[User], Client], ben: User, air: Claim, electric: Claim
) -> None:
    Claim.objects.filter(pk=electric.pk).update(state="hidden")

    page = text_of(client_of(ben).get(with_answer("edit_claim", air, electric)))

    assert "Electric cars" not in page


def test_withdrawing_in_answer_tells_who_when_why_and_to_what(
    anonymous: Client,
    client_of: Callable[[User], Client],
    ben: User,
    air: Claim,
    electric: Claim,
) -> None:
    client = client_of(ben)
    page = text_of(client.get(with_answer("withdraw_claim", air, electric)))
    assert "Electric cars do that as well" in page.split('class="challenged')[1]

    asked = {"note": "I was wrong", "answering": electric.pk}
    assert client.post(page_of("withdraw_claim", air), asked)["Location"] == air.get_absolute_url()

    page = text_of(anonymous.get(air.get_absolute_url()))
    assert "ben withdrew this claim in answer to the critique" in page
    assert "I was wrong" in page
    Claim.objects.filter(pk=electric.pk).update(state="hidden")
    page = text_of(anonymous.get(air.get_absolute_url()))
    focus = page.split("<article")[1].split("</article>")[0]
    assert "ben withdrew this claim, <time" in focus
    assert "Electric cars" not in focus


def test_two_edits_at_once_still_answer_the_challenge(
    client_of: Callable[[User], Client], ada: User, ben: User, air: Claim, electric: Claim
) -> None:
    operations.edit_claim(ada, air, seen=1, text="Air, says Ada", detail="")
    client = client_of(ben)

    asked = wording("Cleaner air", answering=electric.pk)
    response = client.post(page_of("edit_claim", air), asked)
    assert response.status_code == 409
    assert f'name="answering" value="{electric.pk}"' in text_of(response)

    client.post(page_of("edit_claim", air), asked | {"seen": 2})
    electric.refresh_from_db()
    assert electric.met_at is not None


def test_the_restore_button_is_for_who_withdrew_it(
    client_of: Callable[[User], Client], ada: User, ben: User, air: Claim
) -> None:
    operations.withdraw_claim(ada, air)
    restore = page_of("restore_claim", air)
    assert restore not in text_of(client_of(ben).get(air.get_absolute_url()))
    assert restore in text_of(client_of(ada).get(air.get_absolute_url()))

    operations.restore_claim(ada, air)
    operations.withdraw_claim(ben, air)
    assert restore in text_of(client_of(ben).get(air.get_absolute_url()))


def test_the_restore_page_is_for_who_withdrew_it_too(
    client_of: Callable[[User], Client], ada: User, ben: User, air: Claim
) -> None:
    operations.withdraw_claim(ada, air)
    restore = page_of("restore_claim", air)
    assert client_of(ben).get(restore).status_code == 403
    assert client_of(ada).get(restore).status_code == 200

    operations.restore_claim(ada, air)
    assert client_of(ben).get(restore).status_code == 200
    operations.withdraw_claim(ben, air)
    assert client_of(ben).get(restore).status_code == 200


def test_what_became_of_a_claim_costs_at_most_two_queries_more(
    client_of: Callable[[User], Client],
    ben: User,
    air: Claim,
    electric: Claim,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    operations.edit_claim(ben, air, seen=1, text="Cleaner air", detail="", answering=electric)
    operations.withdraw_claim(ben, air, answering=electric)
    client = client_of(ben)
    client.get(air.get_absolute_url())

    for claim, queries in [(air.parent, 7), (electric, 8), (air, 8)]:
        with django_assert_num_queries(queries):
            client.get(claim.get_absolute_url())
