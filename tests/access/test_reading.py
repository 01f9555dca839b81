"""Who is shown what: every address of the site, asked for by everybody.

Whatever somebody may not see is on no page, in no answer to a search and in no count, and nothing
that they are shown depends on it. A new route without examples of what goes into it fails here;
who gets what is in tests/access/table.py.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.access.addresses import (
    CLAIMS,
    Place,
    addresses_of_admin,
    examples,
    named_routes,
    parameters_of,
)
from tests.access.choices import (
    CURIOUS,
    THOROUGH,
    is_about_accounts,
    is_one_of,
    met_by,
    one_of_each_route,
    read_by,
)
from tests.access.forgetting import forget, lines_that_differ
from tests.access.rows import expected, mark_of, marks_in_admin
from tests.access.table import FORMS_WITHOUT_HEAD
from tests.access.visitors import Answer, Visitor, contents, planted_world
from tests.planted import (
    BY_ITS_LINK,
    OWN_WORDS,
    SEEN_BY,
    STRANGERS,
    VISITORS,
    World,
    lure,
    words_in,
)

MISSING = 987_654_321

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), planted_world() as world:
        yield world


@pytest.fixture(scope="module")
def visitors(world: World) -> dict[str, Visitor]:
    return {name: Visitor(name, world) for name in VISITORS}


@pytest.fixture(scope="module")
def before_anybody_looks(visitors: dict[str, Visitor]) -> dict[str, str]:
    """All have signed in, which is written down."""
    return contents()


@pytest.fixture(scope="module")
def visitor_called(
    visitors: dict[str, Visitor], before_anybody_looks: dict[str, str]
) -> Callable[[str], Visitor]:
    return visitors.__getitem__


def test_every_route_has_examples(world):
    assert len(named_routes()) > 60
    assert all(examples(world, route) for route in named_routes())


# ---- who gets what --------------------------------------------------------------------------


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_page_answers_as_the_table_says(visitor, world, visitor_called):
    asking = visitor_called(visitor)
    wrong = {}
    for place in met_by(visitor, "GET", world):
        answer = asking.asks(place.url)
        wanted, got = expected(place, "GET", visitor), mark_of(answer)
        if wanted != got:
            wrong[place] = f"{wanted} in the table, {got} ({answer.status}) in fact"
    assert wrong == {}


@pytest.mark.parametrize("visitor", VISITORS)
def test_to_look_changes_nothing(visitor, world, visitor_called, before_anybody_looks):
    """Not even a mark of what was seen; sessions alone are written, which are the visitor's own."""
    asking = visitor_called(visitor)
    wrote = {
        place.url: answer.writes
        for place in read_by(visitor, world)
        for answer in [asking.asks(place.url)]
        if answer.writes
    }

    assert wrote == {}
    assert contents() == before_anybody_looks


def test_head_is_a_page_without_its_body(world, visitor_called):
    asking = visitor_called("writer")
    for place in one_of_each_route(world):
        head, page = asking.asks_by("HEAD", place.url), asking.asks(place.url)
        without = 405 if place.route in FORMS_WITHOUT_HEAD else page.status
        assert (head.status, head.body, head.writes) == (without, "", ()), place


@pytest.mark.parametrize("visitor", ["anonymous", "owner", "staff"])
def test_the_admin_lets_in_whom_the_table_says(visitor, world, visitor_called):
    wrong = {}
    for place in addresses_of_admin():
        answer = visitor_called(visitor).asks(place.url)
        wanted, got = marks_in_admin(place.route)[visitor], mark_of(answer)
        if wanted != got or answer.writes:
            wrong[place] = f"{wanted} in the table, {got} ({answer.status}) in fact"
    assert wrong == {}


# ---- who finds what -------------------------------------------------------------------------


def words_found(asking: Visitor, world: World) -> dict[str, str]:
    """Each with where; but for what is no secret there."""
    found: dict[str, str] = {}
    for place in read_by(asking.name, world):
        no_secrets: set[str] = set()
        if place.debate == "sidehall" and asking.name != "removed":
            no_secrets = BY_ITS_LINK
        if place.url.startswith(reverse("my_data")):
            no_secrets = OWN_WORDS.get(asking.name, set())
        told = words_in(asking.asks(place.url).all_of_it)
        found |= dict.fromkeys(told - (no_secrets - seen_by(asking.name)), place.url)
    return found


def seen_by(visitor: str) -> set[str]:
    return {secret for secret, people in SEEN_BY.items() if visitor in people}


@pytest.mark.parametrize("visitor", VISITORS)
def test_nobody_finds_what_they_may_not_see(visitor, world, visitor_called):
    found = words_found(visitor_called(visitor), world)

    assert {secret: found[secret] for secret in found.keys() - seen_by(visitor)} == {}


@pytest.mark.parametrize("visitor", THOROUGH)
def test_whoever_reads_everything_finds_all_that_they_may_see(visitor, world, visitor_called):
    assert seen_by(visitor) - words_found(visitor_called(visitor), world).keys() == set()


@pytest.mark.parametrize("visitor", ["outsider", "writer"])
def test_fragments_tell_no_more_than_pages(visitor, world, visitor_called):
    asking = visitor_called(visitor)
    for place in filter(lambda place: place.debate, met_by(visitor, "GET", world)):
        answer = asking.asks_for_part(place.url)
        told = words_in(answer.all_of_it)
        assert told - seen_by(visitor) - BY_ITS_LINK == set(), place.url


# ---- what leaves no trace -------------------------------------------------------------------


# An invitation is shown to whoever has its link.
ANOTHER_EVERY_TIME = {"invitation"}


# One hears of one's own, also of what one wrote below what is hidden and of where one was removed.
ABOUT_ONESELF = {"my_data_file", "erase_me"}
HAVE_MORE_OF_THEIR_OWN = {*OWN_WORDS, "removed"}


SEE_THE_SAME = {"reader", "writer"}


def is_shown_something(visitor: str, place: Place, answer: Answer) -> bool:
    if place.route in ABOUT_ONESELF and visitor in HAVE_MORE_OF_THEIR_OWN:
        return False
    return answer.status in {200, 422} and place.route not in ANOTHER_EVERY_TIME


@pytest.mark.parametrize("visitor", CURIOUS)
def test_without_what_one_may_not_see_every_page_is_the_same(visitor, world, visitor_called):
    """To the last byte: counts, pages, order, names of what is new, and what caches go by."""
    asking = visitor_called(visitor)
    shown = {
        place: answer
        for place in read_by(visitor, world)
        if not is_about_accounts(place)
        if visitor not in SEE_THE_SAME or is_one_of(2, place, visitor)
        for answer in [asking.asks(place.url)]
        if is_shown_something(visitor, place, answer)
    }
    told = {}
    with transaction.atomic():
        forget(world, visitor)
        for place, answer in shown.items():
            after = asking.asks_anew(place.url)
            if after.lasting != answer.lasting:
                told[place.url] = lines_that_differ(answer.lasting, after.lasting)
        transaction.set_rollback(True)

    assert told == {}


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
            if not is_one_of(2, Place(page, about=secret), visitor):
                continue
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
    slugs = {"closedhall", "drafthall", "oldhall"}
    if visitor == "removed":
        slugs |= {"openhall", "sidehall", "shuthall"}
    for route in [route for route in named_routes() if "slug" in parameters_of(route)]:
        of_each = {slug: values for slug, _, values in examples(world, route)}
        for slug, values in of_each.items():
            if slug in slugs:
                url = reverse(route.name, kwargs=values)
                elsewhere = reverse(route.name, kwargs=values | {"slug": "nohall"})
                assert asking.is_told(url, slug) == asking.is_told(elsewhere, "nohall"), url


def test_what_belongs_to_another_debate_is_not_there(world, visitor_called):
    asking = visitor_called("owner")
    for route in [route for route in named_routes() if "pk" in parameters_of(route)]:
        for _, _, values in examples(world, route):
            if "slug" in values:
                wrong = "closedhall" if values["slug"] == "openhall" else "openhall"
                url = reverse(route.name, kwargs=values | {"slug": wrong})
                assert asking.asks_for_part(url).status in {404, 405}, url
