"""Several workers and people at the same moment."""

import pytest
from django.db import transaction

from shnor_portal.audit.services import record
from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.services import emit, pause_endpoint, resume_endpoint, send_due
from shnor_portal.webhooks.services.sending import claim_next
from tests.audit.concurrency import at_once
from tests.webhooks.builders import EVENT, connected, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
WORKERS = 6


def test_workers_at_once_never_take_the_same_message_nor_the_same_endpoint(city, administrator):
    for number in range(4):
        connected(city, administrator, title=f"Система {number}")
    for _ in range(3):
        told(city)
    claimed = [row for row in at_once(lambda _: claim_next(), WORKERS) if row is not None]
    assert len({row.pk for row in claimed}) == len(claimed)
    assert len({row.endpoint_id for row in claimed}) == len(claimed) >= 1


def test_every_message_arrives_once_whatever_the_number_of_workers(city, administrator, receiver):
    for _ in range(5):
        connected(city, administrator, receiver.url)
    for _ in range(4):
        told(city)
    at_once(lambda _: send_due(), WORKERS)
    send_due()
    keys = [heard.headers["x-shnor-delivery"] for heard in receiver.heard]
    assert len(keys) == len(set(keys)) == 20
    assert set(WebhookDelivery.objects.values_list("state", "attempts")) == {(DeliveryState.DELIVERED, 1)}


def test_acts_and_people_do_not_wait_for_each_other(city, administrator):
    """An act holds the trail and writes a message; a person holds the endpoint and writes the trail."""
    endpoint = connected(city, administrator)

    def act(number: int) -> None:
        for _ in range(5):
            if number % 2:
                with transaction.atomic():
                    record(action="trial.open", by=None, on=city, municipality_id=city.pk)
                    emit(municipality_id=city.pk, event=EVENT, object_type="trial", object_id=number, data={})
            elif number == 0:
                resume_endpoint(endpoint=pause_endpoint(endpoint=endpoint, by=administrator), by=administrator)
            else:
                WebhookEndpoint.objects.update(quiet_until=None)
                claim_next()

    at_once(act, WORKERS)
    assert WebhookEndpoint.objects.get().is_active
    assert WebhookDelivery.objects.count() <= 15
