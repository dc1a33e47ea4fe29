"""Telling other systems, in the transaction of the act: a committed act always leads to its messages."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from shnor_portal.webhooks.events import WebhookEvent, check_data, event_of
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.rules.backoff import MOST_ATTEMPTS


def emit(*, municipality_id: int, event: str, object_type: str, object_id: int | str, data: Mapping[str, Any]) -> int:
    """Write a message for every endpoint of the city that is on and subscribed; gives how many.

    Call it last in the act, after `audit.services.record`. `data` holds what `events.check_data` allows and no personal
    data. Raises KeyError for an undeclared event, ValueError for data outside the contract, RuntimeError outside a
    transaction: an act and its messages are one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a message belongs to the transaction of its act")
    declared = event_of(event)
    check_data(declared, data)
    rows = WebhookEndpoint.objects.active().filter(municipality_id=municipality_id).select_related("municipality")
    listening = [endpoint for endpoint in rows if event in endpoint.events]
    return len(write(listening, declared, {"type": object_type, "id": str(object_id)}, data))


def write(
    endpoints: Iterable[WebhookEndpoint],
    event: WebhookEvent,
    about: Mapping[str, str],
    data: Mapping[str, Any],
    tries: int = MOST_ATTEMPTS,
) -> list[WebhookDelivery]:
    """The rows, with bodies that hold their own numbers: hence written in two steps."""
    now = timezone.now()
    rows = WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            municipality_id=endpoint.municipality_id,
            endpoint=endpoint,
            event=event.code,
            attempts_allowed=tries,
            next_attempt_at=now,
            created_at=now,
        )
        for endpoint in endpoints
    )
    for row in rows:
        row.body = body_of(row, about, data)
    WebhookDelivery.objects.bulk_update(rows, ["body"])
    return rows


def body_of(row: WebhookDelivery, about: Mapping[str, str], data: Mapping[str, Any]) -> str:
    """The JSON text that is signed and sent.

    `sequence` grows with the order of acts on one object, because acts on one object follow one another under its lock.
    """
    told = {
        "id": str(row.public_id),
        "event": row.event,
        "sequence": row.pk,
        "created_at": row.created_at.astimezone(UTC).isoformat(),
        "municipality": row.endpoint.municipality.code,
        "object": about,
        "data": data,
    }
    return orjson.dumps(told).decode()
