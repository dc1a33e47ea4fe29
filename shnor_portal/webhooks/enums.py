"""Words of webhooks. Imports nothing of ours."""

from django.db.models import TextChoices


class DeliveryState(TextChoices):
    """Life of one delivery; transitions are in lifecycle.py."""

    WAITING = "waiting", "ждёт отправки"
    FAILED = "failed", "не принято, повторим"
    DELIVERED = "delivered", "принято"
    ABANDONED = "abandoned", "не доставлено"


OPEN_STATES = frozenset({DeliveryState.WAITING, DeliveryState.FAILED})
"""States the portal still works on."""

STATE_TONES = {
    DeliveryState.WAITING: "neutral",
    DeliveryState.FAILED: "warn",
    DeliveryState.DELIVERED: "good",
    DeliveryState.ABANDONED: "bad",
}
