"""The composer looks for the same claim: while one writes or, without scripts, by a button."""

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
from debates.models import Claim, Debate
from tests.conftest import Grow
from tests.web.pages import of_size, text_of

HTMX = {"HX-Request": "true"}
OUTLINE = """\
  + The air gets cleaner within weeks
    - Electric cars clean the air as well
  - Deliveries need cars
"""


def read(response: HttpResponse) -> str:
    return html.unescape(text_of(response))


def reply_url(claim: Claim, name: str) -> str:
    return reverse("reply", args=[claim.debate.slug, claim.pk, name])


def test_the_field_asks_while_it_is_written_in(
    client_of: Callable[[User], Client], ben: User, thesis: Claim, debate: Debate
) -> None:
    page = read(client_of(ben).get(reply_url(thesis, "con"), headers=HTMX))

    field = re.search(r"<textarea[^>]*>", page)[0]
    assert f'hx-post="{reverse("near_matches", args=[debate.slug])}"' in field
    assert "delay:" in field
    assert 'hx-target="#con-near"' in field
    assert '<div class="near" id="con-near"></div>' in page
    assert '<p class="hush" role="status" id="con-near-said"></p>' in page


def test_the_answer_for_the_field_is_a_fragment_that_says_how_many(
    client_of: Callable[[User], Client], ben: User, debate: Debate, thesis: Claim, grow: Grow
) -> None:
    grow(OUTLINE)
    response = client_of(ben).post(
        reverse("near_matches", args=[debate.slug]),
        {"text": "Deliveries need cars", "below": thesis.pk, "stance": "con"},
        headers=HTMX,
    )

    page = read(response)
    assert "<html" not in page
    assert "autofocus" not in page
    assert '<span id="con-near-said" hx-swap-oob="innerHTML">1 claim of this debate says' in page
    assert "no-store" in response["Cache-Control"]


def test_looking_without_scripts_keeps_all_that_was_typed_and_posts_nothing(
    client_of: Callable[[User], Client], ben: User, thesis: Claim, grow: Grow
) -> None:
    grow(OUTLINE)
    form = {
        "text": "Deliveries *need* cars",
        "key": str(uuid.uuid4()),
        "detail": "Many.",
        "near": "1",
    }
    replies = thesis.replies.count()

    response = client_of(ben).post(reply_url(thesis, "con"), form)
    page = read(response)
    assert response.status_code == 200
    assert "Is it one of these?" in page
    assert "It stands here already" in page
    assert "errorlist" not in page
    for kept in (form["text"], form["key"], form["detail"]):
        assert kept in page
    assert thesis.replies.count() == replies


def test_the_same_claim_can_be_posted_all_the_same(
    client_of: Callable[[User], Client], ben: User, thesis: Claim, grow: Grow
) -> None:
    grow(OUTLINE)
    form = {"text": "Deliveries need cars", "key": str(uuid.uuid4()), "aim": "truth"}

    assert client_of(ben).post(reply_url(thesis, "con"), form).status_code == 302
    assert thesis.replies.filter(text=form["text"]).count() == 2


@pytest.mark.one_database
@pytest.mark.parametrize("size", [50, 2000])
def test_it_costs_the_same_number_of_queries_at_any_size(
    client_of: Callable[[User], Client],
    django_assert_num_queries: Callable,
    ada: User,
    ben: User,
    size: int,
) -> None:
    debate = operations.place_debate(ada, of_size(size))
    client = client_of(ben)
    address = reverse("near_matches", args=[debate.slug])
    fields = {"text": "Claim 7", "below": debate.claims.get(parent=None).pk, "stance": "con"}
    client.post(address, fields, headers=HTMX)

    with django_assert_num_queries(5):
        client.post(address, fields, headers=HTMX)
    Claim.objects.filter(tree_id=debate.pk, text="Claim 30").update(state="pending")
    with django_assert_num_queries(6):
        client.post(address, fields, headers=HTMX)
