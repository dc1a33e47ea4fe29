"""A look at one page of a school's site through the guarded line: bounded, redirects followed a few steps."""

import hashlib
import http.client
from dataclasses import dataclass
from urllib.parse import urljoin

from roadmaps.rules.site_address import site_target
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.transport import REDIRECTS, TAKEN, get, words_for_fault

MOST_BYTES = 2 * 1024 * 1024
SECONDS = 10.0
STEPS = 4
HEADERS = {"User-Agent": "shnor-portal", "Accept": "*/*", "Connection": "close"}


@dataclass(frozen=True, slots=True)
class SiteLook:
    """What was found: the fingerprint of the page, or why it did not open, in Russian."""

    sha256: str = ""
    error: str = ""

    @property
    def is_found(self) -> bool:
        return not self.error


def look_at(url: str) -> SiteLook:
    """Open the page as anybody would. Never raises for what an address or its owner does.

    Every step of a redirect is checked like the first address. Of a long page the first two mebibytes count.
    """
    try:
        for _ in range(STEPS):
            page = get(site_target(url), HEADERS, most=MOST_BYTES, seconds=SECONDS)
            if page.status in REDIRECTS and page.location:
                url = urljoin(url, page.location)
                continue
            if page.status in TAKEN:
                return SiteLook(sha256=hashlib.sha256(page.body).hexdigest())
            return SiteLook(error=f"Сайт ответил {page.status}.")
    except Refusal as refusal:
        return SiteLook(error=refusal.message)
    except (OSError, http.client.HTTPException) as fault:
        return SiteLook(error=words_for_fault(fault))
    return SiteLook(error="Сайт пересылает с адреса на адрес и страницу не показывает.")
