"""The critical questions that the arguments of a debate invite, and what was said to each."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from debates.argument.challenges import Challenge, Status, ledger
from debates.argument.map import ArgumentMap
from debates.argument.presence import Place, standing
from debates.argument.schemes import SCHEMES
from debates.argument.words import Kind


class QuestionStatus(StrEnum):
    """What became of a critical question; *unasked*: no reply takes it up."""

    UNASKED = "unasked"
    OPEN = "open"
    ANSWERED = "answered"
    CONCEDED = "conceded"
    STALE = "stale"


class Inquiry(NamedTuple):
    """A critical question about one claim, whose ``author``, depth and time are told.

    ``asked`` is the con that puts it, by ``asker``; ``answered`` is the pro that answers it for the
    claim. Both are keys, empty where there is none.
    """

    claim: str
    question: str
    status: QuestionStatus
    depth: int
    author: str = ""
    written: datetime | None = None
    asked: str = ""
    asker: str = ""
    answered: str = ""

    @property
    def is_unanswered(self) -> bool:
        return self.status in (QuestionStatus.UNASKED, QuestionStatus.OPEN)


# Of several cons that put the same question, the one that has most left to do speaks for it.
_FIRST = (Status.OPEN, Status.STALE, Status.CONCEDED, Status.ANSWERED)


def critical_questions(argument: ArgumentMap) -> list[Inquiry]:
    """Those of every pro that counts and names its scheme, in reading order."""
    places = standing(argument)
    return inquiries(places, ledger(argument, places))


def inquiries(places: Mapping[str, Place], challenges: Iterable[Challenge]) -> list[Inquiry]:
    """The same from what is known to stand."""
    asking: dict[tuple[str, str], Challenge] = {}
    for challenge in challenges:
        if challenge.asks:
            about = challenge.challenged, challenge.asks
            other = asking.get(about)
            if other is None or _rank(challenge) < _rank(other):
                asking[about] = challenge
    answering: dict[tuple[str, str], str] = {}
    for key, place in places.items():
        if place.kind == Kind.CLAIM and place.node.question:
            answering.setdefault((place.parent, place.node.question), key)
    return [
        _inquiry(place, question.key, asking, answering)
        for place in places.values()
        if place.kind == Kind.CLAIM and place.node.scheme in SCHEMES
        for question in SCHEMES[place.node.scheme].questions
    ]


def _rank(challenge: Challenge) -> int:
    return _FIRST.index(challenge.status)


def _inquiry(
    place: Place,
    question: str,
    asking: Mapping[tuple[str, str], Challenge],
    answering: Mapping[tuple[str, str], str],
) -> Inquiry:
    node = place.node
    asked = asking.get((node.key, question))
    answered = answering.get((node.key, question), "")
    return Inquiry(
        claim=node.key,
        question=question,
        status=_status(asked, answered),
        depth=place.depth,
        author=node.author,
        written=node.written,
        asked=asked.key if asked else "",
        asker=asked.author if asked else "",
        answered=answered,
    )


def _status(asked: Challenge | None, answered: str) -> QuestionStatus:
    """An answer for the claim settles the question; a con stays on the ledger by itself."""
    if answered:
        return QuestionStatus.ANSWERED
    return QuestionStatus(asked.status) if asked else QuestionStatus.UNASKED
