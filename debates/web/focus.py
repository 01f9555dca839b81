"""The claim in focus: its words, its marks, and what the person may do with it."""

from collections.abc import Sequence
from typing import Any

from debates.argument.words import State
from debates.models import Claim, Source
from debates.models.reading import sources_of
from debates.permissions import Action, editing
from debates.web.answers import ways_to_answer
from debates.web.fate import Fate, amendment_for, fate_of
from debates.web.people import shows_to
from debates.web.premises import premises_with
from debates.web.schemes import reasoning_of
from debates.web.visit import Visit
from debates.web.words import label_of, words_of


def focus_on(visit: Visit, thread: Sequence[Claim]) -> dict[str, Any]:
    """What ``debates/_focus.html`` needs for the last claim of a thread.

    One query; a few more for a linked premise, and for a claim that was withdrawn, returned or met
    by an amendment.
    """
    claim, parent = thread[-1], thread[-2] if len(thread) > 1 else None
    fate = fate_of(visit, claim)
    return {
        "claim": claim,
        "label": label_of(claim),
        "noun": words_of(claim).noun,
        "sources": _sources(visit, claim),
        "fate": fate,
        "own": visit.owns(claim.author_id),
        "leads_to_author": shows_to(claim.author, visit.person),
        "amendment": amendment_for(visit, claim, parent),
        "answers": ways_to_answer(visit, claim, parent),
        "premises": premises_with(visit, claim),
        **reasoning_of(claim),
        **permitted(visit, claim, fate),
    }


def permitted(visit: Visit, claim: Claim, fate: Fate | None) -> dict[str, bool]:
    """Which buttons the person gets. The verbs ask again, under the lock."""
    own = visit.owns(claim.author_id)
    stands, waits = claim.state == State.VISIBLE, claim.state == State.PENDING
    # What somebody else withdrew is not theirs to bring back.
    withdrew = own and (fate is None or visit.owns(fate.by.pk))
    with_its_author = claim.state == State.RETURNED and not own
    return {
        "may_accept": waits and visit.may(Action.ACCEPT),
        "may_return": waits and visit.may(Action.RETURN, own=own),
        "may_edit": not with_its_author and visit.may(editing(claim), own=own),
        "may_move": claim.stance is not None and visit.may(Action.MOVE),
        "may_place": stands and visit.may(Action.PLACE),
        "may_withdraw": stands and not claim.is_root and visit.may(Action.WITHDRAW, own=own),
        "may_restore": claim.is_withdrawn and visit.may(Action.RESTORE, own=withdrew),
        "may_link_premises": stands
        and claim.stance is not None
        and visit.may(Action.LINK_PREMISES, own=own),
        "may_add_source": visit.may(Action.ADD_SOURCE, own=own),
    }


def _sources(visit: Visit, claim: Claim) -> list[tuple[Source, bool]]:
    """Each source with whether the person may take it off."""
    return [
        (source, visit.may(Action.REMOVE_SOURCE, own=visit.owns(source.added_by_id)))
        for source in sources_of(claim)
    ]
