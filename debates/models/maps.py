"""Rows of claims and of links as maps: what of a debate's tables an ArgumentMap tells."""

from collections.abc import Iterable, Sequence
from typing import Any

from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.premises import with_whole_groups
from debates.argument.words import Aim, Kind, Stance, State, stance_of

STRUCTURE = (
    "pk",
    "parent",
    "kind",
    "aim",
    "state",
    "conceded_at",
    "met_at",
    "scheme",
    "critical_question",
    "premise_group",
)
WORDS = ("text", "detail", "author__username", "created_at", "edited_at")
LINK = ("claim", "target", "stance", "aim", "created_at", "premise_group")


def skeleton_of(rows: Iterable[Iterable[Any]], links: Iterable[Link]) -> ArgumentMap:
    return map_of(((*row, "", "", "", None, None) for row in rows), links)


def account_of(rows: Iterable[Iterable[Any]], links: Iterable[Link]) -> ArgumentMap:
    told = ((*row, "", "", str(by), at, edited) for *row, by, at, edited in rows)
    return map_of(told, links)


def map_of(
    rows: Iterable[Sequence[Any]], links: Iterable[Link], top: int | None = None
) -> ArgumentMap:
    """The map of claims in reading order; ``top`` is its root where that is not the debate's."""
    root, asks = "", False
    nodes: dict[str, Node] = {}
    replies: list[Reply] = []
    for row in rows:
        pk, parent, kind, aim, state, conceded, met, scheme, question, group, *words = row
        text, detail, author, at, edited = words
        key = str(pk)
        if parent is None or pk == top:
            root, asks = key, kind == Kind.QUESTION
        elif str(parent) in nodes:
            stance = stance_of(Kind(kind))
            against = Aim(aim) if aim else None
            replies.append(Reply(key, str(parent), stance, against, str(group or "")))
        else:
            continue
        nodes[key] = Node(
            key,
            text,
            detail,
            scheme,
            State(state),
            conceded is not None,
            author,
            at,
            edited,
            met=met,
            question=question,
        )
    known = tuple(link for link in links if link.key in nodes and link.target in nodes)
    # Somebody who does not see the others of a group must not see that there are some.
    return with_whole_groups(ArgumentMap(root, nodes, tuple(replies), known, asks=asks))


def link_of(row: Sequence[Any]) -> Link:
    claim, target, stance, aim, made, group = row
    against = Aim(aim) if aim else None
    return Link(str(claim), str(target), Stance(stance), against, made, str(group or ""))
