"""Reading pages are sent again only when something in them can have changed.

A page of a debate depends on the code, the debate's version and that of its votes, the reader,
their role in it, the names of people, and its address. All of that but the page itself is known
after one query.
"""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac

from debates.web.visit import Visit, visit_to

VisitView = Callable[..., HttpResponse]


def unless_unchanged(view: VisitView) -> Callable[..., HttpResponse]:
    """Call ``view(request, visit, ...)`` unless the reader has the page as it is (304)."""

    @wraps(view)
    def answering(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = visit_to(slug, request.user)
        tag = _tag(request, visit)
        kept = get_conditional_response(request, etag=tag) if tag else None
        response = kept or view(request, visit, *args, **kwargs)
        if tag and response.status_code in (200, 304) and not _has_new_token(request):
            response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response

    return answering


def _tag(request: HttpRequest, visit: Visit) -> str | None:
    """What the page depends on; None where that is more than a reader's cache may know."""
    if settings.DEBUG or len(get_messages(request)):
        return None
    depends_on = (
        _build(),
        visit.debate.pk,
        visit.debate.version,
        visit.debate.votes_version,
        visit.person.pk,
        int(visit.role),
        visit.is_member,
        visit.follows,
        visit.seen,
        visit.names_as_of,
        # The forms in a page hold a token that is good for this cookie alone.
        request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
    )
    digest = salted_hmac("debates.web.unchanged", repr(depends_on), algorithm="sha256")
    return f'W/"{digest.hexdigest()[:32]}"'


@cache
def _build() -> str:
    """What pages are made with: the same for all processes that serve one installation."""
    files = (
        file
        for folder in ("core", "debates", "templates", "static", "requirements")
        for file in sorted(Path(settings.BASE_DIR, folder).rglob("*"))
        if file.suffix != ".pyc" and file.is_file()
    )
    made_with = [(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    chosen = (settings.SITE_NAME, settings.MAX_DEPTH, settings.TIME_ZONE)
    return hashlib.sha256(repr((made_with, chosen)).encode()).hexdigest()


def _has_new_token(request: HttpRequest) -> bool:
    """Whether the page holds a token whose cookie travels with this very answer."""
    made = "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    return made and settings.CSRF_COOKIE_NAME not in request.COOKIES
