"""Computed indicator values: always a numerator over a denominator, or a reason why there is none."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from diagnostics.enums import NoDataReason
from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class IndicatorValueQuerySet(OwnedQuerySet["IndicatorValue"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_INDICATORS
    school_path: ClassVar[str | None] = "school_id"

    def for_year(self, academic_year: int) -> "IndicatorValueQuerySet":
        return self.filter(academic_year=academic_year)


class IndicatorValue(OwnedModel):
    """A value of an indicator of the catalogue for a school and a school year.

    `procedure` is a procedure code, or "" for an indicator of the school as a whole. Without data both
    counts are NULL and `no_data_reason` says why. `batches` lists the imports the figure came from.
    """

    municipality = models.ForeignKey(
        "accounts.Municipality",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="муниципалитет",
        db_index=False,
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="indicator_values", verbose_name="школа")
    academic_year = models.PositiveSmallIntegerField("учебный год")
    indicator = models.CharField("показатель", max_length=16)
    procedure = models.CharField("процедура", max_length=32, blank=True, default="")
    numerator = models.BigIntegerField("числитель", null=True)
    denominator = models.BigIntegerField("знаменатель", null=True)
    no_data_reason = models.CharField("почему нет", max_length=16, choices=NoDataReason.choices, blank=True, default="")
    formula_version = models.PositiveSmallIntegerField("редакция формулы")
    batches = models.JSONField("загрузки", default=list)
    computed_at = models.DateTimeField("вычислено", default=timezone.now)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        verbose_name = "значение показателя"
        verbose_name_plural = "значения показателей"
        ordering = ["academic_year", "indicator", "procedure", "school_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "academic_year", "indicator", "procedure", "school"], name="indicator_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.procedure}".strip()
