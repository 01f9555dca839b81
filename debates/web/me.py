"""My debates: what I have to do with, what is new there, and what waits for me."""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.accounts.models import User
from debates.argument.words import State
from debates.models import Debate, Handover, JoinRequest, Role
from debates.models import mine as of_theirs
from debates.models.kept import ledgers_of
from debates.web.sessions import signed_in

PARTS = {
    "all": "All",
    "own": "I own",
    "member": "I am a member of",
    "followed": "I follow",
    "wrote": "I wrote in",
}
COUNTED = 99
# So many debates are named at most in each list of what waits.
WAITING_SHOWN = 20


class Place(NamedTuple):
    """A debate and how the person has to do with it. Counts are 0 where there is nothing."""

    debate: Debate
    role: str
    unseen: str
    challenges: int
    reviews: int
    waiting: int
    returned: int


class Waiting(NamedTuple):
    """How many of something wait in one debate."""

    debate: Debate
    number: int


class ToDo(NamedTuple):
    """What waits for the person, and what they wait for themselves (``asked``).

    ``votes`` is how many of theirs should be confirmed.
    """

    handovers: list[Handover]
    joining: list[Waiting]
    reviews: list[Waiting]
    returned: list[Waiting]
    asked: list[JoinRequest]
    votes: int

    @property
    def is_something(self) -> bool:
        return any(self)


class _Suggested(NamedTuple):
    waiting: Mapping[int, int]
    returned: Mapping[int, int]


@never_cache
@require_safe
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    person = request.user
    part = request.GET.get("show", "all")
    part = part if part in PARTS else "all"
    found = of_theirs.debates_of(person, part)
    page = Paginator(found, settings.DEBATES_PER_PAGE).get_page(request.GET.get("page"))
    reviews, suggested = of_theirs.waiting_for_review(person), _suggested(person)
    shown = {
        "here": "me",
        "part": part,
        "parts": PARTS,
        "page": page,
        "places": _places(person, list(page), reviews, suggested),
        "to_do": _to_do(person, reviews, suggested),
    }
    return render(request, "me/debates.html", shown)


def _places(
    person: User, debates: list[Debate], reviews: Mapping[int, int], suggested: _Suggested
) -> list[Place]:
    unseen = of_theirs.unseen_counts(person, debates)
    ledgers = ledgers_of(debates)
    return [
        Place(
            debate=debate,
            role=Role(debate.own_role).label.lower() if debate.own_role else "",
            unseen=capped(unseen.get(debate.pk, 0)),
            challenges=len(ledgers[debate.pk].waiting_for(person)),
            reviews=reviews.get(debate.pk, 0),
            waiting=suggested.waiting.get(debate.pk, 0),
            returned=suggested.returned.get(debate.pk, 0),
        )
        for debate in debates
    ]


def _suggested(person: User) -> _Suggested:
    counted = of_theirs.suggestions_of(person).order_by().values_list("debate", "state")
    found: dict[str, dict[int, int]] = {State.PENDING: {}, State.RETURNED: {}}
    for debate, state, number in counted.annotate(Count("pk")):
        found[state][debate] = number
    return _Suggested(found[State.PENDING], found[State.RETURNED])


def _to_do(person: User, reviews: Mapping[int, int], suggested: _Suggested) -> ToDo:
    joining = of_theirs.requests_waiting_for(person)
    named = {*joining, *reviews, *suggested.returned}
    debates = Debate.objects.visible_to(person).in_bulk(named)
    return ToDo(
        handovers=list(of_theirs.handovers_to(person)[:WAITING_SHOWN]),
        joining=_waiting(joining, debates),
        reviews=_waiting(reviews, debates),
        returned=_waiting(suggested.returned, debates),
        asked=list(of_theirs.requests_of(person)[:WAITING_SHOWN]),
        votes=of_theirs.votes_to_confirm(person).count(),
    )


def _waiting(counts: Mapping[int, int], debates: Mapping[int, Debate]) -> list[Waiting]:
    found = [Waiting(debates[pk], number) for pk, number in counts.items() if pk in debates]
    return sorted(found, key=lambda one: (-one.number, one.debate.title))[:WAITING_SHOWN]


def capped(number: int) -> str:
    """“99+” for more than one cares to know; nothing for nothing."""
    if not number:
        return ""
    return str(number) if number <= COUNTED else f"{COUNTED}+"
