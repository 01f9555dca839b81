"""A debate gets another owner, when both the one and the other have said so."""

from core.accounts.models import User
from debates.errors import NotAllowed, Refusal
from debates.models import Debate, Handover, Membership, Role, Verb
from debates.operations.changing import changing, record, tried_again
from debates.operations.membership import give_role, membership_of, require_account
from debates.permissions import Action, require


@tried_again
def offer_handover(actor: User, debate: Debate, person: User) -> Handover:
    """The owner is willing; nothing changes before the person accepts."""
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.CONFIGURE, debate.phase)
        membership = membership_of(debate, person)
        if membership is None or membership.role == Role.NONE:
            raise Refusal(
                "not_a_member", "Only a member can become the owner: make them a member first."
            )
        if membership.role == Role.OWNER:
            raise Refusal("owner_already", f"{person} is the owner of this debate already.")
        if offer := _offer_of(debate):
            if offer.to == person:
                return offer
            raise Refusal(
                "offered_already",
                f"The debate is offered to {offer.to}. Call that off first.",
            )
        require_account(person)
        offer = Handover.objects.create(debate=debate, to=person)
        record(debate, actor, Verb.HANDOVER_OFFERED, person=person.pk)
    return offer


@tried_again
def end_handover(actor: User, debate: Debate) -> bool:
    """The owner calls the offer off, or the other declines. Whether there was an offer."""
    with changing(debate.pk) as debate:
        role = debate.role_of(actor)
        require(role, Action.READ, debate.phase)
        offer = _offer_of(debate)
        if offer is None:
            return False
        if offer.to != actor:
            require(role, Action.CONFIGURE, debate.phase)
        offer.delete()
        record(debate, actor, Verb.HANDOVER_ENDED, person=offer.to_id)
    return True


@tried_again
def accept_handover(actor: User, debate: Debate) -> Membership:
    """Who was offered the debate owns it from now on; the owner until now moderates it."""
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.READ, debate.phase)
        membership = membership_of(debate, actor)
        if membership and membership.role == Role.OWNER:
            return membership
        offer = _offer_of(debate)
        if offer is None or offer.to != actor:
            raise NotAllowed(
                "no_offer", "This debate is not offered to you, or not any more. Ask its owner."
            )
        before = Membership.objects.filter(debate=debate, role=Role.OWNER).first()
        if before:
            before.role = Role.MODERATOR
            before.save(update_fields=["role"])
        membership = give_role(debate, actor, Role.OWNER)
        offer.delete()
        old = before.user_id if before else None
        record(debate, actor, Verb.HANDED_OVER, person=actor.pk, old=old)
    return membership


def _offer_of(debate: Debate) -> Handover | None:
    return Handover.objects.select_related("to").filter(debate=debate).first()
