import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponse]

ACCOUNTS = "/accounts/"
_HOUR = 3600
_USED_AT = "used_at"
_SIGNED_IN = "account_authentication_methods"  # allauth's: how and when one has signed in


def in_the_readers_time_zone(get_response: Answer) -> Answer:
    """Dates are shown in the signed-in person's time zone, everybody else's in the site's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.time_zone:
            return get_response(request)
        with timezone.override(ZoneInfo(user.time_zone)):
            return get_response(request)

    return middleware


def says_when_a_session_was_used(get_response: Answer) -> Answer:
    """Keep for the page of one's sessions when and from where each was last used, to the hour.

    allauth's own middleware writes with every request. What was noted is in the session, which has
    been read by now, so that pages pay nothing for it but once in an hour.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and _is_due(request.session):
            UserSession.objects.create_from_request(request)
            request.session[_USED_AT] = int(time.time())
        return get_response(request)

    return middleware


def ends_a_session_that_is_old(get_response: Answer) -> Answer:
    """However often it is used, one signs in again after ``SESSION_MOST_DAYS``."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and _is_old(request.session):
            logout(request)
        return get_response(request)

    return middleware


def _is_old(session: SessionBase) -> bool:
    signed_in = session.get(_SIGNED_IN)
    most = settings.SESSION_MOST_DAYS * 24 * _HOUR
    return bool(signed_in) and time.time() - signed_in[0].get("at", 0) > most


def _is_due(session: SessionBase) -> bool:
    signed_in = session.get(_SIGNED_IN)
    if not signed_in:
        return False  # begun by a program, not on the page for it
    used_at = session.get(_USED_AT) or signed_in[0].get("at", 0)
    return time.time() - used_at >= _HOUR


def keeps_no_page_about_an_account(get_response: Answer) -> Answer:
    """Addresses, sessions and recovery codes stay in no cache, and do not come back with “Back”."""

    def middleware(request: HttpRequest) -> HttpResponse:
        was_in = request.user.is_authenticated
        answer = get_response(request)
        if request.path.startswith(ACCOUNTS):
            add_never_cache_headers(answer)
        if was_in and not request.user.is_authenticated:
            # Pages come not back with “Back”. Drafts, which are beside those of others who use the
            # browser, are deleted by static/js/drafts.js.
            answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    return middleware
