"""What browsers may do with our pages: load and run what is ours, and nothing else."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse

# Why there is no require-trusted-types-for: docs/security.md, V3.4.3.
_DIRECTIVES = {
    "default-src": [NONE],
    "script-src": [SELF],
    "script-src-attr": [NONE],
    "style-src": [SELF],
    "style-src-attr": [NONE],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
_NOT_NEEDED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
_HEADERS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _NOT_NEEDED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def content_policy(*, https: bool) -> dict[str, Any]:
    extra = {"upgrade-insecure-requests": True} if https else {}
    return {"DIRECTIVES": _DIRECTIVES | extra}


def says_what_browsers_may_do(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """On every answer, whatever made it: this stands before everything that answers by itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    return middleware
