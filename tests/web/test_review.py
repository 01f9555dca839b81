from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Role
from debates.operations import NewSource
from tests.web.pages import page_of, text_of


@pytest.fixture
def suggesting(debate: Debate, ada: User) -> Debate:
    return operations.set_posting(ada, debate, "suggestions")


@pytest.fixture
def waiting(suggesting: Debate, thesis: Claim, ben: User) -> Claim:
    source = NewSource(citation="Smith 2020")
    return operations.post_claim(
        ben, thesis, stance="con", text="Deliveries suffer", aim="scope", source=source
    )


def list_of(debate: Debate) -> str:
    return reverse("review", args=[debate.slug])


def test_editors_see_what_waits_with_what_it_answers(
    client_of: Callable[[User], Client], ada: User, debate: Debate, waiting: Claim
) -> None:
    page = text_of(client_of(ada).get(list_of(debate)))

    assert "1 suggestion waits for you" in page
    assert "Critique · of scope" in page
    assert "opposes the thesis" in page
    assert "Cities should ban cars" in page.split('class="below"')[1]
    assert "Deliveries suffer" in page
    assert "Smith 2020" in page
    assert "ben, <time" in page


def test_the_oldest_comes_first(
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    debate: Debate,
    waiting: Claim,
    thesis: Claim,
) -> None:
    operations.post_claim(ben, thesis, stance="pro", text="Air gets better")

    page = text_of(client_of(ada).get(list_of(debate))).split('class="queue"')[1]

    assert page.index("Deliveries suffer") < page.index("Air gets better")


def test_a_suggestion_is_accepted_in_its_place(
    client_of: Callable[[User], Client], ada: User, debate: Debate, waiting: Claim
) -> None:
    client = client_of(ada)
    response = client.post(page_of("accept_claim", waiting), {"back": "review", "seen": "1"})

    assert response["Location"] == list_of(debate)
    page = text_of(client.get(list_of(debate)))
    assert "is accepted: everybody sees it now" in page
    assert "Nothing waits for review" in page
    waiting.refresh_from_db()
    assert waiting.state == "visible"


def test_a_suggestion_is_returned_in_its_place_with_a_reason(
    client_of: Callable[[User], Client], ada: User, debate: Debate, waiting: Claim
) -> None:
    asked = {"back": "review", "note": "Which deliveries?"}
    response = client_of(ada).post(page_of("return_claim", waiting), asked)

    assert response["Location"] == list_of(debate)
    page = text_of(client_of(ada).get(list_of(debate)))
    returned = page.split('id="returned"')[1]
    assert "Deliveries suffer" in returned
    assert "Which deliveries?" in returned
    assert "returned by ada" in returned


def test_without_a_reason_the_form_asks_for_it_and_leads_back_to_the_list(
    client_of: Callable[[User], Client], ada: User, debate: Debate, waiting: Claim
) -> None:
    client = client_of(ada)
    response = client.post(page_of("return_claim", waiting), {"back": "review", "note": " "})

    page = text_of(response)
    assert response.status_code == 422
    assert "Say why, so that its author knows what to change." in page
    assert 'name="back" value="review"' in page
    assert f'href="{list_of(debate)}">Cancel' in page


def test_what_changed_since_the_list_was_opened_is_shown_before_it_is_accepted(
    client_of: Callable[[User], Client], ada: User, ben: User, waiting: Claim
) -> None:
    operations.edit_claim(ben, waiting, seen=1, text="Buy my soap", detail="")
    client = client_of(ada)

    response = client.post(page_of("accept_claim", waiting), {"back": "review", "seen": "1"})

    page = text_of(response)
    assert response.status_code == 422
    assert "Its author changed it since you opened this page" in page
    assert "Buy my soap" in page
    assert 'name="seen" value="2"' in page
    waiting.refresh_from_db()
    assert waiting.state == "pending"


def test_what_was_sent_in_again_says_why_it_had_come_back(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate, waiting: Claim
) -> None:
    operations.return_claim(ada, waiting, note="Which deliveries?")
    operations.edit_claim(ben, waiting, seen=1, text="Parcels by night suffer", detail="")

    page = text_of(client_of(ada).get(list_of(debate)))

    assert "ada returned it before" in page
    assert "Which deliveries?" in page
    assert "2 revisions" in page


ROLES = [
    (Role.READER, 403),
    (Role.SUGGESTER, 403),
    (Role.WRITER, 403),
    (Role.EDITOR, 200),
    (Role.MODERATOR, 200),
]


@pytest.mark.parametrize(("role", "status"), ROLES)
def test_the_list_is_for_editors(
    client_of: Callable[[User], Client],
    ada: User,
    chidi: User,
    debate: Debate,
    waiting: Claim,
    join: Callable[[User, Role], User],
    role: Role,
    status: int,
) -> None:
    operations.set_posting(ada, debate, "members")
    client = client_of(join(chidi, role))

    response = client.get(list_of(debate))

    assert response.status_code == status
    assert ("Deliveries suffer" in text_of(response)) == (status == 200)
    assert (list_of(debate) in text_of(client.get(debate.get_absolute_url()))) == (status == 200)


def test_visitors_sign_in_first_and_strangers_find_nothing(
    anonymous: Client,
    client_of: Callable[[User], Client],
    ada: User,
    chidi: User,
    debate: Debate,
    waiting: Claim,
) -> None:
    assert anonymous.get(list_of(debate))["Location"].startswith("/accounts/login/")
    operations.set_visibility(ada, debate, "private")
    assert client_of(chidi).get(list_of(debate)).status_code == 404


def test_what_hangs_below_something_hidden_is_not_shown_to_editors(
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    chidi: User,
    debate: Debate,
    thesis: Claim,
    join: Callable[[User, Role], User],
) -> None:
    air = operations.post_claim(ada, thesis, stance="pro", text="Air")
    operations.set_posting(ada, debate, "suggestions")
    operations.post_claim(ben, air, stance="con", text="Below the hidden")
    Claim.objects.filter(pk=air.pk).update(state="hidden")

    editor = text_of(client_of(join(chidi, Role.EDITOR)).get(list_of(debate)))
    assert "Below the hidden" not in editor
    assert "Nothing waits for review" in editor
    assert "Below the hidden" in text_of(client_of(ada).get(list_of(debate)))


@pytest.mark.one_database
@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_for_one_and_for_fifty(
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    debate: Debate,
    suggesting: Debate,
    thesis: Claim,
    count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(count):
        source = NewSource(citation=f"Smith {number}")
        text = f"Claim {number}"
        claim = operations.post_claim(ben, thesis, stance="pro", text=text, source=source)
        back = operations.post_claim(ben, thesis, stance="con", text=f"Back {number}")
        operations.return_claim(ada, back, note="Why?")
        operations.return_claim(ada, claim, note="Why?")
        operations.edit_claim(ben, claim, seen=1, text=f"{text}, again", detail="")
    client = client_of(ada)
    client.get(list_of(debate))

    with django_assert_num_queries(9):
        assert client.get(list_of(debate)).status_code == 200


def test_a_long_list_comes_in_pages_of_fifty(
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    debate: Debate,
    suggesting: Debate,
    thesis: Claim,
) -> None:
    for number in range(51):
        operations.post_claim(ben, thesis, stance="pro", text=f"Claim {number}")

    first = text_of(client_of(ada).get(list_of(debate)))
    second = text_of(client_of(ada).get(list_of(debate), {"page": 2}))

    assert "51 suggestions wait for you" in first
    assert first.count('<li class="suggestion') == 50
    assert second.count('<li class="suggestion') == 1
