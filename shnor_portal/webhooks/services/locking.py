"""An endpoint under a lock that does not stop an act from writing its messages.

The lock is FOR NO KEY UPDATE. A plain FOR UPDATE would wait for every open act that has told this endpoint something,
while that act might be waiting for the chain of the audit trail that we hold.
"""

from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.webhooks.models import WebhookEndpoint


def locked(endpoint: WebhookEndpoint, by: User) -> WebhookEndpoint:
    """The endpoint as it is now, with rights asked under the lock."""
    rows = WebhookEndpoint.objects.select_for_update(of=("self",), no_key=True).select_related("municipality")
    held = rows.get(pk=endpoint.pk)
    check_permission(by, Permission.MANAGE_WEBHOOKS, held)
    return held
