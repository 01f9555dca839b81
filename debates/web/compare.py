"""The theses of a question side by side: how much was argued about each, and what is open."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from debates.models.kept import Contribution, contributions_to
from debates.web.columns import head_of
from debates.web.ledger_rows import claims_named
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.why import Weights, weights_of
from debates.web.words import without_links

A_PAGE = 50


class Compared(NamedTuple):
    """One line of the table."""

    pk: int
    text: SafeString
    url: str
    told: Contribution
    weight: SafeString


@require_safe
@unless_unchanged
def compare(request: HttpRequest, visit: Visit) -> HttpResponse:
    told = contributions_to(visit.debate)
    if len(told) < 2:
        return redirect(visit.debate)
    weights = weights_of(visit.debate)
    page = Paginator(told, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **head_of(visit, "compare"),
        "page": page,
        "basis": weights.basis,
        "lines": _lines(visit, list(page.object_list), weights),
    }
    return render(request, "debates/compare.html", context)


def _lines(visit: Visit, told: list[Contribution], weights: Weights) -> list[Compared]:
    known = claims_named(visit.claims, [str(one.thesis) for one in told])
    theses = {key: visit.at_home(thesis) for key, thesis in known.items()}
    return [
        Compared(
            pk=one.thesis,
            text=without_links(thesis.text_html),
            url=thesis.get_absolute_url(),
            told=one,
            weight=weights.of(one.thesis),
        )
        for one in told
        if (thesis := theses.get(str(one.thesis)))
    ]
