"""Asks the site through its proxy, as a reader and as somebody who lies about where they are."""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.urls import reverse

from core.upkeep.doctor.findings import Finding, fail, ok, warn
from core.upkeep.echo import HEADER, pass_for_a_minute

_SECONDS = 10
_LIE = "203.0.113.7"  # an address that is kept for documents, so nobody's
_FEW_DAYS = 14
_SET = "The proxy has to set X-Forwarded-For and X-Forwarded-Proto itself, as deploy/nginx.conf."


class Answer(NamedTuple):
    status: int
    seen: dict[str, str]
    leads_to: str
    days_left: float | None


def site_is_seen_right(url: str) -> Iterator[Finding]:
    place = urlsplit(url)
    if place.scheme not in ("http", "https") or not place.hostname:
        yield fail(
            "proxy", f"{url} is no address.", "For example --url https://debates.example.org"
        )
        return
    try:
        plain = _ask(place, {})
        lying = _ask(place, {"X-Forwarded-For": _LIE, "X-Forwarded-Proto": _other(place.scheme)})
    except ssl.SSLError as error:
        yield fail("tls", f"{url}: {error}", "Renew the certificate, or name the right host.")
        return
    except OSError as error:
        yield fail("proxy", f"{url} is not reached: {error}", "Start the proxy; open its port.")
        return
    yield from _certificate(plain)
    problem = _problem(place, plain)
    if problem:
        yield problem
        return
    yield ok("proxy", f"The site sees {plain.seen['scheme']}://{plain.seen['host']}.")
    yield _address(place, plain.seen["address"])
    yield _lies(plain, lying)


def _ask(place: SplitResult, more: dict[str, str]) -> Answer:
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection = kind(place.hostname or "", place.port, timeout=_SECONDS)
    try:
        connection.connect()
        days_left = _days_left(connection.sock)
        connection.request("GET", reverse("doctor"), headers={HEADER: pass_for_a_minute(), **more})
        answer = connection.getresponse()
        body = answer.read(10_000)
    except http.client.HTTPException as error:
        raise OSError(f"what answers does not speak HTTP ({error!r})") from error
    finally:
        connection.close()
    seen = json.loads(body) if answer.status == http.HTTPStatus.OK else {}
    return Answer(answer.status, seen, answer.getheader("Location", ""), days_left)


def _days_left(connected: socket.socket) -> float | None:
    if not isinstance(connected, ssl.SSLSocket):
        return None
    certificate = connected.getpeercert() or {}
    return (ssl.cert_time_to_seconds(str(certificate["notAfter"])) - time.time()) / 86_400


def _certificate(answer: Answer) -> Iterator[Finding]:
    if answer.days_left is None:
        todo = "Give the proxy a certificate; see docs/how-to/install.md."
        yield warn("tls", "The address is not https.", todo)
    elif answer.days_left < _FEW_DAYS:
        told = f"The certificate is good for {answer.days_left:.0f} more days."
        yield warn("tls", told, "See why it is not renewed: certbot renew --dry-run")
    else:
        yield ok("tls", f"The certificate is good for {answer.days_left:.0f} more days.")


def _problem(place: SplitResult, answer: Answer) -> Finding | None:
    match answer.status:
        case 301 | 302 | 307 | 308 if urlsplit(answer.leads_to).hostname == place.hostname:
            if place.scheme == "http":
                return ok("proxy", "http leads to https. Ask again with --url https://...")
            told = "The site takes https for http, and redirects for ever."
            return fail("proxy", told, f"Set TRUSTED_PROXY_COUNT=1. {_SET}")
        case 400:
            todo = f"Add it to ALLOWED_HOSTS. {_SET} It has to pass on Host."
            return fail("proxy", f"The site does not answer to {place.hostname}.", todo)
        case 200 if answer.seen["scheme"] != place.scheme:
            told = f"The site takes {place.scheme} for {answer.seen['scheme']}."
            return fail("proxy", told, f"Set TRUSTED_PROXY_COUNT=1. {_SET}")
        case 200 if answer.seen["host"] != place.netloc:
            told = f"The site takes {place.netloc} for {answer.seen['host']}."
            return fail("proxy", told, "Let the proxy pass on Host: proxy_set_header Host $host")
        case 200:
            return None
    told = f"What answers there ({answer.status}) is not this site, or has another SECRET_KEY."
    return fail("proxy", told, "Run this where the site runs, with its settings.")


def _address(place: SplitResult, address: str) -> Finding:
    theirs = ipaddress.ip_address(socket.getaddrinfo(place.hostname, None)[0][4][0])
    if ipaddress.ip_address(address).is_private and not theirs.is_private:
        todo = f"Set TRUSTED_PROXY_COUNT to the number of proxies. {_SET}"
        return warn("proxy", f"The site sees you at {address}, which may be the proxy.", todo)
    return ok("proxy", f"The site sees you at {address}: is that you? Limits count by it.")


def _lies(plain: Answer, lying: Answer) -> Finding:
    if lying.seen.get("address") == _LIE:
        told = "Whoever sends X-Forwarded-For chooses the address that limits count."
        return fail("proxy", told, f"Lower TRUSTED_PROXY_COUNT. {_SET}")
    if (lying.status, lying.seen.get("scheme")) != (plain.status, plain.seen.get("scheme")):
        told = "Whoever sends X-Forwarded-Proto chooses whether the site sees https."
        return fail("proxy", told, _SET)
    return ok("proxy", "It believes no reader about addresses.")


def _other(scheme: str) -> str:
    return "http" if scheme == "https" else "https"
