"""Scales from primary points to marks: for checks of plausibility and for the officer's eye only.

The mark in a file is never recomputed from points: forms and maxima change, the region sets the scale of
ОГЭ (the yearly letter of Rosobrnadzor only recommends one), and since 2021 a pupil with enough points in
mathematics fails without two points in geometry.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from diagnostics.enums import AssessmentKind, Subject
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.calendar import Overrides, availability
from diagnostics.reference.provenance import Availability, Provenance, Trust


@dataclass(frozen=True, slots=True)
class MarkScale:
    """Highest primary points of marks 2, 3 and 4; the maximum where known; conditions that points alone don't show."""

    upper_bounds: tuple[int, int, int]
    provenance: Provenance
    maximum: int | None = None
    conditions: tuple[str, ...] = ()

    def mark_by_points(self, points: int) -> int:
        """The mark by points alone, 2 to 5, the conditions set aside. Raises ValueError outside the scale."""
        if points < 0 or (self.maximum is not None and points > self.maximum):
            raise ValueError(points)
        return 2 + sum(points > bound for bound in self.upper_bounds)


@dataclass(frozen=True, slots=True)
class ScaleEntry:
    """A scale, or why there is none: the procedure was not held, or the scale is not known."""

    availability: Availability
    scale: MarkScale | None


ScaleOverrides = Mapping[tuple[str, int], MarkScale]

_VPR_2021 = Provenance("Региональный комплект шкал к формам ВПР 2020/2021 учебного года", Trust.UNSURE)
_VPR_FORMS_YEAR = 2020
_VPR: Mapping[Subject, Mapping[int, tuple[int, int, int]]] = {
    Subject.MA: {4: (5, 9, 14), 5: (6, 10, 14), 6: (5, 9, 13), 7: (6, 11, 15), 8: (7, 14, 20)},
    Subject.RU: {4: (13, 23, 32), 5: (17, 28, 38), 6: (24, 34, 44), 7: (21, 31, 41), 8: (25, 31, 44)},
    Subject.WORLD: {4: (7, 17, 26)},
    Subject.HISTORY: {5: (3, 7, 11), 6: (5, 10, 15), 7: (6, 12, 18), 8: (6, 11, 17)},
    Subject.BIOLOGY: {5: (11, 17, 23), 6: (11, 17, 23), 7: (9, 16, 22), 8: (12, 20, 28)},
    Subject.GEOGRAPHY: {6: (9, 21, 30), 7: (10, 25, 32), 8: (12, 26, 34)},
    Subject.SOCIAL: {6: (8, 14, 19), 7: (9, 15, 20), 8: (10, 16, 21)},
    Subject.PHYSICS: {7: (4, 7, 10), 8: (4, 7, 10)},
    Subject.CHEMISTRY: {8: (9, 18, 27)},
}

_GEOMETRY = ("для «3» и выше — не менее 2 баллов за задания по геометрии (15–19, 23–25)",)
_OGE_RU_2018 = MarkScale(
    (14, 24, 33),
    Provenance("Рекомендации Рособрнадзора по шкале ОГЭ по русскому языку, 2018–2019 годы", Trust.CONFIRMED),
    39,
    ("для «4» — не менее 4 баллов за грамотность", "для «5» — не менее 6 баллов за грамотность"),
)
_OGE_MA_2018 = MarkScale(
    (7, 14, 21),
    Provenance("Минимум 8 баллов — рекомендации Рособрнадзора 2019 года, прочие границы не сверялись", Trust.UNSURE),
    32,
)
_OGE_RU_2021 = MarkScale(
    (14, 22, 28),
    Provenance("Рекомендации Рособрнадзора по шкале ОГЭ по русскому языку, 2023 год", Trust.CONFIRMED),
    33,
    ("для «4» — не менее 4 баллов по критериям ГК1–ГК4", "для «5» — не менее 6 баллов по критериям ГК1–ГК4"),
)
_OGE_MA_2021 = MarkScale(
    (7, 14, 21),
    Provenance("Рекомендации Рособрнадзора по шкале ОГЭ по математике, 2023 и 2024 годы", Trust.CONFIRMED),
    31,
    _GEOMETRY,
)
_OGE_RU_2025 = MarkScale(
    (14, 25, 32),
    Provenance("Письмо Рособрнадзора от 25.02.2026 № 02-20; для 2025 года границы не сверялись", Trust.UNSURE),
    37,
    ("для «4» — не менее 6 баллов за грамотность", "для «5» — не менее 9 баллов за грамотность"),
)
_OGE_MA_2025 = MarkScale(
    (7, 14, 21), Provenance("Письмо Рособрнадзора от 25.02.2026 № 02-20", Trust.CONFIRMED), 31, _GEOMETRY
)
_OGE: Mapping[tuple[Subject, int], MarkScale] = {
    **{(Subject.RU, year): _OGE_RU_2018 for year in (2017, 2018)},
    **{(Subject.MA, year): _OGE_MA_2018 for year in (2017, 2018)},
    **{(Subject.RU, year): _OGE_RU_2021 for year in (2020, 2021, 2022, 2023)},
    **{(Subject.MA, year): _OGE_MA_2021 for year in (2020, 2021, 2022, 2023)},
    **{(Subject.RU, year): _OGE_RU_2025 for year in (2024, 2025)},
    **{(Subject.MA, year): _OGE_MA_2025 for year in (2024, 2025)},
}


def mark_scale(
    procedure: ProcedureKey,
    academic_year: int,
    overrides: ScaleOverrides | None = None,
    calendar: Overrides | None = None,
) -> ScaleEntry:
    """The scale of a ВПР or ОГЭ in a school year; overrides of the region or the officer win."""
    held = availability(procedure, academic_year, calendar)
    own = (overrides or {}).get((procedure.code, academic_year))
    if own is not None:
        return ScaleEntry(held, own)
    if held is Availability.NOT_HELD:
        return ScaleEntry(held, None)
    scale = _vpr(procedure, academic_year) if procedure.kind == AssessmentKind.VPR else _oge(procedure, academic_year)
    return ScaleEntry(held if scale else Availability.UNKNOWN, scale)


def _vpr(procedure: ProcedureKey, academic_year: int) -> MarkScale | None:
    bounds = _VPR.get(procedure.subject, {}).get(procedure.grade)
    is_known = bounds is not None and academic_year == _VPR_FORMS_YEAR and not procedure.level
    return MarkScale(bounds, _VPR_2021) if bounds is not None and is_known else None


def _oge(procedure: ProcedureKey, academic_year: int) -> MarkScale | None:
    return _OGE.get((procedure.subject, academic_year)) if procedure.kind == AssessmentKind.OGE else None
