"""Rows that come to a plan and leave it, in sets: what one step brought, another can take away, and no text is lost."""

from collections.abc import Iterable
from typing import Any

from roadmaps.enums import MeasureState
from roadmaps.models import Measure, Roadmap, RoadmapSection
from roadmaps.rules.plan_draft import MAX_ROWS, MAX_SECTIONS
from shnor_portal.common.refusals import Refusal

Rows = dict[str, list[int]]
"""Keys of rows by kind, as the log of steps keeps them: {"sections": [...], "measures": [...]}."""


def rows_of(*, sections: Iterable[int] = (), measures: Iterable[int] = ()) -> Rows:
    return {"sections": list(sections), "measures": list(measures)}


def live_rows(roadmap: Roadmap) -> Rows:
    """Everything that stands in the plan."""
    return rows_of(
        sections=RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False).values_list("pk", flat=True),
        measures=Measure.objects.live().filter(roadmap=roadmap).values_list("pk", flat=True),
    )


def take_away(roadmap: Roadmap, rows: Rows) -> None:
    """Remove rows softly. Raises Refusal ROW_GONE, MEASURE_BEGUN, SECTION_HAS_ROWS.

    A section goes only together with its measures; a measure somebody has begun is not removed but cancelled.
    """
    sections, measures = _sections(roadmap, rows), _measures(roadmap, rows)
    if any(section.is_removed for section in sections) or any(measure.is_removed for measure in measures):
        raise Refusal("ROW_GONE", "Часть этих строк уже убрана.", "Обновите страницу.")
    require_not_begun(measures)
    kept = Measure.objects.live().filter(roadmap=roadmap, section__in=sections)
    if kept.exclude(pk__in=[measure.pk for measure in measures]).exists():
        raise Refusal(
            "SECTION_HAS_ROWS",
            "В разделе есть и другие мероприятия.",
            "Сначала переместите их в другой раздел или уберите.",
        )
    _mark(sections, measures, is_removed=True)


def bring_back(roadmap: Roadmap, rows: Rows) -> None:
    """Return removed rows to their places. Raises Refusal ROW_BACK, ROW_GONE."""
    sections, measures = _sections(roadmap, rows), _measures(roadmap, rows)
    if not (all(section.is_removed for section in sections) and all(measure.is_removed for measure in measures)):
        raise Refusal("ROW_BACK", "Часть этих строк уже стоит в плане.", "Обновите страницу.")
    returning = {section.pk for section in sections}
    homes = {measure.section_id for measure in measures if measure.section_id is not None} - returning
    if RoadmapSection.objects.filter(pk__in=homes, is_removed=True).exists():
        raise Refusal("ROW_GONE", "Раздела, где стояла строка, в плане нет.", "Сначала верните раздел.")
    require_space(roadmap, len(measures), len(sections))
    _mark(sections, measures, is_removed=False)


def require_space(roadmap: Roadmap, measures: int, sections: int = 0) -> None:
    """Refusal ROWS_TOO_MANY when the plan would outgrow what a page and a paper can bear."""
    standing = live_rows(roadmap)
    if len(standing["measures"]) + measures > MAX_ROWS or len(standing["sections"]) + sections > MAX_SECTIONS:
        raise Refusal(
            "ROWS_TOO_MANY",
            f"В плане может быть не больше {MAX_ROWS} мероприятий и {MAX_SECTIONS} разделов.",
            "Объедините близкие мероприятия или разделы.",
        )


def require_not_begun(measures: Iterable[Measure]) -> None:
    """Refusal MEASURE_BEGUN: what has reports and evidence leaves the plan by cancelling, with a reason."""
    begun = next((measure for measure in measures if measure.state != MeasureState.PLANNED), None)
    if begun is not None:
        raise Refusal(
            "MEASURE_BEGUN",
            f"Мероприятие «{str(begun)[:80]}» уже начато: по нему есть отчёты.",
            "Снимите его на странице мероприятия с указанием причины.",
        )


def _sections(roadmap: Roadmap, rows: Rows) -> list[RoadmapSection]:
    return _found(RoadmapSection.objects.filter(roadmap=roadmap), rows["sections"])


def _measures(roadmap: Roadmap, rows: Rows) -> list[Measure]:
    return _found(Measure.objects.filter(roadmap=roadmap), rows["measures"])


def _found(known: Any, keys: list[int]) -> list[Any]:
    found = list(known.filter(pk__in=keys))
    if len(found) != len(set(keys)):
        raise Refusal("ROW_GONE", "Этой строки в плане нет.", "Обновите страницу.")
    return found


def _mark(sections: list[RoadmapSection], measures: list[Measure], *, is_removed: bool) -> None:
    for rows in (sections, measures):
        for row in rows:
            row.is_removed = is_removed
            row.version += 1
    RoadmapSection.objects.bulk_update(sections, ["is_removed", "version"])
    Measure.objects.bulk_update(measures, ["is_removed", "version"])
