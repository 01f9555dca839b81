"""What is new: what others did to my claims and in what I follow, and how much of it there is."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.accounts.models import User
from debates import operations
from debates.models import Event
from debates.models import news as log_news
from debates.models.news import Item
from debates.web.sessions import signed_in
from debates.web.told import Told, told

A_PAGE = 50
_SHOWS = {"all": "All", "mine": "About me"}


class Line(NamedTuple):
    event: Event
    told: Told
    is_new: bool
    icon: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def news(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _mark_all_as_read(request)
    show = "mine" if request.GET.get("show") == "mine" else "all"
    items = log_news.news_of(request.user)
    shown = [item for item in items if item.is_about_them or show == "all"]
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": "news",
        "show": show,
        "shows": _SHOWS,
        "page": page,
        "lines": _lines(request.user, list(page)),
        "new": sum(item.is_new for item in items),
        "latest": items[0].event if items else 0,
        "is_bounded": len(items) == log_news.MOST,
    }
    return render(request, "me/news.html", context)


def _lines(person: User, items: Sequence[Item]) -> list[Line]:
    named = Event.objects.select_related("actor", "debate", "claim").defer("debate__background")
    events = named.in_bulk([item.event for item in items])
    # In the order of the items, and with what each of them is.
    rows = [(events[item.event], item) for item in items]
    sentences = told(person, [event for event, _ in rows])
    return [
        Line(event, sentence, item.is_new, event.claim.kind if event.claim else "people")
        for (event, item), sentence in zip(rows, sentences, strict=True)
    ]


def _mark_all_as_read(request: HttpRequest) -> HttpResponse:
    """All that the page before them showed, and nothing that happened since."""
    latest = request.POST.get("latest", "")
    if latest.isdecimal() and len(latest) < 19:
        read = log_news.versions_before(request.user, int(latest))
        operations.mark_all_seen(request.user, read)
    return redirect("news")


@never_cache
@require_safe
@signed_in
def news_count(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"count": log_news.count_of_news(request.user)})
