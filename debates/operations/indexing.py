"""What each verb changes of what is searched: told once for all verbs, so none can forget it.

``record`` calls ``follow`` after a verb has written, under the debate's lock and in the same
transaction. A verb that is not in the table fails at once.
"""

from collections.abc import Callable

from debates.models import Claim, Debate, Verb
from debates.models.search import index_claims, index_debate

Following = Callable[[Debate, Claim | None], None]


def follow(debate: Debate, verb: Verb, claim: Claim | None) -> None:
    """Bring the index up to what the verb has written."""
    FOLLOWING[verb](debate, claim)


def index_whole(debate: Debate) -> None:
    index_debate(debate)
    index_claims(Claim._base_manager.filter(debate=debate))


def _everything(debate: Debate, claim: Claim | None) -> None:
    index_whole(debate)


def _the_debate(debate: Debate, claim: Claim | None) -> None:
    index_debate(debate)


def _the_claim(debate: Debate, claim: Claim | None) -> None:
    index_claims(Claim._base_manager.filter(pk=claim.pk))


def _the_branch(debate: Debate, claim: Claim | None) -> None:
    index_claims(Claim.objects.branch_of(claim))


def _nothing(debate: Debate, claim: Claim | None) -> None:
    """Who sees a claim, and what stands around it, is asked of the claims themselves."""


FOLLOWING: dict[Verb, Following] = {
    Verb.OPENED: _everything,
    Verb.PLACED: _everything,
    Verb.BRANCH_PLACED: _the_branch,
    Verb.REPAIRED: _everything,
    Verb.ERASED: _everything,
    Verb.DESCRIBED: _the_debate,
    Verb.POSTED: _the_claim,
    Verb.EDITED: _the_claim,
    # Of the claims below it only the kinds change that the index does not tell apart.
    Verb.MOVED: _the_claim,
    Verb.SOURCE_ADDED: _the_claim,
    Verb.SOURCE_REMOVED: _the_claim,
    **dict.fromkeys(
        (
            Verb.VISIBILITY_SET,
            Verb.POSTING_SET,
            Verb.PHASE_SET,
            Verb.METHOD_SET,
            Verb.BASE_SET,
            Verb.VOTES_SHOWN_SET,
            Verb.ROLE_SET,
            Verb.ACCEPTED,
            Verb.RETURNED,
            Verb.WITHDRAWN,
            Verb.RESTORED,
            Verb.CONCEDED,
            Verb.LINKED,
            Verb.UNLINKED,
            Verb.PREMISES_LINKED,
            Verb.PREMISES_UNLINKED,
            Verb.INVITED,
            Verb.INVITATION_REVOKED,
            Verb.JOINED,
            Verb.LEFT,
            Verb.JOIN_ASKED,
            Verb.ADMITTED,
            Verb.DECLINED,
            Verb.HANDOVER_OFFERED,
            Verb.HANDOVER_ENDED,
            Verb.HANDED_OVER,
        ),
        _nothing,
    ),
}
