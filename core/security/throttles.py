"""The limits, kept: whoever is over one is told so, when to try again, and what they typed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.security import counters
from core.security.limits import MISSED, SAFE, TooMany, limit_of, take
from core.views import typed_texts

Answer = Callable[[HttpRequest], HttpResponse]


class KeepsLimits:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != 404:
            for key in getattr(request, "counted_as_missed", ()):
                counters.give_back(key)
        return answer

    def process_view(
        self, request: HttpRequest, view: object, args: object, named: object
    ) -> HttpResponse | None:
        if not settings.THROTTLES or request.resolver_match is None:
            return None
        try:
            _count(request)
        except TooMany as refused:
            return too_many(request, refused)
        except DatabaseError:
            # One can go on reading while nothing can be counted. What writes says so itself.
            if request.method not in SAFE:
                raise
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return too_many(request, exception) if isinstance(exception, TooMany) else None


def _count(request: HttpRequest) -> None:
    match: Any = request.resolver_match
    if missed := MISSED.get(match.view_name):
        request.counted_as_missed = take(request, missed)
    elif limit := limit_of(request.method, match):
        take(request, limit)


def too_many(request: HttpRequest, refused: TooMany) -> HttpResponse:
    """The page, or for a part of a page its sentences alone."""
    when = in_words(refused.seconds)
    shown = {
        "sentence": refused.sentence,
        "when": when,
        "guessing": refused.guessing,
        "sent": request.method not in SAFE,
        "texts": typed_texts(request),
        "form_page": request.get_full_path() if request.method in SAFE else request.path,
    }
    if getattr(request, "htmx", False):
        sentences = f"{refused.sentence} Try again in {when}."
        answer = HttpResponse(sentences, content_type="text/plain; charset=utf-8", status=429)
    else:
        answer = render(request, "429.html", shown, status=429)
    answer["Retry-After"] = str(refused.seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def in_words(seconds: int) -> str:
    if seconds < 100:
        return "a second" if seconds == 1 else f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
