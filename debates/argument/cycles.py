"""Circles of arguments: a claim that argues, by way of others, about itself.

Replies lead from a claim to its parent, links from a claim to their target; both are edges here,
and what is withdrawn or hidden has its edges too: it may come back.
"""

from collections import deque
from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from debates.argument.map import ArgumentMap, Link

Key = TypeVar("Key", bound=Hashable)

Edges = Mapping[Key, Collection[Key]]


def way(edges: Edges[Key], start: Key, goal: Key) -> list[Key]:
    """A shortest way along the edges with both its ends in it; empty where there is none.

    A new edge from ``goal`` to ``start`` would close it to a circle.
    """
    came_from: dict[Key, Key] = {}
    waiting = deque([start])
    while waiting:
        key = waiting.popleft()
        if key == goal:
            return _traced(came_from, start, goal)
        for onward in edges.get(key, ()):
            if onward != start and onward not in came_from:
                came_from[onward] = key
                waiting.append(onward)
    return []


def _traced(came_from: Mapping[Key, Key], start: Key, goal: Key) -> list[Key]:
    keys = [goal]
    while keys[-1] != start:
        keys.append(came_from[keys[-1]])
    return keys[::-1]


def circle(argument: ArgumentMap) -> tuple[Link, list[str]] | None:
    """A link of the map that closes a circle, and the way from its target back to its claim."""
    edges: dict[str, list[str]] = {reply.key: [reply.parent] for reply in argument.replies}
    for link in argument.links:
        edges.setdefault(link.key, []).append(link.target)
    on_circle = _edges_of_a_circle(edges)
    # Replies alone make no circle.
    closing = next((link for link in argument.links if (link.key, link.target) in on_circle), None)
    return closing and (closing, way(edges, closing.target, closing.key))


def _edges_of_a_circle(edges: Edges[str]) -> set[tuple[str, str]]:
    """Some circle's edges, none where there is no circle."""
    left = _led_to_without_end(edges)
    if not left:
        return set()
    before = {onward: key for key in left for onward in edges.get(key, ()) if onward in left}
    key, passed = next(iter(before)), set()
    while key not in passed:
        passed.add(key)
        key = before[key]
    circle = {(before[key], key)}
    while (before[before[key]], before[key]) not in circle:
        key = before[key]
        circle.add((before[key], key))
    return circle


def _led_to_without_end(edges: Edges[str]) -> set[str]:
    """What is left when whatever nothing leads to is taken away, and again, until all lead on."""
    leading_to: dict[str, int] = dict.fromkeys(edges, 0)
    for onward in edges.values():
        for key in onward:
            leading_to[key] = leading_to.get(key, 0) + 1
    free = [key for key, count in leading_to.items() if not count]
    while free:
        key = free.pop()
        del leading_to[key]
        for onward in edges.get(key, ()):
            leading_to[onward] -= 1
            if not leading_to[onward]:
                free.append(onward)
    return set(leading_to)
