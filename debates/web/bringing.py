"""Bringing a file in: as a debate of its own, or as a branch below a claim.

First what will come of it, then it comes, whole or not at all. Until then it is kept: see
``kept_files``.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.sent import takes_files
from debates.operations.receiving import limits
from debates.permissions import Action
from debates.web import kept_files
from debates.web.bringing_forms import READABLE, LookForm
from debates.web.bringing_places import Place
from debates.web.claim_forms import typed_or_kept
from debates.web.sessions import signed_in
from debates.web.taking_in import PASTED, answer_about, looked_at, page_about
from debates.web.visit import visit_to

_NAME_MAX = 120
_EMPTY = "Choose a file, or paste the text of one."
_FULL = (
    f"At most {kept_files.MOST} files wait for you, here and below claims. Bring some of them in, "
    "or discard them, then add others."
)


class Given(NamedTuple):
    """What came with the form, before anybody has looked at it."""

    name: str
    content: bytes
    pasted: bool = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@takes_files
def import_debate(request: HttpRequest) -> HttpResponse:
    return _answer(request, Place())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@takes_files
def import_branch(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    parent = visit.claim(pk)
    visit.require(Action.PLACE)
    return _answer(request, Place(visit, parent))


def _answer(request: HttpRequest, place: Place) -> HttpResponse:
    key = (request.POST if request.method == "POST" else request.GET).get("file", "")
    kept = kept_files.kept_with(request.user, key, place.below) if key else None
    content = kept_files.content_of(request.user, kept) if kept else None
    if kept and content is not None:
        return answer_about(request, place, kept, content)
    if kept:
        kept_files.let_go(request.user, kept.key)
    if key and (made := place.made_before(request.user, key)):
        return redirect(made)
    if request.method == "POST" and not key:
        return _look(request, place)
    return _start(request, place, _empty_form(request), gone=bool(key))


def _empty_form(request: HttpRequest) -> LookForm:
    """Not quite empty after a lost session, or with the example."""
    if request.method == "POST":
        return LookForm()
    typed, kept = typed_or_kept(request)
    return LookForm(typed, {"text": EXAMPLE} if "example" in request.GET else kept)


def _look(request: HttpRequest, place: Place) -> HttpResponse:
    form, given = LookForm(request.POST), list(_given(request))
    if not given:
        form.add_error(None, _EMPTY)
    if not form.is_valid():
        return _start(request, place, form, status=422)
    format = form.cleaned_data["format"]
    looked = [(looked_at(place, *one, format), one.content) for one in given]
    kept = [kept_files.keep(request.user, file, content) for file, content in looked]
    if None in kept:
        form.add_error(None, _FULL)
        return _start(request, place, form, status=422)
    if len(kept) > 1:
        return redirect(f"{place.url}#waiting")
    if looked[0][0].problem:
        return page_about(request, place, kept[0], looked[0][1], status=422)
    return redirect(place.url_of(kept[0]))


def _given(request: HttpRequest) -> Iterator[Given]:
    for file in request.FILES.getlist("files"):
        if file.name:
            yield Given(file.name[:_NAME_MAX], file.read())
    text = request.POST.get("text", "")
    if text.strip():
        yield Given(PASTED, text.encode(), pasted=True)


def _start(
    request: HttpRequest, place: Place, form: LookForm, *, gone: bool = False, status: int = 200
) -> HttpResponse:
    limit = limits(place.level)
    context: dict[str, Any] = {
        **place.context,
        "form": form,
        "gone": gone,
        "waiting": [
            (one, place.url_of(one)) for one in kept_files.kept_for(request.user, place.below)
        ],
        "readable": READABLE.values(),
        "sources": [
            (READABLE[name].title, how) for name, how in WHERE_FROM.items() if name in READABLE
        ],
        "example": EXAMPLE,
        "limits": limit,
        "megabytes": round(limit.bytes / 1_000_000),
    }
    return render(request, "debates/import.html", context, status=status)


# Where people find such a file, by the formats that are known.
WHERE_FROM = {
    "kialo": (
        "In Kialo: open the discussion, then Discussion menu > Export. The text file that you get "
        "holds the claims, their pros and cons, and the sources."
    ),
    "rejoinder": (
        "In Rejoinder, this site or another: Export, in the head of every debate, then Rejoinder "
        "JSON. It holds all there is."
    ),
    "argdown": "From Argdown: the document itself, as its editor saves it (.argdown or .ad).",
    "aif": "From AIFdb, OVA or other tools of argument mining: the nodeset as JSON.",
    "csv": "From tables: a row for each claim, with the number of the claim that it argues about.",
    "graphml": "From yEd, Gephi or networkx: the graph as GraphML.",
    "markdown": "From notes: a nested list in Markdown, with + and - or Pro and Con.",
}
EXAMPLE = """\
Discussion Title: Should cities ban cars?

1. Cities should ban cars from their centres.
1.1. Pro: The air gets cleaner within weeks.
1.1.1. Con: Electric cars clean the air as well.
1.2. Con: People who cannot walk far would be shut out.
"""
