"""Who was signed out in the middle of writing finds the text again."""

import pytest
from django.test import Client

from debates.models import Debate
from debates.web.sessions import KEPT_MAX

ADDRESS = "/debates/new/"
PASSWORD = "seven-crates-of-figs"
TYPED = {"title": "Cars & cities", "shape": "question", "option": ["By tram", "By bike"]}


@pytest.fixture
def sign_in(ada):
    ada.set_password(PASSWORD)
    ada.save()

    def sign_in(client: Client, to: str):
        fields = {"login": "ada", "password": PASSWORD, "next": to}
        return client.post("/accounts/login/", fields)

    return sign_in


def test_a_post_of_somebody_signed_out_waits_for_them(anonymous, sign_in):
    answer = anonymous.post(ADDRESS, TYPED)

    assert answer.url == f"/accounts/login/?next={ADDRESS}"
    assert "your text is where you left it" in anonymous.get(answer.url).content.decode()
    assert sign_in(anonymous, ADDRESS).url == ADDRESS
    page = anonymous.get(ADDRESS).content.decode()
    assert 'value="Cars &amp; cities"' in page
    assert "By bike</textarea>" in page
    assert 'role="alert"' not in page
    assert not Debate.objects.exists()


def test_it_is_put_back_once(anonymous, sign_in):
    anonymous.post(ADDRESS, TYPED)
    sign_in(anonymous, ADDRESS)

    anonymous.get(ADDRESS)

    assert "By bike" not in anonymous.get(ADDRESS).content.decode()


def test_it_is_put_back_into_its_own_form_only(anonymous, sign_in, debate):
    anonymous.post(ADDRESS, TYPED)
    sign_in(anonymous, ADDRESS)

    settings = anonymous.get(f"/debates/{debate.slug}/settings/").content.decode()

    assert "Cars &amp; cities" not in settings
    assert "Cars &amp; cities" in anonymous.get(ADDRESS).content.decode()


def test_settings_typed_while_signed_out_come_back(anonymous, sign_in, debate):
    address = f"/debates/{debate.slug}/settings/"
    anonymous.post(address, {"change": "description", "title": "New", "background": "Long"})
    sign_in(anonymous, address)

    page = anonymous.get(address).content.decode()

    assert 'value="New"' in page
    assert "Long</textarea>" in page


def test_the_token_of_the_old_form_is_not_kept(anonymous):
    anonymous.post(ADDRESS, TYPED | {"csrfmiddlewaretoken": "zzz"})

    assert "zzz" not in str(dict(anonymous.session))


def test_more_than_any_form_holds_is_not_kept_and_that_is_said(anonymous):
    answer = anonymous.post(ADDRESS, TYPED | {"background": "ä" * (KEPT_MAX // 2)}, follow=True)

    assert "Sign in, go back, and post it again." in answer.content.decode()
    assert "kept_draft" not in anonymous.session


def test_htmx_is_sent_to_the_whole_sign_in_page(anonymous):
    answer = anonymous.post(ADDRESS, TYPED, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fdebates%2Fnew%2F"
