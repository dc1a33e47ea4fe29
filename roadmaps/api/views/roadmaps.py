"""REST: roadmaps, to be read."""

from typing import Any

from django.db.models import QuerySet

from roadmaps.api.filters import RoadmapApiFilter
from roadmaps.api.measure_rows import measure_rows
from roadmaps.api.nested import keys_of, without
from roadmaps.api.serializers.plans import RoadmapRowSerializer, RoadmapSerializer, SectionSerializer
from roadmaps.models import Measure, Roadmap, RoadmapSection
from roadmaps.rules.plan_numbers import roman
from roadmaps.rules.plan_text import numbered
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.columns import columns_of, rows_by_columns
from shnor_portal.common.rest.views import ReadResource, Rows


class RoadmapResource(ReadResource):
    """Roadmaps of schools and of the city (`school` is null); a single one comes with its sections and measures.

    A school's people see their school's, and the city's once it is in force.
    """

    permission = Permission.VIEW_ROADMAPS
    queryset = Roadmap.objects.none()
    serializer_class = RoadmapSerializer
    list_serializer_class = RoadmapRowSerializer
    filterset_class = RoadmapApiFilter
    orderings = {
        "id": ("id",),
        "academic_year": ("academic_year", "id"),
        "changed_at": ("changed_at", "id"),
    }
    default_ordering = "-academic_year"

    def visible(self, user: Any) -> QuerySet[Roadmap]:
        return Roadmap.objects.visible_to(user)

    def rows(self, found: QuerySet[Any]) -> Rows:
        if self.action == "list":
            return super().rows(found)
        rows = rows_by_columns(found, without(self.columns(), "sections", "measures"))
        return [{**row, **table_of(row["id"])} for row in rows]


def table_of(roadmap_id: int) -> dict[str, Rows]:
    """Sections and measures of one plan as they are printed; measures before the sections come first."""
    sections = section_rows(roadmap_id)
    places = {key: place for place, key in enumerate(keys_of(sections), start=1)}
    found = Measure.objects.live().filter(roadmap_id=roadmap_id).order_by("position", "pk")
    rows = sorted(measure_rows(found), key=lambda row: places.get(row["section"], 0))
    told = numbered([(row["section"], row) for row in rows], places)
    return {"sections": sections, "measures": [{"number": number, **row} for number, row in told]}


def section_rows(roadmap_id: int) -> Rows:
    found = RoadmapSection.objects.filter(roadmap_id=roadmap_id, is_removed=False).order_by("position", "pk")
    rows = rows_by_columns(found, without(columns_of(SectionSerializer), "number"))
    return [{**row, "number": roman(place)} for place, row in enumerate(rows, start=1)]
