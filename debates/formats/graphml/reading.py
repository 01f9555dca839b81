"""From a GraphML file to a map: one of our own exactly, any other as well as its words allow."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from debates.argument.map import ArgumentMap, Node
from debates.argument.words import Aim, Kind, Stance
from debates.formats.errors import FormatError
from debates.formats.graph import Edge, Graph, grown
from debates.formats.graphml.elements import DESCRIPTION, LABEL, Element, Elements, elements
from debates.formats.graphml.words import OF_EDGES, OF_NODES, stance_of_edge, stance_of_node
from debates.formats.nodes import NODE_KEYS, node_of
from debates.formats.records import Record, Wrong, parsed, shown
from debates.formats.resting import undisturbed
from debates.formats.told import Relation, as_told

OWN = "rejoinder"
VERSION = "1"
THESIS = "thesis"

_COMPUTED = ("kind", "strength", "standing", "assessed_by")
_EDGE_KEYS = ("relation", "position", "aim", "group", "link", "made")
_FLAGS = ("conceded", "link")
_LISTS = ("sources", "earlier")
_TEXTS = ("text", LABEL, "name", "title", DESCRIPTION)
_TITLES = ("title", LABEL, "name")
_UNKNOWN = "values under unknown names"
_YES = {"true": True, "1": True, "false": False, "0": False}


@undisturbed
def loads(text: str) -> ArgumentMap:
    """The keys of the claims are the ids of their nodes."""
    found = elements(text)
    if not found.nodes:
        raise FormatError(1, "there is no claim in it: the graph has no nodes")
    if OWN in found.graph.data:
        return _own(found)
    return _Foreign(found).map()


def _own(found: Elements) -> ArgumentMap:
    version = found.graph.data[OWN].strip()
    if version != VERSION:
        problem = f"the version must be {VERSION}, not {shown(version)}; no other is read"
        raise FormatError(found.graph.line, problem)
    unplaced = Counter(found.unplaced)
    nodes = {key: _own_node(element, unplaced) for key, element in found.nodes.items()}
    relations = [_own_relation(element, unplaced) for element in _in_order(found.edges)]
    kinds = {key: element.data.get("kind", "") for key, element in found.nodes.items()}
    graph = Graph(
        nodes=nodes,
        edges=(),
        title=found.graph.data.get("title", ""),
        background=found.graph.data.get("background", ""),
        question=next((key for key, kind in kinds.items() if kind == Kind.QUESTION), ""),
        unplaced=+unplaced,
        lines={key: element.line for key, element in found.nodes.items()},
    )
    return as_told(graph, [told for told in relations if told is not None])


def _in_order(edges: Iterable[Element]) -> list[Element]:
    """By their positions, where a program that passed them on put them into another order."""

    def position(edge: Element) -> float:
        told = edge.data.get("position", "").strip()
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else float("inf")

    return sorted(edges, key=position)


def _own_node(element: Element, unplaced: Counter[str]) -> Node:
    try:
        fields = _fields(element, NODE_KEYS, _COMPUTED, unplaced)
        return node_of(Record("", fields | {"id": element.id}, NODE_KEYS))
    except Wrong as wrong:
        raise FormatError(element.line, f"the node {shown(element.id)}: {wrong}") from None


def _own_relation(element: Element, unplaced: Counter[str]) -> Relation | None:
    """None for a thesis, which does nothing to the question."""
    try:
        record = Record("", _fields(element, _EDGE_KEYS, ("position",), unplaced), _EDGE_KEYS)
        if record.fields.get("relation") == THESIS:
            return None
        stance = record.word("relation", Stance)
        if stance is None:
            raise Wrong("", "has no relation")
        aim = record.word("aim", Aim) if stance == Stance.CON else None
        edge = Edge(element.source, element.target, stance, aim, record.text("group"))
        return Relation(edge, record.flag("link"), record.time("made"))
    except Wrong as wrong:
        raise FormatError(element.line, f"this edge: {wrong}") from None


def _fields(
    element: Element, known: Sequence[str], passed: Sequence[str], unplaced: Counter[str]
) -> dict[str, Any]:
    """As an object of JSON has them; what another program added is counted."""
    fields: dict[str, Any] = {}
    for name, said in element.data.items():
        if not said:
            continue
        if name in _FLAGS:
            fields[name] = _YES.get(said.strip().lower(), said)
        elif name in _LISTS:
            fields[name] = _list(element, said)
        elif name in known:
            fields[name] = said
        elif name not in passed:
            unplaced[_UNKNOWN] += bool(said.strip())
    return fields


def _list(element: Element, said: str) -> object:
    try:
        return parsed(said)
    except FormatError as error:
        raise FormatError(element.line, error.problem) from None


class _Arrow(NamedTuple):
    edge: Element
    stance: Stance | None
    way: int


class _Foreign:
    """Edges lead from what argues to what it argues about, unless their words tell otherwise.

    Where claims have several edges leading away and none has several leading to it, the graph was
    drawn from its top, and is turned round.
    """

    def __init__(self, found: Elements) -> None:
        self.found = found
        self.unplaced: Counter[str] = Counter(found.unplaced)
        self.arrows = [_Arrow(edge, *stance_of_edge(edge.data)) for edge in found.edges]

    def map(self) -> ArgumentMap:
        edges = list(self._edges())
        ends = {end for edge in edges for end in edge[:2]}
        nodes = {}
        for key, element in self.found.nodes.items():
            if element.is_group and key not in ends:
                self.unplaced["groups of nodes"] += 1
            else:
                nodes[key] = self._node(element)
        if not nodes:
            raise FormatError(1, "there is no claim in it: all nodes only hold others together")
        data = self.found.graph.data
        title, background = _first(data, _TITLES), data.get(DESCRIPTION, "").strip()
        self._count(data, (), (title, background))
        return grown(
            Graph(
                nodes=nodes,
                edges=edges,
                title=title,
                background=background,
                unplaced=+self.unplaced,
                lines={key: self.found.nodes[key].line for key in nodes},
            )
        )

    def _node(self, element: Element) -> Node:
        data = element.data
        text = _first(data, _TEXTS) or element.id
        detail = _first(data, ("detail", DESCRIPTION))
        detail = "" if detail == text else detail
        author = _first(data, ("author",))
        self._count(data, OF_NODES, (text, detail, author, element.id))
        return Node(element.id, text, detail=detail, author=author)

    def _edges(self) -> Iterator[Edge]:
        from_the_top = self._from_the_top()
        for edge, told, way in self.arrows:
            turned = way < 0 or (way == 0 and from_the_top)
            key, target = edge.source, edge.target
            if turned:
                key, target = target, key
            stance = told or stance_of_node(self.found.nodes[key].data)
            self.unplaced["edges read against their direction"] += turned
            self.unplaced["edges without a stance, kept as supports"] += stance is None
            self._count(edge.data, OF_EDGES, ())
            yield Edge(key, target, stance or Stance.PRO)

    def _from_the_top(self) -> bool:
        leaving = Counter(edge.source for edge, _, way in self.arrows if way == 0)
        coming = Counter(edge.target for edge, _, way in self.arrows if way == 0)
        return max(leaving.values(), default=0) > 1 >= max(coming.values(), default=0)

    def _count(self, data: Mapping[str, str], known: Sequence[str], used: Sequence[str]) -> None:
        for name, said in data.items():
            has_place = name in known or said.strip() in ("", *used)
            self.unplaced[_UNKNOWN] += not has_place


def _first(data: Mapping[str, str], names: Sequence[str]) -> str:
    return next((data[name].strip() for name in names if data.get(name, "").strip()), "")
