"""What must hold of the data whatever happened: a registry of checks, filled by each app's `integrity.py`.

A check only reads, asks the database in sets, and gives a finding for each place that is wrong. It repeats in other
words what services and constraints promise, so that a restored copy, a hand in the database or a defect of ours
shows itself by a command and not in an order on paper.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True)
class Finding:
    """One wrong place. `where` names the row («diagnostics.AssessmentResult 17»), `message` is Russian."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """`title` is the promise in Russian; `run` gives the places that break it."""

    name: str
    title: str
    run: Callable[[], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check went."""

    check: str
    title: str
    findings: list[Finding]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


_CHECKS: dict[str, Check] = {}


def integrity_check(name: str, title: str) -> Callable[[Callable[[], Iterable[Finding]]], Callable[[], Any]]:
    """Register a check under a stable name, such as `diagnostics.marks_add_up`."""

    def register(function: Callable[[], Iterable[Finding]]) -> Callable[[], Any]:
        _CHECKS[name] = Check(name, title, function)
        return function

    return register


def all_checks() -> list[Check]:
    """Checks of every installed app, by name."""
    autodiscover_modules("integrity")
    return [_CHECKS[name] for name in sorted(_CHECKS)]


def run_checks() -> list[Outcome]:
    """Run everything; a check that finds nothing is told as well."""
    return [Outcome(check.name, check.title, list(check.run())) for check in all_checks()]
