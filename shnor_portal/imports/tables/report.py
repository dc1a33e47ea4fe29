"""The account of one extraction: every complaint counted, every row put in exactly one place."""

from collections import Counter
from typing import Any

from shnor_portal.imports.reader.types import Extract, Problem, RowCounts, Severity

KEPT_PER_SEVERITY = 50_000
"""What the workbook of all complaints can hold; a page lists the first five hundred of them."""


class RowsUnaccountedError(RuntimeError):
    """A layout lost or doubled rows; its extract must not be used."""


class Report:
    """Collects blocks, complaints and row counts; `settle()` refuses to close while the rows do not add up."""

    def __init__(self, layout: str) -> None:
        self.extract = Extract(layout=layout)
        self._listed: Counter[Severity] = Counter()

    @property
    def counts(self) -> RowCounts:
        return self.extract.counts

    def say(self, code: str, message: str, hint: str = "", **place: Any) -> None:
        """Add a complaint; `place` is any of severity, sheet, row, column. Past the limit it is only counted."""
        problem = Problem(code, message, hint, **place)
        self.extract.problem_counts[code] = self.extract.problem_counts.get(code, 0) + 1
        if self._listed[problem.severity] < KEPT_PER_SEVERITY:
            self._listed[problem.severity] += 1
            self.extract.problems.append(problem)

    def warn(self, code: str, message: str, hint: str = "", **place: Any) -> None:
        self.say(code, message, hint, severity=Severity.WARNING, **place)

    def tell(self, code: str, message: str, hint: str = "", **place: Any) -> None:
        self.say(code, message, hint, severity=Severity.INFO, **place)

    def see(self, rows: int) -> None:
        self.counts.seen += rows

    def take(self, rows: int = 1) -> None:
        self.counts.taken += rows

    def refuse(self, rows: int = 1) -> None:
        self.counts.refused += rows

    def skip(self, reason: str, rows: int = 1) -> None:
        """Leave rows out for a reason that a person reads (Russian)."""
        if rows:
            self.counts.skipped += rows
            self.counts.skip_reasons[reason] = self.counts.skip_reasons.get(reason, 0) + rows

    @property
    def has_errors(self) -> bool:
        return self._listed[Severity.ERROR] > 0

    def settle(self) -> Extract:
        """Close the account. Raises RowsUnaccountedError unless seen = taken + skipped + refused."""
        counts = self.counts
        if counts.seen != counts.taken + counts.skipped + counts.refused:
            raise RowsUnaccountedError(self.extract.layout)
        if not counts.taken and not self.has_errors:
            self.say(
                "NO_DATA_ROWS",
                "В файле нет ни одной строки с данными.",
                "Проверьте, что выгружен заполненный отчёт, а не пустая форма.",
            )
        return self.extract
