"""People who use the site with the forms of its pages, as a browser without scripts does."""

import select
import time
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.parse import urlencode

from tests.drills.servers import HOST


class Answer(NamedTuple):
    """``status`` 0: nobody answered, or not to the end."""

    status: int
    headers: dict[str, str]
    body: str
    seconds: float

    @property
    def to(self) -> str:
        return self.headers.get("location", "")

    @property
    def fields(self) -> dict[str, str]:
        """What the forms of the page would send, left as they are."""
        reading = _Fields()
        reading.feed(self.body)
        return reading.found

    @property
    def in_words(self) -> str:
        lacking = self.status in {429, 503} and "retry-after" not in self.headers
        return (str(self.status) if self.status else "no answer") + (
            " without Retry-After" if lacking else ""
        )

    @property
    def says_no(self) -> bool:
        """It was understood and will not be done: another try would be told the same."""
        return 400 <= self.status < 500 and self.status != 429


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in {"radio", "checkbox", "submit"}:
            self.found[name] = given.get("value") or ""
        if tag == "textarea" and name:
            self._area = name
            self.found[name] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


class Browser:
    """One person's browser: it keeps its cookies and, while it can, its connection."""

    def __init__(self, port: int, cookies: dict[str, str], *, timeout: float = 30) -> None:
        self.cookies = dict(cookies)
        self._connection = HTTPConnection(HOST, port, timeout=timeout)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """With the token of a page that was shown before, as pages from before have it."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode(token | fields))

    @property
    def has_token(self) -> bool:
        return "csrftoken" in self.cookies

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        began = time.monotonic()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._let_go_if_ended()
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, HTTPException):
            self._connection.close()
            return Answer(0, {}, "", time.monotonic() - began)
        self._keep_cookies(response)
        told = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, told, text, time.monotonic() - began)

    def _let_go_if_ended(self) -> None:
        """Browsers too see that a server has ended an idle connection, and make another one."""
        place = self._connection.sock
        if place and select.select([place], [], [], 0)[0]:
            self._connection.close()

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
