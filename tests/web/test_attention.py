"""What a page of a debate says of changes since the last visit, and of following."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.words import State
from debates.models import Claim, Debate, Follow, Role, Seen
from tests.conftest import Grow
from tests.web.pages import text_of

REPLIES = """\
  + Air
    - Electric
  - Freight
"""
NEW = '<span class="mark fresh">new</span>'


@pytest.fixture
def claims(grow: Grow) -> dict[str, Claim]:
    return grow(REPLIES)


@pytest.fixture
def outline(debate: Debate) -> str:
    return reverse("outline", args=[debate.slug])


def has_read(person: User, debate: Debate) -> None:
    debate.refresh_from_db()
    Seen.objects.update_or_create(
        person=person, debate=debate, defaults={"version": debate.version}
    )


def test_what_others_wrote_since_the_last_visit_is_marked_until_it_is_read(
    client_of: Callable[[User], Client],
    debate: Debate,
    ben: User,
    chidi: User,
    claims: dict[str, Claim],
    outline: str,
) -> None:
    has_read(chidi, debate)
    operations.post_claim(ben, claims["Air"], stance="pro", text="Brand new")
    operations.post_claim(chidi, claims["Air"], stance="pro", text="My own")
    client = client_of(chidi)

    page = text_of(client.get(outline))
    assert '<span class="mark fresh">1</span> claim is new or changed' in page
    assert page.count(NEW) == 1
    assert NEW in page.split("Brand new")[1].split("</li>")[0]
    columns = text_of(client.get(claims["Air"].get_absolute_url()))
    assert columns.count(NEW) == 1
    branch = reverse("branch", args=[debate.slug, claims["Air"].pk])
    assert NEW in text_of(client.get(branch, headers={"HX-Request": "true"}))

    debate.refresh_from_db()
    client.post(reverse("seen", args=[debate.slug]), {"version": debate.version})
    assert "mark fresh" not in text_of(client.get(outline))


def test_before_a_first_visit_nothing_is_new(
    client_of: Callable[[User], Client],
    anonymous: Client,
    ben: User,
    claims: dict[str, Claim],
    outline: str,
) -> None:
    for client in (anonymous, client_of(ben)):
        page = text_of(client.get(outline))
        assert "mark fresh" not in page
        assert 'id="seen"' not in page


def test_who_follows_or_belongs_to_it_is_asked_to_say_what_they_have_read(
    client_of: Callable[[User], Client],
    debate: Debate,
    ada: User,
    ben: User,
    claims: dict[str, Claim],
    outline: str,
) -> None:
    Follow.objects.create(person=ben, debate=debate)
    for who in (ada, ben):
        for page in (outline, claims["Air"].get_absolute_url()):
            form = text_of(client_of(who).get(page)).split('id="seen"')[1].split("</form>")[0]
            debate.refresh_from_db()
            assert f'name="version" value="{debate.version}"' in form
            assert form.split(">")[0].endswith("hidden")
        has_read(who, debate)
        assert 'id="seen"' not in text_of(client_of(who).get(outline))


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN])
def test_what_one_may_not_read_is_not_counted_among_what_is_new(
    client_of: Callable[[User], Client],
    debate: Debate,
    ada: User,
    chidi: User,
    join: Callable[[User, Role], User],
    claims: dict[str, Claim],
    outline: str,
    state: State,
) -> None:
    has_read(chidi, debate)
    new = operations.post_claim(ada, claims["Air"], stance="pro", text="Not for all")
    operations.post_claim(ada, new, stance="pro", text="Below it")
    Claim.objects.filter(pk=new.pk).update(state=state.value)
    assert "new or changed" not in text_of(client_of(chidi).get(outline))
    join(chidi, Role.MODERATOR)
    assert '<span class="mark fresh">2</span> claims are' in text_of(client_of(chidi).get(outline))


def test_a_debate_is_followed_and_left_from_its_pages(
    client_of: Callable[[User], Client],
    anonymous: Client,
    debate: Debate,
    ben: User,
    claims: dict[str, Claim],
    outline: str,
) -> None:
    action = f'action="{reverse("follow", args=[debate.slug])}"'
    for page in (outline, debate.get_absolute_url()):
        assert action in text_of(client_of(ben).get(page))
        assert action not in text_of(anonymous.get(page))
    assert 'name="on" value="1"' in text_of(client_of(ben).get(outline))
    Follow.objects.create(person=ben, debate=debate)
    assert 'name="on" value="0"' in text_of(client_of(ben).get(outline))


def test_who_may_not_write_is_shown_the_way_to_ask(
    client_of: Callable[[User], Client], anonymous: Client, ada: User, ben: User, debate: Debate
) -> None:
    operations.set_posting(ada, debate, "members")
    way = f'href="{reverse("join_debate", args=[debate.slug])}"'
    assert way in text_of(client_of(ben).get(debate.get_absolute_url()))
    assert way not in text_of(client_of(ada).get(debate.get_absolute_url()))
    assert way not in text_of(anonymous.get(debate.get_absolute_url()))


def test_changes_cost_two_queries_more_however_many(
    client_of: Callable[[User], Client],
    debate: Debate,
    ben: User,
    chidi: User,
    claims: dict[str, Claim],
    outline: str,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    client = client_of(chidi)
    has_read(chidi, debate)
    for number in range(8):
        operations.post_claim(ben, claims["Air"], stance="pro", text=f"New {number}")
        for page, queries in {outline: 8, claims["Air"].get_absolute_url(): 9}.items():
            client.get(page)
            with django_assert_num_queries(queries):
                client.get(page)
