"""What the site sees of a request that has come through all proxies: told to the doctor alone."""

import secrets

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.security.places import address_of

HEADER = "X-Doctor"
_SECONDS = 60
_signer = signing.TimestampSigner(salt="core.upkeep.doctor")


def pass_for_a_minute() -> str:
    """Only who has the secret key can write one."""
    return _signer.sign(secrets.token_urlsafe(16))


@never_cache
@require_safe
def seen(request: HttpRequest) -> HttpResponse:
    try:
        nonce = _signer.unsign(request.headers.get(HEADER, ""), max_age=_SECONDS)
    except signing.BadSignature as error:
        raise Http404("There is no such page.") from error
    return JsonResponse(
        {
            "nonce": nonce,
            "scheme": request.scheme,
            "host": request.get_host(),
            "address": address_of(request),
        }
    )
