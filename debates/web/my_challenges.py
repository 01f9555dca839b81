"""What waits for a person in all their debates, and what became of what they challenged."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.accounts.models import User
from debates.argument.challenges import Challenge, Status
from debates.models import Claim, Debate, Membership, Role
from debates.models.debate import role_in
from debates.models.kept import Ledger, ledgers_of
from debates.web.ledger_rows import Row, challenge_rows, claims_named, keys_of
from debates.web.sessions import signed_in
from debates.web.visit import Visit

DEBATES_MOST = 50
# So many of each debate; the debate's own ledger has the others.
ROWS_MOST = 5
# What has become of a challenge comes before what is as it was.
_NEWS_FIRST = [Status.ANSWERED, Status.CONCEDED, Status.STALE, Status.OPEN]


class Group(NamedTuple):
    """Challenges of one debate: the first as rows, of all of them how many, and where they are."""

    debate: Debate
    rows: list[Row]
    total: int
    url: str
    counts: list[tuple[str, int]]

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


class _Found(NamedTuple):
    visit: Visit
    entries: list[Challenge]
    steps_above: int


@never_cache
@require_safe
@signed_in
def my_challenges(request: HttpRequest) -> HttpResponse:
    """Six queries beside those for session and person, or eight where a ledger is not known yet."""
    person: User = request.user
    debates = list(_written_in(person)[: DEBATES_MOST + 1])
    ledgers = ledgers_of(debates[:DEBATES_MOST])
    visits = _visits(person, debates[:DEBATES_MOST])
    waiting = _found(visits, ledgers, lambda ledger: ledger.waiting_for(person))
    posed = _found(visits, ledgers, lambda ledger: _newsworthy(ledger.posed_by(person)))
    known = _known(person, [*waiting, *posed])
    context = {
        "here": "my_challenges",
        "waiting": [_group(found, known, to=person.username) for found in waiting],
        "posed": [_for_others(_group(found, known, by=person.username)) for found in posed],
        "debates_most": DEBATES_MOST if len(debates) > DEBATES_MOST else 0,
    }
    return render(request, "debates/my_challenges.html", context)


def _written_in(person: User) -> QuerySet[Debate]:
    """The debates in which the person has claims and that they may read, the last active first."""
    own = Claim.objects.filter(debate=OuterRef("pk"), author=person).order_by()
    found = Debate.objects.visible_to(person).filter(Exists(own))
    return found.order_by("-active_at", "-pk").defer("background", "background_html")


def _visits(person: User, debates: Iterable[Debate]) -> list[Visit]:
    """As if the person had come to each of the debates, in one query."""
    debates = list(debates)
    own = Membership.objects.filter(user=person, debate__in=debates)
    roles = dict(own.values_list("debate", "role"))
    visits = []
    for debate in debates:
        role = role_in(debate, signed_in=True, membership=roles.get(debate.pk))
        role = Role.OWNER if person.is_superuser else role
        visits.append(Visit(debate, person, role, names_as_of=None, holds_back=True))
    return visits


def _found(
    visits: Iterable[Visit],
    ledgers: Mapping[int, Ledger],
    pick: Callable[[Ledger], list[Challenge]],
) -> list[_Found]:
    found = []
    for visit in visits:
        ledger = ledgers[visit.debate.pk]
        if entries := pick(ledger):
            found.append(_Found(visit, entries, int(ledger.asks)))
    return found


def _for_others(group: Group) -> Group:
    """What one put to others is not for oneself to answer."""
    return group._replace(rows=[row._replace(buttons=[]) for row in group.rows])


def _newsworthy(entries: list[Challenge]) -> list[Challenge]:
    return sorted(entries, key=lambda one: _NEWS_FIRST.index(one.status))


def _known(person: User, found: Iterable[_Found]) -> dict[str, Claim]:
    shown = (entry for one in found for entry in one.entries[:ROWS_MOST])
    return claims_named(Claim.objects.visible_to(person), keys_of(shown))


def _group(found: _Found, known: Mapping[str, Claim], **people: str) -> Group:
    visit, entries, steps_above = found
    counted = Counter(one.status for one in entries)
    address = reverse("challenges", args=[visit.debate.slug])
    return Group(
        debate=visit.debate,
        rows=challenge_rows(visit, entries[:ROWS_MOST], known, steps_above),
        total=len(entries),
        url=f"{address}?{urlencode({'status': 'all', **people})}",
        counts=[(status.value, counted[status]) for status in _NEWS_FIRST if counted[status]],
    )
