"""Who is signed out in the middle of writing keeps what was written."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from debates.errors import NotAllowed

# All fields together, in bytes of UTF-8: the longest form has a detail of 20,000 characters.
KEPT_MAX = 60_000
_KEPT = "kept_draft"
_NOT_KEPT = {"csrfmiddlewaretoken"}

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Only for people who are signed in; what others post waits for them to sign in.

    The first part of the session's life ends at signing in, its data does not: allauth and Django
    give it another key and keep what it holds. What the person then may not do is a 403.
    """

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as no:
            raise PermissionDenied(no.message) from no

    return answering


def kept_draft(request: HttpRequest) -> QueryDict | None:
    """The fields that were posted to this path before signing in, once; to fill the form with."""
    kept = request.session.get(_KEPT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[_KEPT]
    fields = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        fields.setlist(name, values)
    return fields


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if _keep(request):
        words = "You were signed out in the meantime. Sign in, and your text is where you left it."
    else:
        words = "You were signed out in the meantime. Sign in, go back, and post it again."
    messages.warning(request, words)
    if request.headers.get("HX-Request"):
        login = resolve_url(settings.LOGIN_URL)
        return HttpResponseClientRedirect(f"{login}?{urlencode({'next': request.path})}")
    return redirect_to_login(request.path)


def _keep(request: HttpRequest) -> bool:
    """Files are not kept, and without them the rest of their form says little."""
    if request.FILES:
        return False
    fields = {name: values for name, values in request.POST.lists() if name not in _NOT_KEPT}
    if sum(len(value.encode()) for values in fields.values() for value in values) > KEPT_MAX:
        return False
    request.session[_KEPT] = {"path": request.path, "fields": fields}
    return True
