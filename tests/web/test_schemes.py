"""The catalogue of schemes, and the scheme that a claim names."""

import html
import re
from collections.abc import Callable

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.schemes import SCHEMES
from debates.models import Claim
from tests.web.pages import page_of, text_of

HTMX = {"HX-Request": "true"}
CATALOGUE = reverse("schemes")


def read(response: HttpResponse) -> str:
    return html.unescape(text_of(response))


def test_the_catalogue_explains_every_scheme_at_an_address_of_its_own(anonymous: Client) -> None:
    page = read(anonymous.get(CATALOGUE))

    for scheme in SCHEMES.values():
        assert f'id="{scheme.key}"' in page
        assert f'href="#{scheme.key}"' in page
        for sentence in (scheme.gist, *scheme.premises, scheme.conclusion, *scheme.example):
            assert sentence in page
        for question in scheme.questions:
            assert question.text in page


def test_the_catalogue_asks_nothing_of_the_database(
    anonymous: Client, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(0):
        anonymous.get(CATALOGUE)


def test_no_address_in_the_catalogue_is_there_twice(anonymous: Client) -> None:
    ids = re.findall(r' id="([^"]+)"', text_of(anonymous.get(CATALOGUE)))

    assert len(ids) == len(set(ids))


def test_the_guide_leads_to_the_catalogue(anonymous: Client) -> None:
    assert f'href="{CATALOGUE}"' in text_of(anonymous.get(reverse("guide")))


def test_the_picker_shows_what_readers_will_ask(anonymous: Client) -> None:
    page = read(anonymous.get(CATALOGUE, {"scheme": "analogy"}, headers=HTMX))

    assert "<html" not in page
    assert [question.text in page for question in SCHEMES["analogy"].questions] == [True] * 4
    assert SCHEMES["sign"].questions[0].text not in page
    for unknown in ("", "nose", "analogy.alike"):
        answer = anonymous.get(CATALOGUE, {"scheme": unknown}, headers=HTMX)
        assert text_of(answer) == ""
        assert "HX-Request" in answer["Vary"]


def test_a_pro_picks_its_scheme_from_families(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    client = client_of(ben)
    pro = read(client.get(reverse("reply", args=[thesis.debate.slug, thesis.pk, "pro"])))
    con = read(client.get(reverse("reply", args=[thesis.debate.slug, thesis.pk, "con"])))

    assert '<optgroup label="Cases like it">' in pro
    assert pro.count("<option ") == len(SCHEMES) + 1
    assert "Analogy: What holds in a case that is alike" in pro
    assert 'name="scheme"' not in con


def test_the_form_that_failed_still_shows_the_questions_of_the_chosen_scheme(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    address = reverse("reply", args=[thesis.debate.slug, thesis.pk, "pro"])
    page = read(client_of(ben).post(address, {"text": "", "scheme": "sign"}))

    assert SCHEMES["sign"].questions[0].text in page


def test_the_focus_names_the_scheme_and_leads_to_what_it_means(
    anonymous: Client, ada: User, thesis: Claim
) -> None:
    claim = operations.post_claim(ada, thesis, stance="pro", text="Air", scheme="values")
    page = text_of(anonymous.get(page_of("claim", claim)))

    assert f'Kind of reason: <a href="{CATALOGUE}#values">Values</a>' in page
    assert "Kind of reason" not in text_of(anonymous.get(page_of("claim", thesis)))


def test_editing_shows_the_scheme_with_its_questions(
    client_of: Callable[[User], Client], ada: User, thesis: Claim
) -> None:
    claim = operations.post_claim(ada, thesis, stance="pro", text="Air", scheme="values")
    page = read(client_of(ada).get(page_of("edit_claim", claim)))

    assert re.search(r'<option value="values" selected', page)
    assert SCHEMES["values"].questions[0].text in page
    assert 'hx-target="#id_scheme_questions"' in page
    assert 'id="id_scheme_questions"' in page
