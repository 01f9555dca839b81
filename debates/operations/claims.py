from typing import Any

from django.utils import timezone

from core.accounts.models import User
from debates.argument.words import KEPT_BACK, State
from debates.errors import NotAllowed, Refusal
from debates.models import Claim, Debate, Revision, Verb
from debates.operations.challenges import challenge_answered, meet
from debates.operations.changing import changing, record, reread, tried_again
from debates.operations.posting import first_state
from debates.operations.premises import part, parted
from debates.operations.wording import (
    Wording,
    checked_aim,
    checked_note,
    checked_scheme,
    worded,
)
from debates.permissions import Action, editing, require


class StaleEdit(Refusal):
    """Somebody else changed the text since the editor saw it. ``current`` is the claim as it is."""

    def __init__(self, current: Claim) -> None:
        super().__init__("stale_edit", "Somebody else changed this claim while you were writing.")
        self.current = current


@tried_again
def edit_claim(
    actor: User,
    claim: Claim,
    *,
    seen: int,
    text: str,
    detail: str,
    note: str = "",
    aim: str | None = None,
    scheme: str | None = None,
    answering: Claim | None = None,
) -> Claim:
    """Give a claim a new wording; ``seen`` is the revision that the editor had before them.

    Aim and scheme stay as they are where they are None; with another aim, a con leaves the premises
    that it was linked with. ``answering`` is the challenge which the
    new wording answers. A suggestion that was returned is thereby sent in again, changed or not.
    """
    wording, note = worded(text, detail), checked_note(note)
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        _require_editable(debate, actor, claim)
        if claim.revision != seen:
            raise StaleEdit(claim)
        old = {"aim": claim.aim, "scheme": claim.scheme}
        new = _classified(claim, aim, scheme)
        changed = (claim.text, claim.detail) != (wording.text, wording.detail)
        answered = challenge_answered(debate, actor, claim, answering)
        if answered and not changed:
            raise Refusal("nothing_amended", "Change the claim's text or detail: that answers it.")
        states = _sent_in_again(debate, actor, claim)
        if not (changed or "new_state" in states or old != new):
            return claim
        alone = part(claim) if new["aim"] != claim.aim else []
        claim.aim, claim.scheme = new["aim"], new["scheme"]
        if changed:
            _reword(claim, actor, wording, note)
        claim.save(update_fields=_EDITED)
        if answered:
            meet(answered)
        told = {"revision": claim.revision, "old": old, "new": new, "note": note, **states}
        told |= parted(alone)
        record(debate, actor, Verb.EDITED, claim, answers=answered, **told)
    return claim


@tried_again
def withdraw_claim(
    actor: User, claim: Claim, *, note: str = "", answering: Claim | None = None
) -> Claim:
    """Take a claim back: it stays readable and marked, but with what is below it counts no more.

    ``answering`` is the challenge that made the actor do so.
    """
    note = checked_note(note)
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        own = claim.author_id == actor.pk
        require(debate.role_of(actor), Action.WITHDRAW, debate.phase, own=own)
        if claim.is_root:
            raise Refusal(
                "root_stays",
                "What a debate is about cannot be withdrawn. Close the debate instead.",
            )
        if claim.state == State.WITHDRAWN:
            return claim
        if claim.state != State.VISIBLE:
            # Everybody may read what was withdrawn: it must not get there past a review.
            raise Refusal("not_standing", "Only what everyone sees can be withdrawn.")
        answered = challenge_answered(debate, actor, claim, answering)
        claim.state = State.WITHDRAWN.value
        claim.save(update_fields=["state"])
        record(debate, actor, Verb.WITHDRAWN, claim, answers=answered, note=note)
    return claim


@tried_again
def restore_claim(actor: User, claim: Claim, *, note: str = "") -> Claim:
    """Undo a withdrawal. Of whoever may only suggest, the claim waits for review again.

    Authors undo their own withdrawals; what somebody else withdrew is not theirs to bring back.
    """
    note = checked_note(note)
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        own = claim.author_id == actor.pk and _withdrew(claim, actor)
        require(debate.role_of(actor), Action.RESTORE, debate.phase, own=own)
        if claim.state != State.WITHDRAWN:
            return claim
        claim.state = first_state(debate.role_of(actor), debate)
        claim.save(update_fields=["state"])
        record(debate, actor, Verb.RESTORED, claim, new=claim.state, note=note)
    return claim


def _withdrew(claim: Claim, actor: User) -> bool:
    """Whether the claim's latest withdrawal, if there was any, was the actor's own."""
    latest = claim.events.filter(verb=Verb.WITHDRAWN.value).order_by("-version").first()
    return latest is None or latest.actor_id == actor.pk


def _require_editable(debate: Debate, actor: User, claim: Claim) -> None:
    own = claim.author_id == actor.pk
    require(debate.role_of(actor), editing(claim), debate.phase, own=own)
    if claim.state == State.RETURNED and not own:
        raise NotAllowed(
            "with_its_author",
            "It went back to its author, who works on it. It can be edited once they send it in "
            "again.",
        )


def _sent_in_again(debate: Debate, actor: User, claim: Claim) -> dict[str, Any]:
    """Put a suggestion that its author has back before the editors.

    What the log keeps of the states: from which one that not everybody sees, and to which other.
    """
    before = claim.state
    if before == State.RETURNED:
        claim.state = first_state(debate.role_of(actor), debate)
    states = {"old_state": before} if before in KEPT_BACK else {}
    return states | ({"new_state": claim.state} if claim.state != before else {})


def _classified(claim: Claim, aim: str | None, scheme: str | None) -> dict[str, str]:
    return {
        "aim": claim.aim if aim is None else checked_aim(aim, claim.stance, claim.parent),
        "scheme": claim.scheme if scheme is None else checked_scheme(scheme, claim.stance),
    }


def _reword(claim: Claim, actor: User, wording: Wording, note: str) -> None:
    for field, value in wording._asdict().items():
        setattr(claim, field, value)
    claim.revision += 1
    claim.edited_at = timezone.now()
    Revision.objects.create(
        claim=claim,
        number=claim.revision,
        text=wording.text,
        detail=wording.detail,
        editor=actor,
        note=note,
    )


_EDITED = [*Wording._fields, "aim", "scheme", "state", "revision", "edited_at"]
