"""Who runs the site has a second step. Without it, they are led to where it is turned on."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

Answer = Callable[[HttpRequest], HttpResponse]

_WHY = (
    "Whoever runs this site signs in with a second step, because they may read and change all of "
    "it. Turn it on here; then everything else opens."
)
_OPEN = ("/accounts/", "/static/")


def leads_staff_to_their_second_step(get_response: Answer) -> Answer:
    """An administrator sees all debates, so that every page is for staff alone when they see it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.STAFF_NEED_TWO_FACTOR or request.path.startswith(_OPEN):
            return get_response(request)
        person = request.user
        if not (person.is_staff or person.is_superuser) or is_mfa_enabled(person):
            return get_response(request)
        if not any(str(told) == _WHY for told in messages.get_messages(request)):
            messages.warning(request, _WHY)
        return redirect("mfa_index")

    return middleware
