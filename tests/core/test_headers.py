"""The headers that protect readers are on every answer, whoever gives it."""

import pytest
from django.db import connection
from django.test import Client, override_settings

PROTECTING = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-Request-ID",
)


def protects(answer) -> bool:
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    return all(name in answer for name in PROTECTING)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/no/such/page/", 404),
        ("/debates/new/", 302),
        ("/static/favicon.svg", 200),
        ("/static/no-such-file.css", 404),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/metrics", 404),
        ("/?q=%00", None),
    ],
)
def test_of_every_kind_of_page(anonymous, path: str, status: int | None) -> None:
    answer = anonymous.get(path)

    assert answer.status_code == status or status is None
    assert protects(answer)
    answer.close()


def test_of_what_is_refused(ada) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    refused = {
        400: client.get("/", headers={"Host": "evil.example"}),
        403: client.post("/debates/new/", {"title": "Without a token"}),
        405: Client().delete("/guide/"),
    }
    for status, answer in refused.items():
        assert answer.status_code == status
        assert protects(answer)


def test_of_what_is_too_large(ada, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    client = Client()
    client.force_login(ada)

    answer = client.post("/debates/new/", {"title": "x" * 100})

    assert answer.status_code in {400, 413}
    assert protects(answer)


@pytest.mark.parametrize(("error", "status"), [(KeyError, 500), (OSError, 503)])
def test_of_what_goes_wrong(db, error: type[Exception], status: int) -> None:
    def fail(*args: object) -> None:
        raise error(28, "No space left on device")

    with connection.execute_wrapper(fail):
        answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == status
    assert protects(answer)


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60)
def test_of_the_way_to_https(anonymous) -> None:
    answer = anonymous.get("/")
    assert answer.status_code == 301
    assert protects(answer)

    for path in ("/", "/static/favicon.svg", "/no/such/page/"):
        answer = anonymous.get(path, secure=True)
        assert answer["Strict-Transport-Security"].startswith("max-age=60")
        answer.close()
