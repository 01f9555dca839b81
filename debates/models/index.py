"""The tables in which words are looked up, in the words of each database: FTS5, and tsvector.

What is written and asked for are terms (``debates.argument.terms``), so that nothing anybody types
is syntax and both databases find the same; only the order of what they find may differ. Tags stand
beside the words, marked with a sign that no term has. See docs/decisions/0014-search-index.md.
"""

# ruff: noqa: S608 - the only names put into statements are those of our own tables

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.routing import reading_connection
from debates.argument.wanted import Match, Phrase

# So many terms of each section; a tsvector has 16,383 places, and the gaps between sections.
TERMS_MAX = 5_000
_GAP = 10
_TAG = "§"


class Index(NamedTuple):
    """A table of documents and the names of their sections, the weightiest first."""

    table: str
    sections: tuple[str, ...]


class Document(NamedTuple):
    key: int
    sections: tuple[list[str], ...]
    tags: tuple[str, ...] = ()


class Range(NamedTuple):
    """Keys from the first to the last, both included."""

    first: int
    last: int


class Scope(NamedTuple):
    """Among which documents to look: those with all ``tags``, in ``keys``, and in a part that
    ``parts`` selects in SQL by the upper half of the key.
    """

    tags: tuple[str, ...] = ()
    keys: Range | None = None
    parts: tuple[str, tuple[object, ...]] | None = None


class Engine(Protocol):
    def create(self, index: Index, execute: Callable[..., object]) -> None: ...

    def write(self, index: Index, documents: Iterable[Document]) -> None:
        """Put documents in the place of those with the same keys."""

    def hits(
        self, index: Index, match: Match, scope: Scope, most: int, best: int | None = None
    ) -> list[int]:
        """The keys of what matches, best first; of more than ``most`` some are not looked at.

        ``best``: no more than so many.
        """

    def differing(self, index: Index, documents: Sequence[Document]) -> set[int]:
        """The keys of those that are not in the table, or otherwise."""


def engine() -> Engine:
    return _ENGINES[connection.vendor]


def create(editor: BaseDatabaseSchemaEditor, index: Index) -> None:
    _ENGINES[editor.connection.vendor].create(index, editor.execute)


def drop(editor: BaseDatabaseSchemaEditor, index: Index) -> None:
    editor.execute(f"DROP TABLE {index.table}")


def remove(index: Index, keys: Range) -> None:
    _execute(f"DELETE FROM {index.table} WHERE {_key()} BETWEEN %s AND %s", keys)


def keys_in(index: Index, keys: Range) -> set[int]:
    asked = f"SELECT {_key()} FROM {index.table} WHERE {_key()} BETWEEN %s AND %s"
    return {key for (key,) in _rows(asked, keys)}


def without(index: Index, bits: int) -> int:
    """How many documents have no debate: its key is theirs without so many bits."""
    return _rows(f"SELECT COUNT(*) FROM {index.table} WHERE {_homeless(bits)}", ())[0][0]


def remove_without(index: Index, bits: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {index.table} WHERE {_homeless(bits)}")
        return cursor.rowcount


def _homeless(bits: int) -> str:
    return f"({_key()} >> {bits}) NOT IN (SELECT id FROM debates_debate)"


def _key() -> str:
    return "rowid" if connection.vendor == "sqlite" else "key"


def _tags(tags: Iterable[str]) -> list[str]:
    return [f"{_TAG}{tag}" for tag in tags]


def _execute(statement: str, parameters: Sequence[object] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _rows(statement: str, parameters: Sequence[object]) -> list[tuple]:
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


class Fts5:
    """SQLite: a virtual table whose rowid is the document's key, with a column for the tags."""

    def create(self, index: Index, execute: Callable[..., object]) -> None:
        columns = ", ".join([*index.sections, "tags"])
        # Terms are separated by blanks and hold no sign of ASCII: this is the cheapest tokenizer.
        execute(f"CREATE VIRTUAL TABLE {index.table} USING fts5({columns}, tokenize='ascii')")

    def write(self, index: Index, documents: Iterable[Document]) -> None:
        places = ", ".join(["%s"] * (len(index.sections) + 2))
        columns = ", ".join(["rowid", *index.sections, "tags"])
        statement = f"REPLACE INTO {index.table} ({columns}) VALUES ({places})"
        with connection.cursor() as cursor:
            cursor.executemany(statement, map(self._row, documents))

    def hits(
        self, index: Index, match: Match, scope: Scope, most: int, best: int | None = None
    ) -> list[int]:
        where, parameters = [f"{index.table} MATCH %s"], [self._expression(match, scope.tags)]
        if scope.keys:
            where.append("rowid BETWEEN %s AND %s")
            parameters += scope.keys
        if scope.parts:
            asked, more = scope.parts
            where.append(f"(rowid >> 32) IN ({asked})")
            parameters += more
        weights = ", ".join(f"{weight}" for weight in (*_BM25[: len(index.sections)], 0.0))
        rows = _rows(
            f"""SELECT rowid FROM (
                    SELECT rowid, bm25({index.table}, {weights}) AS badness FROM {index.table}
                    WHERE {" AND ".join(where)} ORDER BY rowid DESC LIMIT %s
                ) ORDER BY badness, rowid DESC LIMIT %s""",
            [*parameters, most, best or most],
        )
        return [key for (key,) in rows]

    def differing(self, index: Index, documents: Sequence[Document]) -> set[int]:
        if not documents:
            return set()
        columns = ", ".join(["rowid", *index.sections, "tags"])
        asked = f"SELECT {columns} FROM {index.table} WHERE rowid BETWEEN %s AND %s"
        keys = [document.key for document in documents]
        there = {row[0]: row for row in _rows(asked, [min(keys), max(keys)])}
        rows = map(self._row, documents)
        return {row[0] for row in rows if there.get(row[0]) != row}

    def _row(self, document: Document) -> tuple[object, ...]:
        sections = (" ".join(terms[:TERMS_MAX]) for terms in document.sections)
        return (document.key, *sections, " ".join(_tags(document.tags)))

    def _expression(self, match: Match, tags: Iterable[str]) -> str:
        *phrases, last = map(_in_quotes, match.present)
        phrases += [f"{last} *" if match.begins else last]
        phrases += [f'"{tag}"' for tag in _tags(tags)]
        absent = "".join(f" NOT {_in_quotes(phrase)}" for phrase in match.absent)
        return f"({' AND '.join(phrases)}){absent}"


def _in_quotes(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'


class Tsvector:
    """PostgreSQL: vectors made of terms and places by ourselves, without a configuration."""

    def create(self, index: Index, execute: Callable[..., object]) -> None:
        execute(f"CREATE TABLE {index.table} (key bigint PRIMARY KEY, words tsvector NOT NULL)")
        self.create_index(index, execute)

    def create_index(self, index: Index, execute: Callable[..., object]) -> None:
        # Everyone who searches reads what is pending, so that there must not be much of it.
        execute(
            f"CREATE INDEX {index.table}_by_word ON {index.table}"
            " USING gin (words) WITH (gin_pending_list_limit = 128)"
        )

    def write(self, index: Index, documents: Iterable[Document]) -> None:
        rows = list(map(self.row, documents))
        keys, vectors = [key for key, _ in rows], [vector for _, vector in rows]
        # In one statement: one for each document takes three times as long.
        statement = f"""
            INSERT INTO {index.table} (key, words)
            SELECT new.key, new.words::tsvector
            FROM unnest(%s::bigint[], %s::text[]) AS new(key, words)
            ON CONFLICT (key) DO UPDATE SET words = EXCLUDED.words
        """
        with connection.cursor() as cursor:
            cursor.execute(statement, [keys, vectors])

    def row(self, document: Document) -> tuple[int, str]:
        return document.key, self._vector(document)

    def hits(
        self, index: Index, match: Match, scope: Scope, most: int, best: int | None = None
    ) -> list[int]:
        asked = self._expression(match)
        where, parameters = ["words @@ %s::tsquery"], [self._tagged(asked, scope.tags)]
        if scope.keys:
            where.append("key BETWEEN %s AND %s")
            parameters += scope.keys
        if scope.parts:
            asked_parts, more = scope.parts
            where.append(f"(key >> 32) IN ({asked_parts})")
            parameters += more
        rows = _rows(
            f"""SELECT key FROM (
                    SELECT key, ts_rank('{_TS_RANK}', words, %s::tsquery, 1) AS rank
                    FROM {index.table} WHERE {" AND ".join(where)} LIMIT %s
                ) found ORDER BY rank DESC, key DESC LIMIT %s""",
            [asked, *parameters, most, best or most],
        )
        return [key for (key,) in rows]

    def differing(self, index: Index, documents: Sequence[Document]) -> set[int]:
        keys = [document.key for document in documents]
        vectors = [self._vector(document) for document in documents]
        asked = f"""
            SELECT new.key FROM unnest(%s::bigint[], %s::text[]) AS new(key, words)
            LEFT JOIN {index.table} old ON old.key = new.key
            WHERE old.words IS DISTINCT FROM new.words::tsvector
        """
        return {key for (key,) in _rows(asked, [keys, vectors])}

    def _vector(self, document: Document) -> str:
        parts = [_quoted(tag) for tag in _tags(document.tags)]
        start = 1
        for section, weight in zip(document.sections, "ABC", strict=False):
            terms = section[:TERMS_MAX]
            parts += [f"{_quoted(term)}:{place}{weight}" for place, term in enumerate(terms, start)]
            start += len(terms) + _GAP
        return " ".join(parts)

    def _expression(self, match: Match) -> str:
        phrases = [" <-> ".join(map(_quoted, phrase)) for phrase in match.present]
        if match.begins:
            phrases[-1] += ":*"
        absent = [" <-> ".join(map(_quoted, phrase)) for phrase in match.absent]
        return " & ".join([f"({one})" for one in phrases] + [f"!({one})" for one in absent])

    def _tagged(self, expression: str, tags: Iterable[str]) -> str:
        return " & ".join([f"({expression})", *map(_quoted, _tags(tags))])


def _quoted(term: str) -> str:
    return f"'{term}'"


# What a word in each section is worth. D, C, B, A in the words of PostgreSQL.
_BM25 = (8.0, 4.0, 2.0)
_TS_RANK = "{0, 0.25, 0.5, 1}"
_ENGINES: dict[str, Engine] = {"sqlite": Fts5(), "postgresql": Tsvector()}
