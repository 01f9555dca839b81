"""People who look whether a page is ever older than it may be.

Each author edits one claim again and again; its text is a number that grows. Whoever opens the
claim's page must find a number that is no smaller than the last that was acknowledged before they
asked, and no smaller than the last that they saw.
"""

import random
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.drills.people import Answer, Browser
from tests.drills.servers import Site

_TEXT = "{name} has counted to {number} by now"
_COUNTED = "{name} has counted to ([0-9]+) by now"
_PAUSE = 0.05


class Watch:
    """What authors were acknowledged, and what readers found."""

    def __init__(self, site: Site, authors: Sequence[str]) -> None:
        self.site = site
        self.claims: dict[str, int] = {}
        self.acknowledged = dict.fromkeys(authors, 0)
        self.stale: list[str] = []
        self.read: list[tuple[float, Answer]] = []
        self.written: list[tuple[float, Answer]] = []
        for name in authors:
            self._post(name)

    def browser(self, name: str | None) -> Browser:
        world = self.site.world
        return Browser(self.site.port, {world.cookie: world.sessions[name]} if name else {})

    def path(self, name: str) -> str:
        return f"/debates/{self.site.world.slug}/claims/{self.claims[name]}/"

    def _post(self, name: str) -> None:
        browser = self.browser(name)
        form = f"/debates/{self.site.world.slug}/claims/{self.site.world.root}/reply/pro/"
        browser.get(form)
        fields = {"text": _TEXT.format(name=name, number=0), "key": str(uuid.uuid4())}
        answer = browser.post(form, fields)
        assert answer.status == 302, answer.in_words
        self.claims[name] = int(answer.to.rpartition("#claim-")[2])
        browser.close()

    # ---- what they do until told to stop

    def write(self, name: str, stop: threading.Event) -> None:
        browser, number, path = self.browser(name), 0, f"{self.path(name)}edit/"
        while not stop.wait(_PAUSE):
            page = browser.get(path)
            if page.status != 200:
                self.written.append((time.monotonic(), page))
                continue
            number += 1  # whatever became of the last one, this is more
            fields = page.fields | {"text": _TEXT.format(name=name, number=number), "note": "Next"}
            answer = browser.post(path, fields)
            self.written.append((time.monotonic(), answer))
            if answer.status == 302:
                self.acknowledged[name] = number
                # Their own page, at once.
                self.look(browser, name, number)
        browser.close()

    def follow(self, who: str | None, seed: int, stop: threading.Event) -> None:
        browser, dice = self.browser(who), random.Random(seed)
        last: Counter[str] = Counter()
        while not stop.wait(_PAUSE / 2):
            name = dice.choice([*self.claims])
            least = max(last[name], self.acknowledged[name])
            last[name] = max(least, self.look(browser, name, least) or 0)
        browser.close()

    def look(self, browser: Browser, name: str, least: int) -> int | None:
        answer = browser.get(self.path(name))
        self.read.append((time.monotonic(), answer))
        if answer.status != 200:
            return None
        counted = re.search(_COUNTED.format(name=name), answer.body)
        found = int(counted[1]) if counted else -1
        if found < least:
            self.stale.append(f"{name}: {found} after {least}")
        return found

    # ---- what became of it

    def reads_since(self, moment: float) -> list[Answer]:
        return [answer for at, answer in self.read if at >= moment]

    def writes_since(self, moment: float) -> list[Answer]:
        return [answer for at, answer in self.written if at >= moment]


@contextmanager
def watched(watch: Watch, readers: Sequence[str | None]) -> Iterator[None]:
    stop = threading.Event()
    wrong: list[Exception] = []

    def run(what, *arguments) -> None:
        try:
            what(*arguments, stop)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(watch.write, name)) for name in watch.claims]
    threads += [
        threading.Thread(target=run, args=(watch.follow, who, seed))
        for seed, who in enumerate(readers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=60)
    if wrong:
        raise wrong[0]
