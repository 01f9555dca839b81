import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Aim, Stance
from debates.formats.errors import FormatError
from debates.formats.graph import ASKED, free_key, in_reading_order
from debates.formats.nodes import NODE_KEYS, node_of
from debates.formats.order import placed
from debates.formats.records import Record, Wrong, parsed
from debates.formats.resting import undisturbed
from debates.formats.table.columns import COLUMNS, TIMES, WORDS

_NEEDED = {"parent_id", "relation", "text"}
_OTHER_NAMES = {
    "key": "id",
    "parent": "parent_id",
    "claim": "text",
    "url": "source_urls",
    "urls": "source_urls",
    "stance": "relation",
    "kind": "relation",
    "type": "relation",
}
_STANCES = {
    **dict.fromkeys(("pro", "support", "supports", "+", "claim"), Stance.PRO),
    **dict.fromkeys(("con", "attack", "attacks", "-", "critique", "rebuttal"), Stance.CON),
}
_ROOTS = ("question", "thesis", "")
_TRUE = ("true", "1", "yes", "x")
_DELIMITERS = ",;\t"
_HEAD = 2000
_LAST = 10**9


class _Row(NamedTuple):
    """``key`` is that of a claim; of one that is told elsewhere, where ``is_link``."""

    line: int
    cells: Mapping[str, str]
    key: str
    is_link: bool

    @property
    def parent(self) -> str:
        return self.cells.get("parent_id", "")

    @property
    def relation(self) -> str:
        return self.cells.get("relation", "").strip().lower()

    @property
    def position(self) -> int:
        position = self.cells.get("position", "").strip()
        return int(position) if re.fullmatch("[0-9]{1,9}", position) else _LAST


def fits(text: str) -> bool:
    names = _names(_cells(text[:_HEAD].lstrip("\ufeff\r\n")))
    return {"id", *_NEEDED} <= set(names)


@undisturbed
def loads(text: str) -> ArgumentMap:
    """Rows in any order; claims without an id are numbered."""
    return _Reading(text.removeprefix("\ufeff")).map()


class _Reading:
    def __init__(self, text: str) -> None:
        self.unplaced: Counter[str] = Counter()
        self.rows = sorted(_numbered(list(self._rows(text))), key=lambda row: row.position)
        claims = {row.key: row for row in self.rows if not row.is_link}
        self.nodes = {key: _node(row) for key, row in claims.items()}
        self.lines = {key: row.line for key, row in claims.items()}
        self.root, self.asks = self._root([row for row in claims.values() if not row.parent])

    def map(self) -> ArgumentMap:
        below: dict[str, list[Reply | Link]] = {}
        replies: list[Reply] = []
        for row in self.rows:
            if row.key == self.root and not row.is_link:
                continue
            self._require_known(row)
            parent = row.parent or self.root
            arguing = self._link(row, parent) if row.is_link else self._reply(row, parent)
            below.setdefault(parent, []).append(arguing)
            if isinstance(arguing, Reply):
                replies.append(arguing)
        argument = ArgumentMap(
            root=self.root,
            nodes=self.nodes,
            replies=tuple(replies),
            links=self._new(placed(below.values())),
            asks=self.asks,
            unplaced=dict(self.unplaced),
            lines=self.lines,
        )
        return self._in_reading_order(argument)

    def _rows(self, text: str) -> Iterator[_Row]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        names: list[str] = []
        line = 1
        try:
            for cells in reader:
                if any(cells) and names:
                    yield _row(line, names, cells)
                elif any(cells):
                    names = self._header(cells, line)
                line = reader.line_num + 1
        except csv.Error as error:
            raise FormatError(line, f"this is no row of CSV: {error}") from None
        if not names:
            raise FormatError(
                1, "the first row must name the columns: id, parent_id, relation, text"
            )

    def _header(self, cells: list[str], line: int) -> list[str]:
        names = _names(cells)
        missing = [name for name in _NEEDED if name not in names]
        if missing:
            raise FormatError(line, f"a column is missing: {', '.join(missing)}")
        twice = [name for name, times in Counter(names).items() if times > 1 and name in COLUMNS]
        if twice:
            raise FormatError(line, f"two columns are named {twice[0]}")
        unknown = sum(bool(name) and name not in COLUMNS for name in names)
        if unknown:
            self.unplaced["columns that are not known"] = unknown
        return names

    def _root(self, tops: list[_Row]) -> tuple[str, bool]:
        """What the debate is about, and whether it is a question."""
        if not tops:
            raise FormatError(1, "there is no thesis: a row without a parent_id")
        for row in tops:
            if row.relation not in _ROOTS:
                problem = f"this has no parent_id, so it cannot be a {row.relation}"
                raise FormatError(row.line, problem)
        questions = [row for row in tops if row.relation == "question"]
        if len(questions) > 1:
            raise FormatError(questions[1].line, "there is a question already: a file has only one")
        if questions or len(tops) == 1:
            return (questions or tops)[0].key, bool(questions)
        root = free_key(self.nodes)
        self.nodes = {root: Node(root, ASKED), **self.nodes}
        return root, True

    def _require_known(self, row: _Row) -> None:
        for key in (row.parent, row.key):
            if key and key not in self.nodes:
                raise FormatError(row.line, f"no row has the id {key}")

    def _reply(self, row: _Row, parent: str) -> Reply:
        if self.asks and parent == self.root:
            if row.relation not in ("thesis", "") or row.cells.get("aim") or row.cells.get("group"):
                raise FormatError(row.line, "right below a question are theses only")
            return Reply(row.key, parent, None)
        return Reply(row.key, parent, *_manner(row))

    def _link(self, row: _Row, parent: str) -> Link:
        stance, aim, group = _manner(row)
        return Link(row.key, parent, stance, aim, _made(row), group)

    def _new(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """At most one for each pair of different claims."""
        kept: dict[tuple[str, str], Link] = {}
        for link in links:
            if link.key == link.target or (link.key, link.target) in kept:
                self.unplaced["links that say nothing new"] += 1
            else:
                kept[link.key, link.target] = link
        return tuple(kept.values())

    def _in_reading_order(self, argument: ArgumentMap) -> ArgumentMap:
        ordered = in_reading_order(argument)
        for key in self.nodes:
            if key not in ordered.nodes:
                problem = "this leads to no thesis: by their parent_id, claims argue in a circle"
                raise FormatError(self.lines[key], problem)
        return ordered


def _delimiter(text: str) -> str:
    """The comma, or what the first row has more of: spreadsheets write what their country uses."""
    head = text.lstrip("\r\n")[:_HEAD].splitlines()[:1]
    return max(_DELIMITERS, key="".join(head).count)


def _cells(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), [])


def _names(cells: list[str]) -> list[str]:
    names = (cell.strip().lower().replace(" ", "_") for cell in cells)
    return [_OTHER_NAMES.get(name, name) for name in names]


def _row(line: int, names: list[str], cells: list[str]) -> _Row:
    if any(cells[len(names) :]):
        raise FormatError(line, "this row has more cells than there are columns")
    told = dict(zip(names, cells, strict=False))
    target = told.get("link_to", "")
    return _Row(line, told, target or told.get("id", ""), bool(target))


def _numbered(rows: list[_Row]) -> list[_Row]:
    """With keys for claims that have no id."""
    lines: dict[str, int] = {}
    for row in rows:
        if row.key and not row.is_link and lines.setdefault(row.key, row.line) != row.line:
            first = lines[row.key]
            raise FormatError(row.line, f"the id {row.key} is that of line {first} already")
    free = (key for key in map(str, count(1)) if key not in lines)
    return [row if row.key else row._replace(key=next(free)) for row in rows]


def _node(row: _Row) -> Node:
    told = {
        name: row.cells[name] for name in ("text", "detail", *WORDS, *TIMES) if row.cells.get(name)
    }
    fields: dict[str, Any] = told | {"id": row.key}
    if row.cells.get("conceded", "").strip().lower() in _TRUE:
        fields["conceded"] = True
    try:
        if row.cells.get("sources"):
            fields["sources"] = parsed(row.cells["sources"])
        node = node_of(Record("", fields, NODE_KEYS))
    except Wrong as wrong:
        raise FormatError(row.line, str(wrong).strip()) from None
    except FormatError as error:
        raise FormatError(row.line, f"sources: {error.problem}") from None
    if node.sources:
        return node
    urls = row.cells.get("source_urls", "").split("\n")
    return node._replace(sources=tuple(Source(url=url.strip()) for url in urls if url.strip()))


def _manner(row: _Row) -> tuple[Stance, Aim | None, str]:
    """How it argues: its stance, its aim and with what it is linked."""
    stance = _STANCES.get(row.relation)
    if stance is None:
        told = f"“{row.relation}” is neither" if row.relation else "the relation is missing"
        raise FormatError(row.line, f"is this a pro or a con? {told}")
    aim = row.cells.get("aim", "").strip()
    if aim and (stance != Stance.CON or aim not in set(Aim)):
        raise FormatError(row.line, f"{aim} is no aim here; a con aims at {', '.join(Aim)}")
    return stance, Aim(aim) if aim else None, row.cells.get("group", "")


def _made(row: _Row) -> datetime | None:
    told = {"made": row.cells["written"]} if row.cells.get("written") else {}
    try:
        return Record("", told, ("made",)).time("made")
    except Wrong as wrong:
        raise FormatError(row.line, str(wrong)) from None
