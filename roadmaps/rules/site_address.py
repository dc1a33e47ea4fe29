"""Addresses of pages on schools' sites: plain web addresses of the open network, taken apart for the guarded line."""

from urllib.parse import quote, urlsplit

from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.rules.addresses import PATH_SAFE, Target, ascii_host, is_address, is_open_address

PORTS = {"https": 443, "http": 80}
LONGEST = 500


def site_target(url: str) -> Target:
    """Where to look for a page. Raises Refusal SITE_URL (400) for anything but a web address of the open network."""
    if not url.isprintable() or any(sign in url for sign in " \\") or len(url) > LONGEST:
        raise refused("Адрес пишут одной строкой без пробелов, не длиннее 500 знаков.")
    try:
        parts = urlsplit(url)
        host, port = ascii_host(parts.hostname or ""), parts.port
    except ValueError as wrong:
        raise refused("Это не адрес страницы.") from wrong
    if parts.scheme not in PORTS or "@" in parts.netloc:
        raise refused("Адрес начинается с https:// или http:// и не содержит имени с паролем.")
    if port not in (None, PORTS[parts.scheme]):
        raise refused("Страницы сайтов открываются без номера порта.")
    if is_address(host) and not is_open_address(host):
        raise refused("Это адрес внутренней сети: такую страницу родители не откроют.")
    query = f"?{quote(parts.query, safe=PATH_SAFE + '?')}" if parts.query else ""
    path = quote(parts.path or "/", safe=PATH_SAFE)
    return Target(parts.scheme, host, PORTS[parts.scheme], path + query, is_trusted=False)


def refused(message: str) -> Refusal:
    return Refusal("SITE_URL", message, "Пример: https://school5.example.org/karta.", status=400)
