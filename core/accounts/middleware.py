from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Answer = Callable[[HttpRequest], HttpResponse]


def in_the_readers_time_zone(get_response: Answer) -> Answer:
    """Dates are shown in the signed-in person's time zone, everybody else's in the site's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or not user.time_zone:
            return get_response(request)
        with timezone.override(ZoneInfo(user.time_zone)):
            return get_response(request)

    return middleware
