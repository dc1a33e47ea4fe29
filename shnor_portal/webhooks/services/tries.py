"""What a person may ask for: a trial message, and one more round of tries."""

from django.db import transaction
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.enums import DeliveryState
from shnor_portal.webhooks.events import PING
from shnor_portal.webhooks.lifecycle import DELIVERY
from shnor_portal.webhooks.models import WebhookDelivery, WebhookEndpoint
from shnor_portal.webhooks.rules.backoff import MOST_ATTEMPTS
from shnor_portal.webhooks.services.emit import write
from shnor_portal.webhooks.services.locking import locked


@transaction.atomic
def check_endpoint(*, endpoint: WebhookEndpoint, by: User) -> WebhookDelivery:
    """Send a trial message, tried once; while one waits, that one is given back. Raises Refusal STATE when off."""
    held = locked(endpoint, by)
    require_active(held)
    waiting = held.deliveries.filter(event=PING.code, state=DeliveryState.WAITING).first()
    if waiting is not None:
        return waiting
    hold_no_longer(held)
    (ping,) = write([held], PING, {"type": "webhook", "id": str(held.public_id)}, {}, tries=1)
    record(action="webhook.check", by=by, on=held, municipality_id=held.municipality_id)
    return ping


@transaction.atomic
def resend_delivery(*, delivery: WebhookDelivery, by: User) -> WebhookDelivery:
    """Begin a new round of tries of the same message under the same key.

    Raises Refusal STATE while it waits or the endpoint is off, SENDING while a try is under way.
    """
    endpoint = locked(delivery.endpoint, by)
    held = WebhookDelivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    target = DELIVERY.check("resend", held.state).target
    require_active(endpoint)
    now = timezone.now()
    if held.is_on_its_way(now):
        raise Refusal("SENDING", "Оповещение как раз отправляется.", "Подождите минуту и обновите страницу.")
    held.endpoint = endpoint
    hold_no_longer(endpoint)
    tries = 1 if held.event == PING.code else MOST_ATTEMPTS
    held.state, held.next_attempt_at, held.delivered_at = target, now, None
    held.attempts_allowed = held.attempts + tries
    held.save(update_fields=["state", "next_attempt_at", "delivered_at", "attempts_allowed"])
    record(action="webhook.resend", by=by, on=held, municipality_id=held.municipality_id)
    return held


def require_active(endpoint: WebhookEndpoint) -> None:
    """Raises Refusal STATE: to a system that is off nothing is sent, not even on demand."""
    if not endpoint.is_active:
        raise Refusal("STATE", "Оповещения этой системы выключены.", "Сначала возобновите их.")


def hold_no_longer(endpoint: WebhookEndpoint) -> None:
    """A person waits for the outcome: do not let the endpoint rest first."""
    endpoint.quiet_until = None
    endpoint.save(update_fields=["quiet_until"])
