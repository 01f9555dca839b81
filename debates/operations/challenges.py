from django.utils import timezone

from core.accounts.models import User
from debates.argument.words import State
from debates.errors import Refusal
from debates.models import Claim, Debate, Verb
from debates.operations.changing import changing, record, reread, tried_again
from debates.operations.wording import checked_note
from debates.permissions import Action, require


@tried_again
def concede(actor: User, challenge: Claim, *, note: str = "") -> Claim:
    """Grant a critique or rebuttal: for the author of what it challenges, and for editors."""
    note = checked_note(note)
    with changing(challenge.debate_id) as debate:
        challenge = reread(debate, actor, challenge)
        if not challenge.is_challenge:
            raise Refusal("not_a_challenge", "Only a critique or a rebuttal can be conceded.")
        own = challenge.parent.author_id == actor.pk
        require(debate.role_of(actor), Action.CONCEDE, debate.phase, own=own)
        if challenge.state != State.VISIBLE:
            raise Refusal("not_standing", "Only a challenge that stands can be conceded.")
        if challenge.conceded_at:
            return challenge
        challenge.conceded_by, challenge.conceded_at = actor, timezone.now()
        challenge.save(update_fields=["conceded_by", "conceded_at"])
        record(debate, actor, Verb.CONCEDED, challenge, note=note)
    return challenge


# ---- parts of verbs, under the lock that ``changing`` holds


def challenge_answered(
    debate: Debate, actor: User, claim: Claim, challenge: Claim | None
) -> Claim | None:
    """The challenge as it is now, if something done to the claim can answer it."""
    if challenge is None:
        return None
    challenge = reread(debate, actor, challenge)
    if not challenge.is_challenge or challenge.parent_id != claim.pk:
        raise Refusal(
            "not_its_challenge",
            "Only a critique or a rebuttal of this very claim can be answered like that.",
        )
    if challenge.state != State.VISIBLE:
        raise Refusal("not_standing", "Only a challenge that stands can be answered.")
    return challenge


def meet(challenge: Claim) -> None:
    """Note that the claim which it challenges was amended in answer to it."""
    challenge.met_at = timezone.now()
    challenge.save(update_fields=["met_at"])
