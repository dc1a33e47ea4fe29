"""Terms of the programme in one municipality: what it set, and the defaults for what it did not."""

from dataclasses import dataclass
from datetime import date

from roadmaps.models import ProgrammeSettings
from roadmaps.periods.terms import DEFAULT_TERMS, Terms
from shnor_portal.accounts.models import Municipality
from shnor_portal.common.workdays import WorkCalendar

ROADMAP_DUE = (11, 30)
"""Schools hand their roadmaps in and publish them in November (seed programme §6.4)."""

REMINDER_DAYS = (14, 7, 1)
ESCALATION_DAYS = 5


@dataclass(frozen=True, slots=True)
class Programme:
    """Terms in force. `reminder_days` are days before a term, `escalation_days` working days after it."""

    terms: Terms
    workdays: WorkCalendar
    roadmap_due: tuple[int, int]
    reminder_days: tuple[int, ...]
    escalation_days: int
    has_deputies: bool

    def roadmap_due_on(self, academic_year: int) -> date:
        """The day by which a school's roadmap of the school year is handed in."""
        month, day = self.roadmap_due
        return date(academic_year if month >= 9 else academic_year + 1, month, day)

    def days_late(self, due_on: date, on: date) -> int:
        """Working days from the term, moved off days off (ГК РФ, ст. 193), to the day asked of; 0 when in time."""
        return self.workdays.days_late(due_on, on)


DEFAULT_PROGRAMME = Programme(DEFAULT_TERMS, WorkCalendar(), ROADMAP_DUE, REMINDER_DAYS, ESCALATION_DAYS, True)


def programme_of(municipality: Municipality) -> Programme:
    """The municipality's programme, in one query."""
    return programmes_of([municipality.pk]).get(municipality.pk, DEFAULT_PROGRAMME)


def programmes_of(municipality_ids: list[int]) -> dict[int, Programme]:
    """The same for several, in one query; a municipality that set nothing is absent."""
    rows = ProgrammeSettings.objects.filter(municipality_id__in=municipality_ids)
    return {row.municipality_id: programme_from(row) for row in rows}


def programme_from(row: ProgrammeSettings) -> Programme:
    """Settings as the rules use them."""
    return Programme(
        terms=terms_from(row.term_ends),
        workdays=WorkCalendar(row.day_overrides),
        roadmap_due=_month_day(row.roadmap_due) if row.roadmap_due else ROADMAP_DUE,
        reminder_days=tuple(row.reminder_days) or REMINDER_DAYS,
        escalation_days=row.escalation_days,
        has_deputies=row.has_deputies,
    )


def terms_from(ends: list[list[int]]) -> Terms:
    """Terms with the quarter ends a municipality wrote down as pairs of month and day; without them the defaults."""
    if not ends:
        return DEFAULT_TERMS
    first, second, third, fourth = (_month_day(pair) for pair in ends)
    return Terms(quarter_ends=(first, second, third, fourth))


def today_in(municipality: Municipality) -> date:
    """The calendar day in the municipality's own zone."""
    return municipality.today


def _month_day(pair: list[int]) -> tuple[int, int]:
    month, day = pair
    return month, day
