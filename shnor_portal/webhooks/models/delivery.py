"""One message to one endpoint: written with the act it tells of, sent later by a worker."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission
from shnor_portal.webhooks.enums import OPEN_STATES, STATE_TONES, DeliveryState
from shnor_portal.webhooks.events import title_of
from shnor_portal.webhooks.models.endpoint import WebhookEndpoint
from shnor_portal.webhooks.rules.backoff import MOST_ATTEMPTS


class WebhookDeliveryQuerySet(OwnedQuerySet["WebhookDelivery"]):
    view_permission: ClassVar[Permission] = Permission.MANAGE_WEBHOOKS

    def due(self, now: datetime) -> "WebhookDeliveryQuerySet":
        """What may be sent at this moment: not on its way already, to an endpoint that is on and not held back."""
        free = Q(sending_until__isnull=True) | Q(sending_until__lte=now)
        rested = Q(endpoint__quiet_until__isnull=True) | Q(endpoint__quiet_until__lte=now)
        return self.filter(
            free, rested, state__in=OPEN_STATES, next_attempt_at__lte=now, endpoint__is_active=True
        ).order_by("next_attempt_at", "pk")


class WebhookDelivery(OwnedModel):
    """A message as it is signed and sent, and how its tries went.

    `public_id` goes along, so that a receiver who gets a message twice acts once. `attempts` counts tries that have
    begun and fences off a worker that was taken for dead; `sending_until` is the time by which the try under way has
    surely ended. Each round allows ten tries: `attempts_allowed` is where the present round ends.
    """

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.PROTECT, related_name="deliveries")
    public_id = models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)
    event = models.CharField("событие", max_length=64)
    body = models.TextField("тело запроса")
    state = models.CharField("состояние", max_length=16, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField("попыток", default=0)
    attempts_allowed = models.PositiveIntegerField("попыток разрешено", default=MOST_ATTEMPTS)
    next_attempt_at = models.DateTimeField("следующая попытка", null=True, default=timezone.now)
    sending_until = models.DateTimeField("отправляется, самое позднее до", null=True)
    last_status = models.PositiveSmallIntegerField("код ответа", null=True)
    last_error = models.CharField("что не так", max_length=300, blank=True)
    duration_ms = models.PositiveIntegerField("длилась, мс", null=True)
    created_at = models.DateTimeField("событие произошло", default=timezone.now)
    delivered_at = models.DateTimeField("принято", null=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "оповещение"
        verbose_name_plural = "оповещения"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="open_delivery_has_a_next_attempt",
                condition=Q(state__in=sorted(OPEN_STATES), next_attempt_at__isnull=False)
                | (~Q(state__in=sorted(OPEN_STATES)) & Q(next_attempt_at__isnull=True)),
            )
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="webhook_due", condition=Q(state__in=sorted(OPEN_STATES))),
            models.Index(fields=["endpoint", "-id"], name="webhook_by_endpoint"),
            models.Index(fields=["created_at"], name="webhook_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event_title} → {self.endpoint}"

    @property
    def event_title(self) -> str:
        return title_of(self.event)

    @property
    def tone(self) -> str:
        """How the interface shades the state."""
        return STATE_TONES[DeliveryState(self.state)]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def is_on_its_way(self, now: datetime) -> bool:
        return self.sending_until is not None and now < self.sending_until
