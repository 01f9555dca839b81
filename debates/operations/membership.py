from core.accounts.models import User
from debates.errors import Refusal
from debates.models import Debate, Membership, Role, Verb
from debates.operations.changing import changing, record, tried_again
from debates.permissions import Action, require


@tried_again
def set_role(actor: User, debate: Debate, person: User, role: Role) -> Membership:
    """Make somebody a member with this role; NONE removes them, also from what visitors may do."""
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.CONFIGURE, debate.phase)
        membership = Membership.objects.filter(debate=debate, user=person).first()
        if Role.OWNER in {role, membership and membership.role}:
            raise Refusal("one_owner", "A debate keeps its one owner; ownership is handed over.")
        old = membership.role if membership else None
        if membership is None:
            membership = Membership.objects.create(debate=debate, user=person, role=role)
        elif old == role:
            return membership
        else:
            membership.role = role
            membership.save(update_fields=["role"])
        record(debate, actor, Verb.ROLE_SET, person=person.pk, old=old, new=role.value)
    return membership
