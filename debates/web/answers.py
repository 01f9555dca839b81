"""The four ways to answer a challenge, for whoever may speak for the claim that it challenges."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from debates.argument.words import CHALLENGES, Kind, Stance, State
from debates.models import Claim
from debates.permissions import Action, editing
from debates.web.visit import Visit
from debates.web.words import kind_below, words_of

ANSWERED_NO_MORE = (
    "The challenge that you answer is gone from here, or stands no more. Nothing is lost: send it "
    "once more to do the same without answering it."
)
_LONGEST_KEY = 18


class Way(NamedTuple):
    """A way to answer: where it begins, and what it means."""

    icon: str
    words: str
    meaning: str
    url: str


class Ways(NamedTuple):
    """``own``: the challenged claim is the reader's. ``challenged`` is what that one is called."""

    ways: list[Way]
    own: bool
    challenged: str


def ways_to_answer(visit: Visit, challenge: Claim, challenged: Claim | None) -> Ways | None:
    """None where there is nothing to answer, or the person may do no more than anybody else."""
    stands = challenge.state == State.VISIBLE
    if not (challenge.is_challenge and stands and challenged):
        return None
    own = visit.owns(challenged.author_id)
    noun = words_of(challenged).noun
    beyond_replies = [
        *_conceding(visit, challenge, noun, own=own),
        *_changing(visit, challenge, challenged, own=own),
    ]
    if not beyond_replies:
        return None
    return Ways([*_rebutting(visit, challenge), *beyond_replies], own, noun)


def challenge_with(visit: Visit, claim: Claim, key: str) -> Claim | None:
    """The challenge that something done to the claim answers, if it stands right below it."""
    if not key.isdecimal() or len(key) > _LONGEST_KEY:
        return None
    below = visit.claims.filter(pk=int(key), parent=claim, state=State.VISIBLE.value)
    challenge = below.filter(kind__in=[kind.value for kind in CHALLENGES]).first()
    return visit.at_home(challenge) if challenge else None


def _rebutting(visit: Visit, challenge: Claim) -> list[Way]:
    if not visit.may(Action.SUGGEST) or challenge.level >= settings.MAX_DEPTH:
        return []
    return [
        Way(
            "reply",
            "Rebut it" if kind_below(challenge, Stance.CON) == Kind.REBUTTAL else "Oppose it",
            "Say why it is wrong, or beside the point. As long as your reply stands, the "
            f"{words_of(challenge).noun} counts as answered.",
            reverse("reply", args=[visit.debate.slug, challenge.pk, "con"]),
        )
    ]


def _conceding(visit: Visit, challenge: Claim, noun: str, *, own: bool) -> list[Way]:
    if challenge.conceded_at or not visit.may(Action.CONCEDE, own=own):
        return []
    return [
        Way(
            "check",
            "Concede it",
            f"Grant the point. The {noun} stays as it is, and nobody needs to answer this any "
            "more.",
            reverse("concede", args=[visit.debate.slug, challenge.pk]),
        )
    ]


def _changing(visit: Visit, challenge: Claim, challenged: Claim, *, own: bool) -> list[Way]:
    if challenged.state != State.VISIBLE:
        return []
    noun, asked = words_of(challenged).noun, f"?answering={challenge.pk}"
    place = [visit.debate.slug, challenged.pk]
    ways = []
    if visit.may(editing(challenged), own=own):
        ways.append(
            Way(
                "edit",
                f"Amend the {noun}",
                f"Reword the challenged {noun} so that this no longer hits it. This is marked as "
                "met by an amendment.",
                reverse("edit_claim", args=place) + asked,
            )
        )
    if not challenged.is_root and visit.may(Action.WITHDRAW, own=own):
        ways.append(
            Way(
                "withdrawn",
                f"Withdraw the {noun}",
                f"Take the challenged {noun} back. It stays readable, but it counts no more, nor "
                "does anything below it.",
                reverse("withdraw_claim", args=place) + asked,
            )
        )
    return ways
