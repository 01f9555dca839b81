"""How large a debate is, in the numbers that its card shows."""

from collections import Counter
from typing import NamedTuple

from debates.argument.challenges import Status, challenges
from debates.argument.map import ArgumentMap
from debates.argument.presence import present
from debates.argument.words import Kind


class Counts(NamedTuple):
    """``claims`` are the pros only; ``open`` are challenges; ``depth`` is 0 for a root alone."""

    claims: int
    critiques: int
    rebuttals: int
    theses: int
    open: int
    depth: int


def counts(argument: ArgumentMap) -> Counts:
    """Counted over the claims that are visible and below visible claims only."""
    steps = present(argument)
    kinds = Counter(argument.kinds[step.node.key] for step in steps)
    statuses = Counter(challenge.status for challenge in challenges(argument))
    return Counts(
        claims=kinds[Kind.CLAIM],
        critiques=kinds[Kind.CRITIQUE],
        rebuttals=kinds[Kind.REBUTTAL],
        theses=kinds[Kind.THESIS],
        open=statuses[Status.OPEN],
        depth=max((step.depth for step in steps), default=0),
    )
