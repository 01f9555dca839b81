"""What became of a claim, and by whom: of one that was withdrawn, returned or met by an amendment.

Asked of the log, and only for such claims: of all others there is nothing to tell.
"""

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from core.accounts.models import User
from debates.argument.words import State
from debates.models import Claim, Event, Verb
from debates.web.visit import Visit
from debates.web.words import without_links, words_of

REVISIONS_A_PAGE = 10


class Quote(NamedTuple):
    """A claim in a sentence about another one."""

    noun: str
    text: SafeString
    url: str


class Fate(NamedTuple):
    """Who did it, when, why, and in answer to which challenge, if the reader may see that one.

    ``changes`` is the address of what an amendment changed.
    """

    by: User
    at: datetime
    note: str
    answers: Quote | None = None
    changes: str = ""


_TOLD_BY = {
    State.WITHDRAWN.value: Verb.WITHDRAWN.value,
    State.RETURNED.value: Verb.RETURNED.value,
}


def fate_of(visit: Visit, claim: Claim) -> Fate | None:
    """Who withdrew or returned the claim, where somebody did. At most two queries."""
    verb = _TOLD_BY.get(claim.state)
    if verb is None:
        return None
    events = claim.events.filter(verb=verb).select_related("actor")
    event = events.order_by("-version").first()
    if event is None:
        return None  # it came in with a whole debate
    return Fate(event.actor, event.created_at, event.data.get("note", ""), _answered(visit, event))


def amendment_for(visit: Visit, challenge: Claim, challenged: Claim | None) -> Fate | None:
    """The latest amendment in answer to a challenge that counts as met. One query."""
    if challenge.met_at is None or challenged is None:
        return None
    amended = challenge.answered_by.filter(verb=Verb.EDITED.value, claim=challenged)
    event = amended.select_related("actor").order_by("-version").first()
    if event is None:
        return None
    revision = event.data["revision"]
    page = (challenged.revision - revision) // REVISIONS_A_PAGE + 1
    address = reverse("claim_history", args=[visit.debate.slug, challenged.pk])
    at_page = f"?page={page}" if page > 1 else ""
    return Fate(
        event.actor,
        event.created_at,
        event.data.get("note", ""),
        changes=f"{address}{at_page}#revision-{revision}",
    )


def _answered(visit: Visit, event: Event) -> Quote | None:
    if event.answers_id is None:
        return None
    challenge = visit.claims.filter(pk=event.answers_id).first()
    return quote(visit.at_home(challenge)) if challenge else None


def quote(claim: Claim) -> Quote:
    return Quote(words_of(claim).noun, without_links(claim.text_html), claim.get_absolute_url())
