"""Academic years: one integer in the database, «2020/2021» for a person.

A school year runs from 1 September to 31 August and is stored as the calendar year it starts in.
"""

import re
from datetime import date

_WRITTEN = re.compile(r"^\s*(\d{4})\s*[/–—-]\s*(\d{4}|\d{2})\s*$")
FIRST_YEAR = 2000
LAST_YEAR = 2099


class AcademicYearError(ValueError):
    """The text does not name two consecutive years between 2000 and 2099."""


def parse_academic_year(text: str) -> int:
    """Read «2020/2021», «2020/21» or «2020-2021» and give the starting year, 2020.

    Raises AcademicYearError when the two years do not follow each other or lie out of range.
    """
    match = _WRITTEN.match(text)
    if match is None:
        raise AcademicYearError(text)
    start = int(match[1])
    end = int(match[2]) if len(match[2]) == 4 else start // 100 * 100 + int(match[2])
    if end != start + 1 or not FIRST_YEAR <= start <= LAST_YEAR:
        raise AcademicYearError(text)
    return start


def format_academic_year(start: int) -> str:
    """Write 2020 as «2020/2021»."""
    return f"{start}/{start + 1}"


def academic_year_of(day: date) -> int:
    """The starting year of the school year that holds the day (it turns on 1 September)."""
    return day.year if day.month >= 9 else day.year - 1
