"""What Rejoinder says of claims in Argdown's data, ``{…}``: read, and written.

    + [c12]: Air gets better. {author: "Ada", sources: [{url: "https://example.org"}]}

The keys are those of its own JSON. In files of others the same words may mean something else: what
cannot be read so is counted, and left.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from debates.argument.map import Link, Node, Reply, Source
from debates.argument.words import Aim, Stance
from debates.formats.argdown.data import Value
from debates.formats.nodes import NODE_KEYS, node_of, node_record, without_empty
from debates.formats.records import Record, Wrong

UNKNOWN = "entries of data"
_ARGUING_KEYS = ("aim", "group", "made")
# They tell the official parser something, and say nothing of a claim.
_READ_ELSEWHERE = frozenset({*_ARGUING_KEYS, "id", "text", "uses", "from", "isCanonical"})
_KEYS = frozenset(NODE_KEYS) - {"id", "text"}
_ADDRESS = re.compile(r"https?://\S+")
# What YAML or the official lexer would not take as it is, inside of quotation marks.
_TO_ESCAPE = re.compile("[}\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|={3,}")


class Arguing(NamedTuple):
    """What is said of one relation, not of the claim."""

    aim: Aim | None
    group: str
    made: Any


_NOTHING = Arguing(None, "", None)


def with_data(node: Node, data: Mapping[str, Value], unplaced: Counter[str]) -> Node:
    """The claim with all that its data says of it."""
    if not data:
        return node
    record: dict[str, Any] = {}
    for key, value in data.items():
        if key in _KEYS:
            record[key] = _READ_AS.get(key, _same)(value)
        elif key == "proponent" and "author" not in data:
            record["author"] = value
        elif key == "source" and "sources" not in data:
            record["sources"] = _sources(value)
        elif key not in _READ_ELSEWHERE:
            unplaced[UNKNOWN] += 1
    if not record:
        return node
    while True:
        try:
            told = node_of(Record("", {"id": "-", "text": "-", **record}, NODE_KEYS))
        except Wrong as wrong:
            del record[wrong.path.partition("[")[0]]
            unplaced[UNKNOWN] += 1
        else:
            return told._replace(key=node.key, text=node.text)


def arguing_in(data: Mapping[str, Value], stance: Stance, unplaced: Counter[str]) -> Arguing:
    if not data:
        return _NOTHING
    record = Record("", {key: data[key] for key in _ARGUING_KEYS if key in data}, _ARGUING_KEYS)
    told = {key: _told(record, key, unplaced) for key in record.fields}
    if "aim" in told and stance is not Stance.CON:
        told["aim"] = None
        unplaced[UNKNOWN] += 1
    return Arguing(told.get("aim"), told.get("group") or "", told.get("made"))


def _told(record: Record, key: str, unplaced: Counter[str]) -> Any:
    try:
        if key == "aim":
            return record.word(key, Aim)
        return record.text(key) if key == "group" else record.time(key)
    except Wrong:
        unplaced[UNKNOWN] += 1
        return None


def exact_text(shown: str, data: Mapping[str, Value]) -> str:
    """The text as it was, where the data has it with the line breaks that Argdown has no place for.

    Where somebody changed what is shown, that counts.
    """
    text = data.get("text")
    if isinstance(text, str) and " ".join(text.split()) == " ".join(shown.split()):
        return text
    return shown


def data_of(node: Node, shown: str, arguing: Reply | Link | None, name: str) -> str:
    """In braces, with the blank before it; empty where there is nothing to be said.

    ``name`` is the key where the title is not. ``arguing``'s aim is left out where the symbol
    says it.
    """
    record = node_record(node)
    del record["id"]
    if record["text"] == shown:
        del record["text"]
    told = {"id": name} | record if name else record
    return written(told | relation_record(arguing))


def relation_record(arguing: Reply | Link | None) -> dict[str, Any]:
    if arguing is None:
        return {}
    made = arguing.made and arguing.made.isoformat() if isinstance(arguing, Link) else None
    aim = None if arguing.aim is Aim.RELEVANCE else arguing.aim
    return without_empty({"aim": aim, "group": arguing.group, "made": made})


def written(record: Mapping[str, Any]) -> str:
    return f" {_flow(record)}" if record else ""


def quoted(text: str) -> str:
    return _TO_ESCAPE.sub(_escape, json.dumps(text, ensure_ascii=False))


def _flow(value: Any) -> str:
    """The nesting is that of our own records, not of anything that somebody wrote."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "true" if value is True else quoted(value)


def _escape(found: re.Match[str]) -> str:
    return "".join(f"\\u{ord(character):04x}" for character in found[0])


def _same(value: Value) -> Value:
    return value


def _flag(value: Value) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def _sources(value: Value) -> Any:
    """Others write a source as a word or an address, or several as a list."""
    return [_source(one) for one in (value if isinstance(value, list) else [value])]


def _source(value: Value) -> Any:
    if not isinstance(value, str):
        return value
    source = Source(url=value) if _ADDRESS.fullmatch(value) else Source(citation=value)
    return without_empty(source._asdict())


_READ_AS = {"conceded": _flag, "sources": _sources}
