"""Linked premises: what argues about one claim together, and holds together or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from debates.argument.map import ArgumentMap, Link, Reply
from debates.argument.words import Aim, Stance

# Of one group. Wherever one of them is shown, the others stand beside it.
MOST_TOGETHER = 100

Edge = TypeVar("Edge", Reply, Link)


class Bundle(NamedTuple):
    """What linked premises have in common. The name of a group means something only with the rest:
    a pro and a con are not linked by the same name.
    """

    target: str
    stance: Stance | None
    aim: Aim | None
    group: str


def bundles_of(argument: ArgumentMap) -> dict[Bundle, list[Reply | Link]]:
    """The groups of two premises or more, in reading order; links after replies."""
    found: dict[Bundle, list[Reply | Link]] = {}
    for edge in _edges(argument):
        if edge.group:
            found.setdefault(_bundle(edge), []).append(edge)
    return {bundle: edges for bundle, edges in found.items() if len(edges) > 1}


def with_whole_groups(argument: ArgumentMap) -> ArgumentMap:
    """The map without groups of one: a premise is linked with another one, or with nothing."""
    if not any(edge.group for edge in _edges(argument)):
        return argument
    bundles = bundles_of(argument)
    replies, links = _within(argument.replies, bundles), _within(argument.links, bundles)
    return replace(argument, replies=replies, links=links)


def numbers_of_groups(argument: ArgumentMap) -> dict[tuple[str, str], int]:
    """The group of each linked premise as a number, by the ends of its edge.

    The groups about one claim are numbered from 1, in reading order.
    """
    numbers: dict[tuple[str, str], int] = {}
    last: dict[str, int] = {}
    for bundle, edges in bundles_of(argument).items():
        last[bundle.target] = last.get(bundle.target, 0) + 1
        for edge in edges:
            numbers[edge.key, bundle.target] = last[bundle.target]
    return numbers


def gathered(argument: ArgumentMap) -> ArgumentMap:
    """The map with linked premises side by side, where the first of them stands."""
    places = {reply.key: place for place, reply in enumerate(argument.replies)}
    for edges in bundles_of(argument).values():
        own = [edge for edge in edges if isinstance(edge, Reply)]
        places.update({reply.key: places[own[0].key] for reply in own})
    # Stable: what has the same place stays in its order, the first before those that come to it.
    replies = tuple(sorted(argument.replies, key=lambda reply: places[reply.key]))
    return argument if replies == argument.replies else replace(argument, replies=replies)


def _edges(argument: ArgumentMap) -> list[Reply | Link]:
    return [*argument.replies, *argument.links]


def _bundle(edge: Reply | Link) -> Bundle:
    target = edge.parent if isinstance(edge, Reply) else edge.target
    return Bundle(target, edge.stance, edge.aim, edge.group)


def _within(edges: Sequence[Edge], bundles: Iterable[Bundle]) -> tuple[Edge, ...]:
    known = set(bundles)
    return tuple(
        edge if not edge.group or _bundle(edge) in known else edge._replace(group="")
        for edge in edges
    )
