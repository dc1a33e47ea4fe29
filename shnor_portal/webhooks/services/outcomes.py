"""How a try ended: taken, put off, or given up."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import holders
from shnor_portal.audit.services import record
from shnor_portal.notifications.kinds import NotificationKind
from shnor_portal.notifications.services import notify
from shnor_portal.webhooks.events import PING
from shnor_portal.webhooks.lifecycle import DELIVERY
from shnor_portal.webhooks.models import WebhookDelivery
from shnor_portal.webhooks.notifications import WEBHOOK_ABANDONED, WEBHOOK_DISABLED
from shnor_portal.webhooks.rules.backoff import MOST_ATTEMPTS, delay_after
from shnor_portal.webhooks.transport import Answer

REST = timedelta(seconds=30)
MOST_ABANDONED = 5


@transaction.atomic
def settle(*, delivery_id: int, attempt: int, answer: Answer, chance: float) -> None:
    """Write how the try number `attempt` ended; `chance` in [0, 1) spreads the next one.

    Does nothing when another worker has begun a later try, or when the message is gone.
    """
    rows = WebhookDelivery.objects.select_related("endpoint").filter(attempts=attempt, sending_until__isnull=False)
    held = rows.select_for_update(no_key=True, of=("self", "endpoint")).filter(pk=delivery_id).first()
    if held is None:
        return
    held.sending_until, held.next_attempt_at = None, None
    held.last_status, held.last_error, held.duration_ms = answer.status, answer.error, answer.duration_ms
    held.endpoint.quiet_until = None if answer.is_taken else timezone.now() + REST
    if answer.is_taken:
        deliver(held)
    elif held.attempts < held.attempts_allowed:
        put_off(held, chance)
    else:
        abandon(held)
    held.save()
    held.endpoint.save(update_fields=["quiet_until", "consecutive_failures", "is_active", "disabled_reason", "version"])


def deliver(held: WebhookDelivery) -> None:
    """Taken: the endpoint's failures are forgotten."""
    held.state, held.delivered_at = DELIVERY.check("deliver", held.state).target, timezone.now()
    held.endpoint.consecutive_failures = 0


def put_off(held: WebhookDelivery, chance: float) -> None:
    """Refused, with tries left in this round."""
    held.state = DELIVERY.check("put_off", held.state).target
    in_this_round = MOST_ATTEMPTS - (held.attempts_allowed - held.attempts)
    held.next_attempt_at = timezone.now() + delay_after(in_this_round, chance)


def abandon(held: WebhookDelivery) -> None:
    """Given up. After several in a row the endpoint is switched off; a trial message counts for nothing."""
    held.state = DELIVERY.check("abandon", held.state).target
    if held.event == PING.code:
        return
    endpoint = held.endpoint
    endpoint.consecutive_failures += 1
    if endpoint.is_active and endpoint.consecutive_failures >= MOST_ABANDONED:
        switch_off(held)
    else:
        tell(held, WEBHOOK_ABANDONED, f"Не доставлено: {held}")


def switch_off(held: WebhookDelivery) -> None:
    """Stop knocking where nobody opens, and say so."""
    endpoint = held.endpoint
    endpoint.is_active, endpoint.version = False, endpoint.version + 1
    endpoint.disabled_reason = f"Не доставлено подряд: {endpoint.consecutive_failures}. {held.last_error}"
    details = {"reason": endpoint.disabled_reason}
    record(action="webhook.disable", by=None, on=endpoint, municipality_id=endpoint.municipality_id, details=details)
    tell(held, WEBHOOK_DISABLED, f"Оповещения отключены: {endpoint}")


def tell(held: WebhookDelivery, kind: NotificationKind, title: str) -> None:
    """To those who keep the connections of the city."""
    notify(
        kind=kind.code,
        recipients=holders(held.municipality_id, Permission.MANAGE_WEBHOOKS),
        municipality_id=held.municipality_id,
        title=title,
        body=held.last_error,
        path=reverse("webhooks:detail", args=[held.endpoint.public_id]),
    )
