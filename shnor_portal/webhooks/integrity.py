"""What is told to other systems is what was written, and can be signed."""

from collections.abc import Iterator

import orjson

from shnor_portal.common.integrity import Finding, integrity_check
from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.rules.sealing import SecretUnreadableError, unseal


@integrity_check("webhooks.secrets", "Ключи подписи оповещений читаются ключом портала")
def secrets() -> Iterator[Finding]:
    """A copy restored under another SECRET_KEY signs nothing until the secrets are issued anew."""
    for pk, sealed in WebhookEndpoint.objects.values_list("pk", "secret"):
        try:
            unseal(sealed)
        except SecretUnreadableError:
            yield Finding(f"webhooks.WebhookEndpoint {pk}", "ключ подписи не читается, выпустите новый")


@integrity_check("webhooks.deliveries", "Оповещения идут получателям своего города и названы в теле своим ключом")
def deliveries() -> Iterator[Finding]:
    """A body under a foreign key would make the receiver drop it as a repeat."""
    rows = WebhookDelivery.objects.select_related("endpoint__municipality")
    for row in rows.iterator(chunk_size=500):
        told = orjson.loads(row.body)
        named = (told["id"], told["event"], told["municipality"])
        if named != (str(row.public_id), row.event, row.endpoint.municipality.code):
            yield Finding(f"webhooks.WebhookDelivery {row.pk}", "тело оповещения названо не своим ключом или городом")
        if (row.state == DeliveryState.DELIVERED) != (row.delivered_at is not None):
            yield Finding(f"webhooks.WebhookDelivery {row.pk}", "состояние и день приёма расходятся")
