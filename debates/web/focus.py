"""The claim in focus: its words, its marks, and what the person may do with it."""

from collections.abc import Sequence
from typing import Any

from debates.argument.words import State
from debates.models import Claim, Source
from debates.models.reading import sources_of
from debates.permissions import Action, editing
from debates.web.visit import Visit
from debates.web.words import label_of, words_of


def focus_on(visit: Visit, thread: Sequence[Claim]) -> dict[str, Any]:
    """What ``debates/_focus.html`` needs for the last claim of a thread. One query."""
    claim, parent = thread[-1], thread[-2] if len(thread) > 1 else None
    return {
        "claim": claim,
        "label": label_of(claim),
        "noun": words_of(claim).noun,
        "sources": _sources(visit, claim),
        **permitted(visit, claim, parent),
    }


def permitted(visit: Visit, claim: Claim, parent: Claim | None) -> dict[str, bool]:
    """Which buttons the person gets. The verbs ask again, under the lock."""
    own = visit.owns(claim.author_id)
    stands = claim.state == State.VISIBLE
    concedable = claim.is_challenge and stands and not claim.conceded_at
    return {
        "may_accept": claim.state == State.PENDING and visit.may(Action.ACCEPT),
        "may_edit": visit.may(editing(claim), own=own),
        "may_move": claim.stance is not None and visit.may(Action.MOVE),
        "may_withdraw": stands and not claim.is_root and visit.may(Action.WITHDRAW, own=own),
        "may_restore": claim.is_withdrawn and visit.may(Action.RESTORE, own=own),
        "may_concede": concedable
        and visit.may(Action.CONCEDE, own=parent is not None and visit.owns(parent.author_id)),
        "may_add_source": visit.may(Action.ADD_SOURCE, own=own),
    }


def _sources(visit: Visit, claim: Claim) -> list[tuple[Source, bool]]:
    """Each source with whether the person may take it off."""
    return [
        (source, visit.may(Action.REMOVE_SOURCE, own=visit.owns(source.added_by_id)))
        for source in sources_of(claim)
    ]
