from django.utils import timezone

from core.accounts.models import User
from debates.argument.words import State
from debates.errors import Refusal
from debates.models import Claim, Revision, Verb
from debates.operations.changing import changing, record, reread, tried_again
from debates.operations.posting import first_state
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
) -> Claim:
    """Give a claim a new wording; ``seen`` is the revision that the editor had before them.

    Aim and scheme stay as they are where they are None.
    """
    wording, note = worded(text, detail), checked_note(note)
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        own = claim.author_id == actor.pk
        require(debate.role_of(actor), editing(claim), debate.phase, own=own)
        if claim.revision != seen:
            raise StaleEdit(claim)
        old = {"aim": claim.aim, "scheme": claim.scheme}
        new = _classified(claim, aim, scheme)
        changed = (claim.text, claim.detail) != (wording.text, wording.detail)
        if not changed and old == new:
            return claim
        claim.aim, claim.scheme = new["aim"], new["scheme"]
        if changed:
            _reword(claim, actor, wording, note)
        claim.save(update_fields=[*Wording._fields, "aim", "scheme", "revision", "edited_at"])
        record(debate, actor, Verb.EDITED, claim, revision=claim.revision, old=old, new=new)
    return claim


@tried_again
def withdraw_claim(actor: User, claim: Claim, *, note: str = "") -> Claim:
    """Take a claim back: it stays readable and marked, but with what is below it counts no more."""
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
        claim.state = State.WITHDRAWN.value
        claim.save(update_fields=["state"])
        record(debate, actor, Verb.WITHDRAWN, claim, note=note)
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
