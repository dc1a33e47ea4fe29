"""The library of typical measures, seen from one roadmap: what suits it, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from diagnostics.procedures import ProcedureKey
from roadmaps.models import CaseDeficit, CaseRisk, Measure, Roadmap, TypicalMeasure
from roadmaps.reference.typical_measures.item import suits
from roadmaps.selectors.orphans import Purpose, orphans_of


@dataclass(frozen=True, slots=True)
class Treated:
    """What of a case a typical measure was written for."""

    deficit_ids: list[int] = field(default_factory=list)
    risk_ids: list[int] = field(default_factory=list)

    def holds(self, purpose: Purpose) -> bool:
        return purpose.id in (self.deficit_ids if purpose.kind == "deficit" else self.risk_ids)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A measure of the library for one roadmap. `heals` are purposes it treats, those nobody treats yet first."""

    typical: TypicalMeasure
    heals: tuple[Purpose, ...]
    untreated: int
    is_taken: bool

    @property
    def reason(self) -> str:
        """«лечит: ОГЭ МА, 31 из 62»."""
        return "лечит: " + "; ".join(purpose.words for purpose in self.heals) if self.heals else ""


def offered_to(roadmap: Roadmap) -> "QuerySet[TypicalMeasure]":
    """Measures of the municipality's library for this kind of roadmap."""
    return TypicalMeasure.objects.active().filter(municipality_id=roadmap.municipality_id, for_city=roadmap.is_of_city)


def treated_by(typical: TypicalMeasure, roadmap: Roadmap) -> Treated:
    """As `Targets.of`, for one measure."""
    return Targets.of(roadmap).treated_by(typical)


@dataclass(frozen=True, slots=True)
class Targets:
    """Deficits and chosen risks of a case, as the library names them."""

    procedures: dict[int, ProcedureKey]
    factors: dict[int, str]

    @classmethod
    def of(cls, roadmap: Roadmap) -> "Targets":
        """In two queries; the city's roadmap has none."""
        case_id = roadmap.case_id or 0
        deficits = CaseDeficit.objects.filter(case_id=case_id).values_list("pk", "procedure")
        risks = CaseRisk.objects.filter(case_id=case_id, is_chosen=True).values_list("pk", "factor__code")
        return cls({key: ProcedureKey.parse(code) for key, code in deficits}, dict(risks))

    def treated_by(self, typical: TypicalMeasure) -> Treated:
        """A measure that names no subject and no kind was written for no deficit in particular."""
        deficits = [key for key, procedure in self.procedures.items() if suits(typical.deficits, procedure)]
        risks = [key for key, code in self.factors.items() if code in typical.risk_factors]
        return Treated(deficits if typical.deficits else [], risks)


def suggestions_for(roadmap: Roadmap, typicals: Iterable[TypicalMeasure]) -> list[Suggestion]:
    """Each of the measures with what it treats here; those for what nobody treats yet come first."""
    found = orphans_of(roadmap)
    targets = Targets.of(roadmap)
    untreated = {(purpose.kind, purpose.id) for purpose in found.untreated}
    taken = taken_codes(roadmap)
    suggestions = []
    for typical in typicals:
        treated = targets.treated_by(typical)
        heals = [purpose for purpose in found.purposes if treated.holds(purpose)]
        heals.sort(key=lambda purpose: (purpose.kind, purpose.id) not in untreated)
        fresh = sum((purpose.kind, purpose.id) in untreated for purpose in heals)
        suggestions.append(Suggestion(typical, tuple(heals), fresh, typical.code in taken))
    suggestions.sort(key=lambda each: (each.is_taken, -each.untreated, -len(each.heals)))
    return suggestions


def taken_codes(roadmap: Roadmap) -> set[str]:
    """Codes of typical measures that stand in the plan."""
    rows = Measure.objects.live().filter(roadmap=roadmap).exclude(typical_code="")
    return set(rows.values_list("typical_code", flat=True))
