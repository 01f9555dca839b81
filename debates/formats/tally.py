"""What a file holds, in numbers that other programs can compare."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from debates.argument.map import ArgumentMap
from debates.argument.words import Aim, Stance


class _Relation(NamedTuple):
    key: str
    target: str
    stance: Stance
    aim: Aim | None
    group: str


def counted(argument: ArgumentMap) -> dict[str, int]:
    """By names that say what is counted.

    A question is no claim. ``pros`` and ``cons`` are relations: a claim that argues in two places
    makes two. ``roots`` argue about nothing, ``isolated_claims`` have nothing to do with any other.
    ``depth`` is the longest way to a root, ``linked_arguments`` are groups of linked premises, and
    ``undercuts`` attack a step.
    """
    claims = [key for key in argument.nodes if not (argument.asks and key == argument.root)]
    relations = _relations(argument)
    targets = Counter(relation.key for relation in relations)
    argued = {relation.target for relation in relations}
    free = [key for key in claims if key not in targets]
    isolated = sum(key not in argued for key in free) if len(claims) > 1 else 0
    groups = Counter((relation.target, relation.group) for relation in relations if relation.group)
    stances = Counter(relation.stance for relation in relations)
    return {
        "claims": len(claims),
        "questions": int(argument.asks),
        "theses": len(argument.children.get(argument.root, ())) if argument.asks else 1,
        "pros": stances[Stance.PRO],
        "cons": stances[Stance.CON],
        "links": len(argument.links),
        "roots": len(free) - isolated,
        "isolated_claims": isolated,
        "claims_with_2plus_targets": sum(count > 1 for count in targets.values()),
        "depth": _depth(argument, relations, targets),
        "sources": len({id(one) for node in argument.nodes.values() for one in node.sources}),
        "linked_arguments": sum(count > 1 for count in groups.values()),
        "undercuts": sum(relation.aim == Aim.RELEVANCE for relation in relations),
    }


def _relations(argument: ArgumentMap) -> list[_Relation]:
    replies = [
        _Relation(reply.key, reply.parent, reply.stance, reply.aim, reply.group)
        for reply in argument.replies
        if reply.stance
    ]
    links = [_Relation(*link[:4], link.group) for link in argument.links]
    return replies + links


def _depth(argument: ArgumentMap, relations: list[_Relation], targets: Mapping[str, int]) -> int:
    """Over all relations; of claims that argue in a circle, their depth in the tree."""
    arguing: dict[str, list[str]] = {}
    for relation in relations:
        arguing.setdefault(relation.target, []).append(relation.key)
    left = dict(targets)
    depths = dict.fromkeys(argument.nodes, 0)
    ready = [key for key in argument.nodes if key not in targets]
    while ready:
        target = ready.pop()
        for key in arguing.get(target, ()):
            depths[key] = max(depths[key], depths[target] + 1)
            left[key] -= 1
            if not left[key]:
                ready.append(key)
    in_the_tree = max(step.depth for step in argument.walk()) - argument.asks
    return max(in_the_tree, *depths.values())
