"""Values of one indicator as a table, schools by procedures; a missing cell says why."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from django.db.models import QuerySet

from diagnostics.enums import NoDataReason, Subject
from diagnostics.indicators.catalogue import Aggregate, IndicatorPassport, Scope, Unit
from diagnostics.models import IndicatorValue
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.calendar import availability
from diagnostics.reference.provenance import Availability
from diagnostics.selectors.schools import considered_schools, natural_key
from diagnostics.selectors.selection import calendar_overrides
from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.numbers import format_decimal, format_fraction, format_percent

LAST_BASIC_GRADE = 9
OF_SENIOR_GRADES = frozenset({"R07", "R08", "R09"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as printed with its counts, or the reason why there is none."""

    procedure: str
    text: str
    numerator: int | None = None
    denominator: int | None = None
    reason: str = ""
    is_stored: bool = False

    @property
    def value(self) -> Fraction | None:
        """The exact figure to sort by."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Row:
    school: School
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Columns are (procedure code, head); summaries hold a text per column."""

    passport: IndicatorPassport
    academic_year: int
    columns: list[tuple[str, str]]
    rows: list[Row]
    summaries: list[tuple[str, list[str]]]


def indicator_table(
    user: User, municipality: Municipality, passport: IndicatorPassport, academic_year: int
) -> IndicatorTable:
    """Every school in the person's sight that worked in the year. Three queries and what visibility costs."""
    values = IndicatorValue.objects.visible_to(user).of(municipality).filter(indicator=passport.code)
    codes = sorted(set(values.order_by().values_list("procedure", flat=True).distinct()), key=_column_key)
    stored = {
        (value.school_id, value.procedure): value
        for value in values.filter(academic_year=academic_year).defer("batches")
    }
    schools = _schools(user, municipality, academic_year)
    reasons = _Reasons(municipality, academic_year)
    rows = [
        Row(school, [_cell(passport, stored.get((school.pk, code)), school, code, reasons) for code in codes])
        for school in schools
    ]
    columns = [(code, ProcedureKey.parse(code).short_title if code else "по школе") for code in codes]
    return IndicatorTable(passport, academic_year, columns, rows, summaries_of(passport, rows, len(codes)))


def years_with_values(user: User, municipality: Municipality) -> list[int]:
    """School years that have computed values, newest first."""
    rows: QuerySet[IndicatorValue] = IndicatorValue.objects.visible_to(user).of(municipality)
    return sorted(set(rows.order_by().values_list("academic_year", flat=True).distinct()), reverse=True)


def rows_in_order(rows: Iterable[Row], ordering: str) -> list[Row]:
    """By school as people count, or by a column; schools without a figure come last either way."""
    listed = sorted(rows, key=lambda row: (natural_key(row.school.name), row.school.pk))
    code, is_descending = ordering.removeprefix("-"), ordering.startswith("-")
    place = next((at for at, cell in enumerate(listed[0].cells) if column_name(cell.procedure) == code), None) if (
        listed
    ) else None  # fmt: skip
    if place is None:
        return listed[::-1] if ordering == "-name" else listed
    known = [(value, row) for row in listed if (value := row.cells[place].value) is not None]
    ranked = sorted(known, key=lambda pair: pair[0], reverse=is_descending)
    return [*(row for _, row in ranked), *(row for row in listed if row.cells[place].value is None)]


def column_name(procedure: str) -> str:
    """What a column is called in the address."""
    return procedure or "SCHOOL"


def shown(passport: IndicatorPassport, numerator: int, denominator: int) -> str:
    """A figure as the passport wants it printed."""
    if passport.unit is Unit.COUNT:
        return f"{numerator} из {denominator}"
    if passport.unit is Unit.FRACTION:
        return format_fraction(numerator, denominator, passport.display.places)
    return format_percent(numerator, denominator, passport.display.places)


def summaries_of(passport: IndicatorPassport, rows: list[Row], columns: int) -> list[tuple[str, list[str]]]:
    """Summaries of the passport, a text per column; a mean is of schools, not weighted by pupils."""
    by_column = [[row.cells[place] for row in rows] for place in range(columns)]
    return [
        (aggregate.label, [_summary(passport, aggregate, cells) for cells in by_column])
        for aggregate in passport.display.aggregates
    ]


def _summary(passport: IndicatorPassport, aggregate: Aggregate, cells: list[Cell]) -> str:
    if passport.unit is Unit.COUNT:
        figures = [Fraction(cell.numerator) for cell in cells if cell.numerator is not None]
    else:
        figures = [value for cell in cells if (value := cell.value) is not None]
    if not figures:
        return "нет данных"
    match aggregate:
        case Aggregate.COUNT_NONZERO:
            return str(sum(figure != 0 for figure in figures))
        case Aggregate.COUNT_AT_MIN:
            return str(figures.count(min(figures)))
        case Aggregate.MAX:
            return _figure(passport, max(figures))
        case Aggregate.MIN:
            return _figure(passport, min(figures))
        case Aggregate.MEAN:
            return _figure(passport, sum(figures, Fraction(0)) / len(figures), is_mean=True)


def _figure(passport: IndicatorPassport, figure: Fraction, *, is_mean: bool = False) -> str:
    if passport.unit is Unit.COUNT:
        return format_decimal(figure, 1 if is_mean else 0)
    return shown(passport, figure.numerator, figure.denominator)


def _schools(user: User, municipality: Municipality, academic_year: int) -> list[School]:
    """Schools at work in the year, as far as the person sees them."""
    visible = set(School.objects.visible_to(user).of(municipality).values_list("pk", flat=True))
    return [school for school in considered_schools(municipality.pk, academic_year) if school.pk in visible]


def _cell(
    passport: IndicatorPassport, value: IndicatorValue | None, school: School, code: str, reasons: "_Reasons"
) -> Cell:
    if value is None:
        return Cell(code, "", reason=reasons.absent(passport, school, code).label)
    if value.numerator is None or not value.denominator:
        reason = NoDataReason(value.no_data_reason or NoDataReason.NOT_IMPORTED)
        return Cell(code, "", reason=reason.label, is_stored=True)
    text = shown(passport, value.numerator, value.denominator)
    return Cell(code, text, value.numerator, value.denominator, is_stored=True)


class _Reasons:
    """Why a value does not exist at all: the calendar is asked once per procedure."""

    def __init__(self, municipality: Municipality, academic_year: int) -> None:
        self.year = academic_year
        self.calendar = partial(availability, overrides=calendar_overrides(municipality))
        self.known: dict[str, Availability] = {}

    def absent(self, passport: IndicatorPassport, school: School, code: str) -> NoDataReason:
        if passport.code in OF_SENIOR_GRADES and not school.has_senior_grades:
            return NoDataReason.NO_PARTICIPANTS
        if not code or passport.scope is Scope.SCHOOL:
            return NoDataReason.NOT_IMPORTED
        key = ProcedureKey.parse(code)
        if code not in self.known:
            self.known[code] = self.calendar(key, self.year)
        if self.known[code] is Availability.NOT_HELD:
            return NoDataReason.NOT_HELD
        if key.grade > LAST_BASIC_GRADE and not school.has_senior_grades:
            return NoDataReason.NO_PARTICIPANTS
        return NoDataReason.NOT_IMPORTED


def _column_key(code: str) -> tuple[bool, str, int, int, str]:
    """ВПР by grade first, then exams; the school as a whole last."""
    if not code:
        return (True, "", 0, 0, "")
    key = ProcedureKey.parse(code)
    order = {"VPR": "1", "OGE": "2", "EGE": "3"}[key.kind.value]
    return (False, order, key.grade, list(Subject).index(key.subject), key.level.value)
