"""From a map to a nodeset.

What AIF has no word for stands under a key of its own, ``rejoinder``, which other programs pass
over: all of a claim but its text, and of a relation its aim, its group, and whether it is a link.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

from debates.argument.map import ArgumentMap, Node
from debates.argument.words import Aim, Stance
from debates.formats.aif.nodesets import OWN, VERSION
from debates.formats.aif.schemes import ASSERTING, CONFLICT, INFERENCE, NAMES, Scheme
from debates.formats.graph import Edge
from debates.formats.nodes import node_record, without_empty
from debates.formats.told import Relation

_Object = dict[str, Any]


def dumps(argument: ArgumentMap) -> str:
    """As AIFdb has it."""
    return _text(_Nodeset(argument).aif()) + "\n"


def dumps_xaif(argument: ArgumentMap) -> str:
    nodeset = _Nodeset(argument)
    nobody = {"firstname": "", "surname": "", "url": "", "nodes": [], "edges": []}
    rest = {"text": "", "OVA": nobody, "dialog": bool(nodeset.people)}
    return f'{{"AIF":{_text(nodeset.xaif())},{_json(rest)[1:]}\n'


def _text(record: _Object) -> str:
    """Every node and every edge on a line of its own."""
    parts = []
    for key, value in record.items():
        if isinstance(value, list):
            lines = ",\n".join(map(_json, value))
            parts.append(f"{_json(key)}:[\n{lines}\n]" if lines else f"{_json(key)}:[]")
        else:
            parts.append(f"{_json(key)}:{_json(value)}")
    return f"{{{','.join(parts)}}}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Nodeset:
    def __init__(self, argument: ArgumentMap) -> None:
        self.argument = argument
        self.names = _names(argument)
        self.nodes: list[_Object] = []
        self.edges: list[_Object] = []
        self.fulfillments: list[_Object] = []
        self.people: dict[str, str] = {}
        self.locutions: list[_Object] = []
        self.premises: dict[str, dict[str, None]] = {}
        self.step_of: dict[str, str] = {}
        self.shared: dict[tuple[str, str, Stance], str] = {}
        for node in argument.nodes.values():
            self._add_claim(node)
        for told in _relations(argument):
            self._add_relation(told)
        for node in argument.nodes.values():
            if node.author:
                self._add_locution(node)

    def aif(self) -> _Object:
        return {
            OWN: self._own(),
            "nodes": self.nodes,
            "edges": self.edges,
            "locutions": self.locutions,
            "participants": self._participants(),
        }

    def xaif(self) -> _Object:
        known = ("nodeID", "text", "type", OWN)
        ends = ("edgeID", "fromID", "toID", OWN)
        return {
            OWN: self._own(),
            "nodes": [{key: node[key] for key in known if key in node} for node in self.nodes],
            "edges": [{key: edge[key] for key in ends if key in edge} for edge in self.edges],
            "schemefulfillments": self.fulfillments,
            "participants": self._participants(),
            "locutions": self.locutions,
            "descriptorfulfillments": [],
            "cqdescriptorfulfillments": [],
        }

    def _own(self) -> _Object:
        argument = self.argument
        record = {
            "version": VERSION,
            "title": argument.title,
            "background": argument.background,
            "question": argument.root if argument.asks else "",
        }
        return without_empty(record)

    def _participants(self) -> list[_Object]:
        participants = []
        for name, key in self.people.items():
            first, _, last = name.rpartition(" ")
            participants.append({"participantID": key, "firstname": first or name})
            participants[-1]["surname"] = last if first else ""
        return participants

    def _add_claim(self, node: Node) -> None:
        own = node_record(node)
        del own["id"], own["text"]
        self._add_node(node.key, "I", node.text, _timestamp(node.written), own)

    def _add_node(
        self, key: str, kind: str, text: str, timestamp: str = "", own: _Object | None = None
    ) -> _Object:
        record: _Object = {"nodeID": key, "text": text, "type": kind}
        if timestamp:
            record["timestamp"] = timestamp
        if own is not None:
            record[OWN] = own
        self.nodes.append(record)
        return record

    def _add_step(self, key: str, kind: str, scheme: Scheme, own: _Object | None = None) -> None:
        """What leads from nodes to nodes: an inference, a conflict, an illocution."""
        record = self._add_node(key, kind, scheme.name, own=own)
        record["scheme"] = scheme.name
        if scheme.number:
            record["schemeID"] = scheme.number
            self.fulfillments.append({"nodeID": key, "schemeID": scheme.number})

    def _add_edge(self, source: str, target: str, own: _Object | None = None) -> None:
        number = str(len(self.edges) + 1)
        record: _Object = {"edgeID": number, "fromID": source, "toID": target, "formEdgeID": None}
        if own:
            record[OWN] = own
        self.edges.append(record)

    def _add_relation(self, told: Relation) -> None:
        """Linked premises share the node between them and what they argue about."""
        edge = told.edge
        undercuts = edge.aim == Aim.RELEVANCE and edge.target in self.step_of
        target = self.step_of[edge.target] if undercuts else edge.target
        place = (target, edge.group, edge.stance)
        step = self.shared.get(place) if edge.group else None
        if step is None or edge.key in self.premises[step]:
            step = self.shared[place] = self._new_step(told, target)
        if not told.is_link:
            self.step_of[edge.key] = step
        self.premises[step][edge.key] = None
        self._add_edge(edge.key, step, self._own_of_relation(told, target))
        if len(self.premises[step]) == 1:
            self._add_edge(step, target)

    def _new_step(self, told: Relation, target: str) -> str:
        step = next(self.names)
        self.premises[step] = {}
        node = self.argument.nodes[told.edge.key]
        if told.edge.stance == Stance.CON:
            kind, scheme = "CA", CONFLICT
        else:
            kind, scheme = "RA", INFERENCE if told.is_link else NAMES.get(node.scheme, INFERENCE)
        self._add_step(step, kind, scheme)
        return step

    def _own_of_relation(self, told: Relation, target: str) -> _Object:
        """Without what is plain from the nodes."""
        _, about, _, aim, group = told.edge
        if target != about:
            aim = None
            about = "" if next(iter(self.premises[target])) == about else about
        else:
            about = ""
        made = told.made and told.made.isoformat()
        record = {"link": told.is_link, "aim": aim, "group": group, "made": made, "target": about}
        return without_empty(record)

    def _add_locution(self, node: Node) -> None:
        """That its author asserted it."""
        locution, asserting = next(self.names), next(self.names)
        timestamp = _timestamp(node.written)
        person = self.people.setdefault(node.author, str(len(self.people) + 1))
        self._add_node(locution, "L", f"{node.author} : {node.text}", timestamp, {})
        self._add_step(asserting, "YA", ASSERTING, own={})
        self._add_edge(locution, asserting)
        self._add_edge(asserting, node.key)
        said = {"nodeID": locution, "personID": person, "timestamp": timestamp or None}
        self.locutions.append(said | {"start": None, "end": None, "source": None})


def _relations(argument: ArgumentMap) -> Iterator[Relation]:
    """Replies in reading order, then links."""
    for key, parent, stance, aim, group in argument.replies:
        if stance is not None:
            yield Relation(Edge(key, parent, stance, aim, group))
    for link in argument.links:
        edge = Edge(link.key, link.target, link.stance, link.aim, link.group)
        yield Relation(edge, is_link=True, made=link.made)


def _names(argument: ArgumentMap) -> Iterator[str]:
    """For nodes beside the claims."""
    return (name for name in (f"n{number}" for number in count(1)) if name not in argument.nodes)


def _timestamp(time: datetime | None) -> str:
    """In UTC, to the second; a time at the ends of the calendar may have none there."""
    try:
        utc = time.astimezone(UTC).replace(tzinfo=None) if time else None
        return utc.isoformat(" ", "seconds") if utc else ""
    except OverflowError:
        return ""
