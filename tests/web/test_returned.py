"""A suggestion that came back, as its author, editors and everybody else meet it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from tests.web.pages import page_of, text_of


@pytest.fixture
def waiting(debate: Debate, thesis: Claim, ada: User, ben: User) -> Claim:
    operations.set_posting(ada, debate, "suggestions")
    return operations.post_claim(ben, thesis, stance="con", text="Deliveries suffer")


def test_its_author_reads_the_reason_and_sends_it_in_again(
    client_of: Callable[[User], Client], ada: User, ben: User, waiting: Claim
) -> None:
    operations.return_claim(ada, waiting, note="Which deliveries?")
    client = client_of(ben)

    page = text_of(client.get(waiting.get_absolute_url()))
    assert "ada returned this critique" in page
    assert "Which deliveries?" in page
    assert "Change and send in again" in page
    form = text_of(client.get(page_of("edit_claim", waiting)))
    assert "Which deliveries?" in form
    assert "Send in again" in form

    asked = {"text": "Deliveries suffer", "detail": "", "note": "All of them", "seen": 1}
    response = client.post(page_of("edit_claim", waiting), asked, follow=True)
    assert "Your critique is sent in again: it waits for an editor." in text_of(response)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.revision) == ("pending", 1)


def test_an_author_takes_a_suggestion_back(
    client_of: Callable[[User], Client], ben: User, waiting: Claim
) -> None:
    client = client_of(ben)
    assert "Take it back" in text_of(client.get(waiting.get_absolute_url()))
    assert "leaves the editors' list" in text_of(client.get(page_of("return_claim", waiting)))

    page = text_of(client.post(page_of("return_claim", waiting), {"note": ""}, follow=True))

    assert "You took this critique back" in page
    waiting.refresh_from_db()
    assert waiting.state == "returned"


def test_an_editor_is_told_that_its_author_works_on_it(
    client_of: Callable[[User], Client], ada: User, waiting: Claim
) -> None:
    operations.return_claim(ada, waiting, note="Which?")
    client = client_of(ada)

    page = text_of(client.get(waiting.get_absolute_url()))
    assert "It can be accepted once its author sends it in again." in page
    for name in ("accept_claim", "return_claim", "edit_claim"):
        assert page_of(name, waiting) not in page

    asked = {"text": "Mine", "detail": "", "note": "", "seen": 1}
    response = client.post(page_of("edit_claim", waiting), asked)
    assert response.status_code == 403
    assert "who works on it" in text_of(response)
    assert "Mine</textarea>" in text_of(response)


@pytest.mark.parametrize("who", ["chidi", None])
def test_what_was_returned_does_not_exist_for_others(
    anonymous: Client,
    client_of: Callable[[User], Client],
    ada: User,
    chidi: User,
    debate: Debate,
    waiting: Claim,
    who: str | None,
) -> None:
    operations.return_claim(ada, waiting, note="Secret reason")
    client = client_of(chidi) if who else anonymous

    assert client.get(waiting.get_absolute_url()).status_code == 404
    for address in (debate.get_absolute_url(), reverse("history", args=[debate.slug])):
        page = text_of(client.get(address))
        assert "Deliveries suffer" not in page
        assert "Secret reason" not in page


def test_what_was_never_accepted_stays_between_its_author_and_the_editors(
    anonymous: Client, client_of: Callable[[User], Client], ada: User, ben: User, waiting: Claim
) -> None:
    operations.edit_claim(ben, waiting, seen=1, text="Deliveries stop", detail="", note="His name")
    operations.return_claim(ada, waiting, note="Leave out his name")
    operations.edit_claim(ben, waiting, seen=2, text="Parcels suffer", detail="", note="Better so")
    operations.accept_claim(ada, waiting)
    operations.edit_claim(ada, waiting, seen=3, text="Parcels suffer most", detail="")
    history = page_of("claim_history", waiting)

    for page in (history, reverse("history", args=[waiting.debate.slug])):
        told = text_of(anonymous.get(page))
        for secret in ("Deliveries", "is name", "Better so", "in again"):
            assert secret not in told
    assert "2 wordings, the latest first" in text_of(anonymous.get(history))
    assert "As it was accepted" in text_of(anonymous.get(history))
    for who in (ada, ben):
        told = text_of(client_of(who).get(history))
        assert "Deliveries suffer" in told
        assert "Leave out his name" in told
        assert "ben</b> sent" in told


def test_all_that_everybody_once_read_stays_readable(
    anonymous: Client, ada: User, ben: User, thesis: Claim
) -> None:
    air = operations.post_claim(ben, thesis, stance="pro", text="The very first")
    operations.edit_claim(ben, air, seen=1, text="Then this", detail="")
    operations.withdraw_claim(ben, air)
    operations.set_posting(ada, thesis.debate, "suggestions")
    operations.accept_claim(ada, operations.restore_claim(ben, air))

    assert "The very first" in text_of(anonymous.get(page_of("claim_history", air)))
