"""The pages that answer when something is wrong. Each says what happened and what to do."""

import sys
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connections
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template

from core import metrics, outages
from core.outages import Outage, outage_in

# Fields that hold no words of a person, or words that must not be shown again.
_NOT_TEXTS = {"csrfmiddlewaretoken", "key", "seen", "next", "login", "username"}
_LONG = 20


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Django takes a session that could not be written for one that was deleted meanwhile.
    outage = outage_in(exception)
    if outage:
        return unavailable(request, outage, exception)
    if isinstance(exception, RequestDataTooBig):
        megabytes = round(settings.IMPORT_MAX_BYTES / 1_000_000)
        return render(request, "413.html", {"megabytes": megabytes}, status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    raise Http404("There is no such page.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Uses no database: it may be what is broken.

    Django asks it for every error that nobody caught, in a view, a template or a middleware, while
    that is being handled.
    """
    error = sys.exception()
    outage = outage_in(error)
    if error and outage:
        return unavailable(request, outage, error)
    if isinstance(error, DatabaseError):
        metrics.database_failed(type(error).__name__)
    outages.tell_of_a_missing_migration(error)
    return HttpResponseServerError(_page("500.html", {"number": getattr(request, "id", "")}))


def unavailable(request: HttpRequest, outage: Outage, error: BaseException) -> HttpResponse:
    """The database is away, busy or full. What was typed is handed back, to be sent again."""
    outages.tell(outage, error)
    metrics.outage_told(outage.word)
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
    part = "HX-Request" in request.headers
    shown = {"outage": outage.word, "sent": request.method not in {"GET", "HEAD"}}
    if not part:
        shown |= {"texts": texts_sent(request), "again": request.get_full_path()}
    answer = HttpResponse(_page("_503.html" if part else "503.html", shown), status=503)
    answer["Retry-After"] = str(outage.retry_after)
    answer["Cache-Control"] = "no-store"
    answer._has_been_logged = True  # by ``tell``, which does not repeat itself
    return answer


def _page(name: str, shown: dict[str, object]) -> str:
    try:
        return get_template(name).render(shown)
    except Exception:  # whatever is wrong with the template, say at least this
        return "Something went wrong here. What you sent may not have been saved."


def texts_sent(request: HttpRequest) -> "list[TypedText]":
    """None where even what was sent cannot be read."""
    try:
        return typed_texts(request)
    except Exception:
        return []


class TypedText(NamedTuple):
    name: str
    label: str
    text: str


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is no longer good. It may hold an hour's work: hand the texts back."""
    shown = {"texts": typed_texts(request), "form_page": request.path}
    return render(request, "403_form.html", shown, status=403)


def typed_texts(request: HttpRequest) -> list[TypedText]:
    return [
        TypedText(f"text-{number}", name.replace("_", " ").capitalize(), value)
        for number, (name, value) in enumerate(_posted(request))
        if _is_text(name, value)
    ]


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values]


def _is_text(name: str, value: str) -> bool:
    """Whether a person wrote it, rather than chose it: it has a space in it, or is long."""
    if name in _NOT_TEXTS or "password" in name:
        return False
    return len(value.split()) > 1 or len(value.strip()) > _LONG
