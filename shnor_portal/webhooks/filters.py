"""One filter for the page of an endpoint's deliveries."""

from typing import Any

import django_filters

from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.events import PING, all_events
from shnor_portal.webhooks.models import WebhookDelivery


def event_choices() -> list[tuple[str, str]]:
    return [*((event.code, event.title) for event in all_events()), (PING.code, PING.title)]


class DeliveryFilter(django_filters.FilterSet):
    """Deliveries by state and event."""

    state = django_filters.ChoiceFilter(choices=DeliveryState.choices, label="Состояние", empty_label="любое")
    event: Any = django_filters.ChoiceFilter(choices=event_choices, label="Событие", empty_label="любое")

    class Meta:
        model = WebhookDelivery
        fields = ["state", "event"]
