"""My claims, and what became of them."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.accounts.models import User
from debates.argument.challenges import Challenge, Status
from debates.argument.words import State
from debates.models import Claim, Debate, Event, Verb
from debates.models.kept import ledgers_of
from debates.web.sessions import signed_in
from debates.web.words import label_of, without_links

A_PAGE = 30
# What is answered follows from whole debates, so that is asked of so many, the latest ones.
MOST_DEBATES = 100
MOST_FOUND = 3000
SHOWS = {
    "all": "All",
    "waiting": "Waiting for review",
    "returned": "Returned",
    "challenged": "Challenged and open",
    "answered": "Answered",
    "conceded": "Conceded",
    "withdrawn": "Withdrawn",
    "hidden": "Hidden",
}
_STATES = {
    "waiting": State.PENDING,
    "returned": State.RETURNED,
    "withdrawn": State.WITHDRAWN,
    "hidden": State.HIDDEN,
}


class Row(NamedTuple):
    """``fate`` is what became of it as a challenge; ``open`` counts what is open against it."""

    claim: Claim
    label: str
    html: str
    replies: int
    open: int
    fate: str
    reason: str


class _Ledgers:
    """The challenges of several debates that concern one person's claims, by claim."""

    def __init__(self, debates: Iterable[Debate]) -> None:
        self.posed: dict[int, Challenge] = {}
        self.against: dict[int, int] = {}
        for ledger in ledgers_of(debates).values():
            for one in ledger.challenges:
                self.posed[int(one.key)] = one
                if one.waits:
                    for target in (one.challenged, *one.also):
                        self.against[int(target)] = self.against.get(int(target), 0) + 1

    def showing(self, show: str) -> Collection[int]:
        if show == "challenged":
            return self.against
        status = Status.ANSWERED if show == "answered" else Status.CONCEDED
        return [pk for pk, one in self.posed.items() if one.status == status]


@never_cache
@require_safe
@signed_in
def my_claims(request: HttpRequest) -> HttpResponse:
    show = request.GET.get("show", "all")
    show = show if show in SHOWS else "all"
    debates = list(_wrote_in(request.user))
    of_debate = next((one for one in debates if one.slug == request.GET.get("debate")), None)
    claims = _claims_of(request.user, of_debate)
    page = Paginator(_shown(claims, show, of_debate, debates), A_PAGE)
    page = page.get_page(request.GET.get("page"))
    shown = {
        "here": "my_claims",
        "show": show,
        "shows": SHOWS,
        "debates": debates,
        "of_debate": of_debate,
        "page": page,
        "rows": rows(request.user, list(page)),
    }
    return render(request, "me/claims.html", shown)


def _wrote_in(person: User) -> QuerySet[Debate]:
    wrote = Claim.objects.filter(author=person).order_by().values("debate")
    readable = Debate.objects.visible_to(person).filter(pk__in=wrote)
    latest = readable.order_by("-active_at", "-pk").defer("background", "background_html")
    return latest[:MOST_DEBATES]


def _claims_of(person: User, debate: Debate | None) -> QuerySet[Claim]:
    claims = Claim.objects.visible_to(person).filter(author=person)
    if debate:
        claims = claims.filter(debate=debate)
    return claims.select_related("debate").order_by("-created_at", "-pk")


def _shown(
    claims: QuerySet[Claim], show: str, of_debate: Debate | None, debates: list[Debate]
) -> QuerySet[Claim]:
    if show == "all":
        return claims
    if show in _STATES:
        return claims.filter(state=_STATES[show].value)
    ledgers = _Ledgers([of_debate] if of_debate else debates)
    asked = set(ledgers.showing(show))
    # The keys go back into the question only where they are the person's own.
    own = [pk for pk in claims.values_list("pk", flat=True) if pk in asked]
    return claims.filter(pk__in=own[:MOST_FOUND])


def rows(person: User, claims: list[Claim]) -> list[Row]:
    """Four queries, and two more for debates that changed, however many claims there are."""
    ledgers = _Ledgers({claim.debate_id: claim.debate for claim in claims}.values())
    keys = [claim.pk for claim in claims]
    below = Claim.objects.visible_to(person).filter(parent__in=keys).order_by()
    replies = dict(below.values_list("parent").annotate(Count("pk")))
    reasons = _reasons(claims)
    return [
        Row(
            claim,
            label_of(claim),
            without_links(claim.text_html),
            replies.get(claim.pk, 0),
            ledgers.against.get(claim.pk, 0),
            _fate(claim, ledgers),
            reasons.get(claim.pk, ""),
        )
        for claim in claims
    ]


def _fate(claim: Claim, ledgers: _Ledgers) -> str:
    one = ledgers.posed.get(claim.pk)
    if one is None:
        return ""
    return "amended" if one.met and one.status == Status.ANSWERED else one.status.value


def _reasons(claims: list[Claim]) -> dict[int, str]:
    """Why the returned ones came back."""
    returned = [claim.pk for claim in claims if claim.state == State.RETURNED]
    if not returned:
        return {}
    events = Event.objects.filter(claim__in=returned, verb=Verb.RETURNED.value).order_by("version")
    return {claim: data.get("note", "") for claim, data in events.values_list("claim", "data")}
