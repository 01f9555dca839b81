"""Many who read and write while something is wrong: what each was answered, and how fast."""

import threading
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle
from typing import NamedTuple

from tests.drills.people import Answer, Browser
from tests.drills.report import Promise, percentiles
from tests.drills.servers import Site

# What needs no database is there whatever happens to it.
WITHOUT_DATABASE = ("/healthz", "/static/css/tokens.css")
TYPED = "What I typed for an hour"


class Asked(NamedTuple):
    path: str
    answer: Answer


def reading_pages(site: Site) -> tuple[str, ...]:
    debate = f"/debates/{site.world.slug}/"
    return "/", debate, f"{debate}outline/", f"{debate}claims/{site.world.root}/"


def form_of(site: Site) -> str:
    return f"/debates/{site.world.slug}/claims/{site.world.root}/reply/pro/"


def signed_in(site: Site, number: int) -> Browser:
    """With the token of a form that was opened while all was well."""
    names = [*site.world.sessions]
    cookies = {site.world.cookie: site.world.sessions[names[number % len(names)]]}
    browser = Browser(site.port, cookies)
    browser.get(form_of(site))
    return browser


def posted(site: Site, browser: Browser) -> Answer:
    return browser.post(form_of(site), {"text": TYPED, "key": str(uuid.uuid4())})


class Crowd:
    """Readers, writers and who asks for what needs no database; each again and again."""

    def __init__(self, site: Site, size: int = 12) -> None:
        self.site = site
        self.read: list[Asked] = []
        self.written: list[Asked] = []
        self.beside: list[Asked] = []
        self._browsers = [signed_in(site, number) for number in range(size)]

    def ask_for(self, seconds: float) -> None:
        """They begin at the same moment and stop after so many seconds."""
        stop = threading.Event()
        ways = cycle([self._reads, self._writes, self._reads, self._asks_beside])
        threads = [
            threading.Thread(target=way, args=(browser, stop), daemon=True)
            for browser, way in zip(self._browsers, ways, strict=False)
        ]
        for thread in threads:
            thread.start()
        stop.wait(seconds)
        stop.set()
        for thread in threads:
            thread.join(timeout=60)

    def _reads(self, browser: Browser, stop: threading.Event) -> None:
        for path in _again_and_again(reading_pages(self.site), stop):
            self.read.append(Asked(path, browser.get(path)))

    def _writes(self, browser: Browser, stop: threading.Event) -> None:
        for path in _again_and_again([form_of(self.site)], stop):
            self.written.append(Asked(path, posted(self.site, browser)))

    def _asks_beside(self, browser: Browser, stop: threading.Event) -> None:
        for path in _again_and_again(WITHOUT_DATABASE, stop):
            self.beside.append(Asked(path, browser.get(path)))


def _again_and_again(paths: Sequence[str], stop: threading.Event) -> Iterator[str]:
    for path in cycle(paths):
        if stop.is_set():
            return
        yield path
        stop.wait(0.05)


def answered(
    database: str, what: str, asked: Sequence[Asked], allowed: Iterable[str], within: float
) -> Promise:
    """That all were answered, in time, with one of the allowed."""
    words = Counter(one.answer.in_words for one in asked)
    seconds = [one.answer.seconds for one in asked]
    told = ", ".join(f"{count} x {word}" for word, count in sorted(words.items()))
    kept = bool(asked) and set(words) <= set(allowed) and max(seconds) <= within
    promise = f"{what}: {' or '.join(allowed)} within {within:g} s"
    return Promise(
        database, promise, f"{told}; p50 / p95 / p99 / most {percentiles(seconds)}", kept
    )


def handed_back(database: str, what: str, asked: Sequence[Asked]) -> Promise:
    """That whoever was told to try again got back what they had typed."""
    told = [one.answer for one in asked if one.answer.status == 503]
    kept = [answer for answer in told if TYPED in answer.body]
    figure = f"{len(kept)} of {len(told)}"
    return Promise(database, f"{what}: typed text handed back", figure, len(kept) == len(told))
