"""Who may send what where: every form of the site, by everybody, about everything planted.

Each form is undone before the next is sent, so that all of them meet the same world.
"""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.access.addresses import Place, examples, named_routes, parameters_of
from tests.access.choices import is_about_accounts, met_by, one_of_each_route
from tests.access.forms import Fields, fields_for
from tests.access.rows import expected, mark_of
from tests.access.table import ASK_FOR_THE_PASSWORD
from tests.access.visitors import VARYING, Visitor, noted_writes, planted_world
from tests.planted import SEEN_BY, VISITORS, World, word, words_in

# What refuses: whoever is refused has changed nothing by it.
REFUSED = set(">?-.x!")
OUR_PAGE = "This form was out of date"

MISSING = 987_654_321

# Forms about a claim (@) that name another one: in which field, and what else is in it.
NAMING = [
    ("claims/@/move/", "to", {"stance": "pro"}),
    ("claims/@/link/", "target", {"stance": "pro"}),
    ("follow/", "claim", {"on": "1"}),
    ("claims/@/withdraw/", "answering", {"note": "Because"}),
    ("claims/@/edit/", "answering", {"text": "In other words", "seen": "1"}),
]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), planted_world() as world:
        yield world


@pytest.mark.parametrize("visitor", VISITORS)
def test_what_is_sent_is_done_or_refused_as_the_table_says(visitor, world):
    asking = Visitor(visitor, world)
    wrong, written = {}, {}
    for place in met_by(visitor, "POST", world):
        answer = asking.sends(place.url, fields_for(place, world))
        wanted, got = expected(place, "POST", visitor), mark_of(answer)
        if wanted != got:
            wrong[place] = f"{wanted} in the table, {got} ({answer.status}) in fact"
        if got in REFUSED and answer.writes:
            written[place] = answer.writes

    assert wrong == {}
    assert written == {}
    assert words_mailed().keys() <= {"newcomer@example.org"}


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"])
def test_no_other_method_does_anything(method, world):
    """Our own pages refuse them. Those of allauth take some for a form that holds nothing."""
    asking = Visitor("owner", world)
    for place in one_of_each_route(world):
        answer = asking.asks_by(method, place.url)
        assert answer.writes == (), place
        if not is_about_accounts(place):
            assert answer.status == 405, place


def test_whoever_has_not_signed_in_deletes_nothing(world):
    asking = Visitor("anonymous", world)

    assert {asking.asks_by("DELETE", one.url).writes for one in one_of_each_route(world)} == {()}


# ---- what is not there ----------------------------------------------------------------------


def test_what_belongs_to_another_debate_cannot_be_changed(world):
    asking = Visitor("owner", world)
    for route in named_routes():
        if {"slug", "pk"} <= {*parameters_of(route)}:
            slug, about, values = examples(world, route)[0]
            wrong = "closedhall" if slug == "openhall" else "openhall"
            url = reverse(route.name, kwargs=values | {"slug": wrong})
            answer = asking.sends(url, fields_for(Place(url, slug, route.name, about), world))
            assert (mark_of(answer), answer.writes) in {(".", ()), ("x", ())}, url


@pytest.mark.parametrize(("visitor", "own"), [("writer", "writers"), ("editor", "public")])
def test_a_form_that_names_what_one_may_not_see_is_like_one_that_names_nothing(visitor, own, world):
    """To the letter, but for tokens and numbers."""
    asking, claims = Visitor(visitor, world), world.claims
    unseen = [name for name in ("pending", "hidden", "belowhidden") if visitor not in SEEN_BY[name]]
    for path, field, others in NAMING:
        url = f"/debates/openhall/{path}".replace("@", str(claims[own].pk))
        nothing = _told(asking, url, others | {field: MISSING})
        for name in (*unseen, "claim"):
            assert _told(asking, url, others | {field: claims[name].pk}) == nothing, (url, name)


def _told(asking: Visitor, url: str, fields: Fields) -> str:
    answer = asking.sends(url, fields)
    assert answer.writes == (), url
    said = VARYING.sub("", f"{answer.status} {answer.location} {answer.body}")
    return re.sub(r"\d+", "#", said)


# ---- in whose name --------------------------------------------------------------------------


@pytest.mark.parametrize("visitor", ["anonymous", "owner"])
def test_no_form_counts_without_its_token(visitor, world):
    client = Client(enforce_csrf_checks=True)
    if visitor != "anonymous":
        client.force_login(world.people[visitor])
    for place in one_of_each_route(world):
        with noted_writes() as writes:
            answer = client.post(place.url, fields_for(place, world))
        assert (answer.status_code, writes) == (403, []), place
        assert OUR_PAGE in answer.content.decode(), place


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_way_to_write_goes_without_the_token(method, world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["owner"])

    for place in one_of_each_route(world):
        assert getattr(client, method)(place.url).status_code == 403, place


def test_a_token_in_the_address_is_none(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["owner"])
    client.get("/debates/new/")
    token = client.cookies["csrftoken"].value

    answer = client.post(f"/debates/openhall/follow/?csrfmiddlewaretoken={token}", {"on": "1"})

    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_cannot_be_undone_asks_for_the_password_again(method, world):
    """Of whoever signed in a while ago: the others of these tests have just done it."""
    client = Client()
    client.force_login(world.people["writer"])
    asking = reverse("account_reauthenticate")
    for place in one_of_each_route(world):
        if place.route in ASK_FOR_THE_PASSWORD[method]:
            answer = getattr(client, method.lower())(place.url)
            assert answer.status_code == 302, place
            assert answer.url.startswith(asking), place


# ---- what is sent on by mail ----------------------------------------------------------------


def words_mailed() -> dict[str, set[str]]:
    """To whom, and which secrets are in it: in what people read, and in what mail programs do."""
    told: dict[str, set[str]] = {}
    for one in mail.outbox:
        read = f"{one.message()} {one.subject} {one.body} {one.alternatives}"
        told.setdefault(", ".join(one.recipients()), set()).update(words_in(read))
    return told


@pytest.mark.parametrize(("slug", "told"), [("openhall", set()), ("closedhall", {"title"})])
def test_an_invitation_tells_no_more_than_the_debates_name(slug, told, world):
    """Where the debate is private, its name is what the invited are to know."""
    fields = {"who": "newcomer@example.org", "role": "1"}
    Visitor("owner", world).sends(f"/debates/{slug}/members/add/", fields)

    assert words_mailed() == {"newcomer@example.org": told}
    assert len(mail.outbox[0].recipients()) == 1


def test_a_mail_about_an_account_goes_to_its_owner_and_names_nobody_else(world):
    asking = Visitor("anonymous", world)
    address = world.people["author"].email
    taken = {"username": "newcomer", "email": address}
    taken |= {"password1": "seven-crates-of-figs", "password2": "seven-crates-of-figs"}
    asking.sends(reverse("account_reset_password"), {"email": address})
    asking.sends(reverse("account_signup"), taken)
    asking.sends(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert words_mailed() == {address: {"mailauthor"}, "nobody@example.org": set()}
    assert word("mailauthor") in address
