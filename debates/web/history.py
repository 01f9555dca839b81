"""What happened in a debate, and to one claim of it, newest first."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from django.core.cache import caches
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from debates.argument.difference import Change, difference
from debates.models import Claim, Event, Revision, Role, Verb
from debates.models.whole import first_for_everyone
from debates.web.claims import claim_page
from debates.web.fate import REVISIONS_A_PAGE, Quote, quote
from debates.web.happenings import happenings, told_to
from debates.web.head import head_of
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.why import weighed, weights_of

_EVENTS_A_PAGE = 50
_CONTEXT = 120


class Wording(NamedTuple):
    """A revision with what it changed; nothing for the first, which is shown as it was posted.

    ``answers`` is the challenge that it was written in answer to, if any.
    """

    revision: Revision
    in_text: Sequence[Change]
    in_detail: Sequence[Change]
    answers: Quote | None = None


@require_safe
@unless_unchanged
def history(request: HttpRequest, visit: Visit) -> HttpResponse:
    page = Paginator(told_to(visit).order_by("-version"), _EVENTS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = head_of(visit, "history") | {
        "page": page,
        "happenings": happenings(visit, list(page.object_list)),
    }
    return render(request, "debates/history.html", context)


@require_safe
@unless_unchanged
def claim_history(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    claim = visit.claim(pk)
    first = _first_for(visit, claim)
    weights = weights_of(visit.debate)
    revisions = claim.revisions.filter(number__gte=first).select_related("editor")
    page = Paginator(revisions.order_by("-number"), REVISIONS_A_PAGE).get_page(
        request.GET.get("page")
    )
    events = _beside_wordings(visit, claim).order_by("-version")
    context = claim_page(visit, claim) | {
        "page": page,
        "weighed": weighed(visit.debate, claim, weights),
        "first": first,
        "wordings": _wordings(visit, claim, list(page.object_list), first),
        "happenings": happenings(visit, list(events[:_EVENTS_A_PAGE])),
    }
    return render(request, "debates/claim_history.html", context)


def _first_for(visit: Visit, claim: Claim) -> int:
    """The first wording that the person may read: what was never accepted is not for everyone."""
    if claim.revision == 1 or visit.role >= Role.EDITOR or visit.owns(claim.author_id):
        return 1
    return first_for_everyone(Q(claim=claim)).get(claim.pk, 1)


def _beside_wordings(visit: Visit, claim: Claim) -> QuerySet[Event]:
    """What happened to it that its wordings do not tell, and what was done in answer to it."""
    wordings = [Verb.POSTED.value, Verb.OPENED.value, Verb.EDITED.value]
    own = Q(claim=claim)
    own &= ~Q(verb__in=wordings) | Q(verb=Verb.EDITED.value, data__has_key="new_state")
    return told_to(visit).filter(own | Q(answers=claim))


def _wordings(visit: Visit, claim: Claim, revisions: list[Revision], first: int) -> list[Wording]:
    if not revisions:
        return []
    before = claim.revisions.filter(number=revisions[-1].number - 1, number__gte=first).first()
    earlier = [*revisions[1:], before]
    answered = _answered(visit, claim, revisions)
    return [
        _wording(new, old)._replace(answers=answered.get(new.number))
        for new, old in zip(revisions, earlier, strict=True)
    ]


def _answered(visit: Visit, claim: Claim, revisions: list[Revision]) -> dict[int, Quote]:
    """The challenges that these revisions answered, by the revision's number."""
    if claim.revision == 1:
        return {}
    amended = claim.events.filter(
        verb=Verb.EDITED.value,
        answers__in=visit.claims,
        data__revision__in=[revision.number for revision in revisions],
    )
    return {
        event.data["revision"]: quote(visit.at_home(event.answers))
        for event in amended.select_related("answers")
    }


def _wording(new: Revision, old: Revision | None) -> Wording:
    """Kept by what is compared, which may be blanked: comparing two long details takes a while."""
    if old is None:
        return Wording(new, (), ())
    compared = repr((old.text, new.text, old.detail, new.detail))
    key = f"difference:{blake2b(compared.encode(), digest_size=16).hexdigest()}"
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
