"""Reads that are more than one QuerySet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max

from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """An endpoint of the list with the last thing it was told, if it was told anything."""

    endpoint: WebhookEndpoint
    last: WebhookDelivery | None


def endpoint_rows(endpoints: Iterable[WebhookEndpoint]) -> list[EndpointRow]:
    """Endpoints with their last deliveries, in two more queries whatever their number."""
    listed = list(endpoints)
    rows = WebhookDelivery.objects.filter(endpoint__in=listed)
    newest = rows.order_by().values("endpoint_id").annotate(newest=Max("pk")).values_list("newest", flat=True)
    last = {row.endpoint_id: row for row in WebhookDelivery.objects.filter(pk__in=list(newest))}
    return [EndpointRow(endpoint, last.get(endpoint.pk)) for endpoint in listed]
