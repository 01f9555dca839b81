"""A site of 1,000,000 debates against one of 1,000, both on PostgreSQL; and how debates are placed.

    ./run bench million [--quick] [--json] [--debates 1000000]

Five claims in each debate, five million in all. What people do costs the same on both sites if cost
depends on the debate and not on how many there are: both sites take turns, on debates drawn by lot.
The placement is a simulation: each debate is put onto one of 32 servers by a hash of its key.
``--quick`` compares 3,000 debates with 300 and judges nothing. Disk: 12 GB for the million.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from itertools import accumulate
from statistics import median

from report import Row, as_json, as_table, compared
from running import NO_POSTGRESQL, ROOT, environment, options, status

SMALL, MANY = 1_000, 1_000_000
ROUNDS, QUICK_ROUNDS = 15, 2
A_ROUND = 4
GOAL = 1.5
# These look at more of what there is, up to a bound: 5,000 hits, 1,000 debates.
UP_TO_A_BOUND = {"search everywhere", "explore, closed ones"}
SERVERS = 32
ACTS = (
    *("a debate's page", "the same, signed in", "outline", "challenges", "history"),
    *("posting a claim", "opening a debate", "search in a debate", "search everywhere"),
    *("explore", "explore, signed in", "explore, page 3", "explore, newest"),
    *("explore, most claims", "explore, by a word", "explore, closed ones"),
    *("my debates", "my claims", "what is new", "a person's page"),
)


def main() -> int:
    parser = options(__doc__, quick="few debates")
    parser.add_argument("--debates", type=int, default=MANY, help="how many there are")
    parser.add_argument("--rounds", type=int, default=0, help="how often each is measured")
    chosen = parser.parse_args()

    if "DATABASE_URL" not in os.environ:
        return _with_postgres()
    small, many = (300, 3_000) if chosen.quick else (SMALL, chosen.debates)
    rounds = chosen.rounds or (QUICK_ROUNDS if chosen.quick else ROUNDS)
    rows = _measured(small, many, rounds)
    placed = [*_placement(many, 1.0), *_placement(many, 0.8)]
    if chosen.json:
        print(json.dumps({"rows": json.loads(as_json(rows)), "placement": placed}, indent=2))
    else:
        print(as_table(rows), "", *placed, sep="\n")
    return status(rows, chosen)


def _with_postgres() -> int:
    command = [sys.executable, "tests/with_postgres.py", sys.executable, __file__, *sys.argv[1:]]
    done = subprocess.run(command, cwd=ROOT)
    if done.returncode == NO_POSTGRESQL:
        print("This needs PostgreSQL: install its server; it need not be running.")
    return done.returncode


# ---- measuring ------------------------------------------------------------------------------


class _Site:
    """One of the two sites, in a process of its own that waits for what it is to do."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def answer(self) -> object:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("A site ended by itself.")
        return json.loads(line)

    def do(self, act: str, times: int) -> list[float]:
        self.process.stdin.write(json.dumps([act, times]) + "\n")
        self.process.stdin.flush()
        return self.answer()


def _measured(small: int, many: int, rounds: int) -> list[Row]:
    dice = random.Random(1)
    with ExitStack() as open_until_then:
        sites = {size: open_until_then.enter_context(_site(size)) for size in (small, many)}
        for size, site in sites.items():
            print(f"{size:,} debates: filled in {site.answer()['filled']:.0f} s", file=sys.stderr)
        times: dict[tuple[str, int], list[float]] = {}
        for number in range(rounds + 1):
            for act in dice.sample(ACTS, len(ACTS)):
                for size in dice.sample([small, many], 2):
                    taken = sites[size].do(act, A_ROUND)
                    # In the first round everything is read for the first time.
                    times.setdefault((act, size), []).extend(taken if number else [])
    return [_row(act, small, many, times) for act in ACTS]


def _row(act: str, small: int, many: int, times: dict[tuple[str, int], list[float]]) -> Row:
    ours, peer = median(times[act, many]), median(times[act, small])
    goal = None if act in UP_TO_A_BOUND else GOAL
    return compared(
        *(act, many, "PostgreSQL"), ours=ours, peer=peer, peer_name=f"{small:,}", goal=goal
    )


@contextmanager
def _site(debates: int) -> Iterator[_Site]:
    import psycopg

    name = f"of_{debates}"
    url = os.environ["DATABASE_URL"]
    place = url.split("@/")[1].rpartition("/")[0]
    with psycopg.connect(host=f"/{place.strip('/')}", user="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    command = [sys.executable, "-m", "benchmarks.million_measuring", str(debates)]
    with environment() as given:
        given |= {"DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        given |= {"DJANGO_SETTINGS_MODULE": "core.settings", "THROTTLES": "off"}
        given |= {"DATABASE_PATIENCE": "60"}  # what takes too long is told, not given up
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        process = subprocess.Popen(command, cwd=ROOT, env=given, **pipes)
        try:
            yield _Site(process)
        finally:
            process.stdin.close()
            process.terminate()
            process.wait(timeout=60)


# ---- placing --------------------------------------------------------------------------------


def _placement(debates: int, steepness: float) -> list[str]:
    """How even rows and load are. Sizes and activity follow Zipf's law, each on its own."""
    dice = random.Random(7)
    servers = [_server_of(key) for key in range(1, debates + 1)]
    parts = [1 / rank**steepness for rank in range(1, debates + 1)]
    whole = sum(parts)
    lines = []
    for what in ("rows", "load"):
        dice.shuffle(servers)
        on_each = [0.0] * SERVERS
        for server, part in zip(servers, parts, strict=True):
            on_each[server] += part / whole
        lines.append(
            f"{what}, Zipf {steepness}: the fullest of {SERVERS} servers has {max(on_each):.1%},"
            f" the emptiest {min(on_each):.1%}, even would be {1 / SERVERS:.1%};"
            f" the largest debate alone is {parts[0] / whole:.1%},"
            f" a hundred of the largest are {list(accumulate(parts[:100]))[-1] / whole:.1%}"
        )
    return lines


def _server_of(key: int) -> int:
    return int.from_bytes(blake2b(key.to_bytes(8), digest_size=4).digest()) % SERVERS


if __name__ == "__main__":
    sys.exit(main())
