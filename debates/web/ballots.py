"""What a person is asked about a claim: the questions, their own answers, and how others answered.

Of others nothing is told but how the answers are spread, and that as the debate's owner chose.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.urls import reverse

from debates.argument.words import Kind, State
from debates.models import Claim, Question, Vote, VotesShown
from debates.models.votes import Spread, own_votes, shows_others, spreads_of
from debates.permissions import Action
from debates.reasoning.perspectives import STEPS
from debates.web.visit import Visit
from debates.web.words import words_of

STEP_WORDS = {
    Question.PLAUSIBILITY: ("Not at all", "Rather not", "Undecided", "Rather", "Entirely"),
    Question.RELEVANCE: ("Not at all", "A little", "Somewhat", "Much", "Decisively"),
}
_LEGENDS = {
    Question.PLAUSIBILITY: "The replies left aside, how plausible is this {noun}?",
    Question.RELEVANCE: "If it is true, how much does it matter to the {above} it is about?",
}
_SHORT = {Question.PLAUSIBILITY: "plausible", Question.RELEVANCE: "matters"}
_NOTHING_TYPED: Mapping[str, str] = {}
_FEWER = "It is shown how they voted from three votes on."


class Step(NamedTuple):
    """``share`` is how many of 100 chose it, None where that is not told."""

    value: int
    words: str
    chosen: bool
    count: int
    share: int | None


class Asked(NamedTuple):
    """One question. ``vote`` is the person's own; ``waits`` says why it should be confirmed."""

    name: str
    short: str
    legend: str
    steps: list[Step]
    vote: Vote | None
    waits: str
    others: str

    @property
    def told(self) -> bool:
        """Whether it is told how the votes are spread."""
        return self.steps[0].share is not None

    @property
    def answer(self) -> str:
        return next((step.words for step in self.steps if step.chosen), "")


class Ballot(NamedTuple):
    """``url`` takes the votes; ``may``: the person gives some here; ``sign_in``: they could once
    they signed in; ``shows``: how others voted is shown.
    """

    claim: Claim
    url: str
    asked: list[Asked]
    may: bool
    sign_in: bool
    voted: bool
    shows: bool
    hint: str

    @property
    def waits(self) -> bool:
        return any(one.waits for one in self.asked)


def questions_about(claim: Claim) -> list[Question]:
    """Those that are asked of it: none of a question, or of what does not stand."""
    if claim.kind == Kind.QUESTION or claim.state != State.VISIBLE:
        return []
    both = claim.stance is not None
    return [Question.PLAUSIBILITY, Question.RELEVANCE] if both else [Question.PLAUSIBILITY]


def ballot_on(
    visit: Visit, claim: Claim, above: Claim | None, typed: Mapping[str, str] = _NOTHING_TYPED
) -> Ballot | None:
    """One query, and another one where others' votes are shown; None where nothing is asked."""
    questions = questions_about(claim)
    if not questions:
        return None
    own = own_votes(visit.person, claim)
    shows = shows_others(visit.debate, voted=bool(own))
    spreads = spreads_of(visit.debate, claim) if shows else {}
    asked = [
        _asked(question, claim, above, own.get(question), spreads.get(question), shows, typed)
        for question in questions
    ]
    may_vote = visit.may(Action.VOTE)
    return Ballot(
        claim,
        reverse("vote_on", args=[visit.debate.slug, claim.pk]),
        asked,
        may=may_vote and visit.person.is_authenticated,
        sign_in=may_vote and not visit.person.is_authenticated,
        voted=bool(own),
        shows=shows,
        hint=_hint(visit, shows),
    )


def _asked(
    question: Question,
    claim: Claim,
    above: Claim | None,
    vote: Vote | None,
    spread: Spread | None,
    shows: bool,
    typed: Mapping[str, str],
) -> Asked:
    noun, about = words_of(claim).noun, words_of(above).noun if above else ""
    chosen = typed.get(question.value) or (str(vote.value) if vote else "")
    return Asked(
        question.value,
        _SHORT[question],
        _LEGENDS[question].format(noun=noun, above=about),
        [_step(question, value, chosen, spread) for value in range(STEPS)],
        vote,
        why_it_waits(vote) if vote else "",
        _others(spread) if shows else "",
    )


def _step(question: Question, value: int, chosen: str, spread: Spread | None) -> Step:
    counts = spread.counts if spread else None
    return Step(
        value,
        STEP_WORDS[question][value],
        chosen == str(value),
        counts[value] if counts else 0,
        round(100 * counts[value] / spread.total) if spread and counts else None,
    )


def why_it_waits(vote: Vote) -> str:
    if vote.holds:
        return ""
    if vote.question == Question.RELEVANCE and vote.parent_id != vote.claim.parent_id:
        return (
            "You said so of another place: it was moved. Until you confirm it, it does not count."
        )
    return "You said so of an earlier wording. It counts, but does it still hold?"


def _others(spread: Spread | None) -> str:
    total = spread.total if spread else 0
    if total == 0:
        return "No votes yet."
    votes = "1 vote" if total == 1 else f"{total} votes"
    return f"{votes}." if spread and spread.counts else f"{votes}. {_FEWER}"


def _hint(visit: Visit, shows: bool) -> str:
    if shows:
        return ""
    if visit.debate.votes_shown == VotesShown.NEVER:
        return "How others voted is not shown in this debate."
    return "How others voted is shown once you have voted."
