"""REST: orders of the department, to be read."""

from typing import Any

from django.db.models import QuerySet

from reports.api.serializers import AppendixSerializer, OrderRowSerializer, OrderSerializer
from reports.filters import OrderFilter
from reports.models import Order, OrderAppendix
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.rest.columns import columns_of, rows_by_columns
from shnor_portal.common.rest.views import ReadResource, Rows


class OrderResource(ReadResource):
    """Orders; a single one comes with its clauses and appendices."""

    permission = Permission.VIEW_ORDERS
    queryset = Order.objects.none()
    serializer_class = OrderSerializer
    list_serializer_class = OrderRowSerializer
    filterset_class = OrderFilter
    default_ordering = "-id"

    def visible(self, user: Any) -> QuerySet[Order]:
        return Order.objects.visible_to(user)

    def rows(self, found: QuerySet[Any]) -> Rows:
        if self.action == "list":
            return super().rows(found)
        plain = {name: path for name, path in self.columns().items() if name != "appendices"}
        return [{**row, "appendices": appendices_of(row["id"])} for row in rows_by_columns(found, plain)]


def appendices_of(order_id: int) -> list[dict[str, Any]]:
    """Appendices of one order by number."""
    found = OrderAppendix.objects.filter(order_id=order_id).order_by("number")
    return rows_by_columns(found, columns_of(AppendixSerializer))
