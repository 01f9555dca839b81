"""The whole debate as a collapsible outline, in portions that do not grow with it."""

from collections.abc import Collection
from operator import attrgetter
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from debates.models import Claim
from debates.models.attention import unseen_claims
from debates.models.places import references_to
from debates.models.reading import reply_counts
from debates.models.reckoning import figures_of
from debates.web.cards import answering
from debates.web.chain import chain_to
from debates.web.digest import digest_of
from debates.web.head import head_of
from debates.web.outline_rows import NESTED_MOST, Outline, Row, list_items, rest_of
from debates.web.unchanged import unless_unchanged
from debates.web.unseen import unseen_by
from debates.web.visit import Visit
from debates.web.weight import basis_in_words

MOST_ROWS = 300


class Portion(NamedTuple):
    """Rows below a claim with ``left`` more direct replies of it that did not fit."""

    outline: Outline
    left: int


@require_safe
@unless_unchanged
def outline(request: HttpRequest, visit: Visit) -> HttpResponse:
    thread = visit.thread(_key_asked(request, "at"))
    at = thread[-1]
    unseen = unseen_by(visit)
    portion = _portion(visit, at, _after(request, visit), at.level, unseen.keys)
    rows = portion.outline
    whole = _with_references(visit, rows._replace(rows=[Row.of(at), *rows.rows]))
    context: dict[str, Any] = {
        **head_of(visit, "outline"),
        "at": at,
        "focus": None if at.is_root else at,
        "chain": chain_to(thread),
        "all_shown": _all_shown(whole),
        "answering": answering(visit, at),
        "unseen": unseen,
        "basis": basis_in_words(rows.figures.basis),
    }
    page = render_to_string("debates/outline.html", context, request)
    # The rows come in last: a template would copy half a megabyte eight times. Nobody else can
    # have written such a comment: what people wrote is escaped or was rendered without any.
    before, after = page.encode().split(b"<!-- rows -->")
    return HttpResponse([before, list_items(whole), after])


@require_safe
@unless_unchanged
def branch(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """The replies of one claim for htmx to put in; for anybody else, the outline from there."""
    if not request.htmx:
        return redirect(f"{reverse('outline', args=[visit.debate.slug])}?at={pk}")
    parent = visit.claim(pk)
    after = _after(request, visit)
    top = min(_number(request, "top") or 0, parent.level)
    unseen = unseen_claims(visit.debate, visit.person, visit.seen)
    portion = _portion(visit, parent, after, top, unseen)
    items = list_items(_with_references(visit, portion.outline))
    if portion.left > 0:
        items += rest_of(portion.outline, Row.of(parent), portion.left)
    return HttpResponse(items)


def _portion(
    visit: Visit, parent: Claim, after: Claim | None, top: int, unseen: Collection[int]
) -> Portion:
    """The first rows below a claim, the upper levels first, in two queries.

    ``after`` is the last of its replies that was shown before.
    """
    below = visit.claims.branch_of(parent).filter(
        level__gt=parent.level, level__lte=top + NESTED_MOST
    )
    if after:
        below = below.filter(lft__gt=after.rght)
    shown = below.by_level().values_list(*Row._fields)[:MOST_ROWS]
    rows = sorted((Row(*values) for values in shown), key=attrgetter("lft"))
    counts = reply_counts([parent.pk, *(row.pk for row in rows)], visit.sight)
    direct = sum(row.parent_id == parent.pk for row in rows)
    before = visit.claims.replies_to(parent).filter(lft__lte=after.lft).count() if after else 0
    left = counts.get(parent.pk, 0) - direct - before
    counts[parent.pk] = direct + left
    outline = Outline(
        visit.debate,
        rows,
        counts,
        digest_of(visit.debate).open,
        top,
        figures_of(visit.debate),
        unseen=unseen,
    )
    return Portion(outline, left)


def _with_references(visit: Visit, outline: Outline) -> Outline:
    """The claims that argue here too: one query, and none in a debate without links."""
    if not visit.has_links or not outline.rows:
        return outline
    keys = [row.pk for row in outline.rows]
    return outline._replace(references=references_to(keys, visit.sight))


def _after(request: HttpRequest, visit: Visit) -> Claim | None:
    key = _key_asked(request, "after")
    return None if key is None else visit.claim(key)


def _key_asked(request: HttpRequest, name: str) -> int | None:
    """The claim's number that the address gives; 404 where it gives something else."""
    if name not in request.GET:
        return None
    number = _number(request, name)
    if number is None:
        raise Http404("There is no such claim.")
    return number


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _all_shown(whole: Outline) -> bool:
    shown = sum(row.parent_id is not None for row in whole.rows[1:])
    return shown == sum(whole.replies.get(row.pk, 0) for row in whole.rows)
