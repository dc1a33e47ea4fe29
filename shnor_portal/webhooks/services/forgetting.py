"""Deleting messages that nobody will ask about any more."""

from datetime import timedelta

from django.utils import timezone

from shnor_portal.webhooks.models import WebhookDelivery

KEPT = timedelta(days=30)


def forget_old_deliveries() -> int:
    """Delete messages older than thirty days, whatever became of them; gives how many."""
    count, _ = WebhookDelivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return count
