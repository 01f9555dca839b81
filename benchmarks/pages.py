"""The pages under the production server against an empty view with the same middleware.

    ./run bench pages [--quick] [--json]

One worker of gunicorn answers requests on connections that stay open; they come from this process,
so many at once that the server never waits. A time is that of one request: a thousandth of a second
each is a thousand requests a second. Each round asks for every page, in an order drawn by lot. What
is signed in is compared with the empty view signed in. The site is on SQLite.
``--quick`` measures a few requests of smaller debates and judges nothing.
"""

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from statistics import median
from typing import NamedTuple

from report import Row, compared
from running import ended, options
from serving import Site, served

CONNECTIONS = 2
ROUNDS, QUICK_ROUNDS = 25, 2
BATCH_SECONDS = 0.1
MOST_IN_A_BATCH = 100
COLUMNS_GOAL, UNCHANGED_GOAL, OUTLINE_GOAL = 10, 3, 1.2


class Page(NamedTuple):
    """``peer`` names the page it is compared with; ``size`` is a number of claims."""

    name: str
    path: str
    session: str
    peer: str
    size: int = 0
    goal: float | None = None
    tag: str = ""

    @property
    def headers(self) -> dict[str, str]:
        # A browser keeps the token of the forms; a page that gives a new one has no ETag.
        cookies = f"sessionid={self.session}; csrftoken={'a' * 32}"
        cookie = {"Cookie": cookies} if self.session else {}
        return cookie | ({"If-None-Match": self.tag} if self.tag else {})

    @property
    def status(self) -> int:
        return 304 if self.tag else 200


def main() -> int:
    chosen = options(__doc__, quick="few requests").parse_args()
    small, large = (100, 1_000) if chosen.quick else (1_000, 10_000)
    rounds = QUICK_ROUNDS if chosen.quick else ROUNDS
    with served(small, large) as site:
        pages = [
            page
            for session in ("", site.known["session"])
            for page in _pages(site, session, small, large)
        ]
        times = _times(site, pages, rounds)
    return ended([_row(page, times) for page in pages], chosen)


def _pages(site: Site, session: str, small: int, large: int) -> list[Page]:
    """What somebody with this session, or without one, is shown."""
    known, who = site.known, ", signed in" if session else ""
    empty = f"empty view{who}"
    outline = f"outline{who}"
    pages = [
        Page(empty, "/empty/", session, empty),
        Page(f"explore{who}", "/", session, empty),
        Page(f"columns{who}", known["columns"], session, empty, 50, COLUMNS_GOAL),
        Page(outline, known[f"outline {small}"], session, empty, small),
        Page(f"history{who}", known["history"], session, empty, 50),
    ]
    again = [_unchanged(site, page) for page in pages if page.size]
    wide = Page(
        f"{outline}, large", known[f"outline {large}"], session, outline, large, OUTLINE_GOAL
    )
    composer = Page("composer, signed in", known["composer"], session, empty)
    return [*pages, *again, wide, *([composer] if session else [])]


def _unchanged(site: Site, page: Page) -> Page:
    """The same page asked for by somebody who has it."""
    tag = _response(site.connection(), page).getheader("ETag")
    if not tag:
        raise RuntimeError(f"{page.name} has no ETag.")
    return page._replace(name=f"{page.name}, unchanged", tag=tag, goal=UNCHANGED_GOAL)


def _times(site: Site, pages: list[Page], rounds: int) -> dict[str, list[float]]:
    """Milliseconds a request takes, by the page's name, one for each round."""
    drawn = random.Random(1)
    with ThreadPoolExecutor(CONNECTIONS) as people:
        batches = {page: _batch_size(site, page, people) for page in pages}
        times: dict[str, list[float]] = {page.name: [] for page in pages}
        for _ in range(rounds):
            for page in drawn.sample(pages, len(pages)):
                times[page.name].append(_time(site, page, batches[page], people))
    return times


def _batch_size(site: Site, page: Page, people: ThreadPoolExecutor) -> int:
    """So many requests of one connection as fill the time; what is kept is kept from here on."""
    _time(site, page, 2, people)
    each = _time(site, page, 3, people) / 1000
    return max(2, min(MOST_IN_A_BATCH, round(BATCH_SECONDS / each / CONNECTIONS)))


def _time(site: Site, page: Page, count: int, people: ThreadPoolExecutor) -> float:
    connections = [site.connection() for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.connect()
    begin = time.perf_counter()
    asked = [people.submit(_ask, connection, page, count) for connection in connections]
    for one in asked:
        one.result()
    taken = time.perf_counter() - begin
    for connection in connections:
        connection.close()
    return taken / (count * CONNECTIONS) * 1000


def _ask(connection: HTTPConnection, page: Page, count: int) -> None:
    for _ in range(count):
        _response(connection, page)


def _response(connection: HTTPConnection, page: Page) -> HTTPResponse:
    connection.request("GET", page.path, headers=page.headers)
    response = connection.getresponse()
    response.read()
    if response.status != page.status:
        raise RuntimeError(f"{page.name} ({page.path}) answered {response.status}.")
    return response


def _row(page: Page, times: dict[str, list[float]]) -> Row:
    ours, peer = median(times[page.name]), median(times[page.peer])
    return compared(
        page.name, page.size, "sqlite", ours=ours, peer=peer, peer_name=page.peer, goal=page.goal
    )


if __name__ == "__main__":
    sys.exit(main())
