"""Following debates and branches, and saying that one has read something."""

from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Follow
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to
from debates.web.words import excerpt, label_of

# Of the numbers in forms: fewer than what would be slow to read, more than there are claims.
_DIGITS = 19


class Followed(NamedTuple):
    """A debate, or where there is a claim, its branch."""

    debate: Debate
    claim: Claim | None
    label: str
    text: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for it and change it: a page without the form's token can link to the question."""
    visit = visit_to(slug, request.user)
    claim = _claim(visit, request)
    if request.method == "POST":
        _change(request, visit.debate, claim)
        if not request.headers.get("HX-Request"):
            return back_to(request, claim or visit.debate)
    follows = Follow.objects.filter(person=request.user, debate=visit.debate, claim=claim).exists()
    shown = {"debate": visit.debate, "claim": claim, "follows": follows}
    if request.headers.get("HX-Request"):
        return render(request, "me/_follow.html", shown)
    return render(request, "me/follow.html", shown | {"text": claim and excerpt(claim.text_html)})


def _claim(visit: Visit, request: HttpRequest) -> Claim | None:
    asked = request.POST.get("claim") or request.GET.get("claim")
    if not asked:
        return None
    key = _number(asked)
    if key is None:
        raise Http404("There is no such claim.")
    return visit.claim(key)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) <= _DIGITS else None


def _change(request: HttpRequest, debate: Debate, claim: Claim | None) -> None:
    what = "this branch" if claim else "this debate"
    if request.POST.get("on") == "0":
        operations.unfollow(request.user, debate, claim)
        said = f"You no longer follow {what}."
    else:
        operations.follow(request.user, debate, claim)
        said = f"You follow {what}: what happens there is told under “What is new”."
    if not request.headers.get("HX-Request"):
        messages.success(request, said)


@never_cache
@require_POST
@signed_in
def seen(request: HttpRequest, slug: str) -> HttpResponse:
    """The reader has read the debate up to the version that the page before them shows."""
    visit = visit_to(slug, request.user)
    version = _number(request.POST.get("version", ""))
    if version is not None:
        operations.mark_seen(request.user, visit.debate, version)
    # A script stays on its page, with the marks as they are.
    if request.headers.get("X-Requested-With") or request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return back_to(request, visit.debate)


@never_cache
@require_safe
@signed_in
def my_follows(request: HttpRequest) -> HttpResponse:
    followed = _follows_of(request.user)
    page = Paginator(followed, settings.DEBATES_PER_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "followed": [_followed(one) for one in page], "here": "my_follows"}
    return render(request, "me/follows.html", shown)


def _follows_of(person: User) -> QuerySet[Follow]:
    """Those that lead somewhere the person may still read; the latest first."""
    readable = Q(claim=None) | Q(claim__in=_readable(person))
    follows = Follow.objects.filter(person=person, debate__in=Debate.objects.visible_to(person))
    return follows.filter(readable).select_related("debate", "claim").order_by("-pk")


def _readable(person: User) -> list[int]:
    keys = Follow.objects.filter(person=person, claim__isnull=False).values_list("claim", flat=True)
    claims = Claim.objects.visible_to(person).filter(pk__in=list(keys))
    return list(claims.values_list("pk", flat=True))


def _followed(one: Follow) -> Followed:
    if one.claim is None:
        return Followed(one.debate, None, "", "")
    one.claim.debate = one.debate
    return Followed(one.debate, one.claim, label_of(one.claim), excerpt(one.claim.text_html, 140))


def back_to(request: HttpRequest, otherwise: Debate | Claim) -> HttpResponse:
    """Where the form stood, if that is a page of this site."""
    to = request.POST.get("next") or request.headers.get("Referer", "")
    hosts = {request.get_host()}
    if to and url_has_allowed_host_and_scheme(to, hosts, require_https=request.is_secure()):
        return HttpResponseRedirect(to)  # not redirect(), which takes a word for a route's name
    return redirect(otherwise)
