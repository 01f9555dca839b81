"""How large a debate is, in the numbers that its card shows."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from debates.argument.challenges import Challenge, Status, ledger
from debates.argument.map import ArgumentMap, Node
from debates.argument.presence import Place, standing
from debates.argument.words import Kind


class Tally(NamedTuple):
    """``claims`` are the pros only; ``open`` are the challenges that nobody has answered."""

    theses: int = 0
    claims: int = 0
    critiques: int = 0
    rebuttals: int = 0
    open: int = 0


class Share(NamedTuple):
    """What there is of one thesis: it and all that hangs below it.

    ``people`` are its authors, ``last`` is when any of it was written or edited, if that is known.
    """

    thesis: str
    tally: Tally
    keys: tuple[str, ...]
    people: frozenset[str]
    last: datetime | None


def tally_of(argument: ArgumentMap) -> Tally:
    """Counted over the claims that are visible and below visible claims only."""
    places = standing(argument)
    return _tally(places.values(), ledger(argument, places))


def shares_of(argument: ArgumentMap) -> list[Share]:
    """The same for each thesis by itself, in reading order."""
    places = standing(argument)
    thesis_of: dict[str, str] = {}
    branches: dict[str, list[str]] = {}
    for key, place in places.items():
        if place.kind != Kind.QUESTION:
            thesis = key if place.kind == Kind.THESIS else thesis_of[place.parent]
            thesis_of[key] = thesis
            branches.setdefault(thesis, []).append(key)
    challenges: dict[str, list[Challenge]] = {thesis: [] for thesis in branches}
    for challenge in ledger(argument, places):
        challenges[thesis_of[challenge.key]].append(challenge)
    return [
        _share(thesis, {key: places[key] for key in keys}, challenges[thesis])
        for thesis, keys in branches.items()
    ]


def _share(thesis: str, places: dict[str, Place], challenges: list[Challenge]) -> Share:
    nodes = [place.node for place in places.values()]
    return Share(
        thesis=thesis,
        tally=_tally(places.values(), challenges),
        keys=tuple(places),
        people=frozenset(node.author for node in nodes),
        last=max(filter(None, map(_touched, nodes)), default=None),
    )


def _touched(node: Node) -> datetime | None:
    return node.edited or node.written


def _tally(places: Iterable[Place], challenges: Iterable[Challenge]) -> Tally:
    kinds = Counter(place.kind for place in places)
    return Tally(
        theses=kinds[Kind.THESIS],
        claims=kinds[Kind.CLAIM],
        critiques=kinds[Kind.CRITIQUE],
        rebuttals=kinds[Kind.REBUTTAL],
        open=sum(challenge.status == Status.OPEN for challenge in challenges),
    )
