"""The address a request came from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 a value that stands for «no address», nothing listens on it


def client_address(request: HttpRequest) -> str:
    """The caller's address as limits and logs may trust it.

    With `TRUSTED_CLIENT_ADDRESS_HEADER` (a key of META, written by our own proxy over whatever the caller sent) it
    is that header's; otherwise the address of the connection. `X-Forwarded-For` is never read. A malformed value
    counts as one unknown caller, so that nonsense cannot be used to get fresh limits.
    """
    name = settings.TRUSTED_CLIENT_ADDRESS_HEADER or "REMOTE_ADDR"
    try:
        return str(ipaddress.ip_address(request.META.get(name, "").strip()))
    except ValueError:
        return UNKNOWN
