"""Days whose year may be missing, and the year each of them gets."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from roadmaps.periods.words import Interval
from shnor_portal.common.dates import date_in_digits

_SEPTEMBER = 9


class PeriodError(Exception):
    """The wording names days that cannot be; `str()` is the sentence for a person."""


@dataclass(frozen=True, slots=True)
class Part:
    """A day of a month; `day` 0 is the last one, -6 the sixth before it. `year` None: not said."""

    month: int
    day: int
    year: int | None = None


def exact(interval: Interval) -> tuple[Part, Part]:
    """Both ends of an interval as parts that know their year."""
    first, last = (Part(day.month, day.day, day.year) for day in (interval.starts_on, interval.ends_on))
    return first, last


def resolve(parts: Sequence[Part], base: int) -> list[date]:
    """The parts, in the order in which they were written, as dates of or around the school year `base`.

    A year once said holds for its neighbours. People write in order of time, so between spring and autumn the year
    turns: «ноябрь, март 2021» begins in 2020, «март, октябрь 2018» stays in 2018. Where no year is said at all,
    September to December fall into the first year of the school year and the other months into the second; autumn
    named after spring is that of the next school year. Raises PeriodError for a day that does not exist.
    """
    filled = list(parts)
    for place in range(len(filled) - 2, -1, -1):
        following = filled[place + 1]
        if filled[place].year is None and following.year is not None:
            back = _is_autumn(filled[place]) and not _is_autumn(following)
            filled[place] = replace(filled[place], year=following.year - back)
    for place, part in enumerate(filled):
        if part.year is None:
            filled[place] = replace(part, year=_next_year(filled[place - 1] if place else None, part, base))
    return [_day(part) for part in filled]


def interval(first: date, last: date) -> Interval:
    """Both ends as an interval. Raises PeriodError when they are the wrong way round."""
    if first > last:
        raise PeriodError(f"Начало срока позже его конца: {date_in_digits(first)} и {date_in_digits(last)}.")
    return Interval(first, last)


def _next_year(previous: Part | None, part: Part, base: int) -> int:
    if previous is None or previous.year is None:
        return base if _is_autumn(part) else base + 1
    return previous.year + (_is_autumn(previous) and not _is_autumn(part))


def _is_autumn(part: Part) -> bool:
    return part.month >= _SEPTEMBER


def _day(part: Part) -> date:
    year = part.year or 0
    try:
        length = monthrange(year, part.month)[1]
        return date(year, part.month, part.day if part.day > 0 else length + part.day)
    except ValueError as impossible:
        raise PeriodError(f"Такой даты нет: {part.day:02d}.{part.month:02d}.{year}.") from impossible
