"""How large a debate is, in the numbers that its card shows."""

from collections import Counter
from typing import NamedTuple

from debates.argument.challenges import Status, challenges
from debates.argument.map import ArgumentMap
from debates.argument.presence import present
from debates.argument.words import Kind


class Tally(NamedTuple):
    """``claims`` are the pros only; ``open`` are the challenges that nobody has answered."""

    theses: int = 0
    claims: int = 0
    critiques: int = 0
    rebuttals: int = 0
    open: int = 0


def tally_of(argument: ArgumentMap) -> Tally:
    """Counted over the claims that are visible and below visible claims only."""
    kinds = Counter(argument.kinds[step.node.key] for step in present(argument))
    statuses = Counter(challenge.status for challenge in challenges(argument))
    return Tally(
        theses=kinds[Kind.THESIS],
        claims=kinds[Kind.CLAIM],
        critiques=kinds[Kind.CRITIQUE],
        rebuttals=kinds[Kind.REBUTTAL],
        open=statuses[Status.OPEN],
    )
