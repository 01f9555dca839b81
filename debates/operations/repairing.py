from core.accounts.models import User
from debates.models import Debate, Verb, soundness
from debates.operations.changing import changing, record, tried_again
from debates.permissions import Action, require


@tried_again
def repair_tree(actor: User, debate: Debate) -> int:
    """Mend numbers, levels, kinds and sides from parent links; gives how many claims changed."""
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.CONFIGURE, debate.phase)
        changed = soundness.repair(debate)
        if changed:
            record(debate, actor, Verb.REPAIRED, claims=changed)
    return changed
