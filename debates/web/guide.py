from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from debates.web.words import AIM_WORDS


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How a debate works, in plain words and one example."""
    return render(request, "debates/guide.html", {"aims": AIM_WORDS.values(), "here": "guide"})
