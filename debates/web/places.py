"""Where else the claim in focus argues, and what argues about it from elsewhere."""

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from debates.argument.words import Aim, Kind, Stance, State
from debates.models import Claim
from debates.models.places import LinkedRow, links_of
from debates.permissions import Action
from debates.web.visit import Visit
from debates.web.words import AIM_LABELS, excerpt, without_links

MOST_LINKED = 50

_DOES = {Stance.PRO: "supports", Stance.CON: "opposes"}


class Place(NamedTuple):
    """Another claim that the one in focus argues about too; ``does`` is “supports” or “opposes”.

    ``name`` is the beginning of its text, as plain characters.
    """

    link: int
    does: str
    aim: str
    kind: Kind
    text: SafeString
    name: str
    url: str
    withdrawn: bool
    may_unlink: bool


def linked_with(visit: Visit, claim: Claim) -> list[LinkedRow]:
    """The links of a claim in both directions: one query, and none in a debate without any."""
    return links_of(claim, visit.sight, MOST_LINKED) if visit.has_links else []


def other_places(visit: Visit, linked: Sequence[LinkedRow]) -> list[Place]:
    if not linked:
        return []
    address = reverse("claim", args=[visit.debate.slug, 0])
    return [
        Place(
            link=row.link,
            does=_DOES[Stance(row.stance)],
            aim=AIM_LABELS[Aim(row.aim)] if row.aim else "",
            kind=Kind(row.kind),
            text=without_links(row.text_html),
            name=excerpt(row.text_html),
            url=address.replace("/0/", f"/{row.pk}/"),
            withdrawn=row.state == State.WITHDRAWN,
            may_unlink=visit.may(Action.UNLINK, own=visit.owns(row.by)),
        )
        for row in linked
        if row.outgoing
    ]


def may_link(visit: Visit, claim: Claim) -> bool:
    stands = claim.state == State.VISIBLE and not claim.is_root
    return stands and visit.may(Action.LINK, own=visit.owns(claim.author_id))
