from core.accounts.models import User
from debates.argument.prose import clean_line
from debates.argument.words import State
from debates.errors import Refusal
from debates.models import Claim, Revision, Verb
from debates.operations.changing import changing, record, reread, tried_again
from debates.permissions import Action, require


@tried_again
def accept_claim(actor: User, claim: Claim, *, note: str = "") -> Claim:
    """Let everybody see a claim that waited for review; from now on it counts."""
    note = clean_line(note, Revision.NOTE_MAX, "note") if note.strip() else ""
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
