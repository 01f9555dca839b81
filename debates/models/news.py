"""What happened since a person last looked: about what is theirs, and in what they follow.

A question to the log, asked anew each time. It looks at the latest changes of the debates that the
person has to do with, and tells nothing of what they may not read now.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Q, QuerySet

from core.accounts.models import User
from debates.models.attention import Follow
from debates.models.claim import Claim
from debates.models.debate import Debate
from debates.models.event import Event, Verb
from debates.models.invitation import Invitation
from debates.models.link import Link
from debates.models.mine import ALSO_ASKED, debates_of, events_after

MOST = 1000
MOST_DEBATES = 100
MOST_BRANCHES = 100
MOST_LINKS = 500
COUNTED = 99
# More than are counted: some of them may turn out to be kept from the person.
_LOOKED_AT = 3 * COUNTED

_REPLIES = [Verb.POSTED, Verb.BRANCH_PLACED, Verb.ACCEPTED]
_CHANGES = [
    Verb.ACCEPTED,
    Verb.RETURNED,
    Verb.EDITED,
    Verb.WITHDRAWN,
    Verb.RESTORED,
    Verb.MOVED,
    Verb.CONCEDED,
    Verb.LINKED,
    Verb.SOURCE_ADDED,
    Verb.SOURCE_REMOVED,
]
_TO_SEVERAL = [Verb.PREMISES_LINKED, Verb.PREMISES_UNLINKED]
_TO_ONE = [
    Verb.ROLE_SET,
    Verb.ADMITTED,
    Verb.DECLINED,
    Verb.HANDOVER_OFFERED,
    Verb.HANDOVER_ENDED,
    Verb.HANDED_OVER,
]
_FOLLOWED = [
    Verb.POSTED,
    Verb.BRANCH_PLACED,
    Verb.ACCEPTED,
    Verb.EDITED,
    Verb.WITHDRAWN,
    Verb.RESTORED,
    Verb.MOVED,
    Verb.CONCEDED,
    Verb.LINKED,
    Verb.PREMISES_LINKED,
    Verb.PREMISES_UNLINKED,
    Verb.PHASE_SET,
    Verb.DESCRIBED,
    Verb.HANDED_OVER,
]


class Item(NamedTuple):
    """One event, and how the person has to do with it."""

    event: int
    is_new: bool
    is_about_them: bool


def news_of(person: User) -> list[Item]:
    """Everything that is told, the latest first. Six queries."""
    looking = _Looking(person)
    events = looking.events().filter(Q(about=True) | looking.in_what_they_follow())
    return looking.items(events, MOST)


def count_of_news(person: User) -> int:
    """How much of it is about the person and new to them; counted up to a bound."""
    looking = _Looking(person)
    unseen = looking.unseen_events().filter(about=True)
    return min(len(looking.items(unseen, _LOOKED_AT)), COUNTED)


def versions_before(person: User, event: int) -> dict[Debate, int]:
    """The version of each of the person's debates at the time when this event was the latest."""
    debates = list(debates_of(person, ALSO_ASKED)[:MOST_DEBATES])
    later = Event.objects.filter(debate__in=debates, pk__gt=event).order_by("-version")
    # The last that is read for a debate is the first of the later ones.
    first_later = dict(later.values_list("debate", "version"))
    return {debate: first_later.get(debate.pk, debate.version + 1) - 1 for debate in debates}


class _Looking:
    """What one person's news are looked for by: their debates, and what they made in them."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.debates = list(debates_of(person, ALSO_ASKED)[:MOST_DEBATES])
        self.seen = {debate.pk: debate.seen or 0 for debate in self.debates}

    def events(self) -> QuerySet[Event]:
        return self._by_others(dict.fromkeys(self.debates, 0))

    def unseen_events(self) -> QuerySet[Event]:
        return self._by_others({debate: self.seen[debate.pk] for debate in self.debates})

    def _by_others(self, after: Mapping[Debate, int]) -> QuerySet[Event]:
        by_others = events_after(after).exclude(actor=self.person)
        return by_others.annotate(about=self._about_them()).order_by("-pk")

    def items(self, events: QuerySet[Event], most: int) -> list[Item]:
        """Without those about claims that the person may not read."""
        rows = list(events.values_list("pk", "debate", "version", "claim", "about")[:most])
        keys = {claim for _, _, _, claim, _ in rows if claim}
        readable = Claim.objects.visible_to(self.person).filter(pk__in=keys)
        told = {None, *readable.values_list("pk", flat=True)}
        return [
            Item(event, version > self.seen[debate], bool(about))
            for event, debate, version, claim, about in rows
            if claim in told
        ]

    def _about_them(self) -> Q:
        me, debates = self.person, list(self.seen)
        invitations = Invitation.objects.filter(created_by=me, debate__in=debates)
        to_theirs = Link.objects.filter(target__author=me, debate__in=debates).order_by("-pk")
        links = list(to_theirs.values_list("pk", flat=True)[:MOST_LINKS])
        return (
            Q(verb__in=_REPLIES, claim__parent__author=me)
            | Q(verb__in=_CHANGES, claim__author=me)
            | Q(answers__author=me)
            | Q(verb__in=_TO_ONE, data__person=me.pk)
            | Q(verb=Verb.HANDED_OVER, data__old=me.pk)
            | Q(
                verb=Verb.JOINED,
                data__invitation__in=list(invitations.values_list("pk", flat=True)),
            )
            | Q(verb=Verb.LINKED, data__link__in=links)
            | Q(verb__in=_TO_SEVERAL, data__whose__has_key=str(me.pk))
        )

    def in_what_they_follow(self) -> Q:
        whole = [debate.pk for debate in self.debates if debate.is_followed]
        followed = Q(debate__in=whole)
        branches = Follow.objects.filter(person=self.person, claim__debate__in=list(self.seen))
        places = branches.order_by("-pk").values_list("debate", "claim__lft", "claim__rght")
        for debate, low, high in places[:MOST_BRANCHES]:
            followed |= Q(claim__debate=debate, claim__lft__gte=low, claim__lft__lt=high)
        # What was reworded before everybody saw the claim is for its author and editors.
        in_review = Q(verb=Verb.EDITED, data__has_key="old_state")
        return followed & Q(verb__in=_FOLLOWED) & ~in_review
