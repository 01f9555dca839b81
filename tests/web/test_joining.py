from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from debates import operations
from debates.models import Answer, JoinRequest, Role
from debates.web.joining import may_ask
from debates.web.visit import visit_to


@pytest.fixture(autouse=True)
def members_write(debate, ada):
    operations.set_posting(ada, debate, "members")


def page_of(debate, name: str = "join_debate", *more) -> str:
    return reverse(name, args=[debate.slug, *more])


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# ---- to whom it is offered


def test_who_reads_and_may_not_post_is_offered_to_ask(
    debate, ada, ben, chidi, join, admin, django_assert_num_queries
):
    join(chidi, Role.READER)
    visits = {person: visit_to(debate.slug, person) for person in (ada, ben, chidi, admin)}
    visits[None] = visit_to(debate.slug, AnonymousUser())
    with django_assert_num_queries(0):
        offered = [person for person, visit in visits.items() if may_ask(visit)]
    assert offered == [ben]


@pytest.mark.parametrize(("posting", "offered"), [("open", False), ("suggestions", True)])
def test_it_depends_on_who_may_post(debate, ada, ben, posting, offered):
    operations.set_posting(ada, debate, posting)
    assert may_ask(visit_to(debate.slug, ben)) == offered


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_nobody_is_offered_to_join_what_is_over(debate, ada, ben, phase):
    operations.set_phase(ada, debate, phase)
    assert not may_ask(visit_to(debate.slug, ben))


# ---- asking


def test_somebody_asks_and_sees_that_the_request_waits(debate, ben, client_of):
    client = client_of(ben)
    assert "A word about you" in text_of(client, page_of(debate))
    answer = client.post(page_of(debate), {"note": "I drive a bus."}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(page_of(debate), 302)]
    assert "Your request waits" in page
    assert "I drive a bus." in page
    client.post(page_of(debate), {"note": "Again"})
    assert JoinRequest.objects.get().note == "I drive a bus."


def test_what_was_written_before_signing_in_is_there_afterwards(debate, ben, anonymous):
    answer = anonymous.post(page_of(debate), {"note": "I drive a bus."})
    assert answer.url == f"{reverse('account_login')}?next={page_of(debate)}"
    anonymous.force_login(ben)
    assert "I drive a bus." in text_of(anonymous, page_of(debate))
    assert not JoinRequest.objects.exists()


def test_a_note_that_is_too_long_is_given_back(debate, ben, client_of):
    answer = client_of(ben).post(page_of(debate), {"note": "x" * 501})
    assert answer.status_code == 422
    assert "at most 500 fit" in answer.content.decode()
    assert "x" * 501 in answer.content.decode()


def test_members_and_who_may_post_are_told_that_they_need_not_ask(
    debate, ada, ben, chidi, join, client_of
):
    assert "You are a member" in text_of(client_of(join(ben, Role.READER)), page_of(debate))
    operations.set_posting(ada, debate, "open")
    assert "You can post here already" in text_of(client_of(chidi), page_of(debate))
    answer = client_of(chidi).post(page_of(debate), {"note": "Please"})
    assert answer.status_code == 422


def test_what_one_may_not_see_cannot_be_joined(debate, ada, ben, client_of):
    debate = operations.set_visibility(ada, debate, "private")
    client = client_of(ben)
    assert client.get(page_of(debate)).status_code == 404
    assert client.post(page_of(debate), {"note": "Please"}).status_code == 404


def test_who_was_declined_reads_why_and_asks_again_after_a_week(debate, ada, ben, client_of):
    operations.decline(ada, operations.ask_to_join(ben, debate), reason="We are full.")
    page = text_of(client_of(ben), page_of(debate))
    assert "We are full." in page
    assert "You can ask again from" in page
    assert "A word about you" not in page
    assert client_of(ben).post(page_of(debate), {}).status_code == 422

    JoinRequest.objects.update(answered_at=timezone.now() - timedelta(days=8))
    assert "A word about you" in text_of(client_of(ben), page_of(debate))
    assert client_of(ben).post(page_of(debate), {}).status_code == 302


# ---- answering


@pytest.fixture
def asked(debate, ben):
    return operations.ask_to_join(ben, debate, note="I drive a bus.")


def test_the_members_page_shows_who_asks_and_lets_them_in(debate, ada, ben, asked, client_of):
    page = text_of(client_of(ada), page_of(debate, "members"))
    address = page_of(debate, "answer_request", asked.pk)
    assert "I drive a bus." in page
    assert address in page

    answer = client_of(ada).post(address, {"role": Role.WRITER}, follow=True)
    assert "ben is a writer of this debate now." in answer.content.decode()
    assert debate.memberships.get(user=ben).role == Role.WRITER
    assert "Who asks to join" not in text_of(client_of(ada), page_of(debate, "members"))


def test_a_request_is_for_who_manages_alone(debate, chidi, join, asked, client_of):
    for role in (Role.READER, Role.EDITOR):
        page = text_of(client_of(join(chidi, role)), page_of(debate, "members"))
        assert "I drive a bus." not in page


def test_declining_with_a_reason(debate, ada, ben, asked, client_of):
    address = page_of(debate, "answer_request", asked.pk)
    client_of(ada).post(address, {"decline": "1", "reason": "We are full."})
    asked.refresh_from_db()
    assert (asked.answer, asked.reason) == (Answer.DECLINED, "We are full.")
    assert "This request was declined" in text_of(client_of(ada), address)


def test_a_reason_that_is_too_long_is_given_back(debate, ada, asked, client_of):
    address = page_of(debate, "answer_request", asked.pk)
    answer = client_of(ada).post(address, {"decline": "1", "reason": "x" * 501})
    assert answer.status_code == 422
    assert "x" * 501 in answer.content.decode()


def test_a_second_answer_is_told_of_the_first(debate, ada, asked, client_of):
    operations.decline(ada, asked)
    address = page_of(debate, "answer_request", asked.pk)
    answer = client_of(ada).post(address, {"role": Role.WRITER})
    assert answer.status_code == 422
    assert "declined in the meantime" in answer.content.decode()


def test_who_moderates_does_not_admit_moderators(debate, chidi, join, asked, client_of):
    client = client_of(join(chidi, Role.MODERATOR))
    address = page_of(debate, "answer_request", asked.pk)
    assert client.post(address, {"role": Role.MODERATOR}).status_code == 422
    assert client.post(address, {"role": Role.EDITOR}).status_code == 302


def test_requests_of_another_debate_are_not_there(debate, chidi, asked, client_of):
    other = operations.open_debate(chidi, title="Trams", theses=["More trams"])
    address = page_of(other, "answer_request", asked.pk)
    assert client_of(chidi).post(address, {"role": Role.WRITER}).status_code == 404
