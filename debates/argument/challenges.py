"""The ledger of a debate: every critique and rebuttal, and whether something was said to it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Node
from debates.argument.presence import present
from debates.argument.words import CHALLENGES, Kind, Stance


class Status(StrEnum):
    """What became of a challenge; *stale*: edited since the last answer to it."""

    OPEN = "open"
    ANSWERED = "answered"
    CONCEDED = "conceded"
    STALE = "stale"


class Challenge(NamedTuple):
    """``since`` is when the status began, as far as the map tells (it does not for conceded)."""

    key: str
    kind: Kind
    status: Status
    depth: int
    since: datetime | None


def challenges(argument: ArgumentMap) -> list[Challenge]:
    """The challenges that count, in reading order."""
    steps = present(argument)
    answers = _answers(argument, {step.node.key: step.node for step in steps})
    ledger: list[Challenge] = []
    for step in steps:
        kind = argument.kinds[step.node.key]
        if kind in CHALLENGES:
            status, since = _status(step.node, answers.get(step.node.key, []))
            ledger.append(Challenge(step.node.key, kind, status, step.depth, since))
    return ledger


def _answers(argument: ArgumentMap, nodes: dict[str, Node]) -> dict[str, list[Node]]:
    """The present cons to each claim, whether they hang below it or are linked to it."""
    answers: dict[str, list[Node]] = defaultdict(list)
    replies = ((reply.key, reply.parent, reply.stance) for reply in argument.replies)
    links = ((link.key, link.target, link.stance) for link in argument.links)
    for key, target, stance in chain(replies, links):
        if stance == Stance.CON and key in nodes:
            answers[target].append(nodes[key])
    return answers


def _status(challenge: Node, answers: list[Node]) -> tuple[Status, datetime | None]:
    if challenge.conceded:
        return Status.CONCEDED, None
    if not answers:
        return Status.OPEN, challenge.written
    if _edited_after(challenge, answers):
        return Status.STALE, challenge.edited
    return Status.ANSWERED, min(_times(answer.written for answer in answers), default=None)


def _edited_after(challenge: Node, answers: list[Node]) -> bool:
    """False also where a time is not known: nobody is told to look again without a reason."""
    touched = _times(answer.edited or answer.written for answer in answers)
    if challenge.edited is None or len(touched) < len(answers):
        return False
    return challenge.edited > max(touched)


def _times(times: Iterable[datetime | None]) -> list[datetime]:
    return [time for time in times if time is not None]
