"""The elements of a GraphML file: nodes and edges with their data, as any program writes them.

Read as a stream, without a tree of elements, and without document types: those can hold bombs.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from debates.formats.errors import FormatError
from debates.formats.records import shown

LABEL, DESCRIPTION = "label", "description"
_DRAWN = ("NodeLabel", "EdgeLabel")  # yEd draws what they say beside a node or an edge
_MOST_DEFAULTS = 50
_SAYING = ("data", "default", "desc")


@dataclass
class Element:
    """A node, an edge, or the graph. The names of its data are in lower case."""

    line: int
    id: str = ""
    source: str = ""
    target: str = ""
    data: dict[str, str] = field(default_factory=dict)
    is_group: bool = False


class Elements(NamedTuple):
    graph: Element
    nodes: dict[str, Element]
    edges: list[Element]
    unplaced: Counter[str]


def elements(text: str) -> Elements:
    """Raises FormatError. Both ends of every edge are among the nodes."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise FormatError(line, "this holds half a character (a lone surrogate)") from None
    parser = make_parser()
    parser.forbid_dtd = True
    handler = _Handler(parser)
    parser.setContentHandler(handler)
    try:
        parser.feed(text.removeprefix("\ufeff"))
        parser.close()
    except DefusedXmlException:
        problem = "a document type (<!DOCTYPE …>) is not read here. Leave it out, then try again."
        raise FormatError(handler.line, problem) from None
    except SAXParseException as error:
        problem = f"this is not XML: {error.getMessage()}"
        raise FormatError(error.getLineNumber() or 1, problem) from None
    return handler.found()


class _Handler(ContentHandler):
    def __init__(self, locator: Locator) -> None:
        super().__init__()
        self.locator = locator
        self.graph = Element(1)
        self.nodes: dict[str, Element] = {}
        self.edges: list[Element] = []
        self.unplaced: Counter[str] = Counter()
        self.names: dict[str, str] = {}
        self.defaults: dict[str, dict[str, str]] = {}
        self.open: list[tuple[str, Element | None]] = []
        self.key = ""
        self.scope = ""
        self.said: list[str] = []
        self.drawn: list[str] = []
        self.label = ""

    @property
    def line(self) -> int:
        return self.locator.getLineNumber() or 1

    def found(self) -> Elements:
        for edge in self.edges:
            for end in (edge.source, edge.target):
                if end not in self.nodes:
                    problem = f"leads from or to {shown(end)}, but no node has that id"
                    raise FormatError(edge.line, f"this edge {problem}")
        every = self.defaults.get("all", {})
        for scope, found in (
            ("graph", [self.graph]),
            ("node", self.nodes.values()),
            ("edge", self.edges),
        ):
            defaults = every | self.defaults.get(scope, {})
            if defaults:
                for element in found:
                    element.data = defaults | element.data
        return Elements(self.graph, self.nodes, self.edges, self.unplaced)

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - as SAX has it
        name = name.rpartition(":")[2]
        if not self.open and name != "graphml":
            raise FormatError(self.line, f"this is not GraphML: it begins with <{name[:40]}>")
        element = self.open[-1][1] if name in ("data", "desc") else None
        if name == "node":
            element = self._node(attrs)
        elif name == "edge":
            element = self._edge(attrs)
        elif name in ("graph", "graphml"):
            element = self.graph
            around = self.open[-1][1] if self.open else None
            if around is not None and around is not self.graph:
                around.is_group = True
        elif name in ("hyperedge", "port"):
            self.unplaced[f"{name}s"] += 1
        elif name == "key":
            self.scope = str(attrs.get("for", "all"))
            self.key = str(attrs.get("id", ""))
            self.names[self.key] = str(attrs.get("attr.name", "")).strip().lower()
        if name == "data":
            self.key = str(attrs.get("key", ""))
        if name in _SAYING:
            self.said, self.label = [], ""
        if name in _DRAWN:
            self.drawn = []
        self.open.append((name, element))

    def characters(self, content: str) -> None:
        inside = self.open[-1][0]
        if inside in _SAYING:
            self.said.append(content)
        elif inside in _DRAWN:
            self.drawn.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - as SAX has it
        name, element = self.open.pop()
        if name in _DRAWN:
            self.label = self.label or "".join(self.drawn).strip()
        elif name == "default":
            self._add_default()
        elif name == "desc" and element is not None:
            element.data.setdefault(DESCRIPTION, "".join(self.said))
        elif name == "data" and element is not None:
            self._say(element.data, "".join(self.said))

    def _add_default(self) -> None:
        """Few, because every element gets a copy of them."""
        defaults = self.defaults.setdefault(self.scope, {})
        defaults[self._name()] = "".join(self.said)
        if len(defaults) > _MOST_DEFAULTS:
            raise FormatError(self.line, f"more than {_MOST_DEFAULTS} keys have a default")

    def _say(self, data: dict[str, str], said: str) -> None:
        if self.label:
            data.setdefault(LABEL, self.label)
        elif said.strip() or self.names.get(self.key):
            data[self._name()] = said

    def _name(self) -> str:
        return self.names.get(self.key) or self.key.lower()

    def _node(self, attrs: AttributesImpl) -> Element:
        key = str(attrs.get("id", ""))
        if not key.strip():
            raise FormatError(self.line, "this node has no id")
        if key in self.nodes:
            before = self.nodes[key].line
            raise FormatError(self.line, f"the id {shown(key)} is that of line {before} already")
        self.nodes[key] = Element(self.line, key)
        return self.nodes[key]

    def _edge(self, attrs: AttributesImpl) -> Element:
        source, target = (str(attrs.get(end, "")) for end in ("source", "target"))
        if not source or not target:
            raise FormatError(self.line, "this edge has no source or no target")
        self.edges.append(Element(self.line, source=source, target=target))
        return self.edges[-1]
