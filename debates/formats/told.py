"""Relations as a file tells them that says of each whether it is a reply or a link.

Where the replies make a tree, the map is exactly that, theses with links of their own included. A
file that somebody changed may tell no tree: then it grows like that of any other program.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Link, Reply
from debates.formats.graph import Edge, Graph, grown, in_reading_order


class Relation(NamedTuple):
    """``made`` is for links only."""

    edge: Edge
    is_link: bool = False
    made: datetime | None = None


def as_told(graph: Graph, relations: Sequence[Relation]) -> ArgumentMap:
    """The map of a graph whose edges are these."""
    exact = _exact(graph, relations)
    if exact is not None:
        return exact
    edges = [told.edge for told in relations]
    homes: dict[str, str] = {}
    for told in relations:
        if not told.is_link:
            homes.setdefault(told.edge.key, told.edge.target)
    if any(graph.question in edge[:2] for edge in edges):
        graph = graph._replace(question="")
    argument = grown(graph._replace(edges=edges, homes=homes))
    made = {(told.edge.key, told.edge.target): told.made for told in relations if told.is_link}
    links = [link._replace(made=made.get((link.key, link.target))) for link in argument.links]
    return replace(argument, links=tuple(links))


def _exact(graph: Graph, relations: Sequence[Relation]) -> ArgumentMap | None:
    """None where it is no tree, or links a claim to itself or twice to another one."""
    replies: dict[str, Reply] = {}
    links: dict[tuple[str, str], Link] = {}
    for edge, is_link, made in relations:
        if is_link:
            pair = (edge.key, edge.target)
            if edge.key == edge.target or pair in links:
                return None
            links[pair] = Link(*edge[:4], made=made, group=edge.group)
        elif edge.key in replies or graph.question in edge[:2]:
            return None
        else:
            replies[edge.key] = Reply(*edge)
    theses = [key for key in graph.nodes if key not in replies and key != graph.question]
    if not graph.question and len(theses) != 1:
        return None
    below = [Reply(key, graph.question, None) for key in theses] if graph.question else []
    argument = in_reading_order(
        ArgumentMap(
            root=graph.question or theses[0],
            nodes=dict(graph.nodes),
            replies=(*below, *replies.values()),
            links=tuple(links.values()),
            title=graph.title,
            background=graph.background,
            asks=bool(graph.question),
            unplaced=dict(graph.unplaced),
            lines=graph.lines,
        )
    )
    return argument if len(argument.nodes) == len(graph.nodes) else None
