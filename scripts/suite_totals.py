"""Adds up the JUnit reports of several test runs into one closing line."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Totals:
    """Tests of all runs together; an error counts as a failure."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def ran(self) -> bool:
        """Whether any test was reported at all."""
        return bool(self.passed + self.failed + self.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read_totals(reports: Iterable[Path]) -> Totals:
    """Totals over the reports; a report is our own pytest's, so its shape is known."""
    passed = failed = skipped = 0
    for report in reports:
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 - written by our own run
            tests, bad = int(suite.get("tests", "0")), int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
            left_out = int(suite.get("skipped", "0"))
            passed, failed, skipped = passed + tests - bad - left_out, failed + bad, skipped + left_out
    return Totals(passed, failed, skipped)
