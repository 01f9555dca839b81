"""The replies of one claim: pros and cons side by side, or the theses of a question."""

from collections import Counter
from collections.abc import Collection, Sequence
from operator import itemgetter
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from debates.argument.words import CHALLENGES, Aim, Kind, Stance, State
from debates.models import Claim, Phase, Posting
from debates.models.places import LinkedRow
from debates.models.reading import ReplyRow, replies_to
from debates.permissions import Action
from debates.reasoning.grounded import Standing
from debates.web.card_items import Card, card_items
from debates.web.digest import Digest
from debates.web.places import linked_with
from debates.web.visit import Visit
from debates.web.why import Weights
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


def columns_of(
    visit: Visit,
    claim: Claim,
    digest: Digest,
    weights: Weights,
    linked: Sequence[LinkedRow] = (),
    unseen: Collection[int] = (),
) -> list[Column]:
    """Both columns, or the one of theses below a question, in one query.

    What is ``linked`` to the claim comes after its replies.
    """
    names = ["thesis"] if claim.kind == Kind.QUESTION else ["pro", "con"]
    replies = replies_to(claim, visit.sight, MOST_CARDS)
    address = reverse("claim", args=[visit.debate.slug, 0])
    columns = []
    for name in names:
        shown = [reply for reply in replies if reply.kind in _KINDS[name]]
        here = [row for row in linked if not row.outgoing and row.stance == name]
        cards = [_card(reply, digest, address, unseen) for reply in shown]
        cards += [_linked_card(claim, row, digest, address, unseen) for row in here]
        cards = _gathered([_weighed(card, weights) for card in cards])
        total = sum(rows[0].alike for rows in (shown, here) if rows)
        columns.append(_column(visit, claim, name, cards, total))
    return columns


def column_of(visit: Visit, claim: Claim, name: str, digest: Digest, weights: Weights) -> Column:
    """The column that a reply was just added to."""
    columns = columns_of(visit, claim, digest, weights, linked_with(visit, claim))
    return next(one for one in columns if one.name == name)


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


def _card(reply: ReplyRow, digest: Digest, address: str, unseen: Collection[int]) -> Card:
    """``address`` is that of a claim numbered 0."""
    return Card(
        pk=reply.pk,
        kind=reply.kind,
        state=reply.state,
        is_conceded=reply.is_conceded,
        aim=AIM_LABELS[Aim(reply.aim)] if reply.aim else "",
        text=without_links(reply.text_html),
        url=address.replace("/0/", f"/{reply.pk}/"),
        replies=reply.replies,
        sources=reply.sources,
        stands_open=reply.pk in digest.open,
        tally=digest.answers.get(reply.pk),
        is_met=reply.is_met,
        is_new=reply.pk in unseen,
        group=reply.premise_group,
        together=reply.together,
    )


def _linked_card(
    target: Claim, row: LinkedRow, digest: Digest, address: str, unseen: Collection[int]
) -> Card:
    """The kind and the aim are what the claim has here, the rest is as in its own place."""
    return Card(
        pk=row.pk,
        kind=kind_below(target, Stance(row.stance)).value,
        state=row.state,
        is_conceded=row.is_conceded,
        aim=AIM_LABELS[Aim(row.aim)] if row.aim else "",
        text=without_links(row.text_html),
        url=address.replace("/0/", f"/{row.pk}/"),
        replies=row.replies,
        sources=row.sources,
        stands_open=row.pk in digest.open,
        tally=None,
        is_met=row.is_met,
        is_new=row.pk in unseen,
        home=without_links(row.home),
        group=row.premise_group,
    )


def _gathered(cards: list[Card]) -> list[Card]:
    """Linked premises side by side; in no group is what the reader sees by itself."""
    seen = Counter(card.group for card in cards if card.group)
    several = {card.group for card in cards if max(seen[card.group], card.together) > 1}
    shown = [card if card.group in several else card._replace(group=None) for card in cards]
    first: dict[int, int] = {}
    places = [first.setdefault(one.group, at) if one.group else at for at, one in enumerate(shown)]
    # Stable: those of one group, which have the same place, stay in their order.
    return [card for _, card in sorted(zip(places, shown, strict=True), key=itemgetter(0))]


def _weighed(card: Card, weights: Weights) -> Card:
    figure = weights.figures.get(card.pk)
    return card._replace(
        weight=weights.of(card.pk),
        matters_most=weights.matters_most(card.pk),
        stands=figure is None or figure.standing is Standing.IN,
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
