"""Working days of Russia: which day is one, to which a deadline moves, how many lie between two.

Holidays and the government's yearly transfers come from the library `holidays`. A year whose transfers it does not
know yet gets those that follow from the Labour Code itself (ТК РФ, ст. 112 ч. 2). A municipality's own days (a
regional holiday, a day declared non-working) are overrides and win over both.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from holidays import country_holidays

OFF: Final = "off"
WORK: Final = "work"
_SATURDAY = 5
_JANUARY = 1
_HOLIDAYS_OF_A_YEAR = 14
"""Days named in ТК РФ, ст. 112 since 2013: eight in January and six more. A year with transfers has more days off."""

_DAY = timedelta(days=1)


class OverrideError(ValueError):
    """An entry of the overrides is not an ISO day with «off» or «work»."""


@dataclass(frozen=True)
class WorkCalendar:
    """Working days with a municipality's overrides: ISO day → «off» or «work».

    Days of a year are laid out and terms moved once per calendar object, so that thousands of questions cost a search
    each. Raises OverrideError when an override can't be read.
    """

    overrides: Mapping[str, str] = field(default_factory=dict)
    _by_year: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _marks: dict[date, bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    _moved: dict[date, date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._marks.update(_read_mark(day, mark) for day, mark in self.overrides.items())

    def is_workday(self, day: date) -> bool:
        """Whether people work on the day."""
        marked = self._marks.get(day)
        return _is_ordinary_workday(day) if marked is None else marked

    def next_workday(self, day: date) -> date:
        """The day itself when it is a working one, else the nearest working day after it (ГК РФ, ст. 193)."""
        if day not in self._moved:
            moved = day
            while not self.is_workday(moved):
                moved += _DAY
            self._moved[day] = moved
        return self._moved[day]

    def last_workday(self, day: date) -> date:
        """The day itself when it is a working one, else the nearest working day before it."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        if end <= start:
            return 0
        return self._whole_years(start.year, end.year) + self._worked_until(end) - self._worked_until(start)

    def days_late(self, due_on: date, on: date) -> int:
        """Working days past the deadline, which first moves to a working day; 0 when not late.

        Lateness begins with the first working day after the deadline: what was due on Friday is not late on Sunday.
        """
        return self.workdays_between(self.next_workday(due_on), on)

    def _worked_until(self, day: date) -> int:
        """Working days of the day's own year up to and including it."""
        return bisect_right(self._workdays_of(day.year), day.toordinal())

    def _whole_years(self, first: int, last: int) -> int:
        """Working days of the years from `first` up to the beginning of `last`."""
        return sum(len(self._workdays_of(year)) for year in range(first, last))

    def _workdays_of(self, year: int) -> tuple[int, ...]:
        """Ordinals of the year's working days, ascending."""
        if year not in self._by_year:
            self._by_year[year] = self._lay_out(year)
        return self._by_year[year]

    def _lay_out(self, year: int) -> tuple[int, ...]:
        days = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
        return tuple(day for day in days if self.is_workday(date.fromordinal(day)))


def _read_mark(day: str, mark: str) -> tuple[date, bool]:
    if mark not in (OFF, WORK):
        raise OverrideError(f"{day}: {mark!r} is neither «off» nor «work»")
    try:
        return date.fromisoformat(day), mark == WORK
    except (TypeError, ValueError) as unreadable:
        raise OverrideError(f"{day!r} is not an ISO day") from unreadable


def _is_ordinary_workday(day: date) -> bool:
    days_off, working_weekends = _year(day.year)
    if day.weekday() >= _SATURDAY:
        return day in working_weekends
    return day not in days_off


@lru_cache(maxsize=128)
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Holidays with transferred days off, and weekend days that are worked, of one calendar year."""
    known = country_holidays("RU", years=year)
    days_off = frozenset(known)
    if len(days_off) == _HOLIDAYS_OF_A_YEAR:
        days_off |= _moved_by_law(days_off)
    return days_off, frozenset(known.weekend_workdays)


def _moved_by_law(holidays_of_year: frozenset[date]) -> frozenset[date]:
    """Days off that replace holidays on a weekend: the next working day after the holiday (ТК РФ, ст. 112 ч. 2).

    The January ones are left out: the government alone says where they go. It moves some of them every year (eight
    days in a row hold a weekend), which is how a year not yet known is told from a known one.
    """
    moved: set[date] = set()
    for holiday in sorted(holidays_of_year):
        if holiday.month == _JANUARY or holiday.weekday() < _SATURDAY:
            continue
        day = holiday + _DAY
        while day.weekday() >= _SATURDAY or day in holidays_of_year or day in moved:
            day += _DAY
        moved.add(day)
    return frozenset(moved)
