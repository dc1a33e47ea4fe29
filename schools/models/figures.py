"""Context figures of a school in a school year: one tidy row a metric."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from schools.models.school import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class SchoolFigureQuerySet(OwnedQuerySet["SchoolFigure"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_RESULTS
    school_path: ClassVar[str | None] = "school_id"

    def current(self) -> "SchoolFigureQuerySet":
        """Figures that no later import has replaced and whose own import stands."""
        return self.filter(replaced_by__isnull=True)


class SchoolFigure(OwnedModel):
    """A count from a table of figures (HEADCOUNT, EGE_PARTICIPANTS …). Rows are replaced, never rewritten."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="figures", verbose_name="школа")
    academic_year = models.PositiveSmallIntegerField("учебный год")
    metric = models.CharField("величина", max_length=32)
    value = models.BigIntegerField("значение")
    batch = models.ForeignKey("imports.ImportBatch", on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField("лист", max_length=64, blank=True)
    row = models.PositiveIntegerField("строка")
    replaced_by = models.ForeignKey("imports.ImportBatch", on_delete=models.PROTECT, null=True, related_name="+")

    objects = SchoolFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "величина по школе"
        verbose_name_plural = "величины по школам"
        ordering = ["school_id", "academic_year", "metric"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "school", "academic_year", "metric"],
                condition=Q(replaced_by__isnull=True),
                name="one_current_figure",
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} = {self.value}"
