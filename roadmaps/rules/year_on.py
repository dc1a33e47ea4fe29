"""A wording of a term carried to another school year: only the years it names are changed."""

import re
from calendar import isleap

_NAMED = re.compile(
    r"(?P<pair>(?<!\d)(?:19|20)\d\d\s?[/–—-]\s?\d\d(?!\d|\.))"
    r"|(?P<long>(?<!\d)(?:19|20)\d\d(?!\d))"
    r"|(?P<day>(?<![\d.])\d{1,2}\.\d{1,2}\.)(?P<short>\d\d)(?![\d.])"
)
_LEAP_DAY = re.compile(r"(?<!\d)29(?P<month>\.0?2\.)(?P<year>(?:20)?\d\d)(?!\d)")


def years_on(wording: str, years: int) -> str:
    """The same term `years` later; a wording that names no year stays as it is, and so fits any year.

    >>> years_on("02.11.2020–03.11.2020", 1), years_on("2020/21 учебный год", 1), years_on("1 раз в квартал", 1)
    ('02.11.2021–03.11.2021', '2021/22 учебный год', '1 раз в квартал')
    """
    moved = _NAMED.sub(lambda named: _later(named, years), wording)
    return _LEAP_DAY.sub(_last_of_february, moved)


def _later(named: re.Match[str], years: int) -> str:
    if pair := named["pair"]:
        return f"{int(pair[:4]) + years}{pair[4:-2]}{(int(pair[-2:]) + years) % 100:02}"
    if named["long"]:
        return str(int(named["long"]) + years)
    return f"{named['day']}{(int(named['short']) + years) % 100:02}"


def _last_of_february(day: re.Match[str]) -> str:
    """29 February exists every fourth year only; in the others its place is the 28th."""
    year = int(day["year"]) if len(day["year"]) == 4 else 2000 + int(day["year"])
    return day[0] if isleap(year) else f"28{day['month']}{day['year']}"
