"""Days told to a person."""

from collections.abc import Sequence
from datetime import date

from roadmaps.periods.words import Interval, PeriodKind
from shnor_portal.common.dates import date_in_digits
from shnor_portal.common.numbers import plural

DAYLESS = {
    PeriodKind.EMPTY: "срок не указан",
    PeriodKind.SCHEDULE: "по отдельному графику или плану, дней портал не знает",
}
_TOLD = 6
"""More turns than this are told by the first ones and the last."""


def spans(intervals: Sequence[Interval]) -> str:
    """«с 02.11.2020 по 03.11.2020, 15.03.2021»: reading it gives the same intervals."""
    return ", ".join(map(_span, intervals))


def deadlines(days: Sequence[date]) -> str:
    """«до 30.10.2020, до 15.05.2021»."""
    return ", ".join(f"до {date_in_digits(day)}" for day in days)


def turns(days: Sequence[date]) -> str:
    """«4 раза: до 31.10.2020, до 30.12.2020, …»."""
    if not days:
        return "повторяется, но ни один срок не попадает в учебный год"
    count = f"{len(days)} {plural(len(days), 'раз', 'раза', 'раз')}"
    if len(days) <= _TOLD:
        return f"{count}: {deadlines(days)}"
    return f"{count}: {deadlines(days[: _TOLD // 2])} … {deadlines(days[-1:])}"


def _span(interval: Interval) -> str:
    if interval.starts_on == interval.ends_on:
        return date_in_digits(interval.starts_on)
    return f"с {date_in_digits(interval.starts_on)} по {date_in_digits(interval.ends_on)}"
