"""Tokens by which programs speak for a person."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken, AuthTokenManager

from shnor_portal.accounts.models.user import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User) -> "ApiTokenQuerySet":
        """A person's own tokens; nobody sees another's."""
        return self.filter(user=user)


class ApiTokenManager(AuthTokenManager.from_queryset(ApiTokenQuerySet)):  # type: ignore[misc]
    """knox's `create`, which gives the row and the secret, with our one door to rows."""


class ApiToken(AbstractAuthToken):
    """A token of a person: kept as a digest, expiring, and never wider than the person's own rights.

    `scopes` are values of `Permission`: through the token the person holds only those of her permissions that stand
    here. `may_write` opens unsafe methods at all. `expiry` always has a value.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="от чьего имени")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("для чего", max_length=120)
    scopes = models.JSONField("что разрешено", default=list)
    may_write = models.BooleanField("может изменять", default=False)
    last_used_on = models.DateField("последний раз", null=True, blank=True)

    objects: ClassVar[Any] = ApiTokenManager()

    class Meta:
        verbose_name = "токен"
        verbose_name_plural = "токены"
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()
