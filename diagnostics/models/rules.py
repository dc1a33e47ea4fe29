"""Selection rules as data: a rule set and its versions, immutable once used."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class RuleSetQuerySet(OwnedQuerySet["RuleSet"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_RULES


class RuleSet(OwnedModel):
    """A selection rule of the municipality (правило отбора), by its short code («rosobr-847-2020»)."""

    code = models.SlugField("код", max_length=64)
    title = models.CharField("название", max_length=300)
    source = models.CharField("основание", max_length=600, blank=True)
    trust = models.CharField("что проверено", max_length=600, blank=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = "правило отбора"
        verbose_name_plural = "правила отбора"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="rule_set_code")]

    def __str__(self) -> str:
        return self.title


class RuleSetVersionQuerySet(OwnedQuerySet["RuleSetVersion"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_RULES


class RuleSetVersion(OwnedModel):
    """One version of a rule (редакция). `definition` is read by `diagnostics.selection.definition`."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("номер редакции")
    definition = models.JSONField("определение")
    note = models.CharField("что изменено", max_length=300, blank=True)
    used_at = models.DateTimeField("впервые применена", null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("создана", default=timezone.now)

    objects = RuleSetVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "редакция правила"
        verbose_name_plural = "редакции правил"
        ordering = ["rule_set_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["rule_set", "number"], name="rule_version_number")]

    def __str__(self) -> str:
        return f"{self.rule_set}, редакция {self.number}"
