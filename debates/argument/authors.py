"""A map without people, or with other names for them."""

import re
from collections.abc import Callable
from dataclasses import replace

from debates.argument.map import ArgumentMap, Node
from debates.argument.prose import DETAIL_MAX

_MARKUP = re.compile(r"[\\`*_\[\]<>&:]")


def without_people(argument: ArgumentMap) -> ArgumentMap:
    return renamed(argument, lambda name: "")


def renamed(argument: ArgumentMap, name: Callable[[str], str]) -> ArgumentMap:
    """The map with what ``name`` makes of each author."""
    return replace(
        argument, nodes={key: _renamed(node, name) for key, node in argument.nodes.items()}
    )


def _renamed(node: Node, name: Callable[[str], str]) -> Node:
    earlier = tuple(wording._replace(author=name(wording.author)) for wording in node.earlier)
    return node._replace(author=name(node.author), earlier=earlier)


def with_names_noted(argument: ArgumentMap) -> ArgumentMap:
    """The map with each author's name as the last line of the detail, where it fits."""
    return replace(argument, nodes={key: _noted(node) for key, node in argument.nodes.items()})


def _noted(node: Node) -> Node:
    name = _MARKUP.sub(r"\\\g<0>", " ".join(node.author.split()))
    detail = f"{node.detail}\n\nWritten by {name}." if node.detail else f"Written by {name}."
    return node._replace(detail=detail) if name and len(detail) <= DETAIL_MAX else node
