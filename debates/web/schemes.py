"""The catalogue of schemes, and what a claim says of its own reasoning."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from debates.argument.schemes import QUESTIONS, SCHEMES, scheme_of_question
from debates.models import Claim

FAMILIES = [
    (family, list(schemes)) for family, schemes in groupby(SCHEMES.values(), attrgetter("family"))
]


@require_safe
@vary_on_headers("HX-Request")
def schemes(request: HttpRequest) -> HttpResponse:
    """All of them with their critical questions; for htmx the one that is chosen in a form."""
    if request.htmx:
        chosen = SCHEMES.get(request.GET.get("scheme", ""))
        return render(request, "debates/_scheme_chosen.html", {"scheme": chosen})
    return render(request, "debates/schemes.html", {"families": FAMILIES, "here": "guide"})


def reasoning_of(claim: Claim) -> dict[str, Any]:
    """What ``debates/_reasoning.html`` needs: the claim's scheme, the question it takes up."""
    return {
        "scheme": SCHEMES.get(claim.scheme),
        "takes_up": QUESTIONS.get(claim.critical_question),
        "scheme_asked": scheme_of_question(claim.critical_question),
    }
