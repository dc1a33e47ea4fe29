"""A person at a browser: walks through pages, looks at each at two widths, and hears every complaint."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

from tests.factories.people import PASSWORD

DESK, PHONE = (1440, 900), (360, 740)
HEAVY = ("serious", "critical")
_STATUS = re.compile(r"responded with a status of (\d{3})")
_STICKING_OUT = """() => {
  if (document.documentElement.scrollWidth <= window.innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((node) => node.getBoundingClientRect().right > window.innerWidth)
    .map((node) => node.outerHTML.slice(0, 120));
}"""
_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Tables measure themselves a frame after the window has changed its width."""
_AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"


@cache
def axe_source() -> str:
    """The checker's script: half a megabyte, read once."""
    return _AXE.read_text(encoding="utf-8")


@dataclass
class Walker:
    """One signed-in browser. `complaints` must be empty at the end: console errors, breaches of the content
    security policy, requests to other hosts. `expected` holds statuses of pages that are meant to refuse.
    """

    page: Page
    address: str
    shots: Path
    run_jobs: Callable[[], None]
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    _is_deaf: bool = False
    _number: int = 0

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.page.goto("/account/login/")
        self.page.get_by_label("Адрес электронной почты").fill(email)
        self.page.get_by_label("Пароль").fill(password)
        self.follow(self.page.get_by_role("button", name="Войти"))

    def follow(self, control: Locator) -> None:
        """Press what leads to another page, and be there."""
        with self.page.expect_navigation():
            control.click()

    def let_jobs_run(self) -> None:
        """Do the queued jobs while no page is open, then open the page again.

        A page that polls would share the connection of an in-memory database with the job.
        """
        address = self.page.url
        self.page.goto("about:blank")
        self.run_jobs()
        self.page.goto(address)

    def look(self, name: str) -> None:
        """See the page on a desk and on a telephone: nothing hides sideways, no barriers, a picture of each."""
        self._number += 1
        for width, height in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.evaluate(_TWO_FRAMES)
            for fault in (*self.sideways(), *self.barriers()):
                pytest.fail(f"{name} at {width} px: {fault}")
            self.page.screenshot(path=self.shots / f"{self._number:02d}-{name}-{width}.png", full_page=True)

    def sideways(self) -> list[str]:
        """What sticks out to the right of the window and makes the page scroll sideways, outermost first."""
        found: list[str] = self.page.evaluate(_STICKING_OUT)
        return found

    def barriers(self) -> list[str]:
        """Serious and critical violations by axe. It styles nodes to measure them, which our policy rightly bans:
        those words of the console are not about the page.
        """
        self._is_deaf = True
        if self.page.evaluate("typeof axe === 'undefined'"):
            self.page.evaluate(axe_source())
        options = {"preload": False, "resultTypes": ["violations"]}
        found: list[dict[str, Any]] = self.page.evaluate("options => axe.run(options)", options)["violations"]
        self._is_deaf = False
        return [
            f"{fault['id']}: {fault['nodes'][0]['html'][:160]} (всего {len(fault['nodes'])})"
            for fault in found
            if fault["impact"] in HEAVY
        ]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error" or self._is_deaf:
            return
        status = _STATUS.search(message.text)
        if status is None or int(status[1]) not in self.expected:
            self.complaints.append(f"{message.text} {message.location.get('url', '')}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "about:", "blob:")):
            self.complaints.append(f"a foreign request: {request.url}")


def start(context: BrowserContext, address: str, shots: Path, run_jobs: Callable[[], None]) -> Walker:
    """A walker in a fresh browser context."""
    return Walker(context.new_page(), address, shots, run_jobs)
