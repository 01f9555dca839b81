"""What is taken of a map: a branch by itself, all of it without people, or with other names."""

import re
from collections.abc import Callable
from dataclasses import replace

from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.prose import DETAIL_MAX
from debates.argument.words import Aim

_MARKUP = re.compile(r"[\\`*_\[\]<>&:]")


def branch_of(argument: ArgumentMap, key: str) -> ArgumentMap:
    """The claim and all that hangs below it: a map of its own, with the claim for its thesis.

    What follows from where it hung is left behind, and so are links that lead out of it.
    """
    if key == argument.root:
        return argument
    steps = list(argument.walk(key))
    inside = {step.node.key: step.node for step in steps}
    inside[key] = _by_itself(argument.nodes[key])
    replies = (step.reply for step in steps[1:])
    return replace(
        argument,
        root=key,
        nodes=inside,
        replies=tuple(_below(key, reply) for reply in replies if reply is not None),
        links=tuple(
            _towards(key, link)
            for link in argument.links
            if link.key in inside and link.target in inside
        ),
        background="",
        asks=False,
    )


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


def _by_itself(node: Node) -> Node:
    return node._replace(scheme="", question="", conceded=False, met=None)


def _below(top: str, reply: Reply) -> Reply:
    """There is no step from a thesis to anything, so nothing can aim at its relevance."""
    lost = reply.parent == top and reply.aim == Aim.RELEVANCE
    return reply._replace(aim=None) if lost else reply


def _towards(top: str, link: Link) -> Link:
    lost = link.target == top and link.aim == Aim.RELEVANCE
    return link._replace(aim=None) if lost else link


def with_names_noted(argument: ArgumentMap) -> ArgumentMap:
    """The map with each author's name as the last line of the detail, where it fits."""
    return replace(argument, nodes={key: _noted(node) for key, node in argument.nodes.items()})


def _noted(node: Node) -> Node:
    name = _MARKUP.sub(r"\\\g<0>", " ".join(node.author.split()))
    detail = f"{node.detail}\n\nWritten by {name}." if node.detail else f"Written by {name}."
    return node._replace(detail=detail) if name and len(detail) <= DETAIL_MAX else node
