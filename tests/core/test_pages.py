"""The pages for when something is wrong, and what every page has."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from core import views

TEMPLATES = settings.BASE_DIR / "templates"


def test_what_is_not_there_says_what_to_do(anonymous):
    answer = anonymous.get("/no/such/page/")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert 'name="q"' in answer.content.decode()


def test_a_refusal_says_why(ada):
    request = RequestFactory().get("/")
    request.user = ada

    answer = views.forbidden(request, PermissionError("This debate is closed."))

    assert answer.status_code == 403
    assert "This debate is closed." in answer.content.decode()


def test_a_request_that_cannot_be_read_gets_a_page(rf, ada):
    request = rf.get("/")
    request.user = ada

    assert views.bad_request(request, ValueError()).status_code == 400


def test_the_page_for_our_own_faults_needs_no_request_and_no_database():
    answer = views.server_error(None)

    assert answer.status_code == 500
    assert "a fault of the site" in answer.content.decode()


def test_even_a_broken_template_leaves_words(monkeypatch):
    def broken(name: str) -> None:
        raise RuntimeError(name)

    monkeypatch.setattr(views, "get_template", broken)

    assert "Something went wrong" in views.server_error(None).content.decode()


LONG = "An hour's work,\nin two lines."


@pytest.fixture
def strict(ada) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    return client


def test_a_form_out_of_date_gives_back_what_was_typed(strict):
    fields = {"title": "Cars & cities", "background": LONG, "visibility": "public"}

    answer = strict.post(reverse("new_debate"), fields)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Cars &amp; cities</textarea>" in page
    assert LONG.replace("'", "&#x27;") in page
    assert "public</textarea>" not in page
    assert f'href="{reverse("new_debate")}"' in page


def test_a_form_out_of_date_never_shows_a_password(strict):
    answer = strict.post(reverse("account_login"), {"login": "ada", "password": "my secret words"})

    assert b"my secret words" not in answer.content


def test_pages_for_visitors_hold_no_token(anonymous, debate):
    for path in ("/", "/guide/", "/?q=x"):
        answer = anonymous.get(path)
        assert "csrfmiddlewaretoken" not in answer.content.decode()
        assert not answer.cookies


@pytest.mark.parametrize("path", ["/", "/guide/", "/accounts/login/", "/no/such/page/"])
def test_no_page_needs_more_than_the_strict_policy(anonymous, path, db):
    answer = anonymous.get(path)

    page = answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick" not in page


def test_components_do_not_extend():
    for template in TEMPLATES.rglob("_*.html"):
        assert "{% extends" not in template.read_text(), template


def test_the_layers_of_the_style_sheets_are_declared_once_and_first():
    sheets = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    declared = tokens.split("@layer ", 1)[1].split(";", 1)[0].split(", ")

    assert {sheet.stem for sheet in sheets} == set(declared)
    linked = (TEMPLATES / "base.html").read_text()
    assert all(f"css/{sheet.name}" in linked for sheet in sheets)
