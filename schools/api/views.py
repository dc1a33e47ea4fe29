"""REST: schools with their codes."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from schools.api.serializers import CodeSerializer, SchoolSerializer
from schools.filters import SchoolFilter
from schools.models import School, SchoolCode
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.columns import columns_of, rows_by_columns
from shnor_portal.common.rest.views import ReadResource, Rows


class SchoolResource(ReadResource):
    """Schools of the register, closed ones too, each with its codes."""

    permission = Permission.VIEW_SCHOOLS
    queryset = School.objects.none()
    serializer_class = SchoolSerializer
    filterset_class = SchoolFilter
    orderings = {
        "name": ("name", "id"),
        "kind": ("kind", "name", "id"),
        "district": ("district", "name", "id"),
        "id": ("id",),
    }
    default_ordering = "name"

    def visible(self, user: Any) -> QuerySet[School]:
        return School.objects.visible_to(user)

    def rows(self, found: QuerySet[Any]) -> Rows:
        """Two queries: schools, and the codes of all of them."""
        plain = {name: path for name, path in self.columns().items() if name != "codes"}
        rows = rows_by_columns(found, plain)
        codes = codes_by_school([row["id"] for row in rows])
        for row in rows:
            row["codes"] = codes[row["id"]]
        return rows


def codes_by_school(keys: list[int]) -> dict[int, list[dict[str, Any]]]:
    """School → its codes by system and value; an empty list for a school without any."""
    found = SchoolCode.objects.filter(school_id__in=keys).order_by("system", "value")
    codes: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_by_columns(found, {**columns_of(CodeSerializer), "school": "school_id"}):
        codes[row.pop("school")].append(row)
    return codes
