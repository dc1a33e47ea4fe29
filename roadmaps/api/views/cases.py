"""REST: support cases."""

from typing import Any

from django.db.models import QuerySet

from roadmaps.api.filters import CaseApiFilter
from roadmaps.api.nested import hanging, keys_of, without
from roadmaps.api.serializers.cases import CaseSerializer, DeficitSerializer, RiskSerializer
from roadmaps.models import CaseDeficit, CaseRisk, SupportCase
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.columns import rows_by_columns
from shnor_portal.common.rest.views import ReadResource, Rows


class CaseResource(ReadResource):
    """Support cases: a school and a school year, with deficits and risk factors."""

    permission = Permission.VIEW_CASES
    queryset = SupportCase.objects.none()
    serializer_class = CaseSerializer
    filterset_class = CaseApiFilter
    orderings = {
        "id": ("id",),
        "academic_year": ("academic_year", "id"),
        "school": ("school", "academic_year", "id"),
        "stage_since": ("stage_since", "id"),
    }
    default_ordering = "-academic_year"

    def visible(self, user: Any) -> QuerySet[SupportCase]:
        return SupportCase.objects.visible_to(user)

    def rows(self, found: QuerySet[Any]) -> Rows:
        """Three queries: cases, deficits and risk factors of all of them."""
        rows = rows_by_columns(found, without(self.columns(), "deficits", "risks"))
        keys = keys_of(rows)
        deficits = hanging(
            CaseDeficit.objects.filter(case_id__in=keys).order_by("procedure"), "case_id", DeficitSerializer
        )
        risks = hanging(
            CaseRisk.objects.filter(case_id__in=keys).order_by("factor__number", "pk"), "case_id", RiskSerializer
        )
        return [{**row, "deficits": deficits[row["id"]], "risks": risks[row["id"]]} for row in rows]
