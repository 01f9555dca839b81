from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.schemes import SCHEMES
from debates.models import Claim, Debate
from tests.web.ledgers import entries, ledger_page, shown, tabs

SCHEME = SCHEMES["expert_opinion"]
FIRST, SECOND = SCHEME.questions[:2]
MANY = len(SCHEME.questions)


@pytest.fixture
def support(thesis: Claim, ben: User) -> Claim:
    return operations.post_claim(
        ben, thesis, stance="pro", text="Doctors say so", scheme=SCHEME.key
    )


@pytest.fixture
def asked(support: Claim, chidi: User) -> Claim:
    return operations.post_claim(
        chidi, support, stance="con", text="They know little of traffic", question=FIRST.key
    )


def test_the_questions_of_a_support_stand_below_it(
    anonymous: Client, debate: Debate, support: Claim
) -> None:
    page = ledger_page(anonymous, debate, status="questions")

    (row,) = entries_of_supports(page)
    assert f'<a href="{support.get_absolute_url()}">Doctors say so</a>' in row
    assert SCHEME.name in row
    assert all(question.text in row for question in SCHEME.questions)
    assert row.count("nobody has asked") == MANY


def entries_of_supports(page: str) -> list[str]:
    return [part.split("</ul>")[0] for part in page.split('<li class="challenge is-claim">')[1:]]


def test_they_have_a_number_of_their_own(
    anonymous: Client, debate: Debate, support: Claim, asked: Claim
) -> None:
    page = ledger_page(anonymous, debate)

    assert tabs(page) == {"Open": 1, "All": 1, "Critical questions": MANY}
    assert shown(page) == ["They know little of traffic"]
    assert ">1 open challenge<" in page


def test_one_click_asks_it_or_answers_it(
    client_of: Callable[[User], Client], debate: Debate, support: Claim, ada: User
) -> None:
    page = ledger_page(client_of(ada), debate, status="questions")
    for stance in ("con", "pro"):
        address = reverse("reply", args=[debate.slug, support.pk, stance])
        assert f'href="{address}?question={FIRST.key}"' in page


def test_one_that_was_asked_leads_to_the_challenge_and_to_its_answer(
    client_of: Callable[[User], Client], debate: Debate, support: Claim, asked: Claim, ada: User
) -> None:
    page = ledger_page(client_of(ada), debate, status="questions")

    row = entries_of_supports(page)[0].split("<li>")[1]
    assert f'href="{asked.get_absolute_url()}">the challenge that asks it' in row
    assert f'href="{reverse("reply", args=[debate.slug, asked.pk, "con"])}"' in row
    assert "Ask it" not in row


def test_what_was_answered_is_shown_on_demand(
    anonymous: Client, debate: Debate, support: Claim, asked: Claim, ben: User
) -> None:
    operations.post_claim(ben, asked, stance="con", text="They know the lungs")
    answer = operations.post_claim(
        ben, support, stance="pro", text="It is their field", question=SECOND.key
    )

    page = ledger_page(anonymous, debate, status="questions")
    everything = ledger_page(anonymous, debate, status="questions", settled="1")

    assert tabs(page)["Critical questions"] == MANY - 2
    assert FIRST.text not in page
    assert f"{MANY - 2} of {MANY} are unanswered." in page
    row = entries_of_supports(everything)[0]
    assert FIRST.text in row
    assert f'href="{answer.get_absolute_url()}">the answer' in row


def test_they_are_narrowed_by_whose_support_it_is(
    anonymous: Client, debate: Debate, support: Claim, thesis: Claim, ada: User
) -> None:
    operations.post_claim(ada, thesis, stance="pro", text="A sign", scheme="sign")

    page = ledger_page(anonymous, debate, status="questions", to="ben")

    assert len(entries_of_supports(page)) == 1
    assert f'<option value="ben" selected>To ben ({MANY})</option>' in page
    assert "Doctors say so" in page


def test_a_branch_has_its_own_questions(
    anonymous: Client, debate: Debate, support: Claim, thesis: Claim, ada: User
) -> None:
    operations.post_claim(ada, thesis, stance="pro", text="A sign", scheme="sign")
    page = ledger_page(anonymous, debate, status="questions", at=str(support.pk))
    assert len(entries_of_supports(page)) == 1


@pytest.mark.parametrize("state", ["pending", "returned", "hidden", "withdrawn"])
def test_a_reply_that_not_everybody_sees_takes_no_question_up(
    client_of: Callable[[User], Client], debate: Debate, asked: Claim, ada: User, state: str
) -> None:
    Claim.objects.filter(pk=asked.pk).update(state=state)
    page = ledger_page(client_of(ada), debate, status="questions")
    assert page.count("nobody has asked") == MANY
    assert "traffic" not in page


def test_without_any_it_says_where_they_come_from(anonymous: Client, debate: Debate) -> None:
    page = ledger_page(anonymous, debate, status="questions")
    assert "No critical questions yet" in page
    assert entries(page) == []
