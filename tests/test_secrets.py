"""What somebody may not see is on no page, in no answer to a search and in no count.

Every address of the site is asked for, by everybody, with everything that could be in it. A new
route without examples of what goes into it fails here.
"""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.planted import (
    BY_ITS_LINK,
    COMMON,
    OWN_WORDS,
    SEEN_BY,
    STRANGERS,
    VISITORS,
    World,
    build,
    lure,
    words_in,
)

MISSING = 987_654_321
# Those of which each page is asked for; the others differ in nothing that pages could know of.
CLAIMS = ("public", "pending", "returned", "hidden", "belowhidden", "claim", "unlistedthesis")
VARYING = re.compile(
    r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|"X-CSRFToken": "[^"]*"|datetime="[^"]*"'
)

# Moderators see all that one can look for.
CURIOUS = [visitor for visitor in VISITORS if visitor not in {"moderator", "owner"}]

pytestmark = pytest.mark.django_db


class Place(NamedTuple):
    """An address, and the debate that it is in, if it is in one."""

    url: str
    debate: str = ""


class Asking(Client):
    """Without the notes that Django's own takes of every template, which cost more than pages."""

    def request(self, **request: Any) -> HttpResponse:
        return self.handler(self._base_environ(**request))


class Answer(NamedTuple):
    status: int
    headers: str
    location: str | None
    body: str


class Visitor:
    """Somebody who asks for addresses: for the same one once, as nothing changes meanwhile."""

    def __init__(self, name: str, world: World) -> None:
        self._client = Asking()
        self._answers: dict[str, Answer] = {}
        if name != "anonymous":
            self._client.force_login(world.people[name])

    def asks(self, url: str) -> Answer:
        if url not in self._answers:
            self._answers[url] = self._asks(url)
        return self._answers[url]

    def asks_for_part(self, url: str) -> Answer:
        return self._asks(url, {"HX-Request": "true"})

    def is_told(self, url: str, asked: str) -> str:
        """The answer, but for the numbers, tokens and names that were asked with."""
        answer = self.asks(url)
        said = f"{answer.status} {answer.location} {answer.body}"
        return VARYING.sub("", said).replace(asked, "·")

    def _asks(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        answer = self._client.get(url, headers=headers)
        assert answer.status_code < 500, url
        body = answer.getvalue().decode()
        return Answer(answer.status_code, str(answer.headers), answer.get("Location"), body)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Planted once for all tests here, which only read, in a transaction that is then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def visitor_called(world: World) -> Callable[[str], Visitor]:
    return {name: Visitor(name, world) for name in VISITORS}.__getitem__


# ---- every address --------------------------------------------------------------------------


def routes(resolver: URLResolver) -> Iterator[URLPattern]:
    """All but those of the admin, which tests/test_admin.py is about."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif pattern.namespace != "admin":
            yield from routes(pattern)


def named_routes() -> list[URLPattern]:
    return [route for route in routes(get_resolver()) if route.name]


def parameters_of(route: URLPattern) -> tuple[str, ...]:
    found = re.findall(r"<(?:\w+:)?(\w+)>", str(route.pattern))
    return tuple(found or re.findall(r"\?P<(\w+)>", str(route.pattern)))


def numbers_in(world: World, name: str) -> list[tuple[str, int]]:
    """What a number means in an address, with the debate that it belongs to."""
    things = {
        "remove_source": [(source.claim.debate, source.pk) for source in world.sources],
        "unlink_claim": [(link.debate, link.pk) for link in world.links],
        "revoke_invitation": [(one.debate, one.pk) for one in world.invitations],
        "answer_request": [(one.debate, one.pk) for one in world.requests],
    }.get(name) or [(world.claims[secret].debate, world.claims[secret].pk) for secret in CLAIMS]
    slugs = {debate.pk: slug for slug, debate in world.debates.items()}
    return [(slugs[debate.pk], number) for debate, number in things]


def arguments(world: World, route: URLPattern) -> list[dict[str, object]]:
    """Examples for a route; KeyError for one that this test was not told about."""
    numbers = numbers_in(world, route.name)
    people = [world.people[name] for name in ("vera", "author", "removed")]
    examples: dict[tuple[str, ...], list[dict[str, object]]] = {
        (): [{}],
        ("slug",): [{"slug": slug} for slug in world.debates],
        ("slug", "pk"): [{"slug": slug, "pk": number} for slug, number in numbers],
        ("slug", "pk", "name"): [
            {"slug": slug, "pk": number, "name": "con"} for slug, number in numbers
        ],
        ("slug", "person"): [
            {"slug": slug, "person": person.pk} for slug, person in product(world.debates, people)
        ],
        ("pk",): [{"pk": number} for _, number in numbers],
        ("username",): [{"username": name} for name in world.people],
        ("token",): [{"token": token} for token in [*world.tokens, "nonsense"]],
        ("key",): [{"key": "nonsense"}],
        ("uidb36", "key"): [{"uidb36": "1", "key": "nonsense"}],
    }
    return examples[parameters_of(route)]


def addresses(world: World) -> Iterator[Place]:
    for route in named_routes():
        for values in arguments(world, route):
            in_debate = str(values.get("slug", ""))
            if parameters_of(route) == ("pk",):
                in_debate = {pk: slug for slug, pk in numbers_in(world, "")}[values["pk"]]
            yield Place(reverse(route.name, kwargs=values), in_debate)


def questions(world: World) -> Iterator[Place]:
    """Whatever one can look for, by a word that all secrets have, and by keys of hidden claims."""
    slugs = ("openhall", "closedhall")
    plain = reverse("claim", args=["openhall", world.claims["public"].pk])
    for page in (1, 2, 3):
        yield from (Place(f"{path}?q={COMMON}&page={page}") for path in ("/search/", "/"))
    for filters in ("author=author", "debate=closedhall", "kind=critique", "where=debates"):
        yield Place(f"/search/?q={COMMON}&{filters}")
    yield from (Place(f"{plain}{step}/?q={COMMON}", "openhall") for step in ("link", "move"))
    for secret, slug in product(world.claims, slugs):
        yield Place(f"/debates/{slug}/near/?text={lure(secret)}+is+what+{COMMON}+to", slug)
    for name, slug in product(("author", "writer"), slugs):
        wish = f"status=all&sort=oldest&by={name}&settled=1"
        yield Place(f"/debates/{slug}/challenges/?{wish}", slug)
    yield from (Place(f"/me/claims/?debate={slug}") for slug in world.debates)
    for key in (
        world.claims[secret].pk for secret in ("hidden", "belowhidden", "pending", "claim")
    ):
        yield from (
            Place(f"/debates/openhall/{asked}={key}", "openhall")
            for asked in ("outline/?at", "challenges/?at", "near/?text=x&below", "follow/?claim")
        )
        yield from (
            Place(f"{plain}{asked}={key}", "openhall")
            for asked in ("link/?target", "move/?to", "edit/?answering", "withdraw/?answering")
        )


def test_every_route_has_examples(world):
    assert len(named_routes()) > 60
    assert all(arguments(world, route) for route in named_routes())


# ---- who finds what -------------------------------------------------------------------------


@pytest.mark.parametrize("visitor", VISITORS)
def test_everybody_finds_what_they_may_see_and_nothing_else(visitor, world, visitor_called):
    asking = visitor_called(visitor)
    allowed = {secret for secret, people in SEEN_BY.items() if visitor in people}
    found: dict[str, str] = {}
    asked = questions(world) if visitor in CURIOUS else ()
    for place in {*addresses(world), *asked}:
        answer = asking.asks(place.url)
        expected = set()
        if place.debate == "sidehall" and visitor != "removed":
            expected = BY_ITS_LINK
        if place.url.startswith(reverse("my_data")):
            expected = OWN_WORDS.get(visitor, set())
        told = words_in(f"{answer.headers}{answer.body}")
        found |= dict.fromkeys(told - (expected - allowed), place.url)

    assert {secret: found[secret] for secret in found.keys() - allowed} == {}
    assert allowed - found.keys() == set()


@pytest.mark.parametrize("visitor", ["outsider", "writer"])
def test_fragments_tell_no_more_than_pages(visitor, world, visitor_called):
    asking = visitor_called(visitor)
    allowed = {secret for secret, people in SEEN_BY.items() if visitor in people}
    for place in filter(lambda place: place.debate, addresses(world)):
        answer = asking.asks_for_part(place.url)
        told = words_in(f"{answer.headers}{answer.body}")
        assert told - allowed - BY_ITS_LINK == set(), place.url


# ---- what is not there ----------------------------------------------------------------------


@pytest.mark.parametrize("visitor", CURIOUS)
def test_looking_for_what_one_may_not_see_is_like_looking_for_nonsense(
    visitor, world, visitor_called
):
    asking = visitor_called(visitor)
    near = "/debates/openhall/near/?text="
    for secret, people in SEEN_BY.items():
        if visitor in people:
            continue
        for page in ["/search/?q=", *([near] if secret in world.claims else [])]:
            nothing = asking.is_told(f"{page}zzyzx", "zzyzx")
            said = asking.is_told(page + lure(secret), lure(secret))
            assert said == nothing, page + lure(secret)


def without_numbers(said: str) -> str:
    return re.sub(r"\d+", "#", said)


@pytest.mark.parametrize("visitor", [*STRANGERS, "reader", "writer", "editor"])
def test_a_claim_that_one_may_not_see_is_like_one_that_never_was(visitor, world, visitor_called):
    asking = visitor_called(visitor)
    by_link = BY_ITS_LINK if visitor != "removed" else set()
    hidden = {secret for secret in CLAIMS if visitor not in SEEN_BY[secret]} - by_link
    slugs = {debate.pk: slug for slug, debate in world.debates.items()}
    for route in [route for route in named_routes() if "claims/<" in str(route.pattern)]:
        for claim in (world.claims[secret] for secret in hidden):
            values = {"slug": slugs[claim.debate_id], "pk": claim.pk, "name": "con"}
            some = {name: values[name] for name in parameters_of(route)}
            url = reverse(route.name, kwargs=some)
            nothing = asking.is_told(reverse(route.name, kwargs=some | {"pk": MISSING}), "·")
            assert without_numbers(asking.is_told(url, "·")) == without_numbers(nothing), url


@pytest.mark.parametrize("visitor", STRANGERS)
def test_a_debate_that_one_may_not_see_is_like_one_that_never_was(visitor, world, visitor_called):
    asking = visitor_called(visitor)
    slugs = ["closedhall", "drafthall", *(["openhall", "sidehall"] * (visitor == "removed"))]
    for route in [route for route in named_routes() if "slug" in parameters_of(route)]:
        for values in arguments(world, route):
            slug = str(values["slug"])
            if slug in slugs:
                url = reverse(route.name, kwargs=values)
                elsewhere = reverse(route.name, kwargs=values | {"slug": "nohall"})
                assert asking.is_told(url, slug) == asking.is_told(elsewhere, "nohall"), url


def test_what_belongs_to_another_debate_is_not_there(world, visitor_called):
    asking = visitor_called("owner")
    for route in [route for route in named_routes() if "pk" in parameters_of(route)]:
        for values in arguments(world, route):
            if "slug" in values:
                wrong = "closedhall" if values["slug"] == "openhall" else "openhall"
                url = reverse(route.name, kwargs=values | {"slug": wrong})
                assert asking.asks_for_part(url).status in {404, 405}, url
