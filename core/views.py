"""The pages that answer when something is wrong. Each says what happened and what to do."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template

# Fields that hold no words of a person, or words that must not be shown again.
_NOT_TEXTS = {"csrfmiddlewaretoken", "key", "seen", "next", "login", "username"}
_LONG = 20


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    raise Http404("There is no such page.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Uses neither the request nor the database: either may be what is broken."""
    try:
        page = get_template("500.html").render()
    except Exception:  # whatever is wrong with the template, say at least this
        page = "Something went wrong here. What you sent may not have been saved."
    return HttpResponseServerError(page)


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
