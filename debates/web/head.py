"""The head that all pages about a debate have in common."""

from typing import Any

from debates.models.kept import tallies_of
from debates.permissions import Action
from debates.web.visit import Visit


def head_of(visit: Visit, reading: str) -> dict[str, Any]:
    """What the head of every page about a debate needs; two queries once a version."""
    return {
        "debate": visit.debate,
        "tally": tallies_of([visit.debate])[visit.debate.pk],
        "reading": reading,
        "may_vote": visit.may(Action.VOTE),
        "may_configure": visit.may(Action.CONFIGURE) or visit.may(Action.DESCRIBE),
        "may_review": visit.holds_back and visit.may(Action.ACCEPT),
        "is_member": visit.is_member or visit.may(Action.MANAGE),
        "follows": visit.follows,
    }
