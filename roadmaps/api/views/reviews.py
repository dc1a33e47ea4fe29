"""REST: monthly reviews, to be read."""

from typing import Any

from django.db.models import QuerySet

from roadmaps.api.filters import ReviewApiFilter
from roadmaps.api.nested import hanging, keys_of, without
from roadmaps.api.serializers.reviews import CorrectionSerializer, ReviewSerializer
from roadmaps.models import MonthlyReview, ReviewCorrection
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.columns import rows_by_columns
from shnor_portal.common.rest.views import ReadResource, Rows


class ReviewResource(ReadResource):
    """Monthly reviews with corrections: signed ones, and drafts for those who conduct them."""

    permission = Permission.VIEW_CASES
    queryset = MonthlyReview.objects.none()
    serializer_class = ReviewSerializer
    filterset_class = ReviewApiFilter
    orderings = {"id": ("id",), "month": ("month", "id")}
    default_ordering = "-month"

    def visible(self, user: Any) -> QuerySet[MonthlyReview]:
        return MonthlyReview.objects.visible_to(user)

    def rows(self, found: QuerySet[Any]) -> Rows:
        """Two queries: reviews, and the corrections of all of them."""
        rows = rows_by_columns(found, without(self.columns(), "corrections"))
        asked = ReviewCorrection.objects.filter(review_id__in=keys_of(rows)).order_by("pk")
        corrections = hanging(asked, "review_id", CorrectionSerializer)
        return [{**row, "corrections": corrections[row["id"]]} for row in rows]
