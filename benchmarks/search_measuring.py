"""Measures searching on one database, the one of DATABASE_URL, and prints the rows as JSON.

``search.py`` runs this in a process of its own for each database.
"""

import gc
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from statistics import median
from typing import Any
from unittest.mock import patch

import django
from django.db import connection

CLAIMS, QUICK_CLAIMS = 1_000_000, 20_000
ROUNDS, QUICK_ROUNDS = 60, 5
POSTS, QUICK_POSTS = 200, 20
# By their place among the words, the most frequent first.
MIDDLING = range(600, 1_700)
COMMON = range(5)
MOST_MILLISECONDS = 20
# What a word may take that is in a fourth of all claims; bare, it takes several times as long.
MOST_FOR_COMMON = 60
A_PAGE = 20

Times = dict[str, list[float]]
# The first page, ranked by the database alone; FTS5's own column "rank" takes somewhat longer.
_BARE = {
    "sqlite": """SELECT rowid FROM debates_claim_words WHERE debates_claim_words MATCH %s
        ORDER BY bm25(debates_claim_words) LIMIT 20""",
    "postgresql": """SELECT key FROM debates_claim_words WHERE words @@ %s::tsquery
        ORDER BY ts_rank(words, %s::tsquery) DESC LIMIT 20""",
}


def main(*, quick: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    gc.disable()
    times = _measured(quick)
    size = QUICK_CLAIMS if quick else CLAIMS
    print(json.dumps([row._asdict() for row in _rows_of(times, size)]))


def _measured(quick: bool) -> Times:
    from benchmarks.vocabulary import fill, vocabulary

    dice = random.Random(14)
    words = vocabulary(dice)
    debates = fill(QUICK_CLAIMS if quick else CLAIMS, words, dice)
    times: Times = defaultdict(list)
    searches = _searches(debates, dice)
    for _ in range(QUICK_ROUNDS if quick else ROUNDS):
        word, common = words[dice.choice(MIDDLING)], words[dice.choice(COMMON)]
        for name, act in dice.sample(searches, len(searches)):
            asked = common if "common" in name else word
            times[name].append(_milliseconds(lambda act=act, asked=asked: act(asked)))
    _post(debates, words, dice, times, QUICK_POSTS if quick else POSTS)
    return times


def _searches(debates: list, dice: random.Random) -> list[tuple[str, Callable[[str], Any]]]:
    from django.contrib.auth.models import AnonymousUser

    from core.accounts.models import User
    from debates.argument.wanted import wanted
    from debates.models import Claim
    from debates.models.finding import found_by
    from debates.models.search import ANYWHERE, Within, read

    member = User.objects.get(username="person0")
    visitor = AnonymousUser()

    def first_page(person, word, within=ANYWHERE):
        """As the page does: the first of all that were found are read."""
        keys = found_by(person, wanted(word), within)
        return read(Claim.objects.all(), keys[:A_PAGE])

    def everywhere(person):
        return lambda word: first_page(person, word)

    def in_one(word):
        return first_page(visitor, word, Within(debate=dice.choice(debates).pk))

    def by_one(word):
        return first_page(visitor, word, Within(author=member.pk))

    return [
        ("bare", _bare),
        ("bare, common", _bare),
        ("a middling word", everywhere(visitor)),
        ("the same, a member", everywhere(member)),
        ("the same, in one debate", in_one),
        ("the same, of one author", by_one),
        ("a very common word", everywhere(visitor)),
        ("a very common word, in one debate", in_one),
    ]


def _bare(word: str) -> list[Any]:
    from debates.argument.terms import terms

    (term,) = terms(word)
    statement = _BARE[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [f'"{term}"' if connection.vendor == "sqlite" else term] * statement.count("%s"),
        )
        return cursor.fetchall()


def _post(debates: list, words: list[str], dice: random.Random, times: Times, count: int) -> None:
    from core.accounts.models import User
    from debates import operations
    from debates.operations import indexing

    author = User.objects.get(username="person1")
    nothing = dict.fromkeys(indexing.FOLLOWING, lambda debate, claim: None)
    for _ in range(count):
        root = dice.choice(debates).claims.get(parent=None)
        for name in dice.sample(["posting", "posting, not indexed"], 2):
            text = " ".join(dice.choices(words[:5_000], k=18))
            act = lambda text=text, root=root: operations.post_claim(  # noqa: E731
                author, root, stance="pro", text=text
            )
            with patch.dict(indexing.FOLLOWING, nothing if "not" in name else {}):
                times[name].append(_milliseconds(act))


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


# ---- ratios ---------------------------------------------------------------------------------


def _rows_of(times: Times, size: int) -> list:
    from benchmarks.report import compared

    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    took = {name: median(values) for name, values in times.items()}

    def row(name: str, peer: float, peer_name: str, goal: float | None = None):
        ours = took[name]
        return compared(name, size, database, ours=ours, peer=peer, peer_name=peer_name, goal=goal)

    bare, common = took["bare"], took["bare, common"]
    return [
        row("a middling word", bare, "bare query", 3),
        row("a middling word", MOST_MILLISECONDS, "the most it may take", 1),
        row("the same, a member", bare, "bare query"),
        row("the same, a member", MOST_MILLISECONDS, "the most it may take", 1),
        row("the same, in one debate", bare, "bare query, everywhere", 1.5),
        row("the same, of one author", bare, "bare query, everywhere"),
        row("a very common word", common, "bare query", 0.5),
        row("a very common word", MOST_FOR_COMMON, "the most it may take", 1),
        row("a very common word, in one debate", common, "bare query, everywhere", 0.2),
        row("posting", took["posting, not indexed"], "posting, not indexed", 1.3),
    ]


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
