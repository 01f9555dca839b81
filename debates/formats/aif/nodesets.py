"""What a file of AIF holds, checked: nodes, edges, and who said what.

AIFdb writes ``{"nodes", "edges", "locutions"}``; xAIF has the same below ``AIF``, beside what its
tools add. Ids are texts or numbers, and compared as texts; null is like nothing.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import unescape
from typing import NamedTuple

from debates.formats.aif.schemes import Scheme
from debates.formats.nodes import NODE_KEYS
from debates.formats.records import Record, Wrong, shown

OWN = "rejoinder"
VERSION = 1

_TOP_KEYS = frozenset({"AIF", "text", "OVA", "ova", "dialog"})
_SET_KEYS = frozenset(
    {
        *("nodes", "edges", "locutions", "participants", "schemefulfillments"),
        *("descriptorfulfillments", "cqdescriptorfulfillments", OWN),
    }
)
_NODE_KEYS = frozenset({"nodeID", "text", "type", "timestamp", "scheme", "schemeID", OWN})
_EDGE_KEYS = frozenset({"edgeID", "fromID", "toID", "formEdgeID", OWN})
_LOCUTION_KEYS = frozenset({"nodeID", "personID", "timestamp", "start", "end", "source"})
_PARTICIPANT_KEYS = frozenset({"participantID", "firstname", "surname"})
_FULFILLMENT_KEYS = frozenset({"nodeID", "schemeID"})
_OWN_KEYS = frozenset({"version", "title", "background", "question"})
_OWN_NODE_KEYS = frozenset(NODE_KEYS) - {"id", "text"}
_OWN_EDGE_KEYS = frozenset({"aim", "group", "link", "made", "target"})
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_NAMELESS = ("", "None")


class AifNode(NamedTuple):
    """``own`` is what Rejoinder wrote beside what AIF knows."""

    key: str
    type: str
    text: str
    scheme: Scheme
    written: datetime | None
    own: Record | None
    path: str


class AifEdge(NamedTuple):
    source: str
    target: str
    own: Record | None


class Nodeset(NamedTuple):
    """``people``: the names of those who uttered a node. ``own`` as in AifNode."""

    nodes: Mapping[str, AifNode]
    edges: Sequence[AifEdge]
    people: Mapping[str, str]
    own: Record | None
    unplaced: Counter[str]


def nodeset(value: object) -> Nodeset:
    """Raises Wrong, with the path to what is wrong."""
    return _Checking(value).nodeset()


class _Checking:
    def __init__(self, value: object) -> None:
        self.unplaced: Counter[str] = Counter()
        if isinstance(value, dict) and "AIF" in value:
            self._count_what_tools_add(self._record("", value, _TOP_KEYS))
            self.whole = self._record("AIF", value["AIF"], _SET_KEYS)
        else:
            self.whole = self._record("", value, _SET_KEYS)
        self.own = self._own(self.whole, _OWN_KEYS)
        if self.own and self.own.fields.get("version") != VERSION:
            raise Wrong(self.own.at("version"), f"must be {VERSION}; this program reads no other")

    def nodeset(self) -> Nodeset:
        nodes = self._nodes()
        edges = self._edges(nodes)
        for key in ("descriptorfulfillments", "cqdescriptorfulfillments"):
            self.unplaced["descriptors"] += len(self.whole.items(key))
        return Nodeset(nodes, edges, self._people(), self.own, self.unplaced)

    def _record(self, path: str, value: object, known: Collection[str]) -> Record:
        """What is unknown is counted; null is as if it were missing."""
        if isinstance(value, dict):
            unknown = value.keys() - known
            if unknown:
                said = sum(value[key] is not None for key in unknown)
                self.unplaced["values under unknown names"] += said
            if unknown or None in value.values():
                value = {
                    key: field
                    for key, field in value.items()
                    if field is not None and key not in unknown
                }
        return Record(path, value, known)

    def _records(self, key: str, known: Collection[str]) -> Iterator[Record]:
        return (self._record(path, value, known) for path, value in self.whole.items(key))

    def _own(self, record: Record, known: Collection[str]) -> Record | None:
        """Of files that Rejoinder wrote: elsewhere it is one more unknown value."""
        if OWN not in record:
            return None
        if record is not self.whole and self.own is None:
            self.unplaced["values under unknown names"] += 1
            return None
        return Record(record.at(OWN), record.fields[OWN], known)

    def _count_what_tools_add(self, record: Record) -> None:
        text = record.fields.get("text")
        text = text.get("txt") if isinstance(text, dict) else text
        self.unplaced["source texts"] += bool(text)
        for key in ("OVA", "ova"):
            layout = record.fields.get(key)
            placed = isinstance(layout, dict) and (layout.get("nodes") or layout.get("edges"))
            self.unplaced["layouts"] += bool(placed)

    def _nodes(self) -> dict[str, AifNode]:
        fulfilled = {
            _id(record, "nodeID"): _plain(record.fields.get("schemeID"))
            for record in self._records("schemefulfillments", _FULFILLMENT_KEYS)
        }
        nodes: dict[str, AifNode] = {}
        for record in self._records("nodes", _NODE_KEYS):
            node = self._node(record, fulfilled)
            if node.key in nodes:
                problem = f"has the id {shown(node.key)}, like {nodes[node.key].path} before it"
                raise Wrong(record.path, problem)
            nodes[node.key] = node
        return nodes

    def _node(self, record: Record, fulfilled: Mapping[str, str]) -> AifNode:
        key, fields = _id(record, "nodeID"), record.fields
        kind = _plain(fields.get("type"))
        text = record.text("text") if kind == "I" else _word(record, "text")
        number = _plain(fields.get("schemeID")) or fulfilled.get(key, "")
        return AifNode(
            key=key,
            type=kind,
            text=text if self.own else _without_entities(text),
            scheme=Scheme(_plain(fields.get("scheme")) or text, number),
            written=self._time(record) if kind == "I" else None,
            own=self._own(record, _OWN_NODE_KEYS),
            path=record.path,
        )

    def _time(self, record: Record) -> datetime | None:
        """AIFdb tells no time zone; it is taken for UTC."""
        told = _plain(record.fields.get("timestamp"))
        if not told:
            return None
        try:
            time = datetime.fromisoformat(told)
        except ValueError:
            self.unplaced["times that are none"] += 1
            return None
        return time if time.tzinfo else time.replace(tzinfo=UTC)

    def _edges(self, nodes: Mapping[str, AifNode]) -> list[AifEdge]:
        edges: dict[tuple[str, str], AifEdge] = {}
        for record in self._records("edges", _EDGE_KEYS):
            ends = _end(record, "fromID", nodes), _end(record, "toID", nodes)
            if ends in edges:
                self.unplaced["repeated edges"] += 1
                continue
            edges[ends] = AifEdge(*ends, self._own(record, _OWN_EDGE_KEYS))
        return list(edges.values())

    def _people(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for record in self._records("participants", _PARTICIPANT_KEYS):
            parts = [_word(record, part).strip() for part in ("firstname", "surname")]
            name = " ".join(part for part in parts if part not in _NAMELESS)
            names.setdefault(_id(record, "participantID"), name)
        people: dict[str, str] = {}
        for record in self._records("locutions", _LOCUTION_KEYS):
            people.setdefault(
                _id(record, "nodeID"), names.get(_plain(record.fields.get("personID")), "")
            )
        return people


def _id(record: Record, key: str) -> str:
    value = record.fields.get(key)
    return str(value) if type(value) is int else record.required_text(key)


def _end(record: Record, key: str, nodes: Mapping[str, AifNode]) -> str:
    value = _plain(record.fields.get(key))
    if value not in nodes:
        problem = f"leads from or to {shown(_id(record, key))}, but no node has that id"
        raise Wrong(record.path, problem)
    return value


def _word(record: Record, key: str) -> str:
    """Of a field that may hold anything, and may be shown to people."""
    value = record.fields.get(key)
    return record.text(key) if isinstance(value, str) else _plain(value)


def _plain(value: object) -> str:
    """As text; empty where it is neither text nor number."""
    if isinstance(value, str):
        return value
    return str(value) if type(value) is int else ""


def _without_entities(text: str) -> str:
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text
