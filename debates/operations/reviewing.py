"""Suggestions: accepted by an editor, or given back to their author, who sends them in again.

Sending in again is an edit, see ``debates.operations.claims``.
"""

from core.accounts.models import User
from debates.argument.words import State
from debates.errors import Refusal
from debates.models import Claim, Verb
from debates.operations.changing import changing, record, reread, tried_again
from debates.operations.wording import checked_note, checked_reason
from debates.permissions import Action, require


@tried_again
def accept_claim(actor: User, claim: Claim, *, note: str = "", seen: int | None = None) -> Claim:
    """Let everybody see a claim that waited for review; from now on it counts.

    ``seen`` is the revision that the editor read: another wording is not accepted unread.
    """
    note = checked_note(note)
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        require(debate.role_of(actor), Action.ACCEPT, debate.phase)
        if claim.state == State.VISIBLE:
            return claim
        _require_waiting(claim, "accepted")
        if seen not in {None, claim.revision}:
            raise Refusal(
                "changed_meanwhile",
                "Its author changed it since you opened this page. Read it again, then decide.",
            )
        claim.state = State.VISIBLE.value
        claim.save(update_fields=["state"])
        record(debate, actor, Verb.ACCEPTED, claim, note=note, revision=claim.revision)
    return claim


@tried_again
def return_claim(actor: User, claim: Claim, *, note: str = "") -> Claim:
    """Give a suggestion back to its author, saying why; authors take back their own.

    Nothing is lost: the author changes it, or not, and sends it in again.
    """
    note = checked_reason(note)
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        own = claim.author_id == actor.pk
        require(debate.role_of(actor), Action.RETURN, debate.phase, own=own)
        if claim.state == State.RETURNED:
            return claim
        _require_waiting(claim, "returned")
        if not note and not own:
            raise Refusal("reason_missing", "Say why, so that its author knows what to change.")
        claim.state = State.RETURNED.value
        claim.save(update_fields=["state"])
        record(debate, actor, Verb.RETURNED, claim, note=note)
    return claim


def _require_waiting(claim: Claim, done: str) -> None:
    if claim.state == State.RETURNED:
        raise Refusal(
            "with_its_author",
            f"It went back to its author, who works on it. It can be {done} once they send it in "
            "again.",
        )
    if claim.state == State.VISIBLE:
        raise Refusal(
            "accepted_already", "It was accepted: everybody sees it. Withdraw it instead."
        )
    if claim.state != State.PENDING:
        raise Refusal("not_waiting", f"Only a claim that waits for review can be {done}.")
