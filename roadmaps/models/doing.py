"""Carrying a roadmap out: reports, evidence, moved dates, and the dose of support given."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from roadmaps.enums import (
    EVIDENCE_TONES,
    DoseState,
    EvidenceKind,
    EvidenceState,
    MeasureState,
    SupportKind,
)
from roadmaps.models.case import CaseOwnedModel, CaseOwnedQuerySet
from roadmaps.models.roadmap import Measure, Roadmap
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet, User
from shnor_portal.accounts.permissions import Permission


def evidence_name(instance: "Evidence", filename: str) -> str:
    """Our own random name under the year and month."""
    return f"evidence/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class MeasureOwnedQuerySet(OwnedQuerySet):
    """Rows of a measure: who sees the roadmap sees them."""

    view_permission: ClassVar[Permission] = Permission.VIEW_ROADMAPS

    def visible_to(self, user: User) -> "MeasureOwnedQuerySet":
        return self.filter(measure__roadmap__in=Roadmap.objects.visible_to(user))


class MeasureOwnedModel(OwnedModel):
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, verbose_name="мероприятие")

    class Meta:
        abstract = True

    @property
    def scope_school_id(self) -> int | None:
        return self.measure.scope_school_id


class ProgressReport(MeasureOwnedModel):
    """What the school, or another who moved the measure, said of it; one line of its history."""

    act = models.CharField("действие", max_length=24)
    state_from = models.CharField("из состояния", max_length=12, choices=MeasureState.choices)
    state_to = models.CharField("в состояние", max_length=12, choices=MeasureState.choices)
    text = models.TextField("что сделано", blank=True)
    reason_code = models.CharField("причина", max_length=40, blank=True)
    due_day = models.DateField("за срок", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("когда", default=timezone.now)

    objects = MeasureOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт о мероприятии"
        verbose_name_plural = "отчёты о мероприятиях"
        default_related_name = "reports"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{MeasureState(self.state_to).label} {self.at:%d.%m.%Y}"


class Evidence(MeasureOwnedModel):
    """An evidence (подтверждение): a file or a link, with its own life. A replaced one stays, with its successor."""

    kind = models.CharField("вид", max_length=8, choices=EvidenceKind.choices)
    state = models.CharField("состояние", max_length=12, choices=EvidenceState.choices, default=EvidenceState.UPLOADED)
    title = models.CharField("что подтверждает", max_length=300)
    url = models.URLField("ссылка", max_length=500, blank=True)
    file = models.FileField("файл", upload_to=evidence_name, max_length=200, blank=True)
    original_name = models.CharField("имя файла", max_length=200, blank=True)
    content_type = models.CharField("тип", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("размер, байт", default=0)
    sha256 = models.CharField("отпечаток файла", max_length=64, blank=True)
    number = models.PositiveSmallIntegerField("версия", default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reused_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reuses")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField("приложено", default=timezone.now)
    reason_code = models.CharField("причина отклонения", max_length=40, blank=True)
    comment = models.CharField("комментарий", max_length=600, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("решение принято", null=True)

    objects = MeasureOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        default_related_name = "evidence"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_file_or_link",
                condition=(Q(kind=EvidenceKind.LINK) & ~Q(url="") & Q(file=""))
                | (Q(kind=EvidenceKind.FILE) & Q(url="") & ~Q(file="")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        return EVIDENCE_TONES[EvidenceState(self.state)]


class DateChange(MeasureOwnedModel):
    """A term moved after approval, with the reason: the old wording stays here for good."""

    old_wording = models.CharField("прежний срок", max_length=300)
    new_wording = models.CharField("новый срок", max_length=300)
    old_due_on = models.DateField("прежний срок до", null=True)
    new_due_on = models.DateField("новый срок до", null=True)
    reason_code = models.CharField("причина", max_length=40, blank=True)
    reason = models.CharField("обоснование", max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("когда", default=timezone.now)

    objects = MeasureOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "перенос срока"
        verbose_name_plural = "переносы сроков"
        default_related_name = "date_changes"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.old_wording} → {self.new_wording}"


class SupportDose(CaseOwnedModel):
    """A piece of help planned for a school and given to it: the «dose log» set against the movement of indicators.

    Minutes, because an hour and a half is common; `participants` counts people of the school.
    """

    kind = models.CharField("вид", max_length=16, choices=SupportKind.choices)
    title = models.CharField("что", max_length=300)
    provider = models.CharField("кто оказывает", max_length=300, blank=True)
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, related_name="doses")
    planned_on = models.DateField("план: когда", null=True)
    planned_minutes = models.PositiveIntegerField("план: минут", null=True)
    state = models.CharField("состояние", max_length=12, choices=DoseState.choices, default=DoseState.PLANNED)
    delivered_on = models.DateField("факт: когда", null=True)
    delivered_minutes = models.PositiveIntegerField("факт: минут", null=True)
    participants = models.PositiveIntegerField("участников от школы", null=True)
    note = models.CharField("примечание", max_length=600, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("записано", default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "оказанная поддержка"
        verbose_name_plural = "журнал поддержки"
        default_related_name = "doses"
        ordering = ["planned_on", "pk"]

    def __str__(self) -> str:
        return self.title
