"""A debate read in columns: one claim, its pros and cons, and the way to it in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from debates.models import Claim
from debates.permissions import Action
from debates.web.ballots import ballot_on
from debates.web.cards import Column, answering, columns_of
from debates.web.chain import chain_to
from debates.web.digest import Digest, digest_of
from debates.web.focus import focus_on
from debates.web.head import head_of
from debates.web.joining import may_ask
from debates.web.miniature import miniature, place_in_words
from debates.web.places import linked_with, may_link, other_places
from debates.web.questions import questions_beside
from debates.web.unchanged import unless_unchanged
from debates.web.unseen import unseen_by
from debates.web.visit import Visit
from debates.web.why import weighed, weights_along
from debates.web.words import excerpt


@require_safe
@unless_unchanged
def debate(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _columns(request, visit, visit.thread())


@require_safe
@unless_unchanged
def claim(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    return _columns(request, visit, visit.thread(pk))


def _columns(request: HttpRequest, visit: Visit, thread: list[Claim]) -> HttpResponse:
    *ancestors, claim = thread
    digest = digest_of(visit.debate)
    above = {ancestor.pk for ancestor in ancestors}
    linked, unseen = linked_with(visit, claim), unseen_by(visit)
    weights = weights_along(visit.debate, thread)
    columns = columns_of(visit, claim, digest, weights, linked, unseen.keys)
    context = {
        **head_of(visit, "columns"),
        "chain": chain_to(thread),
        **focus_on(visit, thread),
        "focus": claim,
        "weighed": weighed(visit.debate, claim, weights),
        "excerpt": excerpt(claim.text_html),
        "open": claim.pk in digest.open,
        "new": _is_new(claim, digest, columns),
        "ballot": ballot_on(visit, claim, ancestors[-1] if ancestors else None),
        "places": other_places(visit, linked),
        "may_link": may_link(visit, claim),
        "columns": columns,
        "answering": answering(visit, claim),
        "may_ask": may_ask(visit),
        "unseen": unseen,
        "suggesting": not visit.may(Action.POST),
        "questions": questions_beside(visit, claim, digest),
        "digest": digest,
        "miniature": miniature(digest.drawing, claim, above),
        "place": place_in_words(digest.drawing, digest.size, claim),
    }
    return render(request, "debates/columns.html", context)


def _is_new(claim: Claim, digest: Digest, columns: list[Column]) -> bool:
    """Whether nothing was said yet about the thesis, or about any of a question's theses."""
    said = digest.size > 1 + len(digest.answers)
    waiting = any(column.total for column in columns if column.name != "thesis")
    return claim.is_root and not said and not waiting
