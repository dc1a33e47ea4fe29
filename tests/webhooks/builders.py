"""Rows that tests of webhooks need."""

from django.db import transaction

from shnor_portal.accounts.models import Municipality
from shnor_portal.webhooks.models import WebhookDelivery
from shnor_portal.webhooks.services import create_endpoint, emit

EVENT = "trial.opened"
OTHER_EVENT = "trial.closed"
URL = "https://journal.example.org/hooks"


def connected(city, by, url="https://journal.example.org/hooks", **changes):
    """An endpoint that listens to EVENT."""
    told = {"title": "Журнал", "events": [EVENT], **changes}
    endpoint, secret = create_endpoint(municipality=city, url=url, by=by, **told)
    endpoint.shown_secret = secret
    return endpoint


def told(city: Municipality, event: str = EVENT, number: int = 7, **data) -> list[WebhookDelivery]:
    """Tell the city's endpoints; gives the messages written by it."""
    before = set(WebhookDelivery.objects.values_list("pk", flat=True))
    with transaction.atomic():
        emit(municipality_id=city.pk, event=event, object_type="trial", object_id=number, data=data)
    return list(WebhookDelivery.objects.exclude(pk__in=before).order_by("pk"))
