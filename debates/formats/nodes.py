"""One claim by itself as an object of JSON, for every format that has room for one.

What is empty, false or the usual is left out. Times carry their time zone.
"""

from typing import Any

from debates.argument.map import Node, Source, Wording
from debates.argument.words import State
from debates.formats.records import Record

NODE_KEYS = (
    *("id", "scheme", "question", "text", "detail", "state", "conceded", "met", "author"),
    *("written", "edited", "sources", "earlier"),
)


def node_record(node: Node) -> dict[str, Any]:
    record = {
        "id": node.key,
        "scheme": node.scheme,
        "question": node.question,
        "text": node.text,
        "detail": node.detail,
        "state": None if node.state == State.VISIBLE else node.state,
        "conceded": node.conceded,
        "met": node.met and node.met.isoformat(),
        "author": node.author,
        "written": node.written and node.written.isoformat(),
        "edited": node.edited and node.edited.isoformat(),
        "sources": [without_empty(source._asdict()) for source in node.sources],
        "earlier": [_wording_record(wording) for wording in node.earlier],
    }
    return without_empty(record)


def node_of(record: Record) -> Node:
    """Raises Wrong."""
    sources = record.records("sources", Source._fields)
    earlier = record.records("earlier", Wording._fields)
    return Node(
        key=record.required_text("id"),
        text=record.required_text("text"),
        detail=record.text("detail"),
        scheme=record.text("scheme"),
        state=record.word("state", State) or State.VISIBLE,
        conceded=record.flag("conceded"),
        author=record.text("author"),
        written=record.time("written"),
        edited=record.time("edited"),
        sources=tuple(Source(*map(source.text, Source._fields)) for source in sources),
        met=record.time("met"),
        question=record.text("question"),
        earlier=tuple(map(_wording, earlier)),
    )


def without_empty(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value}


def _wording_record(wording: Wording) -> dict[str, Any]:
    written = wording.written and wording.written.isoformat()
    return without_empty(wording._asdict() | {"written": written})


def _wording(record: Record) -> Wording:
    return Wording(
        record.text("text"), record.text("detail"), record.text("author"), record.time("written")
    )
