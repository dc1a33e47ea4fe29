"""Where the portal may knock: https addresses of the open network, and hosts the operator has named.

The portal stands inside a city's network, so an address that an administrator types must not become a door into it.
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

from shnor_portal.common.refusals import Refusal

LONGEST_URL = 500
OPEN_PORTS = frozenset({443, 8443})
DEFAULT_PORTS = {"https": 443, "http": 80}
PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*\Z")
_IPV6_OPEN = ipaddress.IPv6Network("2000::/3")
_IPV6_TUNNELS = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. `host` is in ASCII, `path` with its query is ready to be sent."""

    scheme: str
    host: str
    port: int
    path: str
    is_trusted: bool


def parse_url(url: str) -> Target:
    """Take an endpoint's address apart. Raises Refusal WEBHOOK_URL (400) with what is wrong and how to mend it."""
    if not url.isprintable() or " " in url or "\\" in url or len(url) > LONGEST_URL:
        raise _refusal("Адрес пишут одной строкой без пробелов, не длиннее 500 знаков.")
    try:
        parts = urlsplit(url)
        host, port = ascii_host(parts.hostname or ""), parts.port
    except ValueError as wrong:
        raise _refusal("Это не адрес в сети.") from wrong
    is_trusted = host in trusted_hosts()
    port = DEFAULT_PORTS.get(parts.scheme, 0) if port is None else port
    check_parts(parts, port, is_trusted)
    if not is_trusted and is_address(host) and not is_open_address(host):
        raise closed_address()
    path = quote(parts.path or "/", safe=PATH_SAFE) + (
        f"?{quote(parts.query, safe=PATH_SAFE + '?')}" if parts.query else ""
    )
    return Target(parts.scheme, host, port, path, is_trusted)


def check_parts(parts: SplitResult, port: int, is_trusted: bool) -> None:
    """Raises Refusal WEBHOOK_URL for a scheme, a port, credentials or a fragment that may not be there."""
    if parts.scheme != "https" and not (parts.scheme == "http" and is_trusted):
        raise _refusal("Оповещения уходят только по https.", "Начните адрес с https://.")
    if "@" in parts.netloc or parts.fragment:
        raise _refusal("В адресе не должно быть имени с паролем и части после «#».")
    if not is_trusted and port not in OPEN_PORTS:
        raise _refusal("Порт может быть 443 или 8443.", "Уберите порт из адреса: без него берётся 443.")
    if port == 0:
        raise _refusal("Порт не может быть нулём.")


def ascii_host(host: str) -> str:
    """The host in lower-case ASCII («школа.рф» becomes punycode). Raises ValueError for what is no host."""
    if is_address(host):
        return host
    name = host.lower().encode("idna").decode() if host else ""
    if not _NAME.match(name):
        raise ValueError(f"no host: {host!r}")
    return name


def trusted_hosts() -> frozenset[str]:
    """Hosts the operator has named in WEBHOOK_TRUSTED_HOSTS: plain http, any port and any address hold for them."""
    return frozenset(ascii_host(host.strip()) for host in settings.WEBHOOK_TRUSTED_HOSTS)


def is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_open_address(text: str) -> bool:
    """Whether an IP address is of the open network: no loopback, no house network, no link, no group, no tunnel that
    hides another address inside."""
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        if address not in _IPV6_OPEN or any(address in network for network in _IPV6_TUNNELS):
            return False
        return address.is_global
    return address.is_global and not address.is_multicast and not address.is_reserved


def closed_address() -> Refusal:
    """Said when the address is typed and, for a name, each time it is resolved."""
    return Refusal(
        "WEBHOOK_ADDRESS",
        "Узел находится во внутренней сети: портал туда не обращается.",
        "Если это система города, попросите оператора портала внести узел в WEBHOOK_TRUSTED_HOSTS.",
        status=400,
    )


def _refusal(message: str, hint: str = "Пример: https://journal.example.org/hooks/portal.") -> Refusal:
    return Refusal("WEBHOOK_URL", message, hint, status=400)
