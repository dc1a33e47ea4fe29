"""Handing a roadmap in: what was handed in, what the department answered, remarks pinned to rows."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from roadmaps.enums import SubmissionState
from roadmaps.models.roadmap import Measure, RoadmapOwnedModel, RoadmapOwnedQuerySet
from roadmaps.reference.reasons import REASONS, ReasonKind, reason_title
from roadmaps.rules.plan_text import LABELS


class RoadmapSubmission(RoadmapOwnedModel):
    """One handing-in with the whole text of that moment, so that the next one can be compared with it."""

    number = models.PositiveSmallIntegerField("номер сдачи")
    state = models.CharField("решение", max_length=12, choices=SubmissionState.choices, default=SubmissionState.WAITING)
    content = models.JSONField("содержание")
    content_sha256 = models.CharField("отпечаток содержания", max_length=64)
    note = models.CharField("сопроводительное слово", max_length=600, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("сдана", default=timezone.now)
    reason_codes = models.JSONField("причины возврата", default=list)
    comment = models.CharField("комментарий", max_length=2000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("решение принято", null=True)

    objects = RoadmapOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "сдача дорожной карты"
        verbose_name_plural = "сдачи дорожных карт"
        default_related_name = "submissions"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "number"], name="submission_number")]

    def __str__(self) -> str:
        return f"Сдача {self.number}"


class Remark(RoadmapOwnedModel):
    """A remark (замечание) of the department, pinned to a row or to the whole roadmap."""

    submission = models.ForeignKey(RoadmapSubmission, on_delete=models.CASCADE, related_name="remarks")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="remarks")
    field = models.CharField("столбец", max_length=24, blank=True)
    reason_code = models.CharField("причина", max_length=40, blank=True)
    text = models.CharField("замечание", max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField("написано", default=timezone.now)
    answer = models.CharField("ответ школы", max_length=600, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField("устранено", null=True)

    objects = RoadmapOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "замечание к карте"
        verbose_name_plural = "замечания к картам"
        default_related_name = "remarks"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def column_title(self) -> str:
        """The column it is pinned to, in words; empty for the whole row."""
        return LABELS.get(self.field, "")

    @property
    def reason_title(self) -> str:
        return reason_title(ReasonKind.ROADMAP_RETURN, self.reason_code) if self.reason_code else ""

    @property
    def reason_hint(self) -> str:
        """What to do about it, for the school."""
        item = REASONS[ReasonKind.ROADMAP_RETURN].get(self.reason_code)
        return item.hint if item else ""
