"""Measures the trees on one database, the one of DATABASE_URL, and prints the rows as JSON.

``tree.py`` runs this in a process of its own for each database.
"""

import gc
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

import django
from django.db import connection, transaction

READS = ("branch", "ancestors", "children", "whole map")
SIZES = (100, 1_000, 10_000, 100_000)
QUICK_SIZES = (100, 1_000)

ROUNDS = 40
# Who is slow is measured less often: after so many milliseconds not again, but so often at least.
PATIENCE = 2_000
LEAST_ROUNDS = 3

Timer = Callable[[], object]
# By operation, size and contestant: milliseconds.
Times = dict[tuple[str, int, str], list[float]]


def main(*, quick: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.peers.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    # The peers' tables have no migrations; they refer to ours.
    call_command("migrate", run_syncdb=True, verbosity=0)
    sizes = QUICK_SIZES if quick else SIZES
    gc.disable()
    print(json.dumps([row._asdict() for row in rows_of(measured(sizes), sizes)]))


def measured(sizes: tuple[int, ...]) -> Times:
    from benchmarks.contestants import contestants, make_ready
    from core.accounts.models import User

    dice = random.Random(20)
    author = User.objects.create(username="ada", email="ada@example.org")
    everyone = contestants(author.pk)
    times: Times = defaultdict(list)
    debates = {size: _loaded(size, dice, everyone, times) for size in sizes}
    make_ready(everyone)
    for operation in (*READS, "insert", "move"):
        # The sizes take turns, so that all of them see the same ups and downs of the machine.
        for size in sizes * ROUNDS:
            debate, shape = debates[size]
            picked = _pick(operation, shape, dice)
            for one in dice.sample(everyone, len(everyone)):
                taken = times[operation, size, one.name]
                if len(taken) < LEAST_ROUNDS or sum(taken) < PATIENCE:
                    with _undone():
                        taken.append(_milliseconds(_prepared(operation, one, debate, *picked)))
        if operation == "insert":
            # What was rolled back still fills the peers' tables.
            make_ready(everyone)
    return times


def _loaded(size: int, dice: random.Random, everyone: list, times: Times) -> tuple:
    from benchmarks.shapes import grown
    from debates.models import Debate

    shape = grown(size, dice)
    debate = Debate.objects.create(title=f"{size} claims", slug=f"claims-{size}")
    repeats = 5 if size <= 1_000 else 1
    for repeat in range(repeats):
        for one in dice.sample(everyone, len(everyone)):
            with transaction.atomic():
                claims = one.unsaved(debate, shape)
                milliseconds = _milliseconds(lambda one=one, claims=claims: one.load(claims, shape))
                times["bulk placing", size, one.name].append(milliseconds)
                if repeat < repeats - 1:
                    transaction.set_rollback(True)
                else:
                    one.loaded(debate, claims)
            gc.collect()
    return debate, shape


def _pick(operation: str, shape, dice: random.Random) -> tuple[int, int]:
    """The numbers of a claim, and of a parent for it where it moves."""
    if operation in ("branch", "children", "move"):
        number = dice.choice(shape.answered[1:])
    else:
        number = dice.randrange(1, len(shape.parents))
    parent = number
    while number <= parent < number + shape.sizes[number]:
        parent = dice.randrange(len(shape.parents))
    return number, parent


def _prepared(operation: str, one, debate, number: int, parent: int) -> Timer:
    """What is to be timed, with what it needs already fetched."""
    from benchmarks.contestants import fetched

    claim = one.claim(debate, 0 if operation == "whole map" else number)
    match operation:
        case "branch":
            return lambda: fetched(one.branch(claim))
        case "ancestors":
            return lambda: fetched(one.ancestors(claim))
        case "children":
            return lambda: fetched(one.children(claim))
        case "whole map":
            return lambda: fetched(one.whole(debate, claim))
        case "insert":
            return lambda: one.insert(debate, claim)
        case _:
            below = one.claim(debate, parent)
            return lambda: one.move(claim, below)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _milliseconds(act: Timer) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


# ---- ratios ---------------------------------------------------------------------------------


def rows_of(times: Times, sizes: tuple[int, ...]) -> list:
    from benchmarks.report import compared

    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    medians = {key: median(values) for key, values in times.items()}
    rows = []
    for operation in ("insert", "move", *READS, "bulk placing"):
        for size in sizes:
            peers = {
                name: time
                for (done, of_size, name), time in sorted(medians.items())
                if (done, of_size) == (operation, size) and name != "ours"
            }
            best = min(peers, key=lambda name: peers[name])
            rows += [
                compared(
                    operation,
                    size,
                    database,
                    ours=medians[operation, size, "ours"],
                    peer=time,
                    peer_name=name,
                    goal=_goal(operation, name, name == best),
                )
                for name, time in peers.items()
            ]
    if 100_000 in sizes:
        rows.append(
            compared(
                "insert",
                100_000,
                database,
                ours=medians["insert", 100_000, "ours"],
                peer=medians["insert", 1_000, "ours"],
                peer_name="ours at 1,000",
                goal=1.5,
            )
        )
    return rows


def _goal(operation: str, peer: str, best: bool) -> float | None:
    if operation in READS:
        return 1.3 if best else None
    if peer == "treebeard MP":
        return {"insert": 1.5, "move": 1.0}.get(operation)
    return None


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
