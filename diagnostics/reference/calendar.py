"""Which procedures were held in which school year.

A result belongs to the school year whose programme was tested, and to the grade of that programme: the
ВПР put off from spring to autumn of 2020 and of 2022 were written by the next grade but belong to
2019/2020 and 2021/2022. Otherwise the autumn of 2020 and the spring of 2021 would both be «2020/2021».
"""

from collections.abc import Mapping
from dataclasses import dataclass

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.provenance import Availability, Provenance, Trust
from diagnostics.reference.vpr_campaigns import VPR_CAMPAIGNS

Overrides = Mapping[tuple[str, int], Availability | str]

FIRST_EXAM_YEAR = 2017
LAST_EXAM_YEAR = 2025
_OGE_NONE = frozenset({2019})
_OGE_COMPULSORY_ONLY = frozenset({2020})
_EGE_BASE_NONE = frozenset({2019, 2020})
_CHINESE_SINCE = 2018

_EXAM_SUBJECTS = frozenset(Subject) - {Subject.CHINESE, Subject.WORLD, Subject.READING}
_COMPULSORY = frozenset({Subject.RU, Subject.MA})
_EXAMS = Provenance("Расписания ГИА 2018–2026 годов", Trust.COMMON)
_EXAMS_2020 = Provenance("Особенности ГИА 2020 года: ОГЭ отменён, ЕГЭ только для поступающих в вузы", Trust.COMMON)
_EXAMS_2021 = Provenance("Особенности ГИА 2021 года: ОГЭ по двум предметам, базовой математики нет", Trust.COMMON)
_NOTHING = Provenance("В календаре портала этого года нет", Trust.UNSURE)
_MUNICIPALITY = Provenance("Календарь муниципалитета", Trust.CONFIRMED)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Whether a procedure was held, with the dates of the campaign in words and the source."""

    availability: Availability
    provenance: Provenance
    dates: str = ""


def calendar_entry(procedure: ProcedureKey, academic_year: int, overrides: Overrides | None = None) -> CalendarEntry:
    """What is known of one procedure in one school year. `overrides` by (code, year) win over the calendar."""
    own = (overrides or {}).get((procedure.code, academic_year))
    if own is not None:
        return CalendarEntry(Availability(own), _MUNICIPALITY)
    if procedure.kind == AssessmentKind.VPR:
        return _vpr(procedure, academic_year)
    if not FIRST_EXAM_YEAR <= academic_year <= LAST_EXAM_YEAR:
        return CalendarEntry(Availability.UNKNOWN, _NOTHING)
    is_held = (
        _oge_held(procedure, academic_year)
        if procedure.kind == AssessmentKind.OGE
        else _ege_held(procedure, academic_year)
    )
    source = {2019: _EXAMS_2020, 2020: _EXAMS_2021}.get(academic_year, _EXAMS)
    return CalendarEntry(Availability.HELD if is_held else Availability.NOT_HELD, source)


def availability(procedure: ProcedureKey, academic_year: int, overrides: Overrides | None = None) -> Availability:
    """Held, held in part, not held, or unknown."""
    return calendar_entry(procedure, academic_year, overrides).availability


def _vpr(procedure: ProcedureKey, academic_year: int) -> CalendarEntry:
    campaign = VPR_CAMPAIGNS.get(academic_year)
    if campaign is None:
        return CalendarEntry(Availability.UNKNOWN, _NOTHING)
    return CalendarEntry(campaign.availability(procedure), campaign.provenance, campaign.dates)


def _oge_held(procedure: ProcedureKey, academic_year: int) -> bool:
    if procedure.grade != 9 or procedure.level or academic_year in _OGE_NONE:
        return False
    return procedure.subject in (_COMPULSORY if academic_year in _OGE_COMPULSORY_ONLY else _EXAM_SUBJECTS)


def _ege_held(procedure: ProcedureKey, academic_year: int) -> bool:
    if procedure.grade != 11:
        return False
    if procedure.subject == Subject.MA:
        base_held = academic_year not in _EGE_BASE_NONE
        return procedure.level == Level.PROFILE or (procedure.level == Level.BASE and base_held)
    if procedure.subject == Subject.CHINESE:
        return not procedure.level and academic_year >= _CHINESE_SINCE
    return not procedure.level and procedure.subject in _EXAM_SUBJECTS
