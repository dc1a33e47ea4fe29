"""Sheets, lists and blocks of the calendar, made of its lines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from roadmaps.rules.month_grid import Month
from roadmaps.rules.occurrence import Occurrence, OccurrenceKind, Tally, late_first
from roadmaps.selectors.occurrences import occurrences
from roadmaps.selectors.programme import programme_of, today_in
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.ui import Tone
from shnor_portal.common.workdays import WorkCalendar
from shnor_portal.common.years import academic_year_of

LINES_IN_A_CELL = 4
SHORT_LIST = 8
TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the calendar the person asked to see; empty means everything."""

    kind: str = ""
    state: str = ""
    school_id: int | None = None

    def takes(self, row: Occurrence) -> bool:
        if self.kind and row.kind != self.kind:
            return False
        if self.school_id is not None and row.school_id != self.school_id:
            return False
        standing = {"": True, "late": row.is_late, "open": not row.is_done, "done": row.is_done}
        return standing[self.state]


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the shape and the words it has today. `others` are late terms of the same thing it stands for."""

    row: Occurrence
    tone: Tone
    words: str
    others: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the sheet. `more` lines did not fit."""

    day: date
    is_inside: bool
    is_today: bool
    is_off: bool
    lines: Sequence[Line]
    more: int


@dataclass(frozen=True, slots=True)
class DayLines:
    """A day of the list."""

    day: date
    is_today: bool
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class MyTerms:
    """What a person's first page says of her terms: late ones first, `more` are on the calendar's own page."""

    lines: Sequence[Line]
    late: int
    coming: int
    today: date

    @property
    def more(self) -> int:
        return self.late + self.coming - len(self.lines)


def line_of(row: Occurrence, today: date) -> Line:
    return Line(row, row.tone(today), row.words(today))


def sheet_of(month: Month, rows: Iterable[Occurrence], today: date, workdays: WorkCalendar) -> list[list[Cell]]:
    """The month as weeks of cells; measures of many schools on one day are told as one line."""
    by_day: dict[date, list[Occurrence]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    return [[_cell(day, month, together(by_day[day]), today, workdays) for day in week] for week in month.weeks]


def _cell(day: date, month: Month, rows: Sequence[Occurrence], today: date, workdays: WorkCalendar) -> Cell:
    shown = rows if len(rows) <= LINES_IN_A_CELL else rows[: LINES_IN_A_CELL - 1]
    lines = [line_of(row, today) for row in shown]
    is_inside = day.month == month.first.month
    return Cell(day, is_inside, day == today, not workdays.is_workday(day), lines, len(rows) - len(shown))


def together(rows: Sequence[Occurrence]) -> list[Occurrence]:
    """Lines of one day with measures of other people's schools put into one that counts."""
    others = [row for row in rows if row.kind == OccurrenceKind.MEASURE and not row.is_mine]
    if len(others) < LINES_IN_A_CELL:
        return list(rows)
    done = sum(row.is_done for row in others)
    one = replace(
        others[0],
        key=f"measures-{others[0].day.isoformat()}",
        title="Мероприятия школ",
        school="",
        school_id=None,
        page=None,
        is_done=done == len(others),
        days_late=max(row.days_late for row in others),
        tally=Tally(done, len(others)),
    )
    return [*(row for row in rows if row not in others), one]


def days_of(rows: Iterable[Occurrence], today: date) -> list[DayLines]:
    """The list, day by day."""
    by_day: dict[date, list[Line]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(line_of(row, today))
    return [DayLines(day, day == today, lines) for day, lines in sorted(by_day.items())]


def my_terms(user: User, municipality: Municipality, today: date | None = None) -> MyTerms:
    """What waits for the person until two weeks from now, and what of this school year is late."""
    today = today or today_in(municipality)
    first = date(academic_year_of(today), 9, 1)
    rows = occurrences(user, municipality, first, today + TWO_WEEKS, only_mine=True, today=today)
    pressing = [row for row in late_first(rows) if row.is_late or (not row.is_done and row.until >= today)]
    lines = folded(pressing, today)
    late = sum(line.row.is_late for line in lines)
    return MyTerms(lines[:SHORT_LIST], late, len(lines) - late, today)


def folded(rows: Iterable[Occurrence], today: date) -> list[Line]:
    """Late terms of one measure as one line, the oldest of them; everything else as it is."""
    lines: dict[str, Line] = {}
    for row in rows:
        is_one_of_many = row.is_late and row.page is not None and row.tick is None
        key = f"{row.kind}-{row.page}" if is_one_of_many else row.key
        known = lines.get(key)
        lines[key] = replace(known, others=known.others + 1) if known else line_of(row, today)
    return list(lines.values())


def workdays_of(municipality: Municipality) -> WorkCalendar:
    return programme_of(municipality).workdays
