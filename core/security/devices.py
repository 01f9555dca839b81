"""A browser remembers, signed by us, who has signed in with it. It lets nobody in.

Its own limit on wrong passwords counts for it, so that what strangers guess elsewhere does not
lock out an account's owner.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

_SALT = "core.security.devices"
_NAMES_KEPT = 12  # a user name and an address each: a browser that six people share
_DAYS = 180


def is_known_to(request: HttpRequest, login: str) -> str:
    """The browser's own name, if the account was signed in with it; else nothing."""
    device = _read(request)
    return device["id"] if _name(login) in device["of"] else ""


def remember_device(request: HttpRequest, answer: HttpResponse, logins: list[str]) -> None:
    device = _read(request)
    names = [_name(login) for login in logins]
    others = [name for name in device["of"] if name not in names]
    kept = {"id": device["id"], "of": [*others, *names][-_NAMES_KEPT:]}
    answer.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(kept, salt=_SALT),
        max_age=_DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        said = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
        return signing.loads(said, salt=_SALT, max_age=_DAYS * 86_400)
    except signing.BadSignature:
        return {"id": secrets.token_urlsafe(16), "of": []}


def _name(login: str) -> str:
    return salted_hmac(_SALT, login, algorithm="sha256").hexdigest()[:16]
