"""A plan without orphans: what nobody treats, what treats nothing, and rows that do not say enough."""

from collections.abc import Iterator
from dataclasses import dataclass

from diagnostics.procedures import ProcedureKey
from roadmaps.enums import MeasureState, RiskLevel
from roadmaps.models import CaseDeficit, CaseRisk, Measure, MeasureAim, Roadmap, RoadmapSection
from roadmaps.rules.plan_text import numbered
from roadmaps.selectors.differences import rows_in_order
from shnor_portal.common.numbers import plural


@dataclass(frozen=True, slots=True)
class Purpose:
    """A deficit or a chosen risk factor of the case: what a plan is for. `note` is «31 из 62», or the level."""

    kind: str
    id: int
    title: str
    note: str

    @property
    def words(self) -> str:
        return f"{self.title}, {self.note}" if self.note else self.title


@dataclass(frozen=True, slots=True)
class LackingRow:
    """A row with what it does not say; `missing` is empty for one that only treats nothing."""

    id: int
    number: str
    title: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Orphans:
    """Warnings about a plan; none of them stands in the way."""

    purposes: tuple[Purpose, ...] = ()
    untreated: tuple[Purpose, ...] = ()
    purposeless: tuple[LackingRow, ...] = ()
    lacking: tuple[LackingRow, ...] = ()
    row_count: int = 0

    @property
    def count(self) -> int:
        return len(self.untreated) + len(self.purposeless) + len(self.lacking)

    @property
    def is_clean(self) -> bool:
        return not self.count

    @property
    def words(self) -> str:
        """«2 дефицита без мер, 3 строки без цели», for a line beside the editor."""
        counted = (
            (len(self.untreated), "проблема без мер", "проблемы без мер", "проблем без мер"),
            (len(self.purposeless), "мера без цели", "меры без цели", "мер без цели"),
            (len(self.lacking), "строка неполная", "строки неполные", "строк неполных"),
        )
        return ", ".join(f"{n} {plural(n, one, few, many)}" for n, one, few, many in counted if n)


def orphans_of(roadmap: Roadmap) -> Orphans:
    """All warnings, in five queries. The city's roadmap treats no school's deficit, so only its rows are looked at."""
    sections = list(
        RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False)
        .order_by("position", "pk")
        .values_list("pk", flat=True)
    )
    rows = numbered([(m.section_id, m) for m in rows_in_order(roadmap, sections)], sections)
    standing = [(number, m) for number, m in rows if m.state != MeasureState.CANCELLED]
    aims = list(MeasureAim.objects.filter(roadmap=roadmap, measure__in=[m.pk for _, m in standing]))
    purposes = tuple(purposes_of(roadmap))
    treated = {("deficit", aim.deficit_id) for aim in aims} | {("risk", aim.risk_id) for aim in aims}
    aimed = {aim.measure_id for aim in aims}
    purposeless = [
        LackingRow(m.pk, number, str(m))
        for number, m in standing
        if not roadmap.is_of_city and m.pk not in aimed and m.city_measure_id is None
    ]
    lacking = [LackingRow(m.pk, number, str(m), said) for number, m in standing if (said := tuple(missing_in(m)))]
    untreated = tuple(purpose for purpose in purposes if (purpose.kind, purpose.id) not in treated)
    return Orphans(purposes, untreated, tuple(purposeless), tuple(lacking), len(standing))


def purposes_of(roadmap: Roadmap) -> Iterator[Purpose]:
    """Deficits of the case, then its risk factors chosen for work, the heavier first."""
    if roadmap.case_id is None:
        return
    for deficit in CaseDeficit.objects.filter(case_id=roadmap.case_id):
        yield Purpose("deficit", deficit.pk, ProcedureKey.parse(deficit.procedure).short_title, counted(deficit))
    weights = {level: place for place, level in enumerate(RiskLevel)}
    risks = CaseRisk.objects.filter(case_id=roadmap.case_id, is_chosen=True).select_related("factor")
    for risk in sorted(risks, key=lambda risk: (weights[RiskLevel(risk.current_level)], risk.factor.number)):
        yield Purpose("risk", risk.pk, str(risk.factor), f"значимость {RiskLevel(risk.current_level).label}")


def counted(deficit: CaseDeficit) -> str:
    """«31 из 62», or nothing where the list had no counts."""
    if deficit.failed is None or deficit.participants is None:
        return ""
    return f"{deficit.failed} из {deficit.participants}"


def missing_in(measure: Measure) -> Iterator[str]:
    """What the row does not say."""
    if not measure.title:
        yield "не названо"
    if not measure.period_wording:
        yield "нет срока"
    if not measure.responsible and measure.responsible_user_id is None:
        yield "нет ответственного"
    if not measure.expected_result:
        yield "нет ожидаемого результата"
    if (measure.indicator or measure.indicator_text) and not measure.baseline:
        yield "показатель без базового значения"
