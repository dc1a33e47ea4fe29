"""The invented city: its names, its years and its own calendar of procedures.

The calendar belongs to this city alone: here every procedure was held every spring, so that three
full years can be compared. In reality ОГЭ was not held in 2020, base mathematics at ЕГЭ was not held
in 2020 and the ВПР of spring 2020 moved to autumn. An installation therefore needs `calendar_overrides()` for
this municipality, or the rule would answer «процедура не проводилась».
"""

from datetime import date, timedelta

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.provenance import Availability

MUNICIPALITY_CODE = "901"  # код МСУ, the first three digits of every code in РИС ГИА
MUNICIPALITY = "город Лазурноморск"
REGION_NAME = "Взморский край"
FOUNDER = "управление образования администрации города Лазурноморска"

RESULT_YEARS = (2017, 2018, 2019)  # starting years: 2017/2018, 2018/2019, 2019/2020
LIST_YEAR = 2020  # its list is computed from the results of 2019/2020

_VPR_SUBJECTS = (Subject.RU, Subject.MA)
_VPR_ALWAYS = (4, 5, 6)
_SATURDAY = 5
_VPR_LAST_YEAR = (4, 5, 6, 7, 8)

OGE_RU = ProcedureKey(AssessmentKind.OGE, 9, Subject.RU)
OGE_MA = ProcedureKey(AssessmentKind.OGE, 9, Subject.MA)
EGE_RU = ProcedureKey(AssessmentKind.EGE, 11, Subject.RU)
EGE_PROFILE = ProcedureKey(AssessmentKind.EGE, 11, Subject.MA, Level.PROFILE)
EGE_BASE = ProcedureKey(AssessmentKind.EGE, 11, Subject.MA, Level.BASE)
EXAMS = (OGE_RU, OGE_MA, EGE_RU, EGE_PROFILE, EGE_BASE)

_DAYS = {
    OGE_RU: (6, 5),
    OGE_MA: (6, 9),
    EGE_RU: (6, 3),
    EGE_PROFILE: (6, 10),
    EGE_BASE: (6, 11),
}
_VPR_DAYS = {
    Subject.RU: (4, 14),
    Subject.MA: (4, 21),
}


def vpr(grade: int, subject: Subject) -> ProcedureKey:
    return ProcedureKey(AssessmentKind.VPR, grade, subject)


def vpr_held_in(year: int) -> list[ProcedureKey]:
    """ВПР of an academic year: programmes of 4–6 always, of 7–8 in the last year only."""
    grades = _VPR_LAST_YEAR if year == RESULT_YEARS[-1] else _VPR_ALWAYS
    return [vpr(grade, subject) for grade in grades for subject in _VPR_SUBJECTS]


def held_in(year: int) -> list[ProcedureKey]:
    """Every procedure this city held in an academic year."""
    return [*vpr_held_in(year), *EXAMS]


def calendar_overrides() -> dict[tuple[str, int], Availability]:
    """What this city's calendar says against the country's, by procedure code and year.

    ВПР of grades that a year's campaign left out are said not to have been held, so that no one waits for them.
    """
    known = {key.code for year in RESULT_YEARS for key in held_in(year)}
    held = {(key.code, year) for year in RESULT_YEARS for key in held_in(year)}
    return {
        (code, year): Availability.HELD if (code, year) in held else Availability.NOT_HELD
        for year in RESULT_YEARS
        for code in sorted(known)
    }


def held_on(year: int, key: ProcedureKey) -> date:
    """The day of a procedure, ВПР a day later for each programme grade above the fourth; a weekend moves to Monday."""
    month, day = _VPR_DAYS[key.subject] if key.kind == AssessmentKind.VPR else _DAYS[key]
    planned = date(year + 1, month, day)
    if key.kind == AssessmentKind.VPR:
        planned += timedelta(days=key.grade - _VPR_ALWAYS[0])
    return planned + timedelta(days=7 - planned.weekday()) if planned.weekday() >= _SATURDAY else planned
