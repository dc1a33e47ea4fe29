"""The audit trail: append-only, hash-chained per municipality, without foreign keys.

Rows outlive what they speak of, so that deleting a thing never deletes the memory of it.
"""

from typing import Any

from django.db import NotSupportedError, models

from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, user: User) -> "AuditQuerySet":
        return self.filter(municipality_id__in=user.reach_of(Permission.VIEW_AUDIT).municipality_ids)

    def sign_ins_of(self, user: User) -> "AuditQuerySet":
        """The person's own sign-ins, newest first: hers to know without any permission."""
        return self.filter(object_type="accounts.user", object_id=str(user.pk), action="account.sign_in")

    def update(self, **kwargs: Any) -> int:
        """Refused: entries are never rewritten. The database refuses as well."""
        raise NotSupportedError("the audit trail is append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: entries are never deleted. The database refuses as well."""
        raise NotSupportedError("the audit trail is append-only")


class AuditEntry(models.Model):
    """One act: who, when, what, on which row. `hash` covers the row and the hash before it."""

    municipality_id = models.BigIntegerField("муниципалитет")
    sequence = models.BigIntegerField("номер в цепочке")
    at = models.DateTimeField("когда")
    actor_id = models.BigIntegerField("кто", null=True)
    actor_label = models.CharField("кто, словами", max_length=200)
    action = models.CharField("действие", max_length=64)
    object_type = models.CharField("над чем", max_length=64)
    object_id = models.CharField("ключ", max_length=64)
    object_label = models.CharField("над чем, словами", max_length=300)
    details = models.JSONField("подробности", default=dict)
    request_id = models.CharField("номер запроса", max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал действий"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["municipality_id", "sequence"], name="audit_chain_sequence")]
        indexes = [models.Index(fields=["municipality_id", "object_type", "object_id"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.action} {self.object_label}"


class AuditChain(models.Model):
    """The head of one municipality's chain; locked while an entry is added."""

    municipality_id = models.BigIntegerField(unique=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = "цепочка журнала"
        verbose_name_plural = "цепочки журнала"

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.sequence}"
