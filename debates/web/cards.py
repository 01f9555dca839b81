"""The replies of one claim: pros and cons side by side, or the theses of a question."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString

from debates.argument.words import CHALLENGES, Aim, Kind, Stance, State
from debates.models import Claim, Phase, Posting, Source
from debates.permissions import Action
from debates.web.card_items import Card, card_items
from debates.web.digest import Digest
from debates.web.visit import Visit
from debates.web.words import AIM_LABELS, KIND_WORDS, invitation, kind_below, without_links

MOST_CARDS = 50

_KINDS = {
    "pro": (Kind.CLAIM,),
    "con": tuple(CHALLENGES),
    "thesis": (Kind.THESIS,),
}


class Column(NamedTuple):
    """``name`` is how replies of this sort are posted: pro, con or thesis."""

    name: str
    kind: str
    heading: str
    cards: list[Card]
    total: int
    invitation: str
    reply_url: str

    @property
    def items(self) -> SafeString:
        return card_items(self.cards)

    @property
    def left_out(self) -> int:
        return self.total - len(self.cards)


class Answering(NamedTuple):
    """Whether replies can be written: ``ready``, ``sign in`` or, with a reason, ``no``."""

    state: str
    reason: str = ""


def columns_of(visit: Visit, claim: Claim, digest: Digest) -> list[Column]:
    """Both columns, or the one of theses below a question, in four queries or fewer."""
    names = ["thesis"] if claim.kind == Kind.QUESTION else ["pro", "con"]
    shown = {name: _shown(visit, claim, name) for name in names}
    keys = [reply.pk for replies in shown.values() for reply in replies]
    below, sources = reply_counts(visit, [claim.pk, *keys]), source_counts(keys)
    counted = _Counted(below, sources, digest, reverse("claim", args=[visit.debate.slug, 0]))
    columns = []
    for name in names:
        total = sum(below[claim.pk, kind] for kind in _KINDS[name])
        cards = [_card(reply, counted) for reply in shown[name]]
        columns.append(_column(visit, claim, name, cards, total))
    return columns


def column_of(visit: Visit, claim: Claim, name: str, digest: Digest) -> Column:
    """The column that a reply was just added to."""
    return next(one for one in columns_of(visit, claim, digest) if one.name == name)


def reply_counts(visit: Visit, keys: Collection[int]) -> Counter[tuple[int, str]]:
    """How many replies of each kind the person may read below each of these claims."""
    rows = visit.replies_to_any(keys).order_by().values_list("parent", "kind")
    counts: Counter[tuple[int, str]] = Counter()
    for parent, kind, count in rows.annotate(Count("pk")):
        counts[parent, kind] = count
    return counts


def source_counts(keys: Collection[int]) -> dict[int, int]:
    rows = Source.objects.in_use().filter(claim__in=keys).order_by().values_list("claim")
    return dict(rows.annotate(Count("pk")))


def answering(visit: Visit, claim: Claim) -> Answering:
    """Whether the person could reply to the claim now, and if not, why not."""
    if claim.state == State.WITHDRAWN:
        return Answering("no", "It was withdrawn, so there is nothing to answer now.")
    if claim.state != State.VISIBLE:
        return Answering("no", "It can be answered once everybody can see it.")
    if claim.level >= settings.MAX_DEPTH:
        return Answering(
            "no", f"The debate is {settings.MAX_DEPTH} levels deep here: answer further up."
        )
    if visit.may(Action.SUGGEST):
        return Answering("ready")
    if visit.debate.phase in (Phase.CLOSED, Phase.ARCHIVED):
        return Answering("no", f"This debate is {visit.debate.phase}: it is for reading.")
    if not visit.person.is_authenticated and visit.debate.posting != Posting.MEMBERS:
        return Answering("sign in")
    return Answering("no", "In this debate members write, everybody else reads.")


class _Shown(NamedTuple):
    """What a card says of a reply itself: an instance of the model would cost as much again."""

    pk: int
    kind: str
    state: str
    aim: str
    text_html: str
    conceded_at: datetime | None


class _Counted(NamedTuple):
    """What there is about all replies of a page; ``address`` is that of a claim numbered 0."""

    below: Counter[tuple[int, str]]
    sources: dict[int, int]
    digest: Digest
    address: str


def _shown(visit: Visit, claim: Claim, name: str) -> list[_Shown]:
    replies = visit.claims.replies_to(claim).filter(kind__in=[kind.value for kind in _KINDS[name]])
    return [_Shown(*row) for row in replies.values_list(*_Shown._fields)[:MOST_CARDS]]


def _card(reply: _Shown, counted: _Counted) -> Card:
    return Card(
        pk=reply.pk,
        kind=reply.kind,
        state=reply.state,
        is_conceded=reply.conceded_at is not None,
        aim=AIM_LABELS[Aim(reply.aim)] if reply.aim else "",
        text=without_links(reply.text_html),
        url=counted.address.replace("/0/", f"/{reply.pk}/"),
        replies=sum(counted.below[reply.pk, kind] for kind in Kind),
        sources=counted.sources.get(reply.pk, 0),
        stands_open=reply.pk in counted.digest.open,
        tally=counted.digest.answers.get(reply.pk),
    )


def _column(visit: Visit, claim: Claim, name: str, cards: list[Card], total: int) -> Column:
    stance = None if name == "thesis" else Stance(name)
    kind = kind_below(claim, stance)
    return Column(
        name=name,
        kind=kind.value,
        heading=KIND_WORDS[kind].plural,
        cards=cards,
        total=total,
        invitation=invitation(claim, stance),
        reply_url=reverse("reply", args=[visit.debate.slug, claim.pk, name]),
    )
