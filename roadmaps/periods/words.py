"""Words of periods: their kinds, rhythms and days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shnor_portal.common.years import academic_year_of


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Days from `starts_on` to `ends_on`, both included."""

    starts_on: date
    ends_on: date


class PeriodKind(StrEnum):
    """What a wording turned out to be."""

    DEADLINE = "deadline"
    INTERVALS = "intervals"
    RECURRING = "recurring"
    WHOLE_YEAR = "whole_year"
    SCHEDULE = "schedule"
    EMPTY = "empty"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


class Recurrence(StrEnum):
    """How often a thing is done again."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    TWICE_A_MONTH = "twice_a_month"
    QUARTERLY = "quarterly"
    TERM = "term"
    HALF_YEAR = "half_year"
    YEARLY = "yearly"

    @property
    def label(self) -> str:
        return _RECURRENCE_LABELS[self]


_KIND_LABELS = {
    PeriodKind.DEADLINE: "крайний срок",
    PeriodKind.INTERVALS: "даты и промежутки",
    PeriodKind.RECURRING: "повторяется",
    PeriodKind.WHOLE_YEAR: "весь учебный год",
    PeriodKind.SCHEDULE: "по графику или плану",
    PeriodKind.EMPTY: "не указан",
    PeriodKind.UNKNOWN: "не разобран",
}
_RECURRENCE_LABELS = {
    Recurrence.WEEKLY: "еженедельно",
    Recurrence.MONTHLY: "ежемесячно",
    Recurrence.TWICE_A_MONTH: "два раза в месяц",
    Recurrence.QUARTERLY: "раз в квартал",
    Recurrence.TERM: "по итогам четверти или триместра",
    Recurrence.HALF_YEAR: "раз в полугодие",
    Recurrence.YEARLY: "раз в год",
}


def school_year(start: int) -> Interval:
    """1 September to 31 August, as the portal counts school years."""
    return Interval(date(start, 9, 1), date(start + 1, 8, 31))


def school_year_day(start: int, month: int, day: int) -> date:
    """A day of the school year by its month and number. Raises ValueError when there is no such day."""
    return date(start if month >= 9 else start + 1, month, day)


def school_years_of(span: Interval) -> range:
    """Starting years of the school years that a span of days touches."""
    return range(academic_year_of(span.starts_on), academic_year_of(span.ends_on) + 1)
