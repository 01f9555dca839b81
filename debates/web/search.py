"""Looking for words in all that one may read: debates, claims, their details and sources."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.accounts.models import User
from debates.argument.marked import Piece, excerpt, holds_all, marked
from debates.argument.plain import plain
from debates.argument.wanted import Wanted, wanted
from debates.argument.words import Kind
from debates.models import Claim, Debate, Source
from debates.models.debate import Person
from debates.models.finding import found_by
from debates.models.search import SHOWN_MAX, Within, best_debates, read
from debates.web.search_forms import DEBATES, Search, SearchForm
from debates.web.words import excerpt as beginning
from debates.web.words import label_of

A_PAGE = 20
# So many debates stand above the claims.
DEBATES_FIRST = 3
_EXCERPT = 220
_PARENT = 140
_NOBODY = 0
_NOT_SHOWN = ("debate__background", "debate__background_html", "parent__detail_html")
_DOES = {
    Kind.THESIS: "Answers",
    Kind.CLAIM: "Supports",
    Kind.CRITIQUE: "Opposes",
    Kind.REBUTTAL: "Rebuts",
}


class Aside(NamedTuple):
    """Where else than in what the page shows the words are, and what is around them."""

    place: str
    pieces: list[Piece]


class ClaimHit(NamedTuple):
    claim: Claim
    label: str
    text: list[Piece]
    does: str
    parent: str
    aside: Aside | None


class DebateHit(NamedTuple):
    debate: Debate
    title: list[Piece]
    aside: Aside | None


class Hits(NamedTuple):
    """One page of what was found. ``more``: there is more than anybody is shown."""

    page: Page | None = None
    shown: Sequence[ClaimHit | DebateHit] = ()
    count: int = 0
    more: bool = False


@never_cache
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    asked = form.search()
    looked_for = wanted(asked.q)
    debate = _debate(request.user, asked.debate)
    here = None if debate else _debate_before(request)
    number = request.GET.get("page", "1")
    debates, claims = Hits(), Hits()
    if looked_for.exact and asked.asks_for_debates:
        debates = _debates(request.user, looked_for, asked, number)
    if looked_for.exact and asked.asks_for_claims:
        claims = _claims(request.user, looked_for, asked, debate, number)
    listed = debates if asked.where == DEBATES else claims
    shown = {
        "form": form,
        "asked": asked,
        "looked_for": looked_for,
        "debate": debate,
        "came_from": here,
        "debates": debates,
        "claims": claims,
        "page": listed.page,
        "most": SHOWN_MAX,
        "can_drop": _has_words_to_spare(looked_for),
        "here": "search",
    }
    return render(request, "search/search.html", shown)


def _debate(person: Person, slug: str) -> Debate | None:
    """The debate that the search is narrowed to; 404 where there is none for who asks."""
    if not slug:
        return None
    debate = Debate.objects.visible_to(person).filter(slug=slug).first()
    if debate is None:
        raise Http404("There is no such debate.")
    return debate


def _debate_before(request: HttpRequest) -> Debate | None:
    """The debate on whose page somebody began to search."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
        slug = resolve(before.path).kwargs.get("slug", "")
    except (ValueError, Resolver404):
        return None
    if before.netloc != request.get_host():
        return None
    return Debate.objects.visible_to(request.user).filter(slug=slug).first() if slug else None


def _has_words_to_spare(looked_for: Wanted) -> bool:
    exact = looked_for.exact
    return exact is not None and bool(len(exact.present) > 1 or len(exact.present[0]) > 1)


# ---- claims ---------------------------------------------------------------------------------


def _claims(
    person: Person, looked_for: Wanted, asked: Search, debate: Debate | None, number: str
) -> Hits:
    keys = found_by(person, looked_for, _within(asked, debate))
    page = _page(keys, number)
    rows = Claim.objects.select_related("debate", "author", "parent").defer(*_NOT_SHOWN)
    return _hits(keys, page, _claim_hits(read(rows, page.object_list), looked_for))


def _within(asked: Search, debate: Debate | None) -> Within:
    author = None
    if asked.author:
        known = User.objects.filter(username__iexact=asked.author, erased_at=None)
        author = known.values_list("pk", flat=True).first() or _NOBODY
    return Within(debate=debate.pk if debate else None, kind=asked.kind, author=author)


def _claim_hits(claims: list[Claim], looked_for: Wanted) -> list[ClaimHit]:
    sources: dict[int, list[Source]] = {}
    for source in Source.objects.in_use().filter(claim__in=claims):
        sources.setdefault(source.claim_id, []).append(source)
    return [_claim_hit(claim, looked_for, sources.get(claim.pk, [])) for claim in claims]


def _claim_hit(claim: Claim, looked_for: Wanted, sources: list[Source]) -> ClaimHit:
    text = plain(claim.text_html)
    does = _DOES[Kind(claim.kind)] if claim.parent else ""
    parent = beginning(claim.parent.text_html, _PARENT) if claim.parent else ""
    places = [("In a source", _of_source(source)) for source in sources]
    places.append(("In the detail", plain(claim.detail_html)))
    aside = _aside(text, places, looked_for)
    return ClaimHit(claim, label_of(claim), marked(text, looked_for), does, parent, aside)


def _of_source(source: Source) -> str:
    said = (source.title, source.citation, source.quote, source.locator, source.url)
    return " · ".join(" ".join(text.split()) for text in said if text)


def _aside(shown: str, places: list[tuple[str, str]], looked_for: Wanted) -> Aside | None:
    """The first place with one of the words, where what is shown anyway has not got them all."""
    if holds_all(shown, looked_for):
        return None
    for place, text in places:
        if pieces := excerpt(text, looked_for, _EXCERPT):
            return Aside(place, pieces)
    return None


# ---- debates --------------------------------------------------------------------------------


def _debates(person: Person, looked_for: Wanted, asked: Search, number: str) -> Hits:
    debates = Debate.objects.listed_for(person)
    keys = best_debates(debates, looked_for)
    page = _page(keys, number if asked.where == DEBATES else "1")
    shown = page.object_list if asked.where == DEBATES else page.object_list[:DEBATES_FIRST]
    return _hits(keys, page, _debate_hits(read(Debate.objects.all(), shown), looked_for))


def _debate_hits(debates: list[Debate], looked_for: Wanted) -> list[DebateHit]:
    return [
        DebateHit(debate, marked(debate.title, looked_for), aside)
        for debate in debates
        for background in [("In the background", plain(debate.background_html))]
        for aside in [_aside(debate.title, [background], looked_for)]
    ]


# ---- pages ----------------------------------------------------------------------------------


def _page(keys: list[int], number: str) -> Any:
    return Paginator(keys[:SHOWN_MAX], A_PAGE).get_page(number)


def _hits(keys: list[int], page: Page, shown: Sequence[ClaimHit | DebateHit]) -> Hits:
    return Hits(page, shown, min(len(keys), SHOWN_MAX), len(keys) > SHOWN_MAX)
