from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Role
from tests.conftest import Grow
from tests.web.pages import text_of


def page_of(name: str, claim: Claim) -> str:
    return reverse(name, args=[claim.debate.slug, claim.pk])


def wording(text: str, seen: int = 1, **more: str) -> dict[str, object]:
    return {"text": text, "detail": "", "note": "", "seen": seen} | more


@pytest.fixture
def con(grow: Grow, ben: User) -> Claim:
    air = grow("  + Air")["Air"]
    return operations.post_claim(ben, air, stance="con", text="Electric cars", aim="scope")


def test_an_edit_makes_a_revision_with_its_note(
    client_of: Callable[[User], Client], ben: User, con: Claim
) -> None:
    asked = wording("Electric cars stink less", detail="Much less.", note="said it", aim="truth")
    response = client_of(ben).post(page_of("edit_claim", con), asked)

    con.refresh_from_db()
    assert response["Location"] == con.get_absolute_url()
    assert (con.text, con.detail, con.aim) == ("Electric cars stink less", "Much less.", "truth")
    assert con.revisions.last().note == "said it"


def test_the_form_holds_the_wording_as_it_is(
    client_of: Callable[[User], Client], ben: User, con: Claim
) -> None:
    page = text_of(client_of(ben).get(page_of("edit_claim", con)))

    assert "Electric cars</textarea>" in page
    assert 'name="seen" value="1"' in page
    assert 'value="scope"' in page


def test_an_edit_that_fails_gives_the_text_back(
    client_of: Callable[[User], Client], ben: User, con: Claim
) -> None:
    asked = wording("x" * 501, note="n" * 201)
    response = client_of(ben).post(page_of("edit_claim", con), asked)

    assert response.status_code == 422
    assert "x" * 501 in text_of(response)
    assert "Nothing was saved yet" in text_of(response)


def test_an_edit_can_be_previewed_without_javascript(
    client_of: Callable[[User], Client], ben: User, con: Claim
) -> None:
    asked = wording("*Electric* cars", preview="1")
    page = text_of(client_of(ben).post(page_of("edit_claim", con), asked))

    con.refresh_from_db()
    assert "<em>Electric</em> cars" in page
    assert con.revision == 1


def test_two_edits_at_once_show_the_second_person_both(
    client_of: Callable[[User], Client], ada: User, ben: User, con: Claim
) -> None:
    operations.edit_claim(ada, con, seen=1, text="Electric cars too", detail="", note="short")
    client = client_of(ben)

    response = client.post(page_of("edit_claim", con), wording("Electric cars stink"))

    page = text_of(response)
    assert response.status_code == 409
    assert "<del>" in page
    assert "too" in page.split("<del>")[1].split("</del>")[0]
    assert "stink" in page.split("<ins>")[1].split("</ins>")[0]
    assert "ada saved revision 2," in page
    assert 'name="seen" value="2"' in page
    assert "Electric cars stink</textarea>" in page

    client.post(page_of("edit_claim", con), wording("Electric cars stink", seen=2))
    con.refresh_from_db()
    assert (con.text, con.revision) == ("Electric cars stink", 3)


def test_strangers_may_not_edit(
    client_of: Callable[[User], Client], chidi: User, con: Claim
) -> None:
    client = client_of(chidi)

    assert client.get(page_of("edit_claim", con)).status_code == 403
    assert client.post(page_of("edit_claim", con), wording("Mine")).status_code == 403


def test_withdrawing_says_what_it_means_and_can_be_undone(
    client_of: Callable[[User], Client], ben: User, con: Claim
) -> None:
    client = client_of(ben)

    assert "stop counting" in text_of(client.get(page_of("withdraw_claim", con)))
    client.post(page_of("withdraw_claim", con), {"note": "I was wrong"})
    con.refresh_from_db()
    assert con.is_withdrawn
    assert con.events.latest("pk").data["note"] == "I was wrong"

    assert "counts again" in text_of(client.get(page_of("restore_claim", con)))
    client.post(page_of("restore_claim", con), {})
    con.refresh_from_db()
    assert con.state == "visible"


def test_an_editor_accepts_what_waits_for_review(
    anonymous: Client, client_of: Callable[[User], Client], ada: User, ben: User, thesis: Claim
) -> None:
    operations.set_posting(ada, thesis.debate, "suggestions")
    waiting = operations.post_claim(ben, thesis, stance="con", text="Deliveries")
    accept, page = page_of("accept_claim", waiting), waiting.get_absolute_url()
    assert anonymous.get(page).status_code == 404
    assert accept not in text_of(client_of(ben).get(page))
    assert client_of(ben).post(accept, {}).status_code == 403

    client = client_of(ada)
    assert accept in text_of(client.get(page))
    assert "it counts from then on" in text_of(client.get(accept))
    assert client.post(accept, {})["Location"] == page

    assert "Deliveries" in text_of(anonymous.get(page))
    assert accept not in text_of(client.get(page))


def test_a_root_is_not_withdrawn(
    client_of: Callable[[User], Client], ada: User, thesis: Claim
) -> None:
    response = client_of(ada).post(page_of("withdraw_claim", thesis), {"note": "Why"})

    assert response.status_code == 422
    assert "cannot be withdrawn" in text_of(response)


def test_a_challenge_is_conceded_by_whom_it_challenges(
    client_of: Callable[[User], Client], ada: User, chidi: User, con: Claim
) -> None:
    assert client_of(chidi).get(page_of("concede", con)).status_code == 403

    client = client_of(ada)
    assert "has a point" in text_of(client.get(page_of("concede", con)))
    client.post(page_of("concede", con), {"note": "Granted"})

    con.refresh_from_db()
    assert con.conceded_by == ada
    assert "ada conceded this critique" in text_of(client.get(con.get_absolute_url()))


def test_only_challenges_are_conceded(
    client_of: Callable[[User], Client], ada: User, grow: Grow
) -> None:
    air = grow("  + Air")["Air"]
    response = client_of(ada).post(page_of("concede", air), {})

    assert response.status_code == 422
    assert "Only a critique or a rebuttal" in text_of(response)


@pytest.mark.parametrize(
    "name", ["edit_claim", "accept_claim", "withdraw_claim", "restore_claim", "concede"]
)
def test_visitors_sign_in_first(anonymous: Client, con: Claim, name: str) -> None:
    address = page_of(name, con)

    assert anonymous.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_a_suggester_amends_what_waits_but_not_what_was_accepted(
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    thesis: Claim,
    con: Claim,
    join: Callable[[User, Role], User],
) -> None:
    operations.set_posting(ada, thesis.debate, "suggestions")
    waiting = operations.post_claim(ben, thesis, stance="pro", text="It waits")
    client = client_of(ben)

    assert client.get(page_of("edit_claim", waiting)).status_code == 200
    assert client.get(page_of("edit_claim", con)).status_code == 403
