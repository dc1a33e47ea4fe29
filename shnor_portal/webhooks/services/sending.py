"""Sending what is due: claim one message, send it outside any transaction, write how it went.

A claim is a lease. A worker that dies with a message in its hands has written nothing, the lease ends, and another
worker sends the message again: at least once, never by two at a time. The receiver tells a repeat by its key.
"""

import random
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from shnor_portal.webhooks.models import WebhookDelivery
from shnor_portal.webhooks.rules.sealing import SecretUnreadableError
from shnor_portal.webhooks.rules.signature import DELIVERY_HEADER, EVENT_HEADER, SIGNATURE_HEADER, signature_of
from shnor_portal.webhooks.services.outcomes import settle
from shnor_portal.webhooks.services.rotation import valid_secrets
from shnor_portal.webhooks.transport import Answer, post

TURN_SECONDS = 20.0
LEASE = timedelta(minutes=3)
"""Longer than one try can last: resolving the name, two connections, twenty seconds of talk."""


def send_due() -> int:
    """Send messages one after another while any is due and the turn lasts; gives how many."""
    ends = time.monotonic() + TURN_SECONDS
    sent = 0
    while time.monotonic() < ends and (delivery := claim_next()) is not None:
        answer = send(delivery)
        settle(delivery_id=delivery.pk, attempt=delivery.attempts, answer=answer, chance=random.random())  # noqa: S311
        sent += 1
    return sent


@transaction.atomic
def claim_next() -> WebhookDelivery | None:
    """Take the message that has waited longest. One endpoint gets one message at a time."""
    now = timezone.now()
    due = WebhookDelivery.objects.due(now).select_related("endpoint")
    delivery = due.select_for_update(skip_locked=True, no_key=True, of=("self", "endpoint")).first()
    if delivery is None:
        return None
    delivery.attempts += 1
    delivery.sending_until = delivery.endpoint.quiet_until = now + LEASE
    delivery.save(update_fields=["attempts", "sending_until"])
    delivery.endpoint.save(update_fields=["quiet_until"])
    return delivery


def send(delivery: WebhookDelivery) -> Answer:
    """One try, signed with the secrets that are valid now."""
    moment = int(timezone.now().timestamp())
    try:
        signature = signature_of(delivery.body, moment, valid_secrets(delivery.endpoint))
    except SecretUnreadableError:
        return Answer(None, "Ключ подписи не читается: сменился ключ портала. Выпустите новый ключ подписи.", 0)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "shnor-portal-webhooks/1",
        "Connection": "close",
        EVENT_HEADER: delivery.event,
        DELIVERY_HEADER: str(delivery.public_id),
        SIGNATURE_HEADER: signature,
    }
    return post(delivery.endpoint.url, delivery.body.encode(), headers)
