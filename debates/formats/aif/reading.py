"""From a nodeset to a map.

An I-node is a claim. What leads through an RA to another claim supports it, through a CA opposes
it; several premises of one RA or CA are linked. A CA on an inference opposes its premise, namely
that it is relevant. An MA, which says that one claim rephrases another, is read as support.
"""

import re
from collections import Counter
from collections.abc import Iterator

from debates.argument.map import ArgumentMap, Node
from debates.argument.words import Aim, Stance
from debates.formats.aif.nodesets import AifEdge, AifNode, Nodeset, nodeset
from debates.formats.aif.schemes import key_of
from debates.formats.errors import FormatError
from debates.formats.graph import Edge, Graph, grown
from debates.formats.nodes import NODE_KEYS, node_of
from debates.formats.positions import lines_of_elements
from debates.formats.records import Record, Wrong, parsed, shown
from debates.formats.resting import undisturbed
from debates.formats.told import Relation, as_told

CLAIM, INFERENCE, CONFLICT, REPHRASE = "I", "RA", "CA", "MA"
_STANCES = {INFERENCE: Stance.PRO, CONFLICT: Stance.CON, REPHRASE: Stance.PRO}
_UNPLACED = {
    "L": "locutions",
    "YA": "illocutions",
    "TA": "transitions",
    "PA": "preferences",
    REPHRASE: "rephrases, kept as supports",
}
_MOST_BOTH_WAYS = 20
_PATH = re.compile(r"((?:AIF\.)?(?:nodes|edges|locutions|participants))\[(\d+)\]")
_SPEAKER = re.compile(r"\s*([^\s:][^:\n]{0,60}?) : ")


@undisturbed
def loads(text: str) -> ArgumentMap:
    """AIF as AIFdb has it, or xAIF. The keys of the claims are the ids of their nodes."""
    if "\0" in text[:2]:
        raise FormatError(1, "this is UTF-16. Save the file as text in UTF-8, then try again.")
    value = parsed(text)
    try:
        return _Reading(nodeset(value), _lines(text, value)).map()
    except Wrong as wrong:
        raise FormatError(_line(text, wrong.path), str(wrong)) from None


def _line(text: str, path: str) -> int:
    match = _PATH.match(path)
    if match is None:
        return 1
    return lines_of_elements(text, *match[1].split("."))[int(match[2])]


def _lines(text: str, value: object) -> list[int]:
    within = ("AIF",) if isinstance(value, dict) and "AIF" in value else ()
    return lines_of_elements(text, *within, "nodes")


class _Reading:
    def __init__(self, found: Nodeset, lines: list[int]) -> None:
        self.found = found
        self.kinds = {key: node.type for key, node in found.nodes.items()}
        all_lines = zip(found.nodes, lines, strict=True)
        self.lines = {key: line for key, line in all_lines if self.kinds[key] == CLAIM}
        self.unplaced = found.unplaced
        steps = {key for key, kind in self.kinds.items() if kind == CLAIM or kind in _STANCES}
        self.arguing = [edge for edge in found.edges if {edge.source, edge.target} <= steps]
        self.premises: dict[str, list[str]] = {}
        self.targets: dict[str, list[str]] = {}
        for edge in self.arguing:
            if edge.source == edge.target:
                continue
            if self.kinds[edge.source] != CLAIM:
                self.targets.setdefault(edge.source, []).append(edge.target)
            elif self.kinds[edge.target] != CLAIM:
                self.premises.setdefault(edge.target, []).append(edge.source)
        self._require_few_both_ways()

    def _require_few_both_ways(self) -> None:
        """Each premise argues about each target: with many of both that would be too much."""
        for key, targets in self.targets.items():
            if min(len(targets), len(self.premises.get(key, ()))) > _MOST_BOTH_WAYS:
                most = f"at most {_MOST_BOTH_WAYS} are read of one of the two"
                problem = (
                    f"has {len(self.premises[key])} premises and {len(targets)} targets; {most}"
                )
                raise Wrong(self.found.nodes[key].path, problem)

    def map(self) -> ArgumentMap:
        authors = self._authors()
        schemes = self._schemes()
        nodes = {
            node.key: self._claim(node, authors.get(node.key, ""), schemes.get(node.key, ""))
            for node in self.found.nodes.values()
            if node.type == CLAIM
        }
        if not nodes:
            raise Wrong("", "there is no claim in it: no node is of the type I")
        relations = list(self._relations())
        self._count()
        own = self.found.own
        graph = Graph(nodes, (), unplaced=+self.unplaced, lines=self.lines)
        if own is None:
            return grown(graph._replace(edges=[told.edge for told in relations]))
        question = own.text("question")
        if question and question not in nodes:
            raise Wrong(own.at("question"), f"is {shown(question)}, but no claim has that id")
        title, background = own.text("title"), own.text("background")
        graph = graph._replace(question=question, title=title, background=background)
        return as_told(graph, relations)

    def _claim(self, node: AifNode, author: str, scheme: str) -> Node:
        if not node.text.strip():
            raise Wrong(node.path, "is a claim without text")
        if node.own is not None:
            fields = node.own.fields | {"id": node.key, "text": node.text}
            return node_of(Record(node.own.path, fields, NODE_KEYS))
        text = node.text if self.found.own else node.text.strip()
        return Node(node.key, text, scheme=scheme, author=author, written=node.written)

    def _relations(self) -> Iterator[Relation]:
        for edge in self.arguing:
            kind = self.kinds[edge.target]
            if self.kinds[edge.source] != CLAIM:
                continue
            if kind == CLAIM:
                self.unplaced["edges from claim to claim, kept as supports"] += 1
                yield Relation(Edge(edge.source, edge.target, Stance.PRO))
                continue
            for target in self.targets.get(edge.target, ()):
                relation = self._relation(edge, target)
                if relation is not None:
                    yield relation

    def _relation(self, edge: AifEdge, target: str) -> Relation | None:
        stance, aim = _STANCES[self.kinds[edge.target]], None
        group = edge.target if len(self.premises[edge.target]) > 1 else ""
        if self.kinds[target] != CLAIM:
            attacked = self.premises.get(target)
            if not attacked:
                self.unplaced["relations to inferences without premises"] += 1
                return None
            target = attacked[0]
            if stance == Stance.CON:
                aim = Aim.RELEVANCE
            else:
                self.unplaced["supports of inferences, kept as supports of their premises"] += 1
        if edge.own is None:
            return Relation(Edge(edge.source, target, stance, aim, group))
        return self._own_relation(edge.own, Edge(edge.source, target, stance, aim, group))

    def _own_relation(self, own: Record, edge: Edge) -> Relation:
        target = own.text("target") or edge.target
        if self.kinds.get(target) != CLAIM:
            raise Wrong(own.at("target"), f"is {shown(target)}, but no claim has that id")
        aim = own.word("aim", Aim) or edge.aim if edge.stance == Stance.CON else None
        group = own.text("group") or edge.group
        edge = Edge(edge.key, target, edge.stance, aim, group)
        return Relation(edge, own.flag("link"), own.time("made"))

    def _schemes(self) -> dict[str, str]:
        """Of the premises, by the first inference that they are used in."""
        schemes: dict[str, str] = {}
        for node in self.found.nodes.values():
            if node.type not in _STANCES:
                continue
            scheme = key_of(node.scheme)
            if scheme is None or (scheme and node.type != INFERENCE):
                self.unplaced["schemes that are unknown here"] += 1
            elif scheme:
                for key in self.premises.get(node.key, ()):
                    schemes.setdefault(key, scheme)
        return schemes

    def _authors(self) -> dict[str, str]:
        """Who said a claim first: L leads to YA, and that to I."""
        speakers: dict[str, str] = {}
        authors: dict[str, str] = {}
        edges = [(edge.source, edge.target) for edge in self.found.edges]
        for source, target in edges:
            if self.kinds[source] == "L" and self.kinds[target] in ("YA", CLAIM):
                told = speakers if self.kinds[target] == "YA" else authors
                told.setdefault(target, self._speaker(source))
        for source, target in edges:
            if self.kinds[source] == "YA" and self.kinds[target] == CLAIM and source in speakers:
                author = authors.setdefault(target, speakers[source])
                differs = speakers[source] not in ("", author)
                self.unplaced["further authors of claims"] += differs
        return authors

    def _speaker(self, locution: str) -> str:
        """By name, or as transcripts have it: "CL : and therefore …"."""
        prefix = _SPEAKER.match(self.found.nodes[locution].text)
        return self.found.people.get(locution) or (prefix[1] if prefix else "")

    def _count(self) -> None:
        met: Counter[str] = Counter()
        for key, node in self.found.nodes.items():
            if node.type in _UNPLACED and node.own is None:
                met[_UNPLACED[node.type]] += 1
            elif node.type != CLAIM and node.type not in _STANCES and node.own is None:
                met["nodes of unknown types"] += 1
            if node.type in _STANCES and not self.premises.get(key):
                met["relations without premises"] += 1
            elif node.type in _STANCES and not self.targets.get(key):
                met["relations without targets"] += 1
        self.unplaced.update(met)
