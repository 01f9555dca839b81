"""People who write at the same time, by the forms of the site."""

import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.drills.ledger import Entry, Ledger
from tests.drills.people import Answer, Browser
from tests.drills.servers import Site, World


class Own(NamedTuple):
    """A claim of one's own, as one last saw it."""

    pk: int
    parent: int
    stance: str
    stands: bool = True
    conceded: bool = False


class Writer:
    """Posts, edits, moves, withdraws and concedes what is their own, until told to stop.

    What is not answered is sent again, the same form, until there is an answer. Nobody else
    touches a writer's claims, so that each acknowledgement can be looked up one by one.
    """

    PAUSE = 0.1

    def __init__(
        self, port: int, world: World, name: str, ledger: Ledger, *, seed: int, patience: float = 60
    ) -> None:
        self.browser = Browser(port, {world.cookie: world.sessions[name]})
        self.world, self.name, self.ledger = world, name, ledger
        self.patience = patience
        self.mine: list[Own] = []
        self.random = random.Random(seed)
        self._texts = 0

    def write_once(self, stop: threading.Event) -> None:
        ways = [self.post, self.edit, self.move, self.withdraw, self.concede]
        way = self.random.choices(ways, [50, 20, 15, 6, 9])[0]
        if len(self.mine) < 5:
            way = self.post
        way(stop)

    # ---- the forms

    def post(self, stop: threading.Event) -> None:
        own = [claim for claim in self.mine if claim.stands]
        parent = self.random.choice(own).pk if own and self.random.random() < 0.7 else self._root
        stance = self.random.choice(["pro", "con"])
        fields = {"text": self._text(), "key": str(uuid.uuid4())}
        fields |= {"aim": "truth"} if stance == "con" else {}
        answer = self._sent(f"{self._claim(parent)}reply/{stance}/", fields, stop)
        if answer.status == 302:
            pk = int(answer.to.rpartition("#claim-")[2])
            self.mine.append(Own(pk, parent, stance))
            self.ledger.acknowledged(Entry("posted", pk, fields["text"], parent))
        elif not answer.says_no:
            self.ledger.was_lost(fields["text"])

    def edit(self, stop: threading.Event) -> None:
        claim = self.random.choice(self.mine)
        path = f"{self._claim(claim.pk)}edit/"
        page = self.browser.get(path)
        if page.status != 200:
            self._wait(page, stop)
            return
        fields = page.fields | {"text": self._text(), "note": "Sharper"}
        answer = self._sent(path, fields, stop)
        if answer.status == 302:
            self.ledger.acknowledged(Entry("edited", claim.pk, fields["text"]))
        else:
            # Of a form that was saved and not answered, the next try is told that it is stale.
            self.ledger.was_lost(fields["text"])

    def move(self, stop: threading.Event) -> None:
        claim = self.random.choice(self.mine)
        targets = [own.pk for own in self.mine if own.stands] + [self._root]
        target = self.random.choice(targets)
        if target in {claim.pk, claim.parent}:
            return
        fields = {"to": str(target), "stance": claim.stance}
        answer = self._sent(f"{self._claim(claim.pk)}move/", fields, stop)
        if answer.status == 302:
            self._now(claim._replace(parent=target, conceded=False))
            self.ledger.acknowledged(Entry("moved", claim.pk, parent=target))
        elif not answer.says_no:
            self.mine.remove(claim)  # nobody knows where it is

    def withdraw(self, stop: threading.Event) -> None:
        claim = self.random.choice(self.mine)
        if not claim.stands:
            return
        answer = self._sent(f"{self._claim(claim.pk)}withdraw/", {"note": "Wrong"}, stop)
        if answer.status == 302:
            self._now(claim._replace(stands=False))
            self.ledger.acknowledged(Entry("withdrawn", claim.pk))

    def concede(self, stop: threading.Event) -> None:
        open_ones = [own for own in self.mine if own.stance == "con" and own.stands]
        if not open_ones:
            return
        claim = self.random.choice(open_ones)
        answer = self._sent(f"{self._claim(claim.pk)}concede/", {"note": "True"}, stop)
        if answer.status == 302:
            self._now(claim._replace(conceded=True))
            self.ledger.acknowledged(Entry("conceded", claim.pk))

    # ---- sending

    def _sent(self, path: str, fields: dict[str, str], stop: threading.Event) -> Answer:
        """The answer to the form, sent again while there is none that says yes or no."""
        began = time.monotonic()
        while True:
            answer = self._asked(path, fields)
            self.ledger.took(answer.seconds, answer.in_words)
            if answer.status == 302 and "/accounts/" in answer.to:
                raise AssertionError(f"{self.name} was signed out")
            if answer.status == 302 or answer.says_no:
                return answer
            late = time.monotonic() - began > self.patience
            if late or (stop.is_set() and time.monotonic() - began > 10):
                return answer
            self._wait(answer, stop)

    def _asked(self, path: str, fields: dict[str, str]) -> Answer:
        """Without a token there is no form to be sent: the page of one gives it."""
        if not self.browser.has_token:
            page = self.browser.get(f"{self._claim(self._root)}reply/pro/")
            if not self.browser.has_token:
                return page
        return self.browser.post(path, fields)

    def _wait(self, answer: Answer, stop: threading.Event) -> None:
        """Sooner than Retry-After asks for: a drill has little time."""
        time.sleep(self.PAUSE)

    def _claim(self, pk: int) -> str:
        return f"/debates/{self.world.slug}/claims/{pk}/"

    @property
    def _root(self) -> int:
        return self.world.root

    def _text(self) -> str:
        self._texts += 1
        return f"{self.name} says number {self._texts}"

    def _now(self, claim: Own) -> None:
        self.mine = [claim if own.pk == claim.pk else own for own in self.mine]


@contextmanager
def writing(
    site: Site, ledger: Ledger, *, pause: float = 0, patience: float = 60
) -> Iterator[None]:
    """Everybody writes until the block ends; what went wrong with one of them is raised here."""
    stop = threading.Event()

    def write(writer: Writer) -> None:
        while not stop.is_set():
            writer.write_once(stop)
            stop.wait(writer.random.uniform(0.5, 1.5) * pause)

    threads, wrong = _started(site, ledger, write, patience)
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=90)
    if wrong:
        raise wrong[0]


def each_writing(site: Site, ledger: Ledger, times: int) -> None:
    """Everybody does so many things; ends when the last one has done them."""
    never = threading.Event()

    def write(writer: Writer) -> None:
        for _ in range(times):
            writer.write_once(never)

    threads, wrong = _started(site, ledger, write, patience=60)
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]


def _started(
    site: Site, ledger: Ledger, write: Callable[[Writer], None], patience: float
) -> tuple[list[threading.Thread], list[Exception]]:
    wrong: list[Exception] = []

    def run(number: int, name: str) -> None:
        writer = Writer(site.port, site.world, name, ledger, seed=number, patience=patience)
        try:
            write(writer)
        except Exception as error:
            wrong.append(error)
        finally:
            writer.browser.close()

    threads = [
        threading.Thread(target=run, args=(number, name), daemon=True)
        for number, name in enumerate(site.world.sessions)
    ]
    for thread in threads:
        thread.start()
    return threads, wrong
