"""Where a debate turns: the claims that the thesis hangs on and that people see differently."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from debates.models.judging import judgement_of
from debates.models.reckoning import reckoning_of
from debates.web.crux_rows import crux_rows
from debates.web.head import head_of
from debates.web.judged import named, theses_beside, thesis_asked, those
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.why import weights_of
from debates.web.words import without_links


@require_safe
@unless_unchanged
def cruxes(request: HttpRequest, visit: Visit) -> HttpResponse:
    reckoning, weights = reckoning_of(visit.debate), weights_of(visit.debate)
    thesis = thesis_asked(request, visit, reckoning)
    told = judgement_of(visit.debate, thesis.pk) if thesis else None
    context: dict[str, Any] = head_of(visit, "verdict") | {
        "page_name": "cruxes",
        "basis": weights.basis,
    }
    if thesis and told:
        beside = theses_beside(reckoning)
        known = named(visit, {*(crux.key for crux in told.cruxes), *beside}, weights)
        context |= {
            "thesis": thesis,
            "text": without_links(thesis.text_html),
            "weight": weights.of(thesis.pk),
            "theses": those(beside, known),
            "rows": crux_rows(visit, thesis, told, known),
            "from_votes": told.from_votes,
        }
    return render(request, "debates/cruxes.html", context)
