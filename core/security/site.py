"""The site's own address, for links that are read outside of it."""

from django.conf import settings
from django.http import HttpRequest


def absolute(request: HttpRequest, path: str) -> str:
    """As it is set; a request may name any port, and any of several hosts, as the one it is for."""
    return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)
