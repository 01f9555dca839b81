"""What people think of claims: theirs alone and changeable, so without event.

Each vote raises ``Debate.votes_version`` under the debate's lock, which is part of the key of what
is derived from votes. See docs/decisions/0034.
"""

from django.utils import timezone

from core.accounts.models import User
from debates.argument.words import Kind, State
from debates.errors import Refusal
from debates.models import Claim, Debate, Question, Vote
from debates.operations.changing import (
    account_closed,
    changing,
    has_account,
    reread,
    tried_again,
)
from debates.operations.opening import known_choice
from debates.permissions import Action, require
from debates.reasoning.perspectives import STEPS


@tried_again
def cast_vote(
    actor: User, claim: Claim, question: str, value: int, *, seen: int, about: int | None = None
) -> Vote:
    """Answer a question about a claim, or answer it otherwise than before.

    ``seen`` is the revision that the voter had before them; ``about``, the key of what the claim
    argued about as they saw it, where they say so.
    """
    asked = known_choice(Question, question)
    if value not in range(STEPS):
        raise Refusal("unknown_step", "Choose one of the five steps.")
    with changing(claim.debate_id) as debate:
        claim = _to_vote_on(debate, actor, claim, asked, about)
        return _give(debate, actor, claim, asked, value, _known_wording(claim, seen))


@tried_again
def confirm_vote(
    actor: User, claim: Claim, question: str, *, seen: int, about: int | None = None
) -> Vote:
    """Say that one's vote holds for the claim as it is worded, and where it hangs, now."""
    asked = known_choice(Question, question)
    with changing(claim.debate_id) as debate:
        claim = _to_vote_on(debate, actor, claim, asked, about)
        vote = _own(actor, claim, asked)
        if vote is None:
            raise Refusal("no_vote", "There is no vote of yours to keep: choose a step.")
        return _give(debate, actor, claim, asked, vote.value, _known_wording(claim, seen))


@tried_again
def withdraw_vote(actor: User, claim: Claim, question: str) -> bool:
    """Take one's vote back, whatever became of the claim; whether there was one."""
    asked = known_choice(Question, question)
    with changing(claim.debate_id) as debate:
        require(debate.role_of(actor), Action.VOTE, debate.phase)
        vote = _own(actor, claim, asked)
        if vote is None:
            return False
        vote.delete()
        count_anew(debate)
    return True


# ---- parts of verbs, under the lock that ``changing`` holds


def count_anew(debate: Debate) -> None:
    """What was derived from the debate's votes holds no more."""
    debate.votes_version += 1
    Debate.objects.filter(pk=debate.pk).update(votes_version=debate.votes_version)


def _to_vote_on(
    debate: Debate, actor: User, claim: Claim, question: Question, about: int | None
) -> Claim:
    """The claim as it is now, if the actor may answer this question about it."""
    require(debate.role_of(actor), Action.VOTE, debate.phase)
    claim = reread(debate, actor, claim)
    if claim.kind == Kind.QUESTION:
        raise Refusal("question_takes_no_vote", "A question is not voted on: its theses are.")
    if question == Question.RELEVANCE and claim.stance is None:
        raise Refusal("argues_about_nothing", "A thesis argues about nothing above it.")
    if claim.state != State.VISIBLE:
        raise Refusal(
            "not_standing", "Only a claim that stands, for everybody to see, takes votes."
        )
    if question == Question.RELEVANCE and about not in (None, claim.parent_id):
        raise Refusal(
            "moved_meanwhile", "This was moved meanwhile. Look what it argues about now, and vote."
        )
    return claim


def _known_wording(claim: Claim, seen: int) -> int:
    if not 1 <= seen <= claim.revision:
        raise Refusal("unknown_wording", "This claim has no such wording. Load the page again.")
    return seen


def _own(actor: User, claim: Claim, question: Question) -> Vote | None:
    return Vote.objects.filter(person=actor, claim=claim, question=question.value).first()


def _give(
    debate: Debate, actor: User, claim: Claim, question: Question, value: int, revision: int
) -> Vote:
    vote = _own(actor, claim, question)
    if vote is None:
        vote = Vote(debate=debate, claim=claim, person=actor, question=question.value)
    parent = claim.parent_id if question == Question.RELEVANCE else None
    given = (value, revision, parent)
    if given == (vote.value, vote.revision, vote.parent_id):
        return vote
    vote.value, vote.revision, vote.parent_id = given
    vote.given_at = timezone.now()
    vote.save()
    if not has_account(actor).exists():
        raise account_closed()
    count_anew(debate)
    return vote
