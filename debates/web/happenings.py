"""The events of a debate as lines of its history: “Ben rebutted “…” with “…””."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.accounts.models import User
from debates.models import Claim, Event, Role, Verb
from debates.models.event import AT_THE_DOOR
from debates.permissions import Action
from debates.web.sentences import SENTENCES, Known, premises_in
from debates.web.visit import Visit


class Happening(NamedTuple):
    """``sentence`` goes on from the actor's name; ``kind`` is the claim's, for its icon, if any."""

    actor: User
    sentence: SafeString
    note: str
    at: datetime
    kind: str


def happenings(visit: Visit, events: Sequence[Event]) -> list[Happening]:
    """One line for each event, quoting only claims that the person may read. Two queries.

    Which events the person may hear of at all: see ``told_to``.
    """
    keys = {key for event in events for key in _others(event)}
    named = {event.claim_id: event.claim for event in events if event.claim_id}
    quotable: dict[int, Claim] = {**named, **visit.claims.in_bulk(keys - named.keys())}
    for claim in quotable.values():
        visit.at_home(claim)
    known = Known(quotable, User.objects.in_bulk({key for one in events for key in _people(one)}))
    return [_happening(event, known) for event in events]


def told_to(visit: Visit) -> QuerySet[Event]:
    """The events of the debate that the person may hear of: not even their number tells of others.

    None about claims that they may not read; what editors and the author did to a claim before
    everybody saw it is for them, and what passes at the door for who may manage members.
    """
    events = Event.objects.filter(debate=visit.debate)
    events = events.filter(Q(claim=None) | Q(claim__in=visit.claims))
    if not visit.may(Action.MANAGE):
        events = events.exclude(verb__in=AT_THE_DOOR)
    if visit.role < Role.EDITOR:
        own = Q(claim__author=visit.person.pk)
        kept_back = Q(verb=Verb.EDITED.value, data__has_key="old_state")
        events = events.filter(own | ~Q(verb=Verb.RETURNED.value) & ~kept_back)
    return events.select_related("actor", "claim")


def _others(event: Event) -> list[int]:
    """The claims an event names beside its own."""
    others = [event.data.get("parent"), event.data.get("target"), event.answers_id]
    others += premises_in(event)
    if event.verb == Verb.MOVED:
        others.append(event.data["new"]["parent"])
    return [key for key in others if key]


def _people(event: Event) -> list[int]:
    named = [event.data.get("person")]
    if event.verb == Verb.HANDED_OVER:
        named.append(event.data["old"])
    return [key for key in named if key]


def _happening(event: Event, known: Known) -> Happening:
    tell = SENTENCES.get(event.verb)
    sentence = tell(event, known) if tell else format_html("changed something: {}", event.verb)
    kind = event.claim.kind if event.claim else ""
    return Happening(event.actor, sentence, event.data.get("note", ""), event.created_at, kind)
