"""The library as a whole, and the two ways into it: by risk factor and by low procedure."""

from itertools import chain

from diagnostics.procedures import ProcedureKey
from roadmaps.reference.typical_measures.city_quality import CITY_QUALITY
from roadmaps.reference.typical_measures.city_start import CITY_START
from roadmaps.reference.typical_measures.climate import CLIMATE
from roadmaps.reference.typical_measures.conditions import CONDITIONS
from roadmaps.reference.typical_measures.exams import EXAMS
from roadmaps.reference.typical_measures.item import MeasureAudience, TypicalMeasureItem
from roadmaps.reference.typical_measures.mathematics import MATHEMATICS
from roadmaps.reference.typical_measures.needs import NEEDS
from roadmaps.reference.typical_measures.russian import RUSSIAN
from roadmaps.reference.typical_measures.staff import STAFF
from roadmaps.reference.typical_measures.success import SUCCESS

PARTS = (CONDITIONS, STAFF, NEEDS, SUCCESS, CLIMATE, RUSSIAN, MATHEMATICS, EXAMS, CITY_START, CITY_QUALITY)

TYPICAL_MEASURES: dict[str, TypicalMeasureItem] = {item.code: item for item in chain.from_iterable(PARTS)}


def measures_for_audience(audience: MeasureAudience) -> tuple[TypicalMeasureItem, ...]:
    """All measures of one kind of roadmap, in the order of the library."""
    return tuple(item for item in TYPICAL_MEASURES.values() if item.audience is audience)


def measures_for_factor(
    code: str, audience: MeasureAudience = MeasureAudience.SCHOOL
) -> tuple[TypicalMeasureItem, ...]:
    """Measures against a risk factor; those written for it alone come first."""
    found = [item for item in measures_for_audience(audience) if code in item.risk_factors]
    return tuple(sorted(found, key=lambda item: len(item.risk_factors)))


def measures_for_procedure(
    procedure: ProcedureKey, audience: MeasureAudience = MeasureAudience.SCHOOL
) -> tuple[TypicalMeasureItem, ...]:
    """Measures against a low procedure: first those that name both its subject and its kind, last those for any."""
    found = [item for item in measures_for_audience(audience) if item.treats(procedure)]
    return tuple(sorted(found, key=lambda item: -_closeness(item, procedure)))


def _closeness(item: TypicalMeasureItem, procedure: ProcedureKey) -> int:
    return (procedure.subject in item.deficits) + (procedure.kind in item.deficits)
