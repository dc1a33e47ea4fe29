"""A new secret for an endpoint, without a moment in which the receiver can check nothing."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.models import WebhookEndpoint
from shnor_portal.webhooks.rules.sealing import new_secret, seal, unseal
from shnor_portal.webhooks.services.locking import locked

OVERLAP = timedelta(hours=24)


@transaction.atomic
def rotate_secret(*, endpoint: WebhookEndpoint, version: int, keep_previous: bool, by: User) -> str:
    """Give the endpoint a new secret; gives its text, which is shown this once.

    With `keep_previous` messages carry both signatures for a day, so that the receiver changes over in peace; without
    it the former secret ends at once, for one that has leaked. Raises Refusal STALE when the endpoint was changed
    meanwhile: a second press must not throw away the secret that the first one has shown.
    """
    held = locked(endpoint, by)
    if held.version != version:
        raise Refusal("STALE", "Получателя уже изменили.", "Откройте страницу получателя заново.")
    held.previous_secret = held.secret if keep_previous else ""
    held.previous_secret_until = timezone.now() + OVERLAP if keep_previous else None
    secret = new_secret()
    held.secret, held.version = seal(secret), held.version + 1
    held.save(update_fields=["secret", "previous_secret", "previous_secret_until", "version"])
    details = {"keep_previous": keep_previous}
    record(action="webhook.rotate", by=by, on=held, municipality_id=held.municipality_id, details=details)
    return secret


def valid_secrets(endpoint: WebhookEndpoint) -> list[str]:
    """Secrets that sign at this moment, the present one first. Raises SecretUnreadableError."""
    sealed = [endpoint.secret]
    if endpoint.has_previous_secret(timezone.now()):
        sealed.append(endpoint.previous_secret)
    return [unseal(text) for text in sealed]
