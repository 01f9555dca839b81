"""Linked premises: replies to one claim that support or oppose it only together.

They stand side by side, so that they are read together. What is moved, or changes what it aims at,
leaves its group; a group of one is none. What is withdrawn or hidden stays in it, and comes back.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from django.db.models import Max, QuerySet

from core.accounts.models import User
from debates.argument.words import Kind, Side, State
from debates.errors import Refusal
from debates.models import Claim, Debate, Link, Verb, tree
from debates.operations.changing import changing, record, reread, tried_again
from debates.permissions import Action, require

MOST_PREMISES = 20


@tried_again
def link_premises(actor: User, claims: Sequence[Claim]) -> list[Claim]:
    """Let replies to one claim hold only together, with all that some of them are linked with.

    They come to stand side by side, where the first of them is.
    """
    if len({claim.pk for claim in claims}) < 2:
        raise Refusal("too_few_premises", "Choose at least two claims that hold only together.")
    with changing(claims[0].debate_id) as debate:
        chosen = _in_order(reread(debate, actor, claim) for claim in claims)
        premises = _with_their_groups(chosen)
        _require_all(debate, actor, premises)
        _require_linkable(chosen, premises)
        first = chosen[0]
        if len({claim.premise_group for claim in premises}) == 1 and first.premise_group:
            return chosen
        group = _joined(premises)
        _gather(premises)
        for claim in premises:
            claim.premise_group = group
        record(debate, actor, Verb.PREMISES_LINKED, first, **_told_of(premises))
    return chosen


@tried_again
def take_premise_out(actor: User, claim: Claim) -> Claim:
    """Let a claim hold by itself again; where that leaves one other alone, it does too."""
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        own = claim.author_id == actor.pk
        require(debate.role_of(actor), Action.LINK_PREMISES, debate.phase, own=own)
        if claim.premise_group is not None:
            premises = Claim.objects.in_bulk(part(claim)).values()
            record(debate, actor, Verb.PREMISES_UNLINKED, claim, **_told_of(premises))
    return claim


@tried_again
def dissolve_premises(actor: User, claim: Claim) -> Claim:
    """Let each of the premises that this one is linked with hold by itself again."""
    with changing(claim.debate_id) as debate:
        claim = reread(debate, actor, claim)
        premises = _with_their_groups([claim])
        _require_all(debate, actor, premises)
        if claim.premise_group is not None:
            _set_free(claim.parent_id, claim.premise_group)
            claim.premise_group = None
            record(debate, actor, Verb.PREMISES_UNLINKED, claim, **_told_of(premises))
    return claim


# ---- parts of verbs, under the lock that ``changing`` holds


def part(claim: Claim) -> list[int]:
    """Take a claim out of its group, if it is in one; its key and those of all that were with it.

    To be called before anything else changes about the claim.
    """
    others = linked_with(claim)
    group, claim.premise_group = claim.premise_group, None
    if group is None:
        return []
    Claim.objects.filter(pk=claim.pk).update(premise_group=None)
    free_the_last(claim.parent_id, group)
    return [claim.pk, *(other.pk for other in others)]


def linked_with(claim: Claim) -> list[Claim]:
    """The other replies of its group, whoever sees them, in reading order."""
    if claim.premise_group is None:
        return []
    others = _replies_in(claim.parent_id, claim.premise_group).exclude(pk=claim.pk)
    return list(others.order_by("lft"))


def parted(keys: list[int]) -> dict[str, object]:
    """What the log keeps of another verb by which linked premises came apart."""
    return {"parted": keys} if keys else {}


def free_the_last(target: int, group: int | None) -> list[int]:
    """Dissolve a group about this claim that has come down to one premise; its key, if it is a
    reply.
    """
    if group is None:
        return []
    replies = list(_replies_in(target, group).values_list("pk", flat=True))
    if len(replies) + _links_in(target, group).count() != 1:
        return []
    _set_free(target, group)
    return replies


def _set_free(target: int, group: int) -> None:
    _replies_in(target, group).update(premise_group=None)
    _links_in(target, group).update(premise_group=None)


def _replies_in(target: int, group: int) -> QuerySet[Claim]:
    return Claim.objects.filter(parent=target, premise_group=group)


def _links_in(target: int, group: int) -> QuerySet[Link]:
    return Link.objects.filter(target=target, premise_group=group)


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.lft)


def _with_their_groups(claims: Sequence[Claim]) -> list[Claim]:
    """The claims and what they are linked with, whoever sees it, in reading order."""
    found = {claim.pk: claim for claim in claims}
    for target, group in {(claim.parent_id, claim.premise_group) for claim in claims}:
        if group is not None:
            for other in _replies_in(target, group):
                found.setdefault(other.pk, other)
    return _in_order(found.values())


def _require_all(debate: Debate, actor: User, premises: Sequence[Claim]) -> None:
    """Their own premises for writers; for editors those of others too."""
    own = all(claim.author_id == actor.pk for claim in premises)
    require(debate.role_of(actor), Action.LINK_PREMISES, debate.phase, own=own)


def _require_linkable(chosen: Sequence[Claim], premises: Sequence[Claim]) -> None:
    if any(claim.stance is None for claim in chosen):
        raise Refusal(
            "not_premises", "Only what supports or opposes another claim is linked as a premise."
        )
    if len({claim.parent_id for claim in chosen}) > 1:
        raise Refusal("not_siblings", "Linked premises are replies to one and the same claim.")
    if len({claim.stance for claim in chosen}) > 1:
        raise Refusal("both_stances", "Linked premises all support a claim, or all oppose it.")
    if len({claim.aim for claim in chosen}) > 1:
        raise Refusal(
            "different_aims",
            "Linked premises that oppose a claim aim at the same. Edit their aims first.",
        )
    if any(claim.state != State.VISIBLE for claim in chosen):
        raise Refusal("not_standing", "Only claims that stand, for everybody to see, are linked.")
    if len(premises) > MOST_PREMISES:
        raise Refusal("too_many_premises", f"At most {MOST_PREMISES} premises are linked.")


def _joined(premises: Sequence[Claim]) -> int:
    """Make one group of the premises, and of the links that belong to their groups."""
    target = premises[0].parent_id
    groups = {claim.premise_group for claim in premises} - {None}
    group = min(groups, default=None) or _free_number(target)
    Claim.objects.filter(pk__in=[claim.pk for claim in premises]).update(premise_group=group)
    Link.objects.filter(target=target, premise_group__in=groups).update(premise_group=group)
    return group


def _free_number(target: int) -> int:
    replies = Claim.objects.filter(parent=target).order_by()
    links = Link.objects.filter(target=target)
    highest = [rows.aggregate(last=Max("premise_group"))["last"] or 0 for rows in (replies, links)]
    return max(highest) + 1


def _gather(premises: Sequence[Claim]) -> None:
    """Put the premises side by side, behind the first of them."""
    siblings = Claim.objects.filter(parent=premises[0].parent_id).order_by("lft")
    order = list(siblings.values_list("pk", flat=True))
    for before, claim in pairwise(premises):
        following = order[order.index(before.pk) + 1]
        if following == claim.pk:
            continue
        order.remove(claim.pk)
        order.insert(order.index(following), claim.pk)
        place = {"kind": Kind(claim.kind), "side": Side(claim.side)}
        tree.move(claim, claim.parent, **place, before=Claim.objects.get(pk=following))


def _told_of(premises: Collection[Claim]) -> dict[str, object]:
    """What the log keeps: which premises, and whose they are, for their news."""
    return {
        "premises": [claim.pk for claim in premises],
        "whose": dict.fromkeys(sorted({str(claim.author_id) for claim in premises}), 1),
    }
