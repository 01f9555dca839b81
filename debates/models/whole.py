"""All that a person may read of a debate, or of one branch of it, as one value."""

from collections import defaultdict
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from debates.argument.map import ArgumentMap, Node, Source, Wording
from debates.argument.words import State
from debates.models.debate import Debate, Person
from debates.models.event import Event, Verb
from debates.models.link import Link
from debates.models.maps import LINK, STRUCTURE, WORDS, link_of, map_of
from debates.models.membership import Role
from debates.models.revision import Revision
from debates.models.source import Source as SourceRow

_PLACE = ("tree_id", "lft", "rght")


class _Range(NamedTuple):
    """The numbers of the map's root, which hold those of all that is in it."""

    tree_id: int
    lft: int
    rght: int

    def within(self, claim: str = "") -> Q:
        conditions = {"tree_id": self.tree_id, "lft__gte": self.lft, "lft__lt": self.rght}
        return Q(**{f"{claim}{name}": value for name, value in conditions.items()})


def whole_of(claims: QuerySet[Any], person: Person) -> ArgumentMap:
    """``claims`` are what the person sees of one debate or branch.

    Of all else more may be read here than they see: it is kept only for the claims of the map.
    """
    rows = list(claims.order_by("lft").values_list(*_PLACE, *STRUCTURE, *WORDS))
    if not rows:
        return ArgumentMap("", {})
    place = _Range(*rows[0][: len(_PLACE)])
    told = [row[len(_PLACE) :] for row in rows]
    linked = Link.objects.filter(place.within("claim__")).order_by("pk")
    argument = map_of(told, map(link_of, linked.values_list(*LINK)), top=told[0][0])
    debate = Debate.objects.get(pk=place.tree_id)
    sources, earlier = _sources(place), _earlier(place, debate, person, argument)
    nodes = {
        key: node._replace(sources=tuple(sources.get(key, ())), earlier=tuple(earlier.get(key, ())))
        for key, node in argument.nodes.items()
    }
    is_debate = told[0][1] is None
    if not is_debate:
        nodes[argument.root] = _by_itself(nodes[argument.root])
    background = debate.background if is_debate else ""
    return replace(argument, nodes=nodes, title=debate.title, background=background)


def first_for_everyone(claims: Q) -> dict[int, int]:
    """From which wording on everybody may read a claim that was in review before, by its key.

    What was never accepted is for its author and for editors. ``claims`` says whose events to look
    at; a claim that is missing was for everybody from its first wording on.
    """
    # Only what everybody saw can be withdrawn.
    seen = Q(verb__in=[Verb.ACCEPTED.value, Verb.WITHDRAWN.value])
    seen |= Q(verb=Verb.EDITED.value, data__new_state=State.VISIBLE.value)
    events = Event.objects.filter(claims, seen).order_by("-version")
    # Of several, the first event is the last that is put there.
    return {
        claim: revision or 1 for claim, revision in events.values_list("claim", "data__revision")
    }


def _by_itself(node: Node) -> Node:
    """The top of a branch without what it is to something that is not in the map."""
    return node._replace(scheme="", conceded=False, met=None, question="")


def _sources(place: _Range) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = defaultdict(list)
    rows = SourceRow.objects.in_use().filter(place.within("claim__")).order_by("pk")
    for claim, *source in rows.values_list("claim", *Source._fields):
        found[str(claim)].append(Source(*source))
    return found


def _earlier(
    place: _Range, debate: Debate, person: Person, argument: ArgumentMap
) -> dict[str, list[Wording]]:
    """The wordings before the present one, as far as the history of each claim shows them."""
    rows = Revision.objects.filter(place.within("claim__"), number__lt=F("claim__revision"))
    rows = rows.order_by("claim", "number")
    first: dict[int, int] = {}
    if debate.role_of(person) < Role.EDITOR:
        first = first_for_everyone(place.within("claim__") & ~Q(claim__author=person.pk))
    found: dict[str, list[Wording]] = defaultdict(list)
    fields = ("claim", "number", "text", "detail", "editor__username", "created_at")
    for claim, number, *wording in rows.values_list(*fields):
        if number >= first.get(claim, 1):
            found[str(claim)].append(Wording(*wording))
    return found
