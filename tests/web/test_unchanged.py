from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Role
from debates.web import unchanged
from tests.conftest import Grow


@pytest.fixture
def pages(debate: Debate, thesis: Claim) -> list[str]:
    return [
        reverse("debate", args=[debate.slug]),
        thesis.get_absolute_url(),
        reverse("outline", args=[debate.slug]),
        reverse("history", args=[debate.slug]),
        reverse("claim_history", args=[debate.slug, thesis.pk]),
    ]


def tag_of(client: Client, page: str) -> str:
    """The first answer to somebody who is signed in has none: it brings the cookie of its forms."""
    client.get(page)
    return client.get(page)["ETag"]


def test_a_page_is_sent_once_as_long_as_nothing_changes(
    anonymous: Client, pages: list[str]
) -> None:
    for page in pages:
        first = anonymous.get(page)
        again = anonymous.get(page, headers={"If-None-Match": first["ETag"]})

        assert again.status_code == 304, page
        assert again["Cache-Control"] == "private, no-cache"
        assert again["Vary"] == "Cookie, HX-Request" == first["Vary"]
        assert again["ETag"] == first["ETag"]


def test_saying_that_nothing_changed_costs_little(
    anonymous: Client,
    client_of: Callable[[User], Client],
    ben: User,
    debate: Debate,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    page = debate.get_absolute_url()
    for client, cost in [(anonymous, 1), (client_of(ben), 3)]:
        tag = tag_of(client, page)
        with django_assert_num_queries(cost):
            assert client.get(page, headers={"If-None-Match": tag}).status_code == 304


def test_every_event_changes_the_page(
    anonymous: Client, ada: User, debate: Debate, thesis: Claim
) -> None:
    page = debate.get_absolute_url()
    tag = anonymous.get(page)["ETag"]
    operations.post_claim(ada, thesis, stance="pro", text="Air")

    assert anonymous.get(page, headers={"If-None-Match": tag}).status_code == 200


def test_readers_have_pages_of_their_own(
    anonymous: Client, client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate
) -> None:
    page = debate.get_absolute_url()
    clients = [anonymous, client_of(ada), client_of(ben)]

    assert len({tag_of(client, page) for client in clients}) == 3


def test_another_role_means_another_page(
    client_of: Callable[[User], Client],
    ben: User,
    debate: Debate,
    join: Callable[[User, Role], User],
) -> None:
    client, page = client_of(ben), debate.get_absolute_url()
    tag = tag_of(client, page)
    join(ben, Role.EDITOR)

    assert client.get(page, headers={"If-None-Match": tag}).status_code == 200


def test_a_changed_name_changes_the_pages(anonymous: Client, ada: User, debate: Debate) -> None:
    page = debate.get_absolute_url()
    tag = anonymous.get(page)["ETag"]
    ada.display_name, ada.profile_changed_at = "Ada Quist", timezone.now()
    ada.save()

    again = anonymous.get(page, headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert "Ada Quist" in again.content.decode()


def test_fragments_and_pages_are_told_apart(anonymous: Client, thesis: Claim, grow: Grow) -> None:
    grow("  + Air")
    page = reverse("branch", args=[thesis.debate.slug, thesis.pk])
    fragment = anonymous.get(page, headers={"HX-Request": "true"})

    assert fragment.status_code == 200
    tagged = {"If-None-Match": fragment["ETag"]}
    assert anonymous.get(page, headers=tagged).status_code == 302


def test_a_message_is_shown_even_if_nothing_else_changed(
    client_of: Callable[[User], Client], ada: User, debate: Debate, thesis: Claim
) -> None:
    client = client_of(ada)
    page = thesis.get_absolute_url()
    tag = tag_of(client, page)
    edit = reverse("edit_claim", args=[debate.slug, thesis.pk])
    client.post(edit, {"text": thesis.text, "detail": "", "seen": 1})

    shown = client.get(page, headers={"If-None-Match": tag})

    assert shown.status_code == 200
    assert "The wording is as it was." in shown.content.decode()
    assert "ETag" not in shown
    assert client.get(page, headers={"If-None-Match": tag}).status_code == 304


def test_a_page_with_a_token_belongs_to_its_cookie(
    client_of: Callable[[User], Client], ada: User, thesis: Claim
) -> None:
    operations.add_source(ada, thesis, operations.NewSource(citation="Smith 2020"))
    client, page = client_of(ada), thesis.get_absolute_url()

    assert "ETag" not in client.get(page), "its token comes with this very answer"
    tag = client.get(page)["ETag"]
    client.cookies["csrftoken"] = "x" * 32
    assert client.get(page, headers={"If-None-Match": tag}).status_code == 200


def test_every_process_that_serves_the_same_code_gives_the_same_tag(
    anonymous: Client, debate: Debate, settings: Any
) -> None:
    page = debate.get_absolute_url()
    tag = anonymous.get(page)["ETag"]
    unchanged._build.cache_clear()
    assert anonymous.get(page)["ETag"] == tag

    unchanged._build.cache_clear()
    settings.SITE_NAME = "Another name"
    assert anonymous.get(page)["ETag"] != tag
    unchanged._build.cache_clear()


def test_every_vote_changes_the_page(client_of, anonymous, ben, thesis, debate):
    page = thesis.get_absolute_url()
    client = client_of(ben)
    own, others = tag_of(client, page), tag_of(anonymous, page)

    operations.cast_vote(ben, thesis, "plausibility", 3, seen=1)

    assert tag_of(client, page) != own
    assert tag_of(anonymous, page) != others
