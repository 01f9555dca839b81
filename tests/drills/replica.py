"""./run drill replica [--quick] [--json]

Two servers of the site behind nginx, on a PostgreSQL with two streaming replicas, while people read
and write: then a replica is killed, a server of the site, and, after both replicas stood still, the
primary, for which a replica is promoted. Nobody ever sees a page that is older than what they, or
anybody, were acknowledged before; nothing that was acknowledged is lost; nobody tells the site who
the primary is.
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack

from tests.drills.databases import Server, has_postgres
from tests.drills.ledger import Ledger
from tests.drills.machines import Group, balanced, group, has_nginx, told_by
from tests.drills.people import Answer
from tests.drills.programs import wait_until
from tests.drills.report import Promise, arguments, nothing_wrong, percentiles, say, told
from tests.drills.servers import Site, environment, place, prepared, served
from tests.drills.verifying import problems_of
from tests.drills.watching import Watch, watched
from tests.drills.writers import writing

_ON = "PostgreSQL, 2 replicas"
_BACK_WITHIN = 10.0
_STILL = 4.0  # longer than DATABASE_PATIENCE
_WRITERS, _AUTHORS, _READERS = 3, 2, 5
# All write into one debate, and nobody waits for its lock longer than DATABASE_PATIENCE: on a busy
# machine few are told to try again.
_TOO_BUSY = 0.05


def main() -> int:
    asked = arguments(__doc__)
    lacking = [
        name
        for name, there in {"nginx": has_nginx(), "PostgreSQL": has_postgres()}.items()
        if not there
    ]
    if lacking:
        print(f"Left out: this drill needs {' and '.join(lacking)}, which is not installed.")
        return 0
    return told(drilled(2.0 if asked.quick else 15.0), as_json=asked.json)


def drilled(seconds: float) -> list[Promise]:
    with ExitStack() as until_the_end:
        enter = until_the_end.enter_context
        folder, second = enter(place()), enter(place())
        say("a primary and two replicas")
        servers = enter(group())
        given = environment(
            folder, servers.url, REPLICA_URL=servers.replica_urls, TRUSTED_PROXY_COUNT="1"
        )
        world = prepared(given, _WRITERS + _AUTHORS)
        # The other one has nothing in common with it but the key and the collected files.
        other = given | {"DATA_DIR": str(second), "STATIC_ROOT": str(folder / "static")}
        sites = [enter(served(each, world)) for each in (given, other)]
        port = enter(balanced(folder, [site.port for site in sites]))
        return Drill(servers, sites, sites[0]._replace(port=port), seconds).run()


class Drill:
    def __init__(self, servers: Group, sites: Sequence[Site], front: Site, seconds: float) -> None:
        self.servers, self.sites, self.seconds = servers, sites, seconds
        self.front = front
        names = [*front.world.sessions]
        self.ledger = Ledger()
        self.watch = Watch(front, names[_WRITERS:])
        self.readers = [*names, None, None][-_READERS:]
        writers = {name: front.world.sessions[name] for name in names[:_WRITERS]}
        self.written_by = front._replace(world=front.world._replace(sessions=writers))
        self.promises: list[Promise] = []

    def run(self) -> list[Promise]:
        with (
            writing(self.written_by, self.ledger, pause=0.05),
            watched(self.watch, self.readers),
        ):
            self.nothing_is_wrong()
            self.a_replica_is_killed()
            self.a_server_of_the_site_is_killed()
            self.the_primary_is_killed()
        self.nothing_is_lost()
        return self.promises

    def nothing_is_wrong(self) -> None:
        say("nothing is wrong")
        before, began = self._statements(), time.monotonic()
        time.sleep(self.seconds)
        answered = [after - then for after, then in zip(self._statements(), before, strict=True)]
        share = sum(answered[1:]) / max(1, sum(answered))
        self._answered("nothing wrong, reading", self.watch.reads_since(began), {"200"})
        self._answered("nothing wrong, writing", self.watch.writes_since(began), {"302"})
        self._tell("the replicas' share of all statements", f"{share:.0%}", share > 0.05)

    def a_replica_is_killed(self) -> None:
        say("a replica is killed")
        killed, began = self.servers.servers[1], time.monotonic()
        killed.program.stay_away()
        time.sleep(self.seconds)
        self._answered("a replica killed, reading", self.watch.reads_since(began), {"200"})
        self._answered("a replica killed, writing", self.watch.writes_since(began), {"302"})
        killed.program.come_back()
        killed.wait()
        before = _statements_of(killed)
        back = wait_until(lambda: _statements_of(killed) > before + 200, 60, "it is read again")
        self._tell("a replica back: read again by itself", f"{back:.1f} s", back < 30)

    def a_server_of_the_site_is_killed(self) -> None:
        say("a server of the site is killed")
        began = time.monotonic()
        self.sites[1].program.stay_away()
        time.sleep(self.seconds)
        self.sites[1].program.come_back()
        self._only_what_was_being_answered_is_cut(began)
        # What was being sent to it is answered by nginx, and sent again by who sent it.
        self._answered(
            "a server of the site killed, writing", self.watch.writes_since(began), {"302", "502"}
        )
        self.sites[1].wait()

    def _only_what_was_being_answered_is_cut(self, began: float) -> None:
        reads = self.watch.reads_since(began)
        cut = [answer.in_words for answer in reads if answer.status != 200]
        late = [one for one in self.watch.reads_since(began + 1) if one.status != 200]
        self._tell(
            "a server of the site killed, reading: only what it was answering is cut off",
            f"{len(reads) - len(cut)} x 200, {len(cut)} cut off, {len(late)} of them later",
            len(cut) <= _READERS + _AUTHORS and not late,
        )

    def the_primary_is_killed(self) -> None:
        """When no replica has answered for a while: what none of them has, nobody was told of."""
        say("the replicas stand still, the primary is killed, a replica promoted")
        began = time.monotonic()
        primary, *replicas = self.servers.servers
        for replica in replicas:
            replica.program.freeze()
        time.sleep(_STILL)
        primary.program.stay_away()
        for replica in replicas:
            replica.program.thaw()
        time.sleep(1)
        promoted = self.servers.newest_replica()
        promoted.cluster.run("pg_ctl", "-D", f"{promoted.cluster.place}/data", "-w", "promote")
        since = time.monotonic()

        def written() -> bool:
            return any(answer.status == 302 for answer in self.watch.writes_since(since + 0.05))

        back = wait_until(written, 60, "something is acknowledged again")
        time.sleep(self.seconds)
        allowed = {"200", "302", "503"}
        self._answered("the primary killed, reading", self.watch.reads_since(began), allowed)
        self._answered("the primary killed, writing", self.watch.writes_since(began), allowed)
        late = [
            answer.in_words
            for answer in self.watch.reads_since(since + _BACK_WITHIN)
            if answer.status != 200
        ]
        self._tell(
            f"a replica promoted: all is well within {_BACK_WITHIN:g} s, nobody told the site",
            f"first acknowledged after {back:.1f} s, {len(late)} later answers not 200",
            back <= _BACK_WITHIN and not late,
        )

    def nothing_is_lost(self) -> None:
        for line in self.watch.stale[:10]:
            say(f"too old: {line}")
        reads = [answer for _, answer in self.watch.read if answer.status == 200]
        self._tell(
            "no page older than what was acknowledged or seen before",
            f"{len(self.watch.stale)} of {len(reads):,}",
            not self.watch.stale,
        )
        problems = problems_of(self.ledger, self.front.environment)
        self.promises.append(
            nothing_wrong(_ON, problems, f"{sum(self.ledger.by_verb().values()):,} acknowledged")
        )

    def _statements(self) -> list[int]:
        return [_statements_of(server) for server in self.servers.servers]

    def _answered(self, what: str, answers: Sequence[Answer], allowed: set[str]) -> None:
        words = Counter(answer.in_words for answer in answers)
        figure = ", ".join(f"{count} x {word}" for word, count in sorted(words.items()))
        took = percentiles([answer.seconds for answer in answers])
        told_to_try_again = 0 if "503" in allowed else words.pop("503", 0)
        few = told_to_try_again <= max(3, _TOO_BUSY * len(answers))
        kept = bool(answers) and set(words) <= allowed and few
        self._tell(f"{what}: {' or '.join(sorted(allowed))}", f"{figure}; {took}", kept)

    def _tell(self, promise: str, figure: str, kept: bool | None) -> None:
        self.promises.append(Promise(_ON, promise, figure, kept))


def _statements_of(server: Server) -> int:
    return told_by(server, "SELECT xact_commit FROM pg_stat_database WHERE datname = 'postgres'")


if __name__ == "__main__":
    sys.exit(main())
