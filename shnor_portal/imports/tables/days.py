"""Days written in cells and titles, and school years written in words. No clock."""

import re
from datetime import date, datetime

from shnor_portal.common.years import AcademicYearError, parse_academic_year
from shnor_portal.imports.reader.types import Cell, CellError
from shnor_portal.imports.tables.cells import CellFaultError, is_blank, reject_strangers, text_of

_DAYS = (
    (re.compile(r"(?<!\d)(\d{4})[.\-](\d{2})[.\-](\d{2})(?!\d)"), (1, 2, 3)),
    (re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)"), (3, 2, 1)),
)
_YEARS = re.compile(r"(?<!\d)(20\d{2}\s*[/–—-]\s*(?:20\d{2}|\d{2}))(?![\d.])")


def find_day(value: Cell) -> date | None:
    """A day from a date cell or from text «2022.06.23», «2021-03-16», «16.03.2021»; None when there is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    for pattern, (year, month, day) in _DAYS:
        if hit := pattern.search(text):
            try:
                return date(int(hit[year]), int(hit[month]), int(hit[day]))
            except ValueError:
                return None
    return None


def read_day(value: Cell) -> str:
    """A cell that must hold a day, as an ISO date; empty when blank. Raises CellFaultError VALUE_DATE."""
    if is_blank(value):
        return ""
    if isinstance(value, CellError):
        reject_strangers(value)
    day = None if isinstance(value, int | float) else find_day(value)
    if day is None:
        raise CellFaultError("VALUE_DATE", "Нужна дата вида 31.08.2020.", "Задайте ячейке формат даты.")
    return day.isoformat()


def find_academic_year(text: str) -> int | None:
    """«2020/2021» or «2015-2016» → starting year; None when the text names none."""
    hit = _YEARS.search(text)
    try:
        return parse_academic_year(hit[1]) if hit else None
    except AcademicYearError:
        return None
