"""What a file holds, in numbers that other programs can compare."""

from collections import Counter

from debates.argument.map import ArgumentMap, Link, Reply
from debates.argument.words import Aim, Stance


def counted(argument: ArgumentMap) -> dict[str, int]:
    """By names that say what is counted.

    A question is no claim, and depth begins below the theses. ``pros`` and ``cons`` are relations:
    a claim that argues in two places makes two. ``linked_arguments`` are groups of linked premises,
    ``undercuts`` the cons that attack a step.
    """
    asked = {argument.root} if argument.asks else set()
    replies = [reply for reply in argument.replies if reply.stance]
    relations: list[Reply | Link] = [*replies, *argument.links]
    groups = Counter((reply.parent, reply.group) for reply in replies if reply.group)
    groups.update((link.target, link.group) for link in argument.links if link.group)
    stances = Counter(one.stance for one in relations)
    theses = len(argument.children.get(argument.root, ())) if asked else 1
    return {
        "claims": len(argument.nodes) - len(asked),
        "questions": len(asked),
        "theses": theses,
        "pros": stances[Stance.PRO],
        "cons": stances[Stance.CON],
        "links": len(argument.links),
        "roots": theses,
        "depth": max(step.depth for step in argument.walk()) - len(asked),
        "sources": len({id(one) for node in argument.nodes.values() for one in node.sources}),
        "linked_arguments": sum(count > 1 for count in groups.values()),
        "undercuts": sum(one.aim == Aim.RELEVANCE for one in relations),
    }
