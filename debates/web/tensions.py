"""Where somebody's own votes contradict each other, in words, with ways to change them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from debates.argument.words import KEPT_BACK
from debates.models import Claim, Debate, Question, Vote
from debates.models.kept import kept_of
from debates.reasoning.consistency import Contradiction, contradictions
from debates.reasoning.framework import Framework, framework
from debates.reasoning.perspectives import AGREES_FROM
from debates.reasoning.semantics import SEMANTICS
from debates.web.ballots import STEP_WORDS
from debates.web.visit import Visit
from debates.web.words import without_links, words_of

# So many are told at once: whoever changes one of them sees the next.
SHOWN = 3


class Voted(NamedTuple):
    """A claim, what the person finds of it in the words of the steps, and where to change that."""

    noun: str
    html: SafeString
    kind: str
    plausible: str
    matters: str
    url: str


class Tension(NamedTuple):
    """``accepts``: the person finds the claim plausible, although their other votes say otherwise.

    ``replies`` are what speaks against that most; several stand together as linked premises.
    """

    accepts: bool
    claim: Voted
    replies: list[Voted]


def tensions_of(visit: Visit, votes: Mapping[int, Sequence[Vote]]) -> list[Tension]:
    """The first few, in reading order. One query where there are some."""
    found = _contradictions(visit.debate, votes)[:SHOWN]
    keys = {int(key) for one in found for key in (one.key, *one.replies)}
    claims = visit.claims.in_bulk(keys)
    return [
        Tension(
            one.vote >= AGREES_FROM,
            _voted(visit, claims[int(one.key)], votes),
            [_voted(visit, claims[int(key)], votes) for key in one.replies],
        )
        for one in found
        if {int(one.key), *map(int, one.replies)} <= claims.keys()
    ]


def _contradictions(debate: Debate, votes: Mapping[int, Sequence[Vote]]) -> list[Contradiction]:
    plausible: dict[str, int] = {}
    relevant: dict[tuple[str, str], int] = {}
    for vote in (vote for some in votes.values() for vote in some):
        if vote.question == Question.PLAUSIBILITY:
            plausible[str(vote.claim_id)] = vote.value
        else:
            relevant[str(vote.claim_id), str(vote.parent_id)] = vote.value
    if len(plausible) < 2:
        return []
    frame = kept_of("framework", debate, _framework)
    return contradictions(frame, plausible, relevant, SEMANTICS[debate.method])


def _framework(debate: Debate) -> Framework:
    seen = Claim.objects.filter(debate=debate).exclude(state__in=KEPT_BACK)
    return framework(seen.as_skeleton())


def _voted(visit: Visit, claim: Claim, votes: Mapping[int, Sequence[Vote]]) -> Voted:
    said = {
        Question(vote.question): STEP_WORDS[Question(vote.question)][vote.value].lower()
        for vote in votes.get(claim.pk, ())
    }
    return Voted(
        words_of(claim).noun,
        without_links(claim.text_html),
        claim.kind,
        said.get(Question.PLAUSIBILITY, ""),
        said.get(Question.RELEVANCE, ""),
        reverse("vote_step", args=[visit.debate.slug, claim.pk]),
    )
