"""Minima of ЕГЭ for the school certificate, the ones that selection uses. University minima are others."""

from collections.abc import Mapping
from dataclasses import dataclass

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.procedures import ProcedureKey
from diagnostics.reference.calendar import FIRST_EXAM_YEAR, LAST_EXAM_YEAR, Overrides, availability
from diagnostics.reference.provenance import Availability, Provenance, Trust

ThresholdOverrides = Mapping[tuple[str, int], int]

_MINIMUM_2026 = "Минимальные баллы ЕГЭ 2026 года по приказу Рособрнадзора"
_CONFIRMED = Provenance(_MINIMUM_2026, Trust.CONFIRMED)
_CARRIED = Provenance(f"{_MINIMUM_2026}; для 2018–2025 годов тот же минимум по общей практике", Trust.COMMON)
_MUNICIPALITY = Provenance("Порог указан муниципалитетом", Trust.CONFIRMED)
_NOWHERE = Provenance("Порог этого года в портале не задан", Trust.UNSURE)

_MINIMA: Mapping[tuple[Subject, Level], int] = {
    (Subject.RU, Level.NONE): 24,
    (Subject.MA, Level.PROFILE): 27,
    (Subject.PHYSICS, Level.NONE): 36,
    (Subject.CHEMISTRY, Level.NONE): 36,
    (Subject.BIOLOGY, Level.NONE): 36,
    (Subject.INFORMATICS, Level.NONE): 40,
    (Subject.HISTORY, Level.NONE): 32,
    (Subject.LITERATURE, Level.NONE): 32,
    (Subject.GEOGRAPHY, Level.NONE): 37,
    (Subject.SOCIAL, Level.NONE): 42,
    (Subject.ENGLISH, Level.NONE): 22,
    (Subject.GERMAN, Level.NONE): 22,
    (Subject.FRENCH, Level.NONE): 22,
    (Subject.SPANISH, Level.NONE): 22,
    (Subject.CHINESE, Level.NONE): 22,
}
BASE_MATHS_PASSING_MARK = 3
BASE_MATHS_PASSING_POINTS = 7
BASE_MATHS_MAXIMUM = 21


@dataclass(frozen=True, slots=True)
class ThresholdEntry:
    """The minimum of one exam in one year.

    `minimum` is the lowest passing test score; None where the exam is judged by mark (base mathematics,
    `by_mark`), was not held, or the minimum is not known: `availability` tells the last two apart.
    """

    availability: Availability
    minimum: int | None
    provenance: Provenance
    by_mark: bool = False


def ege_threshold(
    procedure: ProcedureKey,
    academic_year: int,
    overrides: ThresholdOverrides | None = None,
    calendar: Overrides | None = None,
) -> ThresholdEntry:
    """The certificate minimum of an ЕГЭ; both overrides are by (code, year). Raises ValueError for other kinds."""
    if procedure.kind != AssessmentKind.EGE:
        raise ValueError(procedure.code)
    own = (overrides or {}).get((procedure.code, academic_year))
    held = availability(procedure, academic_year, calendar)
    if own is not None:
        return ThresholdEntry(held, own, _MUNICIPALITY)
    if held is Availability.NOT_HELD:
        return ThresholdEntry(held, None, _NOWHERE)
    source = _CONFIRMED if academic_year == LAST_EXAM_YEAR else _CARRIED
    if procedure.subject == Subject.MA and procedure.level == Level.BASE:
        return ThresholdEntry(held, None, source, by_mark=True)
    minimum = _MINIMA.get((procedure.subject, procedure.level))
    if minimum is None or not FIRST_EXAM_YEAR <= academic_year <= LAST_EXAM_YEAR:
        return ThresholdEntry(Availability.UNKNOWN, None, _NOWHERE)
    return ThresholdEntry(held, minimum, source)
