"""Where another system listens."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission
from shnor_portal.webhooks.events import title_of


class WebhookEndpointQuerySet(OwnedQuerySet["WebhookEndpoint"]):
    view_permission: ClassVar[Permission] = Permission.MANAGE_WEBHOOKS

    def active(self) -> "WebhookEndpointQuerySet":
        return self.filter(is_active=True)


class WebhookEndpoint(OwnedModel):
    """An address that is told of chosen events.

    `secret` is sealed (rules/sealing.py); after a rotation `previous_secret` signs beside it until
    `previous_secret_until`. `consecutive_failures` counts deliveries given up in a row. `quiet_until` holds the
    endpoint back while one delivery is on its way and for a short while after a refusal, so that one slow receiver
    does not hold the workers of the city. `disabled_reason` is filled when the portal itself has switched it off.
    """

    public_id = models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField("какая система", max_length=120)
    url = models.CharField("адрес", max_length=500)
    secret = models.TextField("ключ подписи")
    previous_secret = models.TextField("прежний ключ подписи", blank=True)
    previous_secret_until = models.DateTimeField("прежний ключ действует до", null=True)
    events = models.JSONField("события", default=list)
    is_active = models.BooleanField("включена", default=True)
    disabled_reason = models.CharField("почему отключена", max_length=300, blank=True)
    consecutive_failures = models.PositiveIntegerField("не доставлено подряд", default=0)
    quiet_until = models.DateTimeField("не тревожить до", null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="кто подключил"
    )
    created_at = models.DateTimeField("подключена", default=timezone.now)
    version = models.PositiveIntegerField("редакция", default=1)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = "получатель оповещений"
        verbose_name_plural = "получатели оповещений"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def state_tone(self) -> str:
        """How the interface shades the state."""
        if self.is_active:
            return "warn" if self.consecutive_failures else "good"
        return "bad" if self.disabled_reason else "neutral"

    @property
    def state_words(self) -> str:
        if self.is_active:
            return "есть недоставленные" if self.consecutive_failures else "включена"
        return "отключена порталом" if self.disabled_reason else "на паузе"

    @property
    def event_titles(self) -> list[str]:
        return sorted(title_of(code) for code in self.events)

    def has_previous_secret(self, now: datetime) -> bool:
        """Whether the former secret still signs beside the present one."""
        return bool(self.previous_secret and self.previous_secret_until and now < self.previous_secret_until)
