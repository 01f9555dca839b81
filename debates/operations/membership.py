"""Who belongs to a debate, and as what."""

from django.utils import timezone

from core.accounts.models import User
from debates.errors import NotAllowed, Refusal
from debates.models import Answer, Debate, Handover, JoinRequest, Membership, Role, Verb
from debates.operations.changing import changing, record, tried_again
from debates.permissions import Action, require


@tried_again
def set_role(actor: User, debate: Debate, person: User, role: Role) -> Membership:
    """Make somebody a member with this role; NONE removes them, also from what visitors may."""
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.MANAGE, debate.phase)
        membership = membership_of(debate, person)
        old = membership.role if membership else None
        if Role.OWNER in {role, old}:
            raise Refusal("one_owner", "A debate keeps its one owner; ownership is handed over.")
        require_above(debate.role_of(actor), role, old)
        if membership and old == role:
            return membership
        if role > Role.NONE:
            require_account(person)
        membership = give_role(debate, person, role)
        if role == Role.NONE:
            drop_offer_to(debate, person)
        settle_request(debate, person, Answer.ADMITTED if role else Answer.DECLINED)
        record(debate, actor, Verb.ROLE_SET, person=person.pk, old=old, new=role.value)
    return membership


@tried_again
def leave_debate(actor: User, debate: Debate) -> bool:
    """Give up one's membership; what visitors may is left. Whether there was one to give up."""
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.READ, debate.phase)
        membership = membership_of(debate, actor)
        if membership is None or membership.role == Role.NONE:
            return False
        if membership.role == Role.OWNER:
            raise Refusal(
                "owner_stays",
                "A debate has an owner: hand it over to another member first, then leave.",
            )
        membership.delete()
        drop_offer_to(debate, actor)
        record(debate, actor, Verb.LEFT, person=actor.pk, old=membership.role)
    return True


# ---- parts of verbs, under the lock that ``changing`` holds


def membership_of(debate: Debate, person: User) -> Membership | None:
    return Membership.objects.filter(debate=debate, user=person).first()


def give_role(debate: Debate, person: User, role: Role) -> Membership:
    given = {"role": role.value}
    membership, _ = Membership.objects.update_or_create(debate=debate, user=person, defaults=given)
    return membership


def require_above(own: Role, *roles: int | None) -> None:
    """Raise NotAllowed unless all of these are below the actor's own role."""
    if any(role is not None and role >= own for role in roles):
        raise NotAllowed(
            "not_above_them",
            "You give and take roles below your own. Ask somebody whose role is above that one.",
        )


def require_account(person: User) -> None:
    """As of now: the account may have been erased since the form was opened."""
    if not User.objects.filter(pk=person.pk, is_active=True, erased_at=None).exists():
        raise Refusal("no_account", "This account is closed, so it cannot be made a member.")


def settle_request(debate: Debate, person: User, answer: Answer) -> None:
    """Whoever was let in or removed in another way waits no longer."""
    waiting = JoinRequest.objects.filter(debate=debate, person=person, answer=Answer.WAITING.value)
    waiting.update(answer=answer.value, answered_at=timezone.now())


def drop_offer_to(debate: Debate, person: User) -> None:
    """Whoever is no member any more cannot take the debate over."""
    Handover.objects.filter(debate=debate, to=person).delete()
