"""The page that explains what stands, and how strongly."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from debates.web.weight import STANDING_WORDS, bar, scale
from debates.web.worked import example_for


@require_safe
def strengths(request: HttpRequest) -> HttpResponse:
    context = {
        "here": "guide",
        "standings": STANDING_WORDS.values(),
        "scale": [
            (word, numbers, bar(10 + 20 * place)) for place, (word, numbers) in enumerate(scale())
        ],
        "example": example_for(request.user),
    }
    return render(request, "debates/strengths.html", context)
