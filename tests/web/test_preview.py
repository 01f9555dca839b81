from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from tests.web.pages import text_of

PREVIEW = "/preview/"


def test_shows_a_claim_as_readers_will_see_it_and_counts_as_the_rule_counts(
    client_of: Callable[[User], Client], ada: User
) -> None:
    text = "See [*there*](https://example.org/a/long/way) & <b>"
    page = text_of(client_of(ada).post(reverse("preview"), {"text": text}))

    assert page.startswith('<div class="as-shown" data-count="15"')
    assert 'rel="nofollow ugc noopener"><em>there</em></a> &amp; &lt;b&gt;' in page


def test_shows_blocks_of_the_field_that_is_named(
    client_of: Callable[[User], Client], ada: User
) -> None:
    posted = {"field": "background", "background": "- one\n- two"}
    page = text_of(client_of(ada).post(PREVIEW, posted))

    assert "<li>one</li>" in page


def test_says_what_is_wrong(client_of: Callable[[User], Client], ada: User) -> None:
    page = text_of(client_of(ada).post(PREVIEW, {"text": "x" * 501}))

    assert "This is 501 characters long" in page
    assert 'data-count="501"' in page


def test_is_for_people_who_are_signed_in(anonymous: Client) -> None:
    assert anonymous.post(PREVIEW, {"text": "x"}).status_code == 403
    assert anonymous.get(PREVIEW).status_code == 405


def test_a_text_that_is_far_too_long_is_told_so_without_being_parsed(
    client_of: Callable[[User], Client], ada: User
) -> None:
    page = text_of(client_of(ada).post(reverse("preview"), {"text": "[" * 400_000}))

    assert 'data-count="400000"' in page
    assert "400,000 characters long as typed" in page
