"""From claims and relations, as files have them, to a map: a tree, and links for what is left over.

A file may have claims that argue in several places, circles, several theses or none. Nothing of it
is lost: each claim gets one home in the tree, and its other relations become links.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.words import Aim, Stance

QUESTION = "question"
ASKED = "Which of these claims hold?"


class Edge(NamedTuple):
    """``key`` argues about ``target``. ``group`` as in Reply: linked premises."""

    key: str
    target: str
    stance: Stance
    aim: Aim | None = None
    group: str = ""


class Graph(NamedTuple):
    """What a file says. The order of edges is that of siblings; ``nodes`` has all their ends.

    ``homes`` are the targets below which claims belong; a claim that has none there belongs to the
    target of its first edge. ``question`` is the node, itself without edges, that asks for the
    theses.
    """

    nodes: Mapping[str, Node]
    edges: Iterable[Edge]
    homes: Mapping[str, str] = {}
    title: str = ""
    background: str = ""
    question: str = ""
    unplaced: Mapping[str, int] = {}
    lines: Mapping[str, int] = {}


def grown(graph: Graph) -> ArgumentMap:
    """The map of at least one claim. Theses are the claims that argue about nothing.

    Where claims argue in a circle and lead to no thesis, the first of them becomes one.
    """
    unplaced = Counter(graph.unplaced)
    edges = _kept(graph.edges, unplaced)
    homes = _homes(graph, edges)
    theses = [key for key in graph.nodes if key not in homes and key != graph.question]
    asks = bool(graph.question) or len(theses) > 1
    nodes = dict(graph.nodes)
    root = theses[0] if not asks else graph.question or free_key(nodes)
    nodes.setdefault(root, Node(root, graph.title or ASKED))
    replies = [Reply(key, root, None) for key in theses] if asks else []
    links = []
    for edge in edges:
        if homes.get(edge.key) == edge.target:
            replies.append(Reply(*edge))
        else:
            links.append(Link(edge.key, edge.target, edge.stance, edge.aim, group=edge.group))
    return in_reading_order(
        ArgumentMap(
            root=root,
            nodes=nodes,
            replies=tuple(replies),
            links=tuple(links),
            title=graph.title,
            background=graph.background,
            asks=asks,
            unplaced=dict(unplaced),
            lines=graph.lines,
        )
    )


def in_reading_order(argument: ArgumentMap) -> ArgumentMap:
    """The map as ArgumentMap asks for it, from one with nodes and replies in any order."""
    nodes: dict[str, Node] = {}
    replies: list[Reply] = []
    waiting = [argument.root]
    while waiting:
        key = waiting.pop()
        nodes[key] = argument.nodes[key]
        if key in argument.reply_of:
            replies.append(argument.reply_of[key])
        waiting.extend(reply.key for reply in reversed(argument.children.get(key, ())))
    return replace(argument, nodes=nodes, replies=tuple(replies))


def _kept(edges: Iterable[Edge], unplaced: Counter[str]) -> list[Edge]:
    """At most one for each pair."""
    kept: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        before = kept.setdefault((edge.key, edge.target), edge)
        if edge.key == edge.target:
            del kept[edge.key, edge.target]
            unplaced["claims that argue about themselves"] += 1
        elif before.stance != edge.stance or before.aim != edge.aim:
            unplaced["second relations of the same two claims"] += 1
    return list(kept.values())


def _homes(graph: Graph, edges: list[Edge]) -> dict[str, str]:
    """Where each claim hangs; who is missing is a thesis.

    Down from the theses along the wishes; what that does not reach, because wishes lead in a
    circle, hangs where else it argues about something reached, or begins anew.
    """
    onward: dict[str, list[str]] = {}
    arguing: dict[str, list[str]] = {}
    wishing: dict[str, list[str]] = {}
    for edge in edges:
        onward.setdefault(edge.key, []).append(edge.target)
        arguing.setdefault(edge.target, []).append(edge.key)
    for key, targets in onward.items():
        home = graph.homes.get(key)
        wishing.setdefault(home if home in targets else targets[0], []).append(key)
    placed: dict[str, str | None] = {}
    first: deque[tuple[str, str | None]] = deque((k, None) for k in graph.nodes if k not in onward)
    second: deque[tuple[str, str | None]] = deque()
    others = iter(graph.nodes)
    while len(placed) < len(graph.nodes):
        if first or second:
            key, home = (first or second).popleft()
        else:
            key, home = next(key for key in others if key not in placed), None
        if key not in placed:
            placed[key] = home
            first.extend((k, key) for k in wishing.get(key, ()))
            second.extend((k, key) for k in arguing.get(key, ()))
    return {key: home for key, home in placed.items() if home is not None}


def free_key(nodes: Mapping[str, Node]) -> str:
    """A key for the question that no claim has."""
    key, number = QUESTION, 1
    while key in nodes:
        number += 1
        key = f"{QUESTION}-{number}"
    return key
