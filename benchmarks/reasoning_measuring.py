"""Measures reasoning on one database, the one of DATABASE_URL, and prints the rows as JSON.

``reasoning.py`` runs this in a process of its own for each database.
"""

import gc
import json
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

import django
from django.db import connection

from benchmarks.filling import grown
from benchmarks.report import Row, compared

if TYPE_CHECKING:
    from debates.argument.map import ArgumentMap
    from debates.models import Debate

CLAIMS, QUICK_CLAIMS = 10_000, 1_000
ROUNDS, QUICK_ROUNDS = 15, 5
# The naive implementation looks through all edges for each claim.
FOR_THE_NAIVE = 1_000
VOTES = 200

Act = Callable[[], Any]
_ROWS = """SELECT id, parent_id, kind, aim, state, conceded_at, met_at, scheme,
    critical_question, premise_group FROM debates_claim WHERE tree_id = %s ORDER BY lft"""


def main(*, quick: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    size, rounds = (QUICK_CLAIMS, QUICK_ROUNDS) if quick else (CLAIMS, ROUNDS)
    debate = _placed(size)
    gc.disable()
    rows = [*_against_rows(debate, size, rounds), *_by_themselves(size, rounds)]
    print(json.dumps([row._asdict() for row in rows]))


def _placed(size: int) -> "Debate":
    from core.accounts.models import User
    from debates import operations

    owner = User.objects.create(username="ada", email="ada@example.org")
    return operations.place_debate(owner, _argued(size))


def _argued(size: int) -> "ArgumentMap":
    """A third of the cons dispute relevance."""
    from debates.argument.words import Aim, Stance

    argument = grown(f"{size} claims", size)
    replies = [
        reply._replace(aim=Aim.RELEVANCE)
        if reply.stance is Stance.CON and reply.parent != "0" and int(reply.key) % 6 == 0
        else reply
        for reply in argument.replies
    ]
    return replace(argument, replies=tuple(replies))


def _against_rows(debate: "Debate", size: int, rounds: int) -> list[Row]:
    from debates.reasoning.framework import framework
    from debates.reasoning.grounded import labels
    from debates.reasoning.strengths import strengths

    argument = debate.claims.as_skeleton()
    framing = framework(argument)
    acts: dict[str, Act] = {
        "rows": partial(_read, debate.pk),
        "strengths": lambda: strengths(framing).claims,
        "labels": lambda: labels(framing),
        "strengths, labels, gradients together": lambda: together(framing),
        "the same from the map": lambda: together(framework(replace(argument))),
        "the map itself": debate.claims.as_skeleton,
    }
    found = _measured(acts, rounds)
    peer = found.pop("rows")
    goals = {"strengths, labels, gradients together": 5.0, "the same from the map": 5.0}
    return [
        compared(
            name,
            size,
            connection.vendor,
            ours=ours,
            peer=peer,
            peer_name="reading the rows",
            goal=goals.get(name),
        )
        for name, ours in found.items()
    ]


def _read(debate: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [debate])
        return cursor.fetchall()


def together(framing: Any) -> tuple[Any, ...]:
    from debates.reasoning.gradients import gradients_in
    from debates.reasoning.grounded import standings
    from debates.reasoning.strengths import strengths

    found = strengths(framing)
    slopes = gradients_in(found, framing.theses[0])
    return found.claims, standings(framing), slopes.claims


def _by_themselves(size: int, rounds: int) -> list[Row]:
    """Nothing of this asks the database."""
    if connection.vendor != "sqlite":
        return []
    return [*_tenfold(size, rounds), _after_a_vote(size, rounds), _against_the_naive(rounds)]


def _tenfold(size: int, rounds: int) -> list[Row]:
    from debates.reasoning.framework import framework

    small, large = _argued(size), _argued(10 * size)
    few, many = framework(small), framework(large)
    acts: dict[str, Act] = {
        "ten small": lambda: [together(few) for _ in range(10)],
        "large": lambda: together(many),
        "ten small from maps": lambda: [framework(replace(small)) for _ in range(10)],
        "large from its map": lambda: framework(replace(large)),
    }
    found = _measured(acts, rounds)
    pairs = [("together", "large", "ten small", 1.2)]
    pairs += [("framework", "large from its map", "ten small from maps", None)]
    return [
        compared(
            f"ten times as many claims, {name}",
            10 * size,
            "none",
            ours=found[ours],
            peer=found[peer],
            peer_name="ten times the tenth",
            goal=goal,
        )
        for name, ours, peer, goal in pairs
    ]


def _after_a_vote(size: int, rounds: int) -> Row:
    from debates.reasoning.framework import framework
    from debates.reasoning.strengths import strengths
    from debates.reasoning.updating import Kept

    framing, dice = framework(_argued(size)), random.Random(6)
    kept = Kept(framing)
    votes = [(dice.choice(framing.keys), dice.random()) for _ in range(VOTES)]

    def after_each() -> None:
        for key, base in votes:
            kept.rate(key, base)

    found = _measured({"votes": after_each, "full": lambda: strengths(framing)}, rounds)
    return compared(
        "strengths after one vote",
        size,
        "none",
        ours=found["votes"] / VOTES,
        peer=found["full"],
        peer_name="computing all anew",
        goal=0.01,
    )


def _against_the_naive(rounds: int) -> Row:
    from debates.reasoning.framework import framework
    from debates.reasoning.strengths import strengths
    from tests.reasoning.naive import PULLS, Naive

    argument = _argued(FOR_THE_NAIVE)

    def naive() -> dict[str, float]:
        other = Naive(argument, PULLS["quadratic-energy"], {}, {})
        return {key: other.strength(key) for key in argument.nodes}

    found = _measured(
        {"ours": lambda: strengths(framework(replace(argument))).claims, "naive": naive},
        max(1, rounds // 5),
    )
    return compared(
        "strengths from the map",
        FOR_THE_NAIVE,
        "none",
        ours=found["ours"],
        peer=found["naive"],
        peer_name="the naive ones of the tests",
        goal=0.05,
    )


def _measured(acts: dict[str, Act], rounds: int) -> dict[str, float]:
    dice = random.Random(6)
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in dice.sample([*acts.items()], len(acts)):
            times[name].append(_milliseconds(act))
            gc.collect()
    return {name: median(some) for name, some in times.items()}


def _milliseconds(act: Act) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1_000


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
