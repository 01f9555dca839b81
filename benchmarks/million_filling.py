"""Fills PostgreSQL with a great many small debates, by statements that write millions of rows.

Five claims each: a thesis, a pro with a pro, a critique with a rebuttal. Every claim has its
wording, its event and its words in the index; people write fifty claims each, however many debates
there are.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from benchmarks.vocabulary import OF_A_CLAIM, vocabulary
from core.accounts.models import User
from debates.argument.terms import terms
from debates.models.index import Document, Tsvector

CLAIMS_EACH = 5
_OF_ONE_PERSON = 10
_SENTENCES = 20_000
_DEBATES_OF_THE_READER = 30
_BATCH = 5_000
_SECTION = 100_000


def fill(debates: int) -> None:
    people = max(100, debates // _OF_ONE_PERSON)
    names = (User(username=f"p{n}", email=f"p{n}@example.org") for n in range(people))
    User.objects.bulk_create(names, batch_size=_BATCH)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        # Keys are right by construction: to look each of them up takes longer than to write it.
        cursor.execute("SET session_replication_role = replica")
        _write_sentences(cursor)
        for table, statement in _ROWS.items():
            with _without_indexes(cursor, table):
                _in_sections(statement, debates, people)
        step = max(1, debates // _DEBATES_OF_THE_READER)
        cursor.execute(_FOLLOWED, [debates, step])
        for table in ("debates_debate", "debates_claim"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id)) FROM {table}"
            )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _in_sections(statement: str, debates: int, people: int) -> None:
    for first in range(1, debates + 1, _SECTION):
        last = min(first + _SECTION - 1, debates)
        named = {"first": first, "last": last, "people": people, "sentences": _SENTENCES}
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, named)


def _write_sentences(cursor: CursorWrapper) -> None:
    dice = random.Random(22)
    words = vocabulary(dice)
    frequencies = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    cursor.execute("CREATE TABLE sentences (id int PRIMARY KEY, text text, words tsvector)")
    with cursor.copy("COPY sentences FROM STDIN") as copy:
        for number in range(_SENTENCES):
            text = " ".join(dice.choices(words, cum_weights=frequencies, k=OF_A_CLAIM))
            document = Document(number, (terms(text),))
            copy.write_row((number, text, Tsvector().row(document)[1]))


@contextmanager
def _without_indexes(cursor: CursorWrapper, table: str) -> Iterator[None]:
    """All indexes but those of constraints are made when the rows are there."""
    cursor.execute(_INDEXES, [table])
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, made in indexes:
        cursor.execute(made)


_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s
        AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
_SERIES = """
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS debate(id)
"""
# Number, parent, kind, side, level, left, right, stance: numbers with room in between.
_CLAIMS = f"""
    {_SERIES}
    CROSS JOIN (VALUES
        (1, 0, 'thesis', 'thesis', 0, 1, 128, 'thesis'),
        (2, 1, 'claim', 'thesis', 1, 8, 24, 'pro'),
        (3, 1, 'critique', 'critics', 1, 40, 56, 'con'),
        (4, 3, 'rebuttal', 'thesis', 2, 44, 48, 'con'),
        (5, 2, 'claim', 'thesis', 2, 12, 16, 'pro')
    ) AS place(number, parent, kind, side, level, lft, rght, stance)
    CROSS JOIN LATERAL (
        SELECT (debate.id - 1) * 5 + place.number AS id,
            1 + (debate.id * 7919 + place.number * 104729) %% %(people)s AS author,
            (debate.id * 2654435761 + place.number * 40503) %% %(sentences)s AS said
    ) AS claim
    JOIN sentences ON sentences.id = claim.said
"""
_ROWS = {
    "debates_debate": f"""
        INSERT INTO debates_debate (id, title, slug, background, background_html, visibility,
            posting, phase, method, base, votes_shown, version, votes_version, created_at,
            active_at)
        SELECT debate.id, LEFT(sentences.text, 60), 'debate-' || debate.id, '', '',
            CASE WHEN debate.id %% 20 = 7 THEN 'private' WHEN debate.id %% 20 = 13 THEN 'unlisted'
                ELSE 'public' END,
            'open', CASE WHEN debate.id %% 10 = 3 THEN 'closed' ELSE 'open' END,
            'quadratic-energy', 'votes', 'after', 5, 0,
            now() - debate.id * interval '60 s',
            now() - (debate.id * 7919 %% 1000003) * interval '60 s'
        {_SERIES} JOIN sentences ON sentences.id = debate.id * 2654435761 %% %(sentences)s
    """,
    "debates_membership": f"""
        INSERT INTO debates_membership (debate_id, user_id, role, created_at)
        SELECT debate.id, 1 + (debate.id * 7919 + 104729) %% %(people)s, 6, now() {_SERIES}
    """,
    "debates_claim": f"""
        INSERT INTO debates_claim (id, debate_id, parent_id, lft, rght, tree_id, level, kind, side,
            aim, scheme, critical_question, state, text, text_html, detail, detail_html, revision,
            author_id, created_at)
        SELECT claim.id, debate.id,
            CASE WHEN place.parent > 0 THEN (debate.id - 1) * 5 + place.parent END,
            CASE place.lft WHEN 1 THEN 1 ELSE place.lft * (1::bigint << 55) END,
            place.rght * (1::bigint << 55), debate.id, place.level, place.kind, place.side,
            '', '', '', 'visible', sentences.text, sentences.text, '', '', 1,
            claim.author, now() - debate.id * interval '60 s'
        {_CLAIMS}
    """,
    "debates_revision": f"""
        INSERT INTO debates_revision (claim_id, number, text, detail, editor_id, note, created_at)
        SELECT claim.id, 1, sentences.text, '', claim.author, '', now() {_CLAIMS}
    """,
    "debates_event": f"""
        INSERT INTO debates_event (debate_id, version, verb, actor_id, claim_id, data, created_at)
        SELECT debate.id, place.number, CASE place.number WHEN 1 THEN 'opened' ELSE 'posted' END,
            claim.author, claim.id, '{{}}', now() - debate.id * interval '60 s'
        {_CLAIMS}
    """,
    "debates_debate_words": f"""
        INSERT INTO debates_debate_words (key, words)
        SELECT debate.id, sentences.words
        {_SERIES} JOIN sentences ON sentences.id = debate.id * 2654435761 %% %(sentences)s
    """,
    "debates_claim_words": f"""
        INSERT INTO debates_claim_words (key, words)
        SELECT (debate.id << 32) + claim.id,
            sentences.words || array_to_tsvector(ARRAY['§a' || claim.author, '§k' || place.stance])
        {_CLAIMS}
    """,
}
_FOLLOWED = """
    INSERT INTO debates_follow (person_id, debate_id, created_at)
    SELECT 1, debate, now() FROM generate_series(1, %s, %s) AS debate
"""
