from typing import Any, NamedTuple

from django.db.models import Max

from core.accounts.models import User
from debates.argument.schemes import scheme_of_question
from debates.argument.words import CHALLENGES, Aim, Kind, Side, Stance, flipped
from debates.errors import Refusal
from debates.models import Claim, Link, Verb, tree
from debates.operations.changing import changing, record, reread, tried_again
from debates.operations.circles import refuse_circle
from debates.operations.linking import told_of
from debates.operations.posting import place_of_reply, require_answerable, require_depth
from debates.operations.premises import free_the_last, linked_with, part, parted
from debates.permissions import Action, require


class Place(NamedTuple):
    """What a claim becomes below a new parent."""

    stance: Stance
    kind: Kind
    side: Side


class Effect(NamedTuple):
    """What a move changes: the claims whose kind would be another one, each with that one.

    ``unlinked`` is the link to the new parent, which comes off: the claim hangs there now.
    ``reopened``: the challenge was conceded, or met by an amendment, where it hung before.
    ``parted`` are the premises that it is linked with, and leaves.
    """

    kinds: list[tuple[Claim, Kind]]
    unlinked: Link | None
    reopened: bool
    parted: list[Claim]


@tried_again
def move_claim(actor: User, claim: Claim, new_parent: Claim, *, stance: str | None = None) -> Claim:
    """Hang ``claim``, with everything below it, under ``new_parent`` of the same debate.

    It keeps its stance unless another one is given. Where that brings the branch to the other
    side, its critiques become rebuttals and its rebuttals critiques. Below another parent it is
    another challenge: that it was conceded or met does not hold there. It leaves the premises that
    it was linked with.
    """
    with changing(claim.debate_id) as debate:
        require(debate.role_of(actor), Action.MOVE, debate.phase)
        claim = reread(debate, actor, claim)
        new_parent = reread(debate, actor, new_parent)
        place = _place(actor, claim, new_parent, stance)
        if claim.parent_id == new_parent.pk and claim.stance == place.stance:
            return claim
        old = {"parent": claim.parent_id, "kind": claim.kind}
        told = _told_of_the_rest(claim, new_parent)
        told |= parted(_hang(claim, new_parent, place))
        new = {"parent": new_parent.pk, "kind": claim.kind}
        record(debate, actor, Verb.MOVED, claim, old=old, new=new, **told)
    return claim


def effect_of_move(
    actor: User, claim: Claim, new_parent: Claim, stance: str | None = None
) -> Effect:
    """What the move would change, claims in reading order; writes nothing.

    Raises the same refusals as the move.
    """
    place = _place(actor, claim, new_parent, stance)
    changes = [(claim, place.kind)] if claim.kind != place.kind else []
    if claim.side != place.side:
        below = Claim.objects.branch_of(claim).exclude(pk=claim.pk)
        challenges = below.filter(kind__in=[kind.value for kind in CHALLENGES])
        changes += [(below, flipped(Kind(below.kind))) for below in challenges]
    return Effect(
        changes,
        unlinked=_link_between(claim, new_parent),
        reopened=_reopens(claim, new_parent),
        parted=linked_with(claim),
    )


def _told_of_the_rest(claim: Claim, new_parent: Claim) -> dict[str, Any]:
    """What the log keeps of a move beside both places."""
    told: dict[str, Any] = {}
    if link := _link_between(claim, new_parent):
        told["unlinked"] = told_of(link)
    if _reopens(claim, new_parent):
        told["reopened"] = True
    return told


def _link_between(claim: Claim, new_parent: Claim) -> Link | None:
    return claim.links.filter(target=new_parent).first()


def _reopens(claim: Claim, new_parent: Claim) -> bool:
    settled = claim.conceded_at is not None or claim.met_at is not None
    return settled and claim.parent_id != new_parent.pk


def _place(actor: User, claim: Claim, new_parent: Claim, stance: str | None) -> Place:
    if claim.stance is None:
        raise Refusal("root_stays", "A question or a thesis stays where it is.")
    if new_parent.debate_id != claim.debate_id:
        raise Refusal("other_debate", "A claim can only be moved within its debate.")
    if claim.holds(new_parent):
        raise Refusal("own_branch", "A claim cannot be moved below itself.")
    if new_parent.kind == Kind.QUESTION:
        raise Refusal("question_takes_theses", "Only theses stand directly below the question.")
    require_answerable(new_parent)
    deepest = Claim.objects.branch_of(claim).order_by().aggregate(deepest=Max("level"))["deepest"]
    require_depth(new_parent.level + 1 + deepest - claim.level)
    chosen = claim.stance if stance is None else _known(stance)
    if new_parent.pk != claim.parent_id:
        refuse_circle(actor, claim, new_parent)
    kind, side = place_of_reply(new_parent, chosen)
    return Place(chosen, Kind(kind), Side(side))


def _known(stance: str) -> Stance:
    if stance not in set(Stance):
        raise Refusal("unknown_stance", "Choose whether it supports or opposes (pro or con).")
    return Stance(stance)


def _hang(claim: Claim, new_parent: Claim, place: Place) -> list[int]:
    """Move the claim; gives the keys of the premises that it was linked with and are so no more."""
    alone = part(claim)
    # What only a con can have goes before the kind changes: the constraints hold at every step.
    stays = claim.parent_id == new_parent.pk
    if place.stance == Stance.PRO:
        claim.aim = ""
    else:
        claim.scheme = ""
        if claim.aim == Aim.RELEVANCE and new_parent.stance is None:
            claim.aim = ""
    if place.stance == Stance.PRO or not stays:
        claim.conceded_by, claim.conceded_at, claim.met_at = None, None, None
    if not stays:
        claim.critical_question = _fitting_question(claim, new_parent)
        if link := _link_between(claim, new_parent):
            link.delete()
            alone += free_the_last(new_parent.pk, link.premise_group)
    claim.save(update_fields=_WHAT_MAY_GO)
    tree.move(claim, new_parent, kind=place.kind, side=place.side)
    return alone


_WHAT_MAY_GO = ["aim", "scheme", "critical_question", "conceded_by", "conceded_at", "met_at"]


def _fitting_question(claim: Claim, new_parent: Claim) -> str:
    scheme = scheme_of_question(claim.critical_question)
    return claim.critical_question if scheme and scheme.key == new_parent.scheme else ""
