from core.accounts.models import User
from debates.argument.words import State
from debates.errors import Refusal
from debates.models import Claim, Verb
from debates.operations.changing import changing, record, reread, tried_again
from debates.operations.wording import checked_note
from debates.permissions import Action, require


@tried_again
def accept_claim(actor: User, claim: Claim, *, note: str = "") -> Claim:
    """Let everybody see a claim that waited for review; from now on it counts."""
    note = checked_note(note)
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        require(debate.role_of(actor), Action.ACCEPT, debate.phase)
        if claim.state == State.VISIBLE:
            return claim
        if claim.state != State.PENDING:
            raise Refusal("not_waiting", "Only a claim that waits for review can be accepted.")
        claim.state = State.VISIBLE.value
        claim.save(update_fields=["state"])
        record(debate, actor, Verb.ACCEPTED, claim, note=note)
    return claim
