"""The semantics once more, written apart and for small maps: by recursion over the map itself.

Not for circles. ``Naive(argument, base, relevance, aggregate).strength(key)``.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from math import exp

from debates.argument.map import ArgumentMap
from debates.argument.words import Aim, State

Pull = Callable[[float, list[float], list[float]], float]


def quadratic(base: float, pros: list[float], cons: list[float]) -> float:
    def h(x: float) -> float:
        return max(x, 0) ** 2 / (1 + max(x, 0) ** 2)

    energy = sum(pros) - sum(cons)
    return base - base * h(-energy) + (1 - base) * h(energy)


def df_quad(base: float, pros: list[float], cons: list[float]) -> float:
    def both(one: float, other: float) -> float:
        return one + other - one * other

    for_it, against = reduce(both, pros, 0.0), reduce(both, cons, 0.0)
    if against >= for_it:
        return base - base * abs(for_it - against)
    return base + (1 - base) * abs(for_it - against)


def euler(base: float, pros: list[float], cons: list[float]) -> float:
    return 1 - (1 - base**2) / (1 + base * exp(sum(pros) - sum(cons)))


PULLS: dict[str, Pull] = {
    "quadratic-energy": quadratic,
    "df-quad": df_quad,
    "euler-based": euler,
}


class Naive:
    def __init__(
        self,
        argument: ArgumentMap,
        pull: Pull,
        bases: Mapping[str, float],
        relevance: Mapping[tuple[str, str], float],
    ) -> None:
        self.pull, self.bases, self.relevance = pull, bases, relevance
        self.argument = argument
        self.edges = []
        for reply in argument.replies:
            if reply.stance and self.counts(reply.key) and self.counts(reply.parent):
                self.edges.append(reply)
        pairs = {(reply.key, reply.parent) for reply in argument.replies}
        for link in argument.links:
            question = argument.root if argument.asks else None
            ends = {link.key, link.target}
            if (link.key, link.target) in pairs or question in ends:
                continue
            if all(map(self.counts, ends)):
                self.edges.append(link)

    def counts(self, key: str) -> bool:
        if self.argument.nodes[key].state != State.VISIBLE:
            return False
        reply = self.argument.reply_of.get(key)
        return reply is None or self.counts(reply.parent)

    def target(self, edge) -> str:
        return edge[1]

    def disputes(self, edge) -> bool:
        """A con of relevance of something that argues about something, at its home."""
        if edge.aim != Aim.RELEVANCE or edge.stance != "con":
            return False
        reply = self.argument.reply_of.get(self.target(edge))
        return reply is not None and reply.stance is not None

    def acting(self, edges) -> list[float]:
        """The values of single edges, and one for each group."""
        values = [self.value(edge) for edge in edges if not edge.group]
        for group in {edge.group for edge in edges if edge.group}:
            values.append(min(self.value(edge) for edge in edges if edge.group == group))
        return values

    def value(self, edge) -> float:
        value = self.relevance.get((edge.key, self.target(edge)), 1) * self.strength(edge.key)
        home = self.argument.reply_of.get(edge.key)
        if home == edge:
            against = [e for e in self.edges if self.disputes(e) and self.target(e) == edge.key]
            for dispute in self.acting(against):
                value *= 1 - dispute
        return value

    def strength(self, key: str) -> float:
        if self.argument.nodes[key].conceded:
            return 1
        on = [e for e in self.edges if self.target(e) == key and not self.disputes(e)]
        pros = self.acting([edge for edge in on if edge.stance == "pro"])
        cons = self.acting([edge for edge in on if edge.stance == "con"])
        return self.pull(self.bases.get(key, 0.5), pros, cons)
