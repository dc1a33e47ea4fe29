"""The plan a school had before: its rows, and what of the present case they would treat."""

from collections.abc import Iterable

from roadmaps.models import CaseDeficit, CaseRisk, Measure, MeasureAim, Roadmap, RoadmapSection
from roadmaps.selectors.differences import rows_in_order

COPIED_TEXTS = (
    "title",
    "period_wording",
    "responsible",
    "expected_result",
    "indicator",
    "procedure",
    "indicator_text",
    "target",
    "evidence_hint",
    "footnote",
)
"""What is taken over. A baseline is not: it is the value of its own year."""


def source_for(roadmap: Roadmap) -> Roadmap | None:
    """The newest earlier roadmap of the same school, or of the city for the city's."""
    earlier = Roadmap.objects.filter(
        municipality_id=roadmap.municipality_id,
        school=roadmap.school,
        academic_year__lt=roadmap.academic_year,
    )
    return earlier.order_by("-academic_year").first()


def rows_of_source(source: Roadmap) -> list[Measure]:
    """Its live rows in order, with their sections at hand."""
    sections = {
        section.pk: section
        for section in RoadmapSection.objects.filter(roadmap=source, is_removed=False).order_by("position", "pk")
    }
    measures = rows_in_order(source, sections)
    for measure in measures:
        if measure.section_id in sections:
            measure.section = sections[measure.section_id]
    return measures


def matching_aims(roadmap: Roadmap, measures: Iterable[Measure]) -> dict[int, dict[str, list[int]]]:
    """Deficits and risks of the roadmap's own case that stand for the same procedure or factor, by old measure."""
    case_id = roadmap.case_id or 0
    deficits = dict(CaseDeficit.objects.filter(case_id=case_id).values_list("procedure", "pk"))
    risks = dict(CaseRisk.objects.filter(case_id=case_id).values_list("factor_id", "pk"))
    found: dict[int, dict[str, list[int]]] = {measure.pk: {"deficits": [], "risks": []} for measure in measures}
    for aim in MeasureAim.objects.filter(measure_id__in=found).select_related("deficit", "risk"):
        if aim.deficit and aim.deficit.procedure in deficits:
            found[aim.measure_id]["deficits"].append(deficits[aim.deficit.procedure])
        if aim.risk and aim.risk.factor_id in risks:
            found[aim.measure_id]["risks"].append(risks[aim.risk.factor_id])
    return found


def taken_from(roadmap: Roadmap) -> set[int]:
    """Rows of earlier plans that stand in this one already."""
    rows = Measure.objects.live().filter(roadmap=roadmap, copied_from__isnull=False)
    return {key for key in rows.values_list("copied_from_id", flat=True) if key is not None}
