"""What an import of the register overwrote, kept so that the import can be taken back."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from schools.models.school import School, SchoolCode
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class SchoolChangeQuerySet(OwnedQuerySet["SchoolChange"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_IMPORTS


class SchoolChange(OwnedModel):
    """One value of a school's card, or of the years of one of its codes, before and after a batch wrote it.

    `field` is the column of `School`, or of `SchoolCode` when `code` is given. Days are ISO texts, foreign keys
    numbers. A school that the batch created has one row, `CREATED`, whose `after` is the whole card.
    """

    CREATED = "created"

    batch = models.ForeignKey("imports.ImportBatch", on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="changes", verbose_name="школа")
    code = models.ForeignKey(SchoolCode, on_delete=models.PROTECT, null=True, related_name="+")
    field = models.CharField("что изменено", max_length=32)
    before: Any = models.JSONField("было", null=True)
    after: Any = models.JSONField("стало", null=True)

    objects = SchoolChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "изменение при загрузке реестра"
        verbose_name_plural = "изменения при загрузке реестра"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "batch", "school", "field"],
                condition=Q(code__isnull=True),
                name="one_change_of_card",
            ),
            models.UniqueConstraint(
                fields=["municipality", "batch", "code", "field"],
                condition=Q(code__isnull=False),
                name="one_change_of_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.field}"


def journal_value(value: Any) -> Any:
    """A value as the journal keeps it: days as ISO text, the rest as it is."""
    return value.isoformat() if isinstance(value, date) else value
