"""What waits for an editor, the oldest first: each suggestion is accepted or returned in place."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from debates.argument.words import Kind, State
from debates.models import Claim, Event, Source, Verb
from debates.permissions import Action
from debates.web.columns import head_of
from debates.web.fate import Fate, Quote, quote
from debates.web.sessions import signed_in
from debates.web.step_forms import ReturnForm
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.words import KIND_WORDS, label_of, without_links

_CLAIMS_A_PAGE = 50
_MOST_RETURNED = 10
_DOES = {
    Kind.CLAIM: "supports",
    Kind.CRITIQUE: "opposes",
    Kind.REBUTTAL: "rebuts",
    Kind.THESIS: "answers",
}


class Suggestion(NamedTuple):
    """A claim that waits or was returned. ``does`` is what it does to ``parent``.

    ``line`` is its text without links; ``returned`` tells when it last came back, if ever.
    """

    claim: Claim
    label: str
    noun: str
    line: SafeString
    does: str
    parent: Quote | None
    returned: Fate | None


@require_safe
@signed_in
@unless_unchanged
def review(request: HttpRequest, visit: Visit) -> HttpResponse:
    visit.require(Action.ACCEPT)
    waiting = _suggestions(visit, State.PENDING).order_by("created_at", "pk")
    page = Paginator(waiting, _CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    back = list(_returned(visit))
    returns = _latest_returns([*page.object_list, *back])
    context = head_of(visit, "review") | {
        "page": page,
        "waiting": [_suggestion(visit, claim, returns) for claim in page.object_list],
        "returned": [_suggestion(visit, claim, returns) for claim in back[:_MOST_RETURNED]],
        "more_returned": len(back) > _MOST_RETURNED,
        "most": ReturnForm.base_fields["note"].max_length,
    }
    return render(request, "debates/review.html", context)


def _suggestions(visit: Visit, state: State) -> QuerySet[Claim]:
    used = Prefetch("sources", Source.objects.filter(removed_at=None), to_attr="in_use")
    found = visit.claims.filter(state=state.value)
    return found.select_related("author", "parent").prefetch_related(used)


def _returned(visit: Visit) -> QuerySet[Claim]:
    """Those whose authors have them, the latest first, and one more than is shown."""
    returns = Event.objects.filter(claim=OuterRef("pk"), verb=Verb.RETURNED.value)
    latest = Subquery(returns.order_by("-version").values("version")[:1])
    return _suggestions(visit, State.RETURNED).order_by(latest.desc())[: _MOST_RETURNED + 1]


def _latest_returns(claims: Iterable[Claim]) -> dict[int, Event]:
    events = Event.objects.filter(claim__in=claims, verb=Verb.RETURNED.value)
    return {event.claim_id: event for event in events.select_related("actor").order_by("version")}


def _suggestion(visit: Visit, claim: Claim, returns: dict[int, Event]) -> Suggestion:
    visit.at_home(claim)
    kind, event = Kind(claim.kind), returns.get(claim.pk)
    return Suggestion(
        claim,
        label_of(claim),
        KIND_WORDS[kind].noun,
        without_links(claim.text_html),
        _DOES.get(kind, ""),
        quote(visit.at_home(claim.parent)) if claim.parent else None,
        Fate(event.actor, event.created_at, event.data.get("note", "")) if event else None,
    )
