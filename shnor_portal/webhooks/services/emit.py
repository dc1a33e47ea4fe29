"""Telling other systems, in the transaction of the act: a committed act always leads to its messages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from shnor_portal.webhooks.events import WebhookEvent, check_data, event_of
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.rules.backoff import MOST_ATTEMPTS

Letter = tuple[WebhookEndpoint, Mapping[str, str], Mapping[str, Any]]
"""An endpoint, what the message is about, and its data."""


def emit(*, municipality_id: int, event: str, object_type: str, object_id: int | str, data: Mapping[str, Any]) -> int:
    """Write a message for every endpoint of the city that is on and subscribed; gives how many.

    Call it last in the act, after `audit.services.record`. `data` holds what `events.check_data` allows and no personal
    data. Raises KeyError for an undeclared event, ValueError for data outside the contract, RuntimeError outside a
    transaction: an act and its messages are one.
    """
    return emit_each(municipality_id=municipality_id, event=event, object_type=object_type, told={object_id: data})


def emit_each(
    *, municipality_id: int, event: str, object_type: str, told: Mapping[int | str, Mapping[str, Any]]
) -> int:
    """The same for an act that concerns many objects, given with the data of each: three queries, however many."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a message belongs to the transaction of its act")
    declared = event_of(event)
    for data in told.values():
        check_data(declared, data)
    rows = WebhookEndpoint.objects.active().filter(municipality_id=municipality_id).select_related("municipality")
    listening = [endpoint for endpoint in rows if event in endpoint.events]
    letters = [
        (endpoint, {"type": object_type, "id": str(object_id)}, data)
        for object_id, data in told.items()
        for endpoint in listening
    ]
    return len(write_all(letters, declared)) if letters else 0


def write(
    endpoints: Iterable[WebhookEndpoint],
    event: WebhookEvent,
    about: Mapping[str, str],
    data: Mapping[str, Any],
    tries: int = MOST_ATTEMPTS,
) -> list[WebhookDelivery]:
    """One message to each of the endpoints."""
    return write_all([(endpoint, about, data) for endpoint in endpoints], event, tries)


def write_all(letters: Sequence[Letter], event: WebhookEvent, tries: int = MOST_ATTEMPTS) -> list[WebhookDelivery]:
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
        for endpoint, _, _ in letters
    )
    for row, (_, about, data) in zip(rows, letters, strict=True):
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
