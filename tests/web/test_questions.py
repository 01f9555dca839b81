"""The critical questions beside a claim: asked and answered in one click, shown to who may see."""

import html
import re
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.schemes import QUESTIONS, SCHEMES
from debates.models import Claim, Debate, Role
from tests.web.pages import page_of, text_of

HTMX = {"HX-Request": "true"}
FIELD = QUESTIONS["expert_opinion.field"]
BASIS = QUESTIONS["expert_opinion.basis"]
SECRET = "Xylographic secret"


@pytest.fixture
def expert(thesis: Claim, ada: User) -> Claim:
    return operations.post_claim(
        ada, thesis, stance="pro", text="A doctor says so", scheme="expert_opinion"
    )


def read(response: HttpResponse) -> str:
    return html.unescape(text_of(response))


def beside(client: Client, claim: Claim) -> str:
    """The part of the claim's page that holds its critical questions."""
    page = read(client.get(page_of("claim", claim)))
    found = re.search(r'<details class="questions".*?</details>', page)
    return found[0] if found else ""


def entry(part: str, text: str) -> str:
    """What is said of one question."""
    return next(one for one in part.split("<li") if f">{text}</p>" in one)


def reply_url(claim: Claim, name: str, question: str = "") -> str:
    address = reverse("reply", args=[claim.debate.slug, claim.pk, name])
    return f"{address}?question={question}" if question else address


def filled(**fields: str) -> dict[str, str]:
    return {"text": "Of teeth, not of lungs", "key": str(uuid.uuid4())} | fields


def test_nothing_stands_beside_a_claim_that_names_no_scheme(
    anonymous: Client, thesis: Claim, ada: User
) -> None:
    air = operations.post_claim(ada, thesis, stance="pro", text="Air")

    assert beside(anonymous, air) == ""
    assert beside(anonymous, thesis) == ""


def test_every_question_of_the_scheme_waits_to_be_taken_up(
    client_of: Callable[[User], Client], ben: User, expert: Claim
) -> None:
    part = beside(client_of(ben), expert)

    assert "Expert opinion: critical questions" in part
    assert "6 of 6 nobody took up yet" in part
    for question in SCHEMES["expert_opinion"].questions:
        assert f'href="{reply_url(expert, "con", question.key)}"' in part
        assert f'href="{reply_url(expert, "pro", question.key)}"' in part


def test_visitors_are_asked_to_sign_in_and_come_back_to_the_question(
    anonymous: Client, expert: Claim
) -> None:
    part = beside(anonymous, expert)

    assert "/accounts/login/?next=/debates/" in part
    assert f"%3Fquestion%3D{FIELD.key}" in part
    assert "hx-get" not in part
    asked = anonymous.get(reply_url(expert, "con", FIELD.key))
    assert f"%3Fquestion%3D{FIELD.key}" in asked["Location"]


def test_in_a_closed_debate_they_are_for_reading(
    client_of: Callable[[User], Client], ada: User, debate: Debate, expert: Claim
) -> None:
    operations.set_phase(ada, debate, "closed")
    part = beside(client_of(ada), expert)

    assert FIELD.text in part
    assert "Ask it" not in part


def test_asking_opens_the_composer_with_the_question_and_its_aim(
    client_of: Callable[[User], Client], ben: User, expert: Claim
) -> None:
    page = read(client_of(ben).get(reply_url(expert, "con", FIELD.key)))

    assert f"<blockquote>{FIELD.text}</blockquote>" in page
    assert re.search(rf'value="{FIELD.aim}"[^>]* checked', page)
    assert re.search(rf'type="hidden" name="question" value="{FIELD.key}"', page)
    # What was typed is offered again where one goes on without the question.
    assert f'data-draft="reply-{expert.pk}-con"' in page


def test_answering_opens_the_composer_of_a_pro(
    client_of: Callable[[User], Client], ben: User, expert: Claim
) -> None:
    page = read(client_of(ben).get(reply_url(expert, "pro", FIELD.key), headers=HTMX))

    assert page.startswith("<form")
    assert "You answer a critical question" in page
    assert f"<blockquote>{FIELD.text}</blockquote>" in page


@pytest.mark.parametrize("question", ["", "nose", "sign.observed", "x" * 300, "\x00"])
def test_a_link_to_a_question_that_does_not_fit_opens_the_plain_composer(
    client_of: Callable[[User], Client], ben: User, expert: Claim, question: str
) -> None:
    response = client_of(ben).get(reply_url(expert, "con"), {"question": question})

    assert response.status_code == 200
    assert "critical question" not in re.sub(r"(?s)<article.*?</article>", "", read(response))


def test_what_was_asked_and_answered_is_named_with_what_became_of_it(
    client_of: Callable[[User], Client], anonymous: Client, ben: User, ada: User, expert: Claim
) -> None:
    client = client_of(ben)
    client.post(
        reply_url(expert, "con"), filled(text="Teeth, not lungs", aim="truth", question=FIELD.key)
    )
    con = expert.replies.get()
    assert (con.critical_question, con.aim) == (FIELD.key, "truth")

    one = entry(beside(anonymous, expert), FIELD.text)
    assert f'Asked: <a href="{con.get_absolute_url()}">Teeth, not lungs</a>' in one
    assert '<span class="open">open</span>' in one
    assert "Ask it" not in one
    assert "Answer it" in one
    assert "5 of 6 nobody took up yet" in beside(anonymous, expert)

    operations.post_claim(ada, con, stance="con", text="She is a lung doctor too")
    assert ">answered<" in entry(beside(anonymous, expert), FIELD.text)
    operations.concede(ada, con)
    assert ">conceded<" in entry(beside(anonymous, expert), FIELD.text)

    client_of(ada).post(
        reply_url(expert, "pro"), filled(text="Her thesis was on lungs", question=FIELD.key)
    )
    one = entry(beside(anonymous, expert), FIELD.text)
    assert "Answered: <a" in one
    assert "Answer it" not in one


def test_further_claims_that_ask_the_same_are_counted(
    anonymous: Client, ben: User, expert: Claim
) -> None:
    for text in ("Teeth", "Feet", "Ears"):
        operations.post_claim(ben, expert, stance="con", text=text, question=FIELD.key)

    one = entry(beside(anonymous, expert), FIELD.text)
    assert "Teeth" in one
    assert "Feet" not in one
    assert "and 2 more below" in one


def test_a_claim_says_which_question_it_takes_up_also_when_the_scheme_has_changed(
    anonymous: Client, ada: User, ben: User, expert: Claim
) -> None:
    con = operations.post_claim(ben, expert, stance="con", text="Teeth", question=FIELD.key)
    pro = operations.post_claim(ben, expert, stance="pro", text="Lungs", question=BASIS.key)
    operations.edit_claim(ada, expert, seen=1, text=expert.text, detail="", scheme="sign")

    asks, answers = (read(anonymous.get(page_of("claim", one))) for one in (con, pro))
    assert f"<q>{FIELD.text}</q>" in asks
    assert re.search(r"Asks a critical question of <a [^>]*>Expert opinion</a>", asks)
    assert re.search(r"Answers a critical question of <a [^>]*>Expert opinion</a>", answers)
    assert "Sign: critical questions" in beside(anonymous, expert)


def test_what_was_withdrawn_asks_nothing_any_more(
    anonymous: Client, ben: User, expert: Claim
) -> None:
    con = operations.post_claim(ben, expert, stance="con", text="Teeth", question=FIELD.key)
    operations.withdraw_claim(ben, con)

    assert "6 of 6" in beside(anonymous, expert)


def test_beside_a_withdrawn_claim_there_is_nothing_to_ask(
    anonymous: Client, ada: User, expert: Claim
) -> None:
    operations.withdraw_claim(ada, expert)

    assert beside(anonymous, expert) == ""


def test_what_waits_for_review_asks_for_its_author_and_editors_alone(
    client_of: Callable[[User], Client],
    anonymous: Client,
    ada: User,
    ben: User,
    chidi: User,
    debate: Debate,
    expert: Claim,
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    operations.post_claim(ben, expert, stance="con", text=SECRET, question=FIELD.key)

    for client in (anonymous, client_of(chidi)):
        part = beside(client, expert)
        assert SECRET not in part
        assert "6 of 6 nobody took up yet" in part
    for person in (ben, ada):
        one = entry(beside(client_of(person), expert), FIELD.text)
        assert SECRET in one
        assert "waiting for review" in one


def test_what_stands_is_named_before_what_waits(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate, expert: Claim
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    operations.post_claim(ben, expert, stance="con", text="Waits", question=FIELD.key)
    operations.post_claim(ada, expert, stance="con", text="Stands", question=FIELD.key)

    one = entry(beside(client_of(ada), expert), FIELD.text)
    assert "Stands" in one
    assert "and 1 more below" in one


@pytest.mark.parametrize("state", ["hidden", "returned"])
def test_what_is_hidden_or_returned_asks_nothing(
    client_of: Callable[[User], Client],
    admin: User,
    ada: User,
    ben: User,
    chidi: User,
    join: Callable[[User, Role], User],
    expert: Claim,
    state: str,
) -> None:
    join(chidi, Role.MODERATOR)
    con = operations.post_claim(ben, expert, stance="con", text=SECRET, question=FIELD.key)
    Claim.objects.filter(pk=con.pk).update(state=state)

    for person in (ada, ben, chidi, admin):
        assert SECRET not in beside(client_of(person), expert)


def test_posting_in_place_renews_the_questions(
    client_of: Callable[[User], Client], ben: User, expert: Claim
) -> None:
    here = {"HX-Current-URL": f"http://testserver{expert.get_absolute_url()}#claim-1"}
    response = client_of(ben).post(
        reply_url(expert, "con"), filled(aim="truth", question=FIELD.key), headers=HTMX | here
    )

    page = read(response)
    assert 'id="questions" open hx-swap-oob="true"' in page
    assert "Asked: " in entry(page, FIELD.text)


def test_posting_from_the_composers_own_page_with_a_question_leads_back(
    client_of: Callable[[User], Client], ben: User, expert: Claim
) -> None:
    address = reply_url(expert, "con", FIELD.key)
    here = {"HX-Current-URL": f"http://testserver{address}"}
    response = client_of(ben).post(
        reply_url(expert, "con"), filled(aim="truth", question=FIELD.key), headers=HTMX | here
    )

    assert response["HX-Redirect"].startswith(expert.get_absolute_url())


def test_a_question_that_was_left_over_is_said_and_the_next_post_goes_without(
    client_of: Callable[[User], Client], ada: User, ben: User, expert: Claim
) -> None:
    client, form = client_of(ben), filled(aim="truth", question=FIELD.key)
    operations.edit_claim(ada, expert, seen=1, text=expert.text, detail="", scheme="sign")

    response = client.post(reply_url(expert, "con"), form)
    page = read(response)
    assert response.status_code == 422
    assert "Send it once more to post it without the question" in page
    assert form["text"] in page
    assert 'name="question"' not in page

    del form["question"]
    assert client.post(reply_url(expert, "con"), form).status_code == 302
    assert expert.replies.get().critical_question == ""


def test_the_questions_cost_one_query_however_often_they_were_asked(
    client_of: Callable[[User], Client],
    django_assert_num_queries: Callable,
    ada: User,
    ben: User,
    thesis: Claim,
    expert: Claim,
) -> None:
    air = operations.post_claim(ada, thesis, stance="pro", text="Air")
    for number in range(30):
        key = SCHEMES["expert_opinion"].questions[number % 6].key
        operations.post_claim(ben, expert, stance="con", text=f"No {number}", question=key)
    client = client_of(ben)
    for claim in (air, expert):
        client.get(page_of("claim", claim))

    with django_assert_num_queries(7):
        client.get(page_of("claim", air))
    with django_assert_num_queries(8):
        client.get(page_of("claim", expert))
