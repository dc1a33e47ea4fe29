"""The inner calendar of a school year: quarters, trimesters, half-years and holidays of pupils."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from roadmaps.periods.words import Interval, school_year, school_year_day

MonthDay = tuple[int, int]
_DAY = timedelta(days=1)
_COMMON_YEAR = 2000
"""A school year without 29 February, on which the ends of terms are tried."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Ends of quarters and trimesters as (month, day), and days of holidays after the first three quarters.

    The defaults are those of most Russian schools; a municipality sets its own. Raises ValueError when a day does not
    exist or the ends do not follow each other within a school year.
    """

    quarter_ends: tuple[MonthDay, MonthDay, MonthDay, MonthDay] = ((10, 31), (12, 30), (3, 25), (5, 31))
    trimester_ends: tuple[MonthDay, MonthDay, MonthDay] = ((11, 30), (2, 28), (5, 31))
    holiday_days: tuple[int, int, int] = (8, 10, 9)

    def __post_init__(self) -> None:
        for ends in (self.quarter_ends, self.trimester_ends):
            days = [school_year_day(_COMMON_YEAR, *end) for end in ends]
            if days != sorted(set(days)):
                raise ValueError(f"ends of terms do not follow each other: {ends}")
        quarters = self.quarters(_COMMON_YEAR)
        if any(days < 0 for days in self.holiday_days) or any(term.starts_on > term.ends_on for term in quarters):
            raise ValueError(f"holidays leave no room for lessons: {self.holiday_days}")

    def quarters(self, start: int) -> tuple[Interval, ...]:
        """Four quarters of the school year that begins in `start`."""
        ends = [school_year_day(start, *end) for end in self.quarter_ends]
        begins = [end + _DAY * (1 + rest) for end, rest in zip(ends, self.holiday_days, strict=False)]
        return tuple(map(Interval, [date(start, 9, 1), *begins], ends))

    def trimesters(self, start: int) -> tuple[Interval, ...]:
        """Three trimesters."""
        ends = [school_year_day(start, *end) for end in self.trimester_ends]
        return tuple(map(Interval, [date(start, 9, 1), *(end + _DAY for end in ends)], ends))

    def half_years(self, start: int) -> tuple[Interval, ...]:
        """Two half-years of lessons: to the end of the second quarter, and the rest."""
        first, second, third, fourth = self.quarters(start)
        return Interval(first.starts_on, second.ends_on), Interval(third.starts_on, fourth.ends_on)

    def lessons(self, start: int) -> Interval:
        """From 1 September to the end of the last quarter."""
        return Interval(date(start, 9, 1), self.quarters(start)[-1].ends_on)

    def holidays(self, start: int) -> tuple[Interval, ...]:
        """Autumn, winter, spring and summer holidays of pupils."""
        quarters = self.quarters(start)
        between = [Interval(before.ends_on + _DAY, after.starts_on - _DAY) for before, after in pairwise(quarters)]
        return *between, Interval(quarters[-1].ends_on + _DAY, school_year(start).ends_on)


DEFAULT_TERMS = Terms()
