"""The one door to xlsxwriter: plain cells, fixed metadata, so that the same city gives the same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | None
_CREATED = datetime(2020, 9, 1, 9, 0)  # noqa: DTZ001 - a date inside a file, of no zone


@contextmanager
def workbook(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """A workbook written when the block ends. Text is never read as a formula, a number or an address."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"author": "Демонстрационный город", "created": _CREATED})
    yield book
    book.close()


def write_rows(sheet: Worksheet, rows: Iterable[Sequence[Value]], first_row: int = 0) -> None:
    """Write rows from a zero-based row on; None leaves the cell out of the file."""
    for number, row in enumerate(rows, start=first_row):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
