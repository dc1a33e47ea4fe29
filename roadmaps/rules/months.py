"""Months of a school year in which a school was supported, and how regularly it was reviewed (P04)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roadmaps.rules.lateness import Pause

_DAY = timedelta(days=1)


def month_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    return month_of(month + 31 * _DAY)


def months_between(first: date, last: date) -> list[date]:
    """Months that the days from `first` to `last` touch."""
    months, month = [], month_of(first)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return months


def school_year_bounds(academic_year: int) -> tuple[date, date]:
    """1 September to 31 August, as school years are counted everywhere in the portal."""
    return date(academic_year, 9, 1), date(academic_year + 1, 8, 31)


@dataclass(frozen=True, slots=True)
class Supported:
    """Days of a case inside its school year. `until` is the day it was closed, None while it is open."""

    since: date
    until: date | None
    pauses: Sequence[Pause] = ()

    def months(self, academic_year: int, on: date) -> list[date]:
        """Months up to the day that were not paused from the first to the last of their days.

        A case entered after its school year was over is taken as open from the year's first day.
        """
        first, last = school_year_bounds(academic_year)
        begins = max(first, self.since) if self.since <= last else first
        ends = min(last, self.until if self.until and self.until >= begins else last, on)
        return [month for month in months_between(begins, ends) if not self._stood_still(month)]

    def _stood_still(self, month: date) -> bool:
        end = next_month(month)
        return any(pause.since <= month and (pause.until is None or pause.until >= end) for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Regularity:
    """P04: `reviewed` of `months`; `missing` are those that have ended without a signed review."""

    reviewed: int
    months: int
    missing: tuple[date, ...]


def regularity(months: Sequence[date], reviewed: Collection[date], on: date) -> Regularity:
    """A month that is not over yet counts only when its review is already signed."""
    counted = [month for month in months if month in reviewed or next_month(month) <= on]
    missing = tuple(month for month in counted if month not in reviewed)
    return Regularity(len(counted) - len(missing), len(counted), missing)
