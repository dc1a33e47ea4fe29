"""A real worker with its clock sends what is due, and knocks at no inner address."""

import pytest

from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.models import WebhookDelivery
from tests.webhooks.builders import connected, told


@pytest.mark.worker
def test_worker_takes_the_message_and_refuses_the_inner_address(real_worker, city, administrator):
    """The worker's own environment names no trusted hosts."""
    connected(city, administrator, "https://127.0.0.1/")
    (row,) = told(city)
    real_worker(lambda: WebhookDelivery.objects.get(pk=row.pk).state == DeliveryState.FAILED)
    row.refresh_from_db()
    assert "внутренней сети" in row.last_error
