"""Where a request comes from: the address that our own proxies saw, and the network it is in."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

_IPV6_NETWORK = 64  # what one household or one phone has; its addresses are free for the taking
_UNKNOWN = "0.0.0.0"  # noqa: S104 - no address, where a socket file is listened on without a proxy


def address_of(request: HttpRequest) -> str:
    """Each of our proxies appends the address that it saw. What stands before is hearsay."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(seen) >= proxies:
        address = _address(seen[-proxies])
        if address:
            return address
    return _address(request.META.get("REMOTE_ADDR", "")) or _UNKNOWN


def network_of(request: HttpRequest) -> str:
    address = ipaddress.ip_address(address_of(request))
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))


def _address(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
