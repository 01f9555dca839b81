"""The page about one file that was brought in: what will come of it, and then it comes."""

import hashlib
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from debates.errors import NotAllowed, Refusal
from debates.formats.errors import FormatError
from debates.formats.reception import Received
from debates.formats.registry import decoded
from debates.operations.receiving import receive
from debates.web import kept_files
from debates.web.bringing_forms import AgainForm
from debates.web.bringing_places import Place
from debates.web.brought import brought, trouble
from debates.web.claim_forms import said, typed_or_kept
from debates.web.kept_files import Kept
from debates.web.words import excerpt

PASTED = "Pasted text"
_TITLE_SHOWN = 60
# What is longer is easier to mend where it comes from.
_MENDED_HERE = 200_000


def looked_at(
    place: Place,
    name: str,
    content: bytes,
    pasted: bool,
    format: str,
    key: uuid.UUID | None = None,
) -> Kept:
    """The file with what is in it, or what is wrong with it."""
    file = Kept(
        key=key or uuid.uuid4(),
        name=name,
        pasted=pasted,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        below=place.below,
        format=format,
    )
    try:
        received = _received(place, file, content)
    except FormatError as error:
        return file._replace(problem=error.message)
    if pasted:
        name = f"{PASTED}: {excerpt(received.argument.title, _TITLE_SHOWN)}"
    return file._replace(name=name, claims=received.counts["claims"])


def answer_about(request: HttpRequest, place: Place, file: Kept, content: bytes) -> HttpResponse:
    if request.method != "POST":
        return page_about(request, place, file, content)
    if "discard" in request.POST:
        kept_files.let_go(request.user, file.key)
        messages.info(request, f"“{file.name}” is discarded.")
        return redirect(place.url)
    if "again" in request.POST:
        return _look_again(request, place, file, content)
    return _take_in(request, place, file, content)


def page_about(
    request: HttpRequest,
    place: Place,
    file: Kept,
    content: bytes,
    *,
    form: Any = None,
    again: AgainForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {**place.context, "file": file}
    try:
        received = _received(place, file, content)
    except FormatError as error:
        context["trouble"] = trouble(error, content)
        context["again"] = again or AgainForm(initial=_mendable(file, content))
        return render(request, "debates/import_trouble.html", context, status=status)
    shown = brought(received)
    context |= place.context_of(received) | {
        "format": received.format,
        "brought": shown,
        "again": again or AgainForm(initial={"format": file.format}),
        "form": form or _form(request, place, file, received, shown.people),
    }
    return render(request, "debates/import_look.html", context, status=status)


def _received(place: Place, file: Kept, content: bytes) -> Received:
    return receive(content, name=file.name, format=file.format or None, below=place.level)


def _form(request: HttpRequest, place: Place, file: Kept, received: Received, people: int) -> Any:
    """Only what was sent to take it in is judged."""
    typed = (None, {}) if "again" in request.POST else typed_or_kept(request)
    return place.form(*typed, file=file, received=received, people=people)


def _mendable(file: Kept, content: bytes) -> dict[str, str]:
    """The text, where it is one and short enough to be mended in a form."""
    first = {"format": file.format}
    if len(content) > _MENDED_HERE:
        return first
    try:
        return first | {"text": decoded(content)}
    except FormatError:
        return first


def _look_again(request: HttpRequest, place: Place, file: Kept, content: bytes) -> HttpResponse:
    again = AgainForm(request.POST)
    if not again.is_valid():
        return page_about(request, place, file, content, again=again, status=422)
    if text := again.cleaned_data["text"]:
        content = text.encode()
    format = again.cleaned_data["format"]
    file = looked_at(place, file.name, content, file.pasted, format, file.key)
    kept_files.keep_instead(request.user, file, content)
    if file.problem:
        return page_about(request, place, file, content, status=422)
    return redirect(place.url_of(file))


def _take_in(request: HttpRequest, place: Place, file: Kept, content: bytes) -> HttpResponse:
    try:
        received = _received(place, file, content)
    except FormatError:
        return page_about(request, place, file, content, status=422)
    form = _form(request, place, file, received, brought(received).people)
    if made := form.is_valid() and _taken_in(request, place, file, received, form):
        kept_files.let_go(request.user, file.key)
        messages.success(request, _news(file, received))
        return redirect(made)
    return page_about(request, place, file, content, form=form, status=422)


def _taken_in(request: HttpRequest, place: Place, file: Kept, received: Received, form: Any) -> str:
    argument = form.chosen(received.argument)
    try:
        return place.take_in(request.user, argument, file.key, form)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, said(refusal))
    return ""


def _news(file: Kept, received: Received) -> str:
    number = received.counts["claims"]
    claims = f"{number:,} claim{'' if number == 1 else 's'}"
    return f"“{file.name}” is in: {claims}, all under your name."
