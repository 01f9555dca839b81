import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

from allauth.usersessions.models import UserSession
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


def _is_due(session: SessionBase) -> bool:
    signed_in = session.get(_SIGNED_IN)
    if not signed_in:
        return False  # begun by a program, not on the page for it
    used_at = session.get(_USED_AT) or signed_in[0].get("at", 0)
    return time.time() - used_at >= _HOUR


def keeps_no_page_about_an_account(get_response: Answer) -> Answer:
    """Addresses, sessions and recovery codes stay in no cache, and do not come back with “Back”."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if request.path.startswith(ACCOUNTS):
            add_never_cache_headers(answer)
        return answer

    return middleware
