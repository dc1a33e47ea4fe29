"""What a plan says at this moment, for comparing."""

from typing import Any

from roadmaps.models import Measure, MeasureAim, Roadmap, RoadmapSection
from roadmaps.rules.cells import TABLE_FIELDS


def measures_of(roadmap: Roadmap) -> list[Measure]:
    """Measures that stand, in the order of print."""
    live = Measure.objects.live().filter(roadmap=roadmap).exclude(section__is_removed=True)
    return sorted(live.select_related("section"), key=lambda m: (m.section.position if m.section else 0, m.position))


def content_of(roadmap: Roadmap) -> dict[str, Any]:
    """Everything a reader of the plan would see."""
    fresh = Roadmap.objects.get(pk=roadmap.pk)
    return {
        "head": (fresh.title, fresh.goals, fresh.tasks),
        "sections": [
            (section.pk, section.title)
            for section in RoadmapSection.objects.filter(roadmap=roadmap, is_removed=False).order_by("position", "pk")
        ],
        "measures": [
            (m.pk, m.section_id, *(getattr(m, field) for field in TABLE_FIELDS), m.due_on, m.period_kind)
            for m in measures_of(roadmap)
        ],
        "aims": sorted(
            MeasureAim.objects.filter(roadmap=roadmap, measure__is_removed=False).values_list(
                "measure", "deficit", "risk"
            ),
            key=str,
        ),
    }


def titles(roadmap: Roadmap) -> list[str]:
    return [measure.title for measure in measures_of(roadmap)]
