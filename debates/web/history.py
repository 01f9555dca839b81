"""What happened in a debate, and to one claim of it, newest first."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.cache import caches
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from debates.argument.difference import Change, difference
from debates.models import Claim, Event, Revision, Verb
from debates.web.claims import claim_page
from debates.web.columns import head_of
from debates.web.happenings import happenings
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit

_EVENTS_A_PAGE = 50
_REVISIONS_A_PAGE = 10
_CONTEXT = 120


class Wording(NamedTuple):
    """A revision with what it changed; nothing for the first, which is shown as it was posted."""

    revision: Revision
    in_text: Sequence[Change]
    in_detail: Sequence[Change]


@require_safe
@unless_unchanged
def history(request: HttpRequest, visit: Visit) -> HttpResponse:
    page = Paginator(_events(visit), _EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = head_of(visit, "history") | {
        "page": page,
        "happenings": happenings(visit, list(page.object_list)),
    }
    return render(request, "debates/history.html", context)


@require_safe
@unless_unchanged
def claim_history(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    claim = visit.claim(pk)
    pages = Paginator(
        claim.revisions.select_related("editor").order_by("-number"), _REVISIONS_A_PAGE
    )
    page = pages.get_page(request.GET.get("page"))
    told = [Verb.POSTED.value, Verb.EDITED.value, Verb.OPENED.value]
    events = _events(visit).filter(claim=claim).exclude(verb__in=told)
    context = claim_page(visit, claim) | {
        "page": page,
        "wordings": _wordings(claim, list(page.object_list)),
        "happenings": happenings(visit, list(events[:_EVENTS_A_PAGE])),
    }
    return render(request, "debates/claim_history.html", context)


def _events(visit: Visit) -> QuerySet[Event]:
    """Without those about claims the person may not read: their number must not show either."""
    events = Event.objects.filter(debate=visit.debate).order_by("-version")
    readable = Q(claim=None) | Q(claim__in=visit.claims)
    return events.filter(readable).select_related("actor", "claim")


def _wordings(claim: Claim, revisions: list[Revision]) -> list[Wording]:
    if not revisions:
        return []
    before = claim.revisions.filter(number=revisions[-1].number - 1).first()
    earlier = [*revisions[1:], before]
    return [_wording(new, old) for new, old in zip(revisions, earlier, strict=True)]


def _wording(new: Revision, old: Revision | None) -> Wording:
    """Kept for good: a revision never changes, and comparing two long details takes a while."""
    if old is None:
        return Wording(new, (), ())
    key = f"difference:{new.pk}"
    changes = caches["derived"].get(key)
    if changes is None:
        in_detail = difference(old.detail, new.detail) if old.detail != new.detail else ()
        changes = (difference(old.text, new.text), _shortened(in_detail))
        caches["derived"].set(key, changes)
    return Wording(new, *changes)


def _shortened(changes: Sequence[Change]) -> list[Change]:
    """Long stretches that stayed, cut down to what stands next to a change."""
    return [
        change
        if change.kind != "same" or len(change.text) <= 2 * _CONTEXT
        else Change("same", f"{change.text[:_CONTEXT]} […] {change.text[-_CONTEXT:]}")
        for change in changes
    ]
