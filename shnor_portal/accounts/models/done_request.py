"""Requests that have been carried out, so that the same form or API call sent twice has one effect."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DoneRequest(models.Model):
    """A person's request by its nonce (form) or Idempotency-Key (API), and what came of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    outcome = models.CharField(max_length=100, blank=True)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "выполненный запрос"
        verbose_name_plural = "выполненные запросы"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="request_done_once")]

    def __str__(self) -> str:
        return self.key
