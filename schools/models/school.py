"""A school, its codes of several systems and its history."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from schools.enums import CodeSystem, HistoryKind, Locality, SchoolKind
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class SchoolQuerySet(OwnedQuerySet["School"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_SCHOOLS
    school_path: ClassVar[str | None] = "pk"

    def active(self) -> "SchoolQuerySet":
        """Schools that have not been closed or merged into another."""
        return self.filter(closed_on__isnull=True)

    def matching(self, text: str) -> "SchoolQuerySet":
        """Schools whose folded name or any code holds the text; `text` is folded by the caller."""
        by_code = SchoolCode.objects.filter(value__contains=text).values("school_id")
        return self.filter(Q(search_name__contains=text) | Q(pk__in=by_code))


class School(OwnedModel):
    """A school of the municipality. Closed and merged schools stay, with the day and the successor.

    `search_name` is the folded name, because SQLite does not fold Cyrillic. `has_senior_grades` says
    whether ЕГЭ is to be expected of it at all.
    """

    name = models.CharField("краткое название", max_length=300)
    full_name = models.CharField("полное название", max_length=600, blank=True)
    search_name = models.CharField(max_length=900, editable=False, default="")
    kind = models.CharField("вид", max_length=16, choices=SchoolKind.choices, default=SchoolKind.ORDINARY)
    locality = models.CharField("местность", max_length=16, choices=Locality.choices, default=Locality.CITY)
    district = models.CharField("район", max_length=120, blank=True)
    has_senior_grades = models.BooleanField("есть 10–11 классы", default=True)
    opened_on = models.DateField("открыта", null=True, blank=True)
    closed_on = models.DateField("закрыта", null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="преемник"
    )
    batch = models.ForeignKey(
        "imports.ImportBatch", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = "школа"
        verbose_name_plural = "школы"
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["municipality", "name"], name="school_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_school_id(self) -> int | None:
        return self.pk


class SchoolCodeQuerySet(OwnedQuerySet["SchoolCode"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_SCHOOLS
    school_path: ClassVar[str | None] = "school_id"

    def valid_in(self, academic_year: int) -> "SchoolCodeQuerySet":
        """Codes in use in the school year; both ends belong, an open end has no limit."""
        return self.filter(
            Q(valid_from_year__isnull=True) | Q(valid_from_year__lte=academic_year),
            Q(valid_to_year__isnull=True) | Q(valid_to_year__gte=academic_year),
        )


class SchoolCode(OwnedModel):
    """One code of one system with the school years it holds for (starting years, both ends included).

    `value` is normalised by `shnor_portal.common.text.normalise_code`; `raw` is what the source printed.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="codes", verbose_name="школа")
    system = models.CharField("система", max_length=8, choices=CodeSystem.choices)
    value = models.CharField("код", max_length=32)
    raw = models.CharField("как в источнике", max_length=64, blank=True)
    valid_from_year = models.PositiveSmallIntegerField("с учебного года", null=True, blank=True)
    valid_to_year = models.PositiveSmallIntegerField("по учебный год", null=True, blank=True)
    batch = models.ForeignKey("imports.ImportBatch", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SchoolCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "код школы"
        verbose_name_plural = "коды школ"
        ordering = ["system", "value"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "system", "value", "school"], name="school_code_once")
        ]
        indexes = [models.Index(fields=["municipality", "system", "value"], name="school_by_code")]

    def __str__(self) -> str:
        return f"{CodeSystem(self.system).label} {self.value}"


class SchoolEventQuerySet(OwnedQuerySet["SchoolEvent"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_SCHOOLS
    school_path: ClassVar[str | None] = "school_id"


class SchoolEvent(OwnedModel):
    """A dated turn in a school's life: opened, renamed, merged, closed."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="events", verbose_name="школа")
    kind = models.CharField("что случилось", max_length=16, choices=HistoryKind.choices)
    happened_on = models.DateField("когда")
    old_name = models.CharField("прежнее название", max_length=300, blank=True)
    new_name = models.CharField("новое название", max_length=300, blank=True)
    other_school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="другая школа"
    )
    basis = models.CharField("основание", max_length=300, blank=True)
    batch = models.ForeignKey("imports.ImportBatch", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = SchoolEventQuerySet.as_manager()

    class Meta:
        verbose_name = "событие школы"
        verbose_name_plural = "история школ"
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.school}: {HistoryKind(self.kind).label}"
