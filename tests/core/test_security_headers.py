"""What browsers are told, with every kind of answer: pages, errors, files, redirects, parts."""

import pytest
from django.test import Client
from django.urls import get_resolver

from core.security.policy import content_policy

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "script-src-attr 'none'",
    "style-src 'self'",
    "style-src-attr 'none'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def check(answer) -> None:
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    for name, value in SAID.items():
        assert answer[name] == value, name
    # Forms behind an invitation send their origin; no answer lets a path go to another site.
    assert answer["Referrer-Policy"] in {"same-origin", "strict-origin"}
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer
    assert "Server" not in answer
    assert "X-Powered-By" not in answer
    for close in answer._resource_closers:  # not answer.close(), which ends the test's database
        close()


ANSWERS = {
    "a page": ("get", "/", {}, 200),
    "a page that is not there": ("get", "/nothing/", {}, 404),
    "a host that is not ours": ("get", "/", {"HTTP_HOST": "evil.example"}, 400),
    "a method that is not for it": ("delete", "/guide/", {}, 405),
    "a redirect": ("get", "/me/", {}, 302),
    "a redirect to the slash": ("get", "/guide", {}, 301),
    "a file": ("get", "/static/css/base.css", {}, 200),
    "a file that is not there": ("get", "/static/nothing.css", {}, 404),
    "too many fields": (
        "post",
        "/accounts/login/",
        {"data": {f"a{n}": n for n in range(300)}},
        400,
    ),
    "a form of an account": ("get", "/accounts/login/", {}, 200),
    "the door of the admin": ("get", "/admin/", {}, 302),
    "what the browser has": ("get", "/", {"HTTP_IF_NONE_MATCH": "*"}, None),
    "a part of a page": ("get", "/search/?q=x", {"HTTP_HX_REQUEST": "true"}, 200),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_carries_the_policy(db, anonymous, kind):
    method, path, more, status = ANSWERS[kind]

    answer = getattr(anonymous, method)(path, **more)

    assert status is None or answer.status_code == status
    check(answer)


def test_an_error_of_ours_carries_it_too(db, monkeypatch):
    def broken(*given: object, **named: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("django.template.base.Template.render", broken)

    answer = Client(raise_request_exception=False).get("/guide/")

    assert answer.status_code == 500
    check(answer)


def test_a_form_without_its_token_carries_it_too(db):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "ada"})

    assert answer.status_code == 403
    check(answer)


def addresses() -> list[str]:
    """One of every route, with what stands in its place where it takes something."""
    given = {"slug": "x", "pk": 1, "username": "x", "token": "x", "name": "pro", "person": 1}
    found = set()
    for name in get_resolver().reverse_dict:
        for [(pattern, names)], *_ in get_resolver().reverse_dict.getlist(name):
            found.add("/" + pattern % {one: given.get(one, "1") for one in names})
    return sorted(found)


def test_one_answer_of_every_route_carries_it(db, admin, client_of):
    client = client_of(admin)
    for address in addresses():
        for browser in (Client(), client):
            check(browser.get(address))


def test_over_https_nothing_is_asked_for_over_http():
    assert content_policy(https=True)["DIRECTIVES"]["upgrade-insecure-requests"]
    assert "upgrade-insecure-requests" not in content_policy(https=False)["DIRECTIVES"]
