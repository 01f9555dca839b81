from typing import NamedTuple

from django.db.models import Max

from core.accounts.models import User
from debates.argument.words import CHALLENGES, Aim, Kind, Side, Stance, flipped
from debates.errors import Refusal
from debates.models import Claim, Verb, tree
from debates.operations.changing import changing, record, reread, tried_again
from debates.operations.posting import place_of_reply, require_answerable, require_depth
from debates.permissions import Action, require


class Place(NamedTuple):
    """What a claim becomes below a new parent."""

    stance: Stance
    kind: Kind
    side: Side


@tried_again
def move_claim(actor: User, claim: Claim, new_parent: Claim, *, stance: str | None = None) -> Claim:
    """Hang ``claim``, with everything below it, under ``new_parent`` of the same debate.

    It keeps its stance unless another one is given. Where that brings the branch to the other
    side, its critiques become rebuttals and its rebuttals critiques.
    """
    with changing(claim.debate_id) as debate:
        require(debate.role_of(actor), Action.MOVE, debate.phase)
        claim = reread(debate, actor, claim)
        new_parent = reread(debate, actor, new_parent)
        place = _place(claim, new_parent, stance)
        if claim.parent_id == new_parent.pk and claim.stance == place.stance:
            return claim
        old = {"parent": claim.parent_id, "kind": claim.kind}
        _hang(claim, new_parent, place)
        record(
            debate,
            actor,
            Verb.MOVED,
            claim,
            old=old,
            new={"parent": new_parent.pk, "kind": claim.kind},
        )
    return claim


def effect_of_move(
    claim: Claim, new_parent: Claim, stance: str | None = None
) -> list[tuple[Claim, Kind]]:
    """The claims whose kind would change, each with its new kind, in reading order; writes nothing.

    Raises the same refusals as the move.
    """
    place = _place(claim, new_parent, stance)
    changes = [(claim, place.kind)] if claim.kind != place.kind else []
    if claim.side != place.side:
        below = Claim.objects.branch_of(claim).exclude(pk=claim.pk)
        challenges = below.filter(kind__in=[kind.value for kind in CHALLENGES])
        changes += [(below, flipped(Kind(below.kind))) for below in challenges]
    return changes


def _place(claim: Claim, new_parent: Claim, stance: str | None) -> Place:
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
    kind, side = place_of_reply(new_parent, chosen)
    return Place(chosen, Kind(kind), Side(side))


def _known(stance: str) -> Stance:
    if stance not in set(Stance):
        raise Refusal("unknown_stance", "Choose whether it supports or opposes (pro or con).")
    return Stance(stance)


def _hang(claim: Claim, new_parent: Claim, place: Place) -> None:
    # What only a con can have goes before the kind changes: the constraints hold at every step.
    if place.stance == Stance.PRO:
        claim.aim, claim.conceded_by, claim.conceded_at = "", None, None
    else:
        claim.scheme = ""
        if claim.aim == Aim.RELEVANCE and new_parent.stance is None:
            claim.aim = ""
    claim.save(update_fields=["aim", "scheme", "conceded_by", "conceded_at"])
    tree.move(claim, new_parent, kind=place.kind, side=place.side)
