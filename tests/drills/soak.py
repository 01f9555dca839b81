"""./run drill soak [--quick] [--json] [--minutes N] [--only SQLite|PostgreSQL]

Twenty minutes of reading and writing at a steady rate. After a time to warm up, the memory of the
server's workers, their threads, their open files and the time of an answer do not grow; nothing
that was acknowledged is lost. Steady means: a straight line through what was measured grows, over
an hour, by no more than is allowed for each.
"""

import contextlib
import random
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.drills.databases import POSTGRES, SQLITE, has_postgres, postgres
from tests.drills.ledger import Ledger
from tests.drills.people import Browser
from tests.drills.programs import descendants
from tests.drills.report import Promise, arguments, nothing_wrong, percentiles, say, told
from tests.drills.servers import Site, environment, place, prepared, served
from tests.drills.verifying import problems_of
from tests.drills.writers import writing

_READERS = 4
# Seconds between what one person does and what they do next.
_WRITERS_PAUSE, _READERS_PAUSE = 8.0, 1.0
_WARM = 0.25  # of the time


class Sample(NamedTuple):
    """``memory`` in MB, its shared part counted once (PSS); ``answer`` in ms, the median since."""

    at: float
    memory: float
    files: int
    threads: int
    database: float
    answer: float


class Steady(NamedTuple):
    """How much a figure may grow in an hour, and what it is counted in."""

    name: str
    growth: float
    unit: str


# Python and malloc take some more for a long time: 20 MB in an hour would be 480 MB in a day, were
# it to go on, so workers are renewed too (--max-requests). A thread keeps a connection or two.
_STEADY = {
    "memory": Steady("memory of the server", 30, "MB"),
    "files": Steady("open files", 12, ""),
    "threads": Steady("threads", 3, ""),
    "answer": Steady("time of an answer", 60, "ms"),
}


def drilled(database: str, minutes: float) -> list[Promise]:
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(place())
        url = stack.enter_context(postgres()).url if database == POSTGRES else ""
        given = environment(folder, url)
        ledger, seconds = Ledger(), Reading()
        with served(given, prepared(given)) as site:
            with writing(site, ledger, pause=_WRITERS_PAUSE), reading(site, seconds):
                samples = _sampled(site, seconds, minutes * 60)
            starts = site.program.starts
        problems = problems_of(ledger, given)
    warm = [sample for sample in samples if sample.at >= _WARM * samples[-1].at]
    wrong = {word: n for word, n in ledger.answers.items() if word not in {"302", "422"}}
    wrong |= {word: n for word, n in seconds.answers.items() if word != "200"}
    asked = sum(seconds.answers.values()) + sum(ledger.answers.values())
    return [
        nothing_wrong(database, problems, f"{len(ledger.entries)} acknowledged, {asked} answers"),
        Promise(database, "no error", ", ".join(map(str, wrong.items())) or "0", not wrong),
        *(_judged(database, name, warm, judge=minutes >= 2) for name in _STEADY),
        Promise(
            database,
            "a claim more takes in the database",
            f"{_for_each(warm, ledger):.1f} kB; {samples[-1].database:.1f} MB in the end",
        ),
        Promise(database, "reading: p50 / p95 / p99 / most", percentiles(seconds.all)),
        Promise(database, "writing: p50 / p95 / p99 / most", percentiles(ledger.seconds)),
        Promise(database, "the server of the site goes on", f"{starts} start", starts == 1),
    ]


class Reading(Ledger):
    """The times of answers, those since the last sample apart."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[float] = []

    def since(self) -> float:
        """Their median, in ms."""
        with self._lock:
            latest, self.seconds = self.seconds, []
        self.all += latest
        return 1000 * statistics.median(latest) if latest else 0


@contextlib.contextmanager
def reading(site: Site, ledger: Reading) -> Iterator[None]:
    stop = threading.Event()
    names = [*site.world.sessions]

    def read(number: int) -> None:
        chance = random.Random(number)
        session = {site.world.cookie: site.world.sessions[names[number]]} if number % 2 else {}
        browser = Browser(site.port, session)
        pages = _pages(site)
        while not stop.wait(chance.uniform(0.5, 1.5) * _READERS_PAUSE):
            answer = browser.get(chance.choice(pages))
            ledger.took(answer.seconds, answer.in_words)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(_READERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _pages(site: Site) -> tuple[str, ...]:
    """Those that stay as long as they are, while the other debate grows."""
    quiet = f"/debates/{site.world.quiet}/"
    searched = "/search/?q=number"
    history = f"/debates/{site.world.slug}/history/"
    return "/", "/guide/", quiet, f"{quiet}outline/", f"{quiet}challenges/", searched, history


# ---- measuring


def _sampled(site: Site, seconds: Reading, lasting: float) -> list[Sample]:
    samples, began, every = [], time.monotonic(), max(2.0, lasting / 120)
    while (at := time.monotonic() - began) < lasting:
        time.sleep(min(every, lasting - at))
        workers = descendants(site.program.pid)
        samples.append(
            Sample(
                time.monotonic() - began,
                sum(map(_memory, [site.program.pid, *workers])),
                sum(len(_listed(worker, "fd")) for worker in workers),
                sum(len(_listed(worker, "task")) for worker in workers),
                _size_of(site),
                seconds.since(),
            )
        )
        if len(samples) % 10 == 0:
            say(" ".join(f"{name} {value:.1f}" for name, value in samples[-1]._asdict().items()))
    return samples


def _memory(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0


def _listed(pid: int, what: str) -> list[Path]:
    return [*Path(f"/proc/{pid}/{what}").iterdir()]


def _size_of(site: Site) -> float:
    """Of SQLite's file with its log, in MB; PostgreSQL's files are not here to be measured."""
    files = Path(site.environment["DATA_DIR"]).glob("rejoinder.sqlite3*")
    return sum(file.stat().st_size for file in files) / 2**20


# ---- judging


def _judged(database: str, name: str, samples: Sequence[Sample], *, judge: bool) -> Promise:
    """Of a short run it is only told: a line through a minute says nothing of an hour."""
    steady = _STEADY[name]
    values = [getattr(sample, name) for sample in samples]
    hourly = 3600 * slope([sample.at for sample in samples], values)
    figure = f"{values[0]:.1f} to {values[-1]:.1f} {steady.unit}, {hourly:+.1f} an hour".strip()
    promise = f"{steady.name}: no more than {steady.growth:g} {steady.unit}".strip() + " an hour"
    return Promise(database, promise, figure, hourly <= steady.growth if judge else None)


def slope(times: Sequence[float], values: Sequence[float]) -> float:
    """Growth in a second by the line that most pairs of samples agree on (Theil and Sen)."""
    pairs = [
        (values[late] - values[early]) / (times[late] - times[early])
        for early in range(len(times))
        for late in range(early + 1, len(times))
    ]
    return statistics.median(pairs) if pairs else 0


def _for_each(samples: Sequence[Sample], ledger: Ledger) -> float:
    posted = ledger.by_verb().get("posted", 0)
    return 1024 * samples[-1].database / posted if posted else 0


def main() -> int:
    asked = arguments(
        __doc__,
        minutes={"type": float, "default": 0, "help": "how long: else 20, or 0.1 with --quick"},
        only={"choices": [SQLITE, POSTGRES], "help": "one of the databases; else SQLite"},
    )
    minutes = asked.minutes or (0.1 if asked.quick else 20)
    database = asked.only or SQLITE
    if database == POSTGRES and not has_postgres():
        say("Left out: PostgreSQL, whose server is not installed.")
        return 0
    say(f"{database}: {minutes:g} minutes of reading and writing")
    return told(drilled(database, minutes), as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
