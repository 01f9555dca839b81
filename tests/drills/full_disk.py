"""./run drill full_disk [--quick] [--json] [--only SQLite|PostgreSQL]

The site's data, or PostgreSQL's, is on a small disk of its own (tmpfs) that fills up while people
write. Whoever writes is told so (503 with Retry-After) and gets back what they typed; on SQLite,
reading goes on. Once there is room again writing goes on by itself; nothing that was acknowledged
is lost, nothing is half there, and the files are whole. Only who may mount a disk can run it.
"""

import contextlib
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.drills.asking import Crowd, answered, handed_back, posted, signed_in
from tests.drills.databases import POSTGRES, SQLITE, Server, has_postgres, running
from tests.drills.disks import filled, refill, small_disk
from tests.drills.ledger import Entry, Ledger
from tests.drills.programs import wait_until
from tests.drills.report import Promise, arguments, nothing_wrong, say, told
from tests.drills.servers import Site, environment, place, prepared, served
from tests.drills.verifying import problems_of
from tests.drills.writers import writing
from tests.with_postgres import cluster_in, server_binaries

_WITHIN = 3.0
_BACK_WITHIN = 15.0
_SAYS_SO = "The disk of this site is full"
# SQLite's file, its log and the site's own; PostgreSQL's log comes in pieces of 16 MB.
_SMALL = {SQLITE: 24, POSTGRES: 160}
_LITTLE_LOG = ("max_wal_size=32MB", "min_wal_size=32MB", "shared_buffers=16MB")


class Round(NamedTuple):
    """What people were answered while the disk was full, and how long it took to be over."""

    crowd: Crowd
    back: float


def drilled(database: str, seconds: float, times: int) -> list[Promise]:
    with contextlib.ExitStack() as stack:
        disk = stack.enter_context(small_disk(_SMALL[database]))
        if disk is None:
            return [Promise(database, "a full disk", "left out: this user may not mount one")]
        elsewhere = stack.enter_context(place())
        given, server = environment(disk), None
        if database == POSTGRES:
            server = stack.enter_context(_postgres_on(disk))
            given = environment(elsewhere, server.url)
        ledger = Ledger()
        world = prepared(given)
        site = stack.enter_context(served(given, world, log=elsewhere / "server.log"))
        rounds: list[Round] = []
        with writing(site, ledger):
            for number in range(1, times + 1):
                say(f"{database}: the disk is full, {number} of {times}")
                rounds.append(_while_full(site, disk, seconds, ledger))
        promises = _promises(database, rounds)
        promises.append(_starts(database, site))
        problems = problems_of(ledger, given)
        if server:
            server.check()
    acknowledged = f"{len(ledger.entries)} acknowledged, full {times} times, files whole"
    return [nothing_wrong(database, problems, acknowledged), *promises]


def _postgres_on(disk: Path) -> contextlib.AbstractContextManager[Server]:
    binaries = server_binaries()
    assert binaries is not None
    return running(cluster_in(disk, binaries), _LITTLE_LOG)


def _while_full(site: Site, disk: Path, seconds: float, ledger: Ledger) -> Round:
    wait_until(lambda: len(ledger.entries) > 20, 120, "people write")
    crowd = Crowd(site)
    with filled(disk), _kept_full(disk):
        time.sleep(1)  # what is left in blocks that are taken already is used up
        crowd.ask_for(seconds)
    began, acknowledged = time.monotonic(), len(ledger.entries)
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: posted(site, signed_in(site, 0)).status == 302, 60, "it is saved")
    back = time.monotonic() - began
    wait_until(lambda: len(ledger.entries) > acknowledged + 10, 60, "all write again")
    for saved in (one.answer for one in crowd.written if one.answer.status == 302):
        ledger.acknowledged(Entry("posted", int(saved.to.rpartition("#claim-")[2])))
    return Round(crowd, back)


def _promises(database: str, rounds: Sequence[Round]) -> list[Promise]:
    read, written, beside = (
        [one for each in rounds for one in getattr(each.crowd, what)]
        for what in ("read", "written", "beside")
    )
    refused = [one.answer for one in written if one.answer.status == 503]
    says_so = sum(_SAYS_SO in answer.body for answer in refused)
    back = max(each.back for each in rounds)
    # PostgreSQL reads what it has in memory; what it writes may still find room in its log.
    reading, saving = {
        SQLITE: (("200",), ("503",)),
        POSTGRES: (("200", "503"), ("503", "302")),
    }[database]
    return [
        answered(database, "reading", read, reading, _WITHIN),
        answered(database, "writing", written, saving, _WITHIN),
        Promise(
            database,
            "writing: told that the disk is full",
            f"{says_so} of {len(refused)}",
            None if database == POSTGRES else says_so == len(refused) > 0,
        ),
        handed_back(database, "writing", written),
        answered(database, "without the database", beside, ("200",), _WITHIN),
        Promise(
            database,
            f"writing again within {_BACK_WITHIN:g} s",
            f"{back:.1f} s",
            back <= _BACK_WITHIN,
        ),
    ]


@contextlib.contextmanager
def _kept_full(disk: Path) -> Iterator[None]:
    """What one program frees, nobody else gets."""
    stop = threading.Event()

    def fill() -> None:
        while not stop.wait(0.2):
            refill(disk)

    filling = threading.Thread(target=fill)
    filling.start()
    try:
        yield
    finally:
        stop.set()
        filling.join()


def _starts(database: str, site: Site) -> Promise:
    starts = site.program.starts
    return Promise(database, "the server of the site goes on", f"{starts} start", starts == 1)


def main() -> int:
    asked = arguments(__doc__, only={"choices": [SQLITE, POSTGRES], "help": "one of the databases"})
    seconds, times = (2.0, 1) if asked.quick else (8.0, 3)
    promises: list[Promise] = []
    for database in [asked.only] if asked.only else [SQLITE, POSTGRES]:
        if database == SQLITE or has_postgres():
            promises += drilled(database, seconds, times)
    return told(promises, as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
