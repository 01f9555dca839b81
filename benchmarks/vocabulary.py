"""Many debates full of words, written in bulk: with numbers and words as the verbs would have."""

import random
from collections.abc import Iterator
from itertools import accumulate, islice

from django.db import connection, transaction
from django.utils import timezone

from core.accounts.models import User
from debates.argument.terms import terms
from debates.models import Claim, Debate, Membership, Role
from debates.models.index import Document, Tsvector, engine
from debates.models.search import CLAIMS, index_debate, key_of

WORDS, OF_A_CLAIM, OF_A_DEBATE = 50_000, 18, 500
_BATCH = 20_000
_COLUMNS = (
    *("id", "debate_id", "parent_id", "lft", "rght", "tree_id", "level", "kind", "side", "aim"),
    *("scheme", "critical_question", "state", "text", "text_html", "detail", "detail_html"),
    *("revision", "author_id", "created_at"),
)


def vocabulary(dice: random.Random) -> list[str]:
    """The most frequent first, and short: made of syllables, so that none is a form of another."""
    syllables = [a + b for a in "bcdfgklmnprtvz" for b in "aeiou"]
    words: dict[str, None] = {}
    while len(words) < WORDS:
        length = 2 + (len(words) > 100) + (len(words) > 5_000)
        words["".join(dice.choices(syllables, k=length)) + dice.choice("nrtkm")] = None
    return list(words)


def fill(count: int, words: list[str], dice: random.Random) -> list[Debate]:
    authors = User.objects.bulk_create(
        [User(username=f"person{n}", email=f"p{n}@example.org") for n in range(1_000)]
    )
    debates = [
        Debate(title=f"Debate {number}", slug=f"debate-{number}")
        for number in range(count // OF_A_DEBATE)
    ]
    debates = Debate.objects.bulk_create(debates, batch_size=1_000)
    Membership.objects.bulk_create(
        [Membership(debate=one, user=authors[0], role=Role.OWNER) for one in debates[:50]]
    )
    with transaction.atomic():
        for debate in debates:
            index_debate(debate)
    frequencies = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    rows = _rows(debates, authors, words, frequencies, dice)
    if connection.vendor == "postgresql":
        _copy(rows)
    else:
        _insert(rows)
    return debates


def _rows(debates, authors, words, frequencies, dice) -> Iterator[tuple[tuple, Document]]:
    now = timezone.now().isoformat(sep=" ")
    key = 0
    for debate in debates:
        root = key + 1
        for number in range(OF_A_DEBATE):
            key += 1
            text = " ".join(dice.choices(words, cum_weights=frequencies, k=OF_A_CLAIM))
            author = authors[key % len(authors)].pk
            kind, parent, level = ("claim", root, 1) if number else ("thesis", None, 0)
            left = number * 2**20 + 1
            right = left + 2**19 if number else 2**62
            place = (key, debate.pk, parent, left, right, debate.pk, level, kind, "thesis")
            row = (*place, "", "", "", _state(debate, number), text, text, "", "", 1, author, now)
            tags = (f"a{author}", f"k{'pro' if number else 'thesis'}")
            yield row, Document(key_of(debate.pk, key), (terms(text), [], []), tags)


def _state(debate: Debate, number: int) -> str:
    """A tenth of the debates keep one claim in 50 back: something to look out for."""
    return "pending" if debate.pk % 10 == 0 and number % 50 == 7 else "visible"


def _insert(rows: Iterator[tuple[tuple, Document]]) -> None:
    places = ", ".join(["%s"] * len(_COLUMNS))
    statement = f"INSERT INTO {Claim._meta.db_table} ({', '.join(_COLUMNS)}) VALUES ({places})"
    while batch := list(islice(rows, _BATCH)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, [row for row, _ in batch])
            engine().write(CLAIMS, [document for _, document in batch])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(rows: Iterator[tuple[tuple, Document]]) -> None:
    """The words are indexed when all are there, as when a dump is restored."""
    claims = f"COPY {Claim._meta.db_table} ({', '.join(_COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {CLAIMS.table}_by_word")
        while batch := list(islice(rows, _BATCH)):
            with cursor.copy(claims) as copy:
                for row, _ in batch:
                    copy.write_row(row)
            with cursor.copy(f"COPY {CLAIMS.table} (key, words) FROM STDIN") as copy:
                for _, document in batch:
                    copy.write_row(Tsvector().row(document))
        Tsvector().create_index(CLAIMS, cursor.execute)
        cursor.execute(_LATEST_KEY)
        cursor.execute("VACUUM ANALYZE")


_LATEST_KEY = """
    SELECT setval(pg_get_serial_sequence('debates_claim', 'id'), MAX(id)) FROM debates_claim
"""
