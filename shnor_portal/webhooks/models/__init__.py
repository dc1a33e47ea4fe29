"""Tables of the app."""

from shnor_portal.webhooks.models.delivery import WebhookDelivery
from shnor_portal.webhooks.models.endpoint import WebhookEndpoint

__all__ = ["WebhookDelivery", "WebhookEndpoint"]
