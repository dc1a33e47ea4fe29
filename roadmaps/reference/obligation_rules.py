"""A recurring obligation and when it is due: days said without a year, turned into dates for any school year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roadmaps.enums import Audience
from roadmaps.reference.sources import Source
from shnor_portal.common.dates import MONTHS_GENITIVE

MonthDay = tuple[int, int]
SCHOOL_YEAR_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)


class RuleKind(StrEnum):
    """How an obligation repeats."""

    WINDOW = "window"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    MONTHS = "months"

    @property
    def label(self) -> str:
        return {
            "window": "один раз в год",
            "monthly": "каждый месяц",
            "quarterly": "каждую четверть или квартал",
            "months": "в названные месяцы",
        }[self.value]


@dataclass(frozen=True, slots=True)
class DueSpan:
    """One time of an obligation: work may start on the first day and must be done by the last."""

    starts_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class ObligationRule:
    """Spans of (month, day) pairs inside one school year, and how many days ahead to remind.

    A day past the end of its month means the month's last day, so that (2, 31) is right in every year. Raises
    ValueError when a span ends before it starts in the school year, or a month or day does not exist.
    """

    kind: RuleKind
    spans: tuple[tuple[MonthDay, MonthDay], ...]
    reminders: tuple[int, ...] = (7, 1)

    def __post_init__(self) -> None:
        for starts, ends in self.spans:
            if not all(1 <= month <= 12 and 1 <= day <= 31 for month, day in (starts, ends)):
                raise ValueError(f"no such day: {starts}, {ends}")
            if day_of(starts, 2001) > day_of(ends, 2001):
                raise ValueError(f"ends before it starts: {starts}, {ends}")

    def occurrences(self, academic_year: int) -> tuple[DueSpan, ...]:
        """All times of one school year, earliest first."""
        spans = (DueSpan(day_of(starts, academic_year), day_of(ends, academic_year)) for starts, ends in self.spans)
        return tuple(sorted(spans, key=lambda span: span.due_on))

    def describe(self) -> str:
        """«до 15 ноября», «каждый месяц, до 5 числа», «с 1 марта по 31 мая»: what a person reads in a list."""
        starts, ends = self.spans[0]
        if self.kind is RuleKind.MONTHLY:
            return "каждый месяц, до последнего дня" if ends[1] >= 28 else f"каждый месяц, до {ends[1]} числа"
        if self.kind is RuleKind.WINDOW:
            return f"с {_in_words(starts)} по {_in_words(ends)}"
        return "до " + ", до ".join(_in_words(last) for _, last in self.spans)


@dataclass(frozen=True, slots=True)
class ObligationItem:
    """One obligation of the year.

    `basis` says in words what makes it due; `stage` is the code of the stage of a support case it belongs to,
    empty when it concerns none. `is_optional` ones are offered, but not switched on with the template.
    """

    code: str
    title: str
    audience: tuple[Audience, ...]
    rule: ObligationRule
    basis: str
    source: Source
    stage: str = ""
    is_optional: bool = False

    @property
    def is_monthly(self) -> bool:
        return self.rule.kind is RuleKind.MONTHLY


def window(starts: MonthDay, ends: MonthDay, reminders: tuple[int, ...] = (14, 3)) -> ObligationRule:
    """Once a year, between two days of the school year, both inclusive."""
    return ObligationRule(RuleKind.WINDOW, ((starts, ends),), reminders)


def monthly(
    day: int = 31, months: tuple[int, ...] = SCHOOL_YEAR_MONTHS, reminders: tuple[int, ...] = (7, 2)
) -> ObligationRule:
    """Every month by the given day."""
    return ObligationRule(RuleKind.MONTHLY, tuple(((month, 1), (month, day)) for month in months), reminders)


def quarterly(spans: tuple[tuple[MonthDay, MonthDay], ...], reminders: tuple[int, ...] = (7, 1)) -> ObligationRule:
    """Once in each quarter, in the spans given: quarters of lessons and of the calendar end on different days."""
    return ObligationRule(RuleKind.QUARTERLY, spans, reminders)


def in_months(*months: int, reminders: tuple[int, ...] = (14, 3)) -> ObligationRule:
    """In each of the months, by its last day."""
    return ObligationRule(RuleKind.MONTHS, tuple(((month, 1), (month, 31)) for month in months), reminders)


def day_of(month_day: MonthDay, academic_year: int) -> date:
    """The day in a school year: September to December fall into its first calendar year, the rest into the second."""
    month, day = month_day
    year = academic_year if month >= 9 else academic_year + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def _in_words(month_day: MonthDay) -> str:
    month, day = month_day
    return f"{min(day, monthrange(2001, month)[1])} {MONTHS_GENITIVE[month - 1]}"
