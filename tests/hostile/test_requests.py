"""Requests that no browser makes: other encodings, torn forms, files, headers full of rubbish."""

import json

import pytest
from django.conf import settings

from core import asgi, wsgi
from core.sent import AsyncRequest, Request
from tests.hostile.places import PLACES
from tests.hostile.site import FORM, Site, encoded, troubles

pytestmark = pytest.mark.django_db

BOUNDARY = "x-hostile"
PARTS = f"multipart/form-data; boundary={BOUNDARY}"
# A form of many texts, one of accounts, one without texts; strangers sign in; one takes files.
FORMS = ["reply", "new_debate", "profile", "invite", "account_login", "import_debate"]
MEGABYTE = "x" * 2**20


def part(name: str, text: str, more: str = "") -> str:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{text}\r\n'


def parts(fields: dict[str, str], more: str = "") -> str:
    return "".join(part(name, text, more) for name, text in fields.items()) + f"--{BOUNDARY}--\r\n"


def bodies(fields: dict[str, str]) -> dict[str, tuple[str, str | bytes]]:
    """By what is wrong with it: a content type and a body."""
    sent, whole = encoded(fields), parts(fields)
    first = next(iter(fields))
    return {
        "nothing": (FORM, ""),
        "a megabyte": (FORM, f"{first}={MEGABYTE}"),
        "nearly a megabyte": (FORM, f"{first}={MEGABYTE[:900_000]}"),
        "a thousand fields": (FORM, "&".join(f"x{number}=1" for number in range(1000))),
        "as many as are read": (FORM, "&".join(f"x{number}=1" for number in range(190))),
        "in Latin-1": (f"{FORM}; charset=latin-1", sent),
        "in UTF-16": (f"{FORM}; charset=utf-16", sent.encode("utf-16")),
        "said to be nothing": ("", sent),
        "JSON": ("application/json", json.dumps(fields)),
        "JSON that is none": ("application/json", "[" * 10_000),
        "XML": ("text/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        "no boundary": ("multipart/form-data", whole),
        "a boundary too long": (f"multipart/form-data; boundary={'x' * 300}", whole),
        "another boundary": ("multipart/form-data; boundary=y", whole),
        "many files": (
            PARTS,
            "".join(part("files", f"{n}", f'; filename="{n}"') for n in range(150)) + parts(fields),
        ),
        "a file with an odd name": (PARTS, parts({"files": "x"}, _ODD)),
        "a file of bytes": (PARTS, parts({"files": "\x00\x1b\u202e" * 99}, '; filename="a"')),
        "torn": (PARTS, whole[: len(whole) // 2]),
        "torn in a header": (PARTS, whole[: len(BOUNDARY) + 30]),
        "files for texts": (PARTS, parts(fields, '; filename="a.txt"')),
        "a file of a megabyte": (PARTS, parts({first: MEGABYTE * 2}, '; filename="../../a\x00"')),
        "a part of a megabyte": (PARTS, parts({first: MEGABYTE})),
        "base64 that is none": (PARTS, whole.replace("\r\n\r\n", "\r\n" + _BASE64 + "\r\n\r\n")),
        "a thousand parts": (PARTS, parts({f"x{number}": "1" for number in range(1000)})),
        "parts in UTF-16": (f"{PARTS}; charset=utf-16", whole.encode("utf-16")),
        "parts in UTF-7": (f"{PARTS}; charset=utf-7", parts({first: "+2AA- a"})),
        "escapes": (f"{PARTS}; charset=unicode_escape", parts({first: "\\ud800 a"})),
        "a codec of bytes": (f"{PARTS}; charset=hex", whole),
        "a codec of names": (f"{PARTS}; charset=idna", whole),
        "an unknown one": (f"{PARTS}; charset=klingon", whole),
        "a boundary in one": (f"multipart/form-data; boundary*=hex''{BOUNDARY}", whole),
    }


_ODD = f"; filename*=UTF-8''%E2%80%AE%00..%2F{'x' * 9000}"
_BASE64 = "Content-Transfer-Encoding: base64"


def test_the_server_reads_requests_our_way():
    assert wsgi.application.request_class is Request
    assert asgi.application.request_class is AsyncRequest
    assert settings.FILE_UPLOAD_HANDLERS == ["core.sent.FilesWhereTaken"]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_sent_in_no_proper_way(site: Site, name: str):
    place, fields = PLACES[name], site.form_at(PLACES[name])
    sent = bodies(fields)

    answers = {wrong: site.post(place, body, kind=kind) for wrong, (kind, body) in sent.items()}
    answers |= {
        f"{wrong}, from a stranger": site.post(place._replace(who=None), body, kind=kind)
        for wrong, (kind, body) in list(sent.items())[FORMS.index(name) :: len(FORMS)]
    }

    assert troubles(answers) == {}


HEADERS = {
    "conditions": {"If-None-Match": '"' * 500 + ",W/\\", "If-Modified-Since": "Thu, 99 Foo"},
    "ranges": {"Range": "bytes=9-1,-,99999999999999999999999-", "If-Range": "\xff"},
    "languages": {"Accept-Language": "*;q=x," + "en-" * 2000, "Accept": "/;q=" * 500},
    "of htmx": {
        "HX-Request": "true",
        "HX-Target": "'><script>",
        "HX-Current-URL": "https://[",
        "HX-Prompt": "%ff%00",
        "HX-Boosted": "x",
        "HX-Trigger-Name-URI-AutoEncoded": "true",
        "HX-Trigger-Name": "%ed%a0%80",
        "Triggering-Event": "{",
    },
    "as if from afar": {"Referer": "https://[/debates/", "Origin": "null"},
    "of proxies": {"X-Forwarded-For": "' OR 1=1,,", "X-Request-ID": "ab\t" * 99},
    "a browser": {"User-Agent": "\xff" * 999},
    "another method": {"X-HTTP-Method-Override": "DELETE"},
    "an encoding": {"Content-Encoding": "gzip", "Accept-Encoding": "gzip;q=x, \xff"},
    "how it is sent": {"Content-Type": "multipart/form-data; charset=hex; boundary="},
}
READ = ["explore", "search", "claim", "outline", "branch", "near_matches", "my_claims", "profile"]


@pytest.mark.parametrize("header", HEADERS)
def test_headers_full_of_rubbish(site: Site, header: str):
    asked = {name: site.get(PLACES[name], "q=a", headers=HEADERS[header]) for name in READ}
    headers = {"Origin": "http://testserver"} | HEADERS[header]
    sent = {
        f"{name}, sent": site.post(
            PLACES[name], encoded(site.form_at(PLACES[name])), headers=headers
        )
        for name in FORMS[: 3 if "HX-Request" in headers else 1]
    }

    assert troubles(asked | sent) == {}


COOKIES = {
    "a NUL in the session": 'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000"; csrftoken=a',
    "half a character": "sessionid=\xed\xa0\x80aaaaaaaaaaaa",
    "very many": "; ".join(f"a{number}=b" for number in range(999)),
    "no cookie at all": ";=;;=;\x01",
    "messages": 'messages="W1siX19qc29uX21lc3NhZ2UiXQ:1:a"; csrftoken="\\000"',
    "a long token": "csrftoken=" + "a" * 9000,
}


@pytest.mark.parametrize("cookie", COOKIES)
def test_cookies_full_of_rubbish(site: Site, cookie: str):
    asked = {name: site.get(PLACES[name], cookies=COOKIES[cookie]) for name in READ[:5]}
    body = encoded(site.form_at(PLACES["reply"]))
    asked["sent"] = site.post(PLACES["reply"], body, cookies=COOKIES[cookie])

    assert troubles(asked) == {}
