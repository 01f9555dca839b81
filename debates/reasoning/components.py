"""In which order a graph can be computed, and what in it must be computed together."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Stretch(NamedTuple):
    """Vertices in an order in which each comes after all it is made of, unless they are a circle.

    A *circular* stretch is a strongly connected component: each of it acts on each, by way of
    others.
    """

    vertices: Sequence[int]
    circular: bool


def stretches(pros: Sequence[Sequence[int]], cons: Sequence[Sequence[int]]) -> list[Stretch]:
    """All vertices; what is not circular is put together as far as possible."""
    found: list[Stretch] = []
    straight: list[int] = []
    for component in _components(pros, cons):
        if len(component) == 1:
            straight.append(component[0])
            continue
        if straight:
            found.append(Stretch(straight, circular=False))
            straight = []
        found.append(Stretch(component, circular=True))
    if straight:
        found.append(Stretch(straight, circular=False))
    return found


def _components(
    pros: Sequence[Sequence[int]], cons: Sequence[Sequence[int]]
) -> Iterator[list[int]]:
    """Strongly connected components, each after all that act on it (Tarjan 1972, with a stack).

    No vertex acts on itself, so a component of one is no circle: between a claim and itself there
    is always a step.
    """
    size = len(pros)
    unseen, done = -1, size
    low = [unseen] * size  # the earliest vertex of the same component known so far; then ``done``
    open_ones: list[int] = []
    count = 0
    for start in range(size):
        if low[start] != unseen:
            continue
        low[start] = first = count
        count += 1
        open_ones.append(start)
        path = [(start, first, iter((*pros[start], *cons[start])))]
        while path:
            vertex, seen_at, rest = path[-1]
            for other in rest:
                if low[other] == unseen:
                    low[other] = count
                    path.append((other, count, iter((*pros[other], *cons[other]))))
                    open_ones.append(other)
                    count += 1
                    break
                if low[other] < low[vertex]:
                    low[vertex] = low[other]
            else:
                path.pop()
                if path and low[vertex] < low[path[-1][0]]:
                    low[path[-1][0]] = low[vertex]
                if low[vertex] == seen_at:
                    yield _closed(open_ones, vertex, low, done)


def _closed(open_ones: list[int], vertex: int, low: list[int], done: int) -> list[int]:
    component: list[int] = []
    while not component or component[-1] != vertex:
        component.append(open_ones.pop())
        low[component[-1]] = done
    return component[::-1]
