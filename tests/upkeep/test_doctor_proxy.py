"""The doctor asks the site through a proxy: here through one that the test makes of it."""

import ssl
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.test import Client

from core.upkeep import echo
from core.upkeep.doctor import proxy
from core.upkeep.doctor.findings import Level
from core.upkeep.doctor.looking import _looks

READER = "198.51.100.7"


@pytest.fixture
def passed_on(settings):
    """A proxy on a port of its own; its ``headers`` are what it sets, for Django's test client."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self):
            sent = {name: self.headers[name] for name in (echo.HEADER, "Host")}
            answer = Client().get(self.path, headers=server.passes_on(self.headers, sent))
            self.send_response(answer.status_code)
            if "Location" in answer:
                self.send_header("Location", answer["Location"])
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Proxy)
    server.passes_on = lambda headers, sent: sent | {"X-Forwarded-For": READER}
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def look(server):
    return list(proxy.site_is_seen_right(f"http://127.0.0.1:{server.server_port}"))


def test_a_proxy_that_sets_what_counts(passed_on):
    found = look(passed_on)

    assert [finding.level for finding in found] == [Level.WARN, Level.OK, Level.OK, Level.OK]
    assert found[0].what == "The address is not https."
    assert READER in found[2].what


def test_a_proxy_that_appends_where_two_are_trusted(passed_on, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    passed_on.passes_on = lambda headers, sent: (
        sent | {"X-Forwarded-For": f"{headers['X-Forwarded-For'] or '::1'}, {READER}"}
    )

    assert "Lower TRUSTED_PROXY_COUNT" in look(passed_on)[-1].todo


def test_a_proxy_that_passes_on_what_readers_say_of_https(passed_on, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    passed_on.passes_on = lambda headers, sent: (
        sent
        | {
            "X-Forwarded-For": READER,
            "X-Forwarded-Proto": headers["X-Forwarded-Proto"] or "http",
        }
    )

    assert look(passed_on)[-1].what.startswith("Whoever sends X-Forwarded-Proto")


def test_a_proxy_that_changes_the_host(passed_on, settings):
    passed_on.passes_on = lambda headers, sent: sent | {"Host": "127.0.0.1:1"}

    assert "The site takes 127.0.0.1" in look(passed_on)[-1].what


def test_a_host_that_the_site_does_not_answer_to(passed_on, settings):
    settings.ALLOWED_HOSTS = ["debates.example.org"]

    assert "ALLOWED_HOSTS" in look(passed_on)[-1].todo


def test_another_site_is_not_mistaken_for_this_one(passed_on, settings):
    passed_on.passes_on = lambda headers, sent: sent | {echo.HEADER: "forged"}

    assert "(404) is not this site" in look(passed_on)[-1].what


def test_http_that_leads_to_https_is_as_it_should_be(passed_on, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert look(passed_on)[-1].what == "http leads to https. Ask again with --url https://..."


def answer(monkeypatch, status=200, days=90.0, **seen):
    told = proxy.Answer(status, seen, "https://debates.example.org/doctor/", days)
    monkeypatch.setattr(proxy, "_ask", lambda place, more: told)
    monkeypatch.setattr(
        proxy.socket, "getaddrinfo", lambda host, port: [(0, 0, 0, "", ("198.41.0.4", 0))]
    )
    return list(proxy.site_is_seen_right("https://debates.example.org"))


def test_a_site_that_takes_https_for_http(monkeypatch):
    assert "redirects for ever" in answer(monkeypatch, 301)[-1].what
    seen = {"scheme": "http", "host": "debates.example.org", "address": READER}
    assert answer(monkeypatch, **seen)[-1].what == "The site takes https for http."


def test_limits_that_count_the_proxy_are_told(monkeypatch):
    seen = {"scheme": "https", "host": "debates.example.org", "address": "172.18.0.1"}

    found = answer(monkeypatch, **seen)

    assert [finding.level for finding in found] == [Level.OK, Level.OK, Level.WARN, Level.OK]


def test_a_certificate_that_ends_soon_is_told(monkeypatch):
    seen = {"scheme": "https", "host": "debates.example.org", "address": READER}

    assert (
        answer(monkeypatch, days=3.2, **seen)[0].what == "The certificate is good for 3 more days."
    )


@pytest.mark.parametrize(
    ("error", "about"),
    [(ssl.SSLCertVerificationError("expired"), "tls"), (ConnectionRefusedError("no"), "proxy")],
)
def test_a_site_that_is_not_reached(monkeypatch, error, about):
    def ask(place, more):
        raise error

    monkeypatch.setattr(proxy, "_ask", ask)

    [finding] = proxy.site_is_seen_right("https://debates.example.org")
    assert (finding.about, finding.level) == (about, Level.FAIL)


def test_the_site_is_asked_only_where_its_address_is_given():
    asked, unasked = dict(_looks("https://debates.example.org", "")), dict(_looks("", ""))

    assert asked["proxy"].func is proxy.site_is_seen_right
    assert "proxy" not in unasked


def test_what_is_no_address_is_told():
    assert [finding.level for finding in proxy.site_is_seen_right("debates")] == [Level.FAIL]


def test_what_does_not_speak_http_is_told(monkeypatch):
    def garbled(self):
        raise proxy.http.client.BadStatusLine("garbage")

    monkeypatch.setattr(proxy.http.client.HTTPConnection, "connect", garbled)

    [finding] = proxy.site_is_seen_right("http://127.0.0.1:9")
    assert "does not speak HTTP" in finding.what


def test_of_a_certificate_the_days_are_counted(monkeypatch):
    class Connected(ssl.SSLSocket):
        def __init__(self):
            pass

        def getpeercert(self):
            return {"notAfter": "Jan  1 00:00:00 2030 GMT"}

    monkeypatch.setattr(
        proxy.time, "time", lambda: ssl.cert_time_to_seconds("Dec 22 00:00:00 2029 GMT")
    )

    assert proxy._days_left(Connected()) == pytest.approx(10)


# ---- what the site tells --------------------------------------------------------------------


def test_only_who_has_the_secret_key_is_told_anything(settings):
    settings.ALLOWED_HOSTS = ["debates.example.org"]
    ask = Client(headers={"host": "debates.example.org"})

    assert ask.get("/doctor/").status_code == 404
    assert ask.get("/doctor/", headers={echo.HEADER: "x:y:z"}).status_code == 404
    told = ask.get("/doctor/", headers={echo.HEADER: echo.pass_for_a_minute()})
    assert told.status_code == 200
    assert told.json()["host"] == "debates.example.org"
    assert "no-store" in told["Cache-Control"]
    settings.SECRET_KEY = "another"
    forged = echo.signing.TimestampSigner(key="guess", salt="core.upkeep.doctor").sign("n")
    assert ask.get("/doctor/", headers={echo.HEADER: forged}).status_code == 404


def test_a_pass_is_good_for_a_minute(time_machine):
    time_machine.move_to("2026-01-01 12:00:00Z", tick=False)
    headers = {echo.HEADER: echo.pass_for_a_minute()}

    time_machine.shift(59)
    assert Client().get("/doctor/", headers=headers).status_code == 200
    time_machine.shift(2)
    assert Client().get("/doctor/", headers=headers).status_code == 404
