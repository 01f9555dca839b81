import uuid
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from debates.operations import NewSource
from tests.web.pages import text_of


def add_to(claim: Claim) -> str:
    return reverse("add_source", args=[claim.debate.slug, claim.pk])


def remove(source: object, debate: Debate) -> str:
    return reverse("remove_source", args=[debate.slug, source.pk])


def test_a_source_is_added_once_however_often_the_form_is_sent(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    client, form = client_of(ben), {"source": "Smith 2020", "key": str(uuid.uuid4())}
    client.post(add_to(thesis), form)
    response = client.post(add_to(thesis), form)

    assert response["Location"] == thesis.get_absolute_url()
    assert thesis.sources.get().citation == "Smith 2020"


def test_a_source_says_where(client_of: Callable[[User], Client], ben: User, thesis: Claim) -> None:
    form = {"title": "A study", "key": str(uuid.uuid4())}
    response = client_of(ben).post(add_to(thesis), form)

    assert response.status_code == 422
    assert "a web address or a citation" in text_of(response)
    assert 'value="A study"' in text_of(response)


def test_who_added_a_source_takes_it_off_and_others_do_not(
    client_of: Callable[[User], Client], ben: User, chidi: User, debate: Debate, thesis: Claim
) -> None:
    source = operations.add_source(ben, thesis, NewSource(citation="Smith"))

    assert client_of(chidi).post(remove(source, debate)).status_code == 403
    assert "Take it off" in text_of(client_of(ben).get(thesis.get_absolute_url()))
    client_of(ben).post(remove(source, debate))
    source.refresh_from_db()
    assert source.removed_by == ben
    assert client_of(ben).post(remove(source, debate)).status_code == 404


def test_sources_of_what_one_may_not_see_do_not_exist(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate, thesis: Claim
) -> None:
    source = operations.add_source(ada, thesis, NewSource(citation="Smith"))
    operations.set_visibility(ada, debate, "private")

    assert client_of(ben).post(remove(source, debate)).status_code == 404


def test_a_source_is_not_taken_off_by_following_a_link(
    client_of: Callable[[User], Client], ada: User, debate: Debate, thesis: Claim
) -> None:
    source = operations.add_source(ada, thesis, NewSource(citation="Smith"))

    assert client_of(ada).get(remove(source, debate)).status_code == 405
