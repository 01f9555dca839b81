"""One sheet on a thesis: the strongest reasons for and against it, and what is left to say."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from debates.models.judging import Judgement, Reason, judgement_of
from debates.models.reckoning import Reckoning, reckoning_of
from debates.reasoning.grounded import Standing
from debates.web.crux_rows import crux_rows
from debates.web.head import head_of
from debates.web.judged import Named, named, theses_beside, thesis_asked, those
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.weight import bar, number_of
from debates.web.why import weighed, weights_along, weights_of
from debates.web.words import without_links

CRUXES_SHOWN = 3


class ReasonRow(NamedTuple):
    """``claims`` are several where they hold only together. ``idle``: why it bears nothing now."""

    claims: list[Named]
    pull: str
    gauge: str
    idle: str


@require_safe
@unless_unchanged
def verdict(request: HttpRequest, visit: Visit) -> HttpResponse:
    reckoning = reckoning_of(visit.debate)
    thesis = thesis_asked(request, visit, reckoning)
    told = judgement_of(visit.debate, thesis.pk) if thesis else None
    context: dict[str, Any] = head_of(visit, "verdict") | {
        "page_name": "verdict",
        "basis": weights_of(visit.debate).basis,
    }
    if thesis is None or told is None:
        return render(request, "debates/verdict.html", context)
    weights = weights_along(visit.debate, [thesis])
    beside = theses_beside(reckoning)
    known = named(visit, _keys(told) | set(beside), weights)
    context |= {
        "thesis": thesis,
        "text": without_links(thesis.text_html),
        "weighed": weighed(visit.debate, thesis, weights),
        "theses": those(beside, known),
        "pros": _rows(told.pros, known, reckoning),
        "cons": _rows(told.cons, known, reckoning),
        "told": told,
        "cruxes": crux_rows(visit, thesis, told, known)[:CRUXES_SHOWN],
        "open": those(told.open, known),
        "as_of": timezone.now(),
        "address": request.build_absolute_uri(thesis.get_absolute_url()),
    }
    return render(request, "debates/verdict.html", context)


def _keys(told: Judgement) -> set[str]:
    reasons = [key for reason in (*told.pros, *told.cons) for key in reason.keys]
    return {*reasons, *(crux.key for crux in told.cruxes), *told.open}


def _rows(reasons: list[Reason], known: dict[str, Named], reckoning: Reckoning) -> list[ReasonRow]:
    standings = reckoning.standings
    return [
        ReasonRow(
            those(reason.keys, known),
            number_of(reason.pull),
            bar(round(reason.pull * 100)),
            idle=_idle(reason, standings),
        )
        for reason in reasons
        if all(key in known for key in reason.keys)
    ]


def _idle(reason: Reason, standings: Mapping[str, Standing]) -> str:
    """A claim can stand and yet bear nothing on what it argues about."""
    if reason.bears is not Standing.OUT:
        return ""
    if any(standings[key] is Standing.OUT for key in reason.keys):
        return "but it falls at the moment"
    return "but its bearing on the thesis is rebutted"
