"""The ledger of a debate: every critique and rebuttal, and whether something was said to it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.premises import bundles_of
from debates.argument.presence import Place, standing
from debates.argument.words import CHALLENGES, Kind, Stance


class Status(StrEnum):
    """What became of a challenge; *stale*: edited since the last answer to it."""

    OPEN = "open"
    ANSWERED = "answered"
    CONCEDED = "conceded"
    STALE = "stale"


class Challenge(NamedTuple):
    """One critique or rebuttal. Claims go by their keys, people by what the map calls them.

    ``since``: when the status began, as far as the map tells (it does not for conceded).
    ``challenged`` is what it hangs below, ``also`` what it is linked to as a con, and ``to`` are
    the authors of both. ``asks`` is the critical question that it puts. ``answers`` counts the cons
    that oppose it; ``replied`` says whether anything is said about it at all; ``met``, whether what
    it challenges was amended in answer to it. ``linked`` counts the premises that are linked with
    what it challenges: they fall with it.
    """

    key: str
    kind: Kind
    status: Status
    since: datetime | None
    depth: int
    challenged: str = ""
    also: tuple[str, ...] = ()
    author: str = ""
    to: tuple[str, ...] = ()
    asks: str = ""
    answers: int = 0
    replied: bool = False
    met: bool = False
    written: datetime | None = None
    linked: int = 0

    @property
    def waits(self) -> bool:
        """Whether there is something to do about it: to answer it, or to look again."""
        return self.status in (Status.OPEN, Status.STALE)


# When a con was first there as an answer, and when it was last touched; None where it is not known.
_Answer = tuple[datetime | None, datetime | None]


def challenges(argument: ArgumentMap) -> list[Challenge]:
    """The challenges that count, in reading order."""
    return ledger(argument, standing(argument))


def ledger(argument: ArgumentMap, places: Mapping[str, Place]) -> list[Challenge]:
    """The same from what is known to stand."""
    answers, also = _answers(argument, places)
    linked = _linked(argument, places)
    replied = {place.parent for place in places.values()}
    replied.update(link.target for link in argument.links if link.key in places)
    found: list[Challenge] = []
    for key, (node, parent, depth, kind, _) in places.items():
        if kind not in CHALLENGES:
            continue
        opposed = answers.get(key, {})
        targets = also.get(key, ())
        status, since = _status(node, opposed)
        found.append(
            Challenge(
                key=key,
                kind=kind,
                status=status,
                since=since,
                depth=depth,
                challenged=parent,
                also=targets,
                author=node.author,
                to=_authors(places, parent, targets),
                asks=node.question,
                answers=len(opposed),
                replied=key in replied,
                met=node.met is not None,
                written=node.written,
                linked=linked.get(parent, 0),
            )
        )
    return found


def _linked(argument: ArgumentMap, places: Mapping[str, Place]) -> dict[str, int]:
    """How many others that stand each premise is linked with in its own place."""
    found: dict[str, int] = {}
    for premises in bundles_of(argument).values():
        there = [edge for edge in premises if edge.key in places]
        found |= {edge.key: len(there) - 1 for edge in there if isinstance(edge, Reply)}
    return found


def _authors(places: Mapping[str, Place], parent: str, targets: tuple[str, ...]) -> tuple[str, ...]:
    author = places[parent].node.author
    if not targets:
        return (author,)
    return tuple(dict.fromkeys((author, *(places[target].node.author for target in targets))))


def _answers(
    argument: ArgumentMap, places: Mapping[str, Place]
) -> tuple[dict[str, dict[str, _Answer]], dict[str, tuple[str, ...]]]:
    """The cons that stand to each claim, hanging below it or linked to it; and whereto each links.

    A con that is linked answers from when it was linked, not from when it was written elsewhere.
    """
    answers: dict[str, dict[str, _Answer]] = {}
    also: dict[str, tuple[str, ...]] = {}
    for key, (node, parent, _, kind, _) in places.items():
        if kind in CHALLENGES:
            answers.setdefault(parent, {})[key] = node.written, node.edited or node.written
    for link in argument.links:
        if link.stance != Stance.CON or link.key not in places or link.target not in places:
            continue
        others = answers.setdefault(link.target, {})
        if link.key in others:
            continue
        edited = places[link.key].node.edited
        touched = max(edited, link.made) if edited and link.made else link.made
        others[link.key] = link.made, touched
        also[link.key] = (*also.get(link.key, ()), link.target)
    return answers, also


def _status(challenge: Node, opposed: Mapping[str, _Answer]) -> tuple[Status, datetime | None]:
    if challenge.conceded:
        return Status.CONCEDED, None
    if not opposed and challenge.met is None:
        return Status.OPEN, challenge.written
    first = [begun for begun, _ in opposed.values()]
    last = [touched for _, touched in opposed.values()]
    if challenge.met is not None:
        first.append(challenge.met)
        last.append(challenge.met)
    if _edited_after(challenge, last):
        return Status.STALE, challenge.edited
    return Status.ANSWERED, min(_times(first), default=None)


def _edited_after(challenge: Node, touched: list[datetime | None]) -> bool:
    """False also where a time is not known: nobody is told to look again without a reason."""
    if challenge.edited is None:
        return False
    return all(time is not None and challenge.edited > time for time in touched)


def _times(times: Iterable[datetime | None]) -> list[datetime]:
    return [time for time in times if time is not None]
