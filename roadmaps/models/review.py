"""The coordinator's monthly expert review (ежемесячная экспертиза) of a school."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from roadmaps.enums import RAG_TONES, CorrectionState, Rag, ReviewState
from roadmaps.models.case import CaseOwnedModel, CaseOwnedQuerySet
from roadmaps.models.roadmap import Measure
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission


class ReviewQuerySet(CaseOwnedQuerySet):
    """Reviews of schools in sight: the signed ones, and drafts for those who write them."""

    def visible_to(self, user: User) -> "ReviewQuerySet":
        writing = user.reach_of(Permission.CONDUCT_REVIEWS).municipality_ids
        signed = Q(state=ReviewState.SIGNED) | Q(municipality_id__in=writing)
        return super().visible_to(user).filter(signed)

    def signed(self) -> "ReviewQuerySet":
        return self.filter(state=ReviewState.SIGNED)


class CorrectionQuerySet(CaseOwnedQuerySet):
    """Corrections as their reviews: a school sees those of signed ones."""

    def visible_to(self, user: User) -> "CorrectionQuerySet":
        writing = user.reach_of(Permission.CONDUCT_REVIEWS).municipality_ids
        signed = Q(review__state=ReviewState.SIGNED) | Q(municipality_id__in=writing)
        return super().visible_to(user).filter(signed)

    def open(self) -> "CorrectionQuerySet":
        """What schools still owe, of signed reviews."""
        return self.filter(state=CorrectionState.OPEN, review__state=ReviewState.SIGNED)


class MonthlyReview(CaseOwnedModel):
    """A month of a school as the coordinator saw it. `month` is the first day of the month.

    `marks` maps a criterion's code to `{"mark": 0..2, "note": str}`; `done` of `due` measures with accepted evidence
    are counted when it is signed (P01) and stay as they were then.
    """

    month = models.DateField("месяц")
    state = models.CharField("состояние", max_length=8, choices=ReviewState.choices, default=ReviewState.DRAFT)
    checked = models.TextField("что проверено", blank=True)
    marks = models.JSONField("оценки по критериям", default=dict)
    remarks = models.TextField("замечания", blank=True)
    rag = models.CharField("общая оценка", max_length=8, choices=Rag.choices, blank=True)
    rag_reason = models.CharField("почему", max_length=600, blank=True)
    done = models.PositiveIntegerField("подтверждено мероприятий", null=True)
    due = models.PositiveIntegerField("должно быть выполнено", null=True)
    overdue = models.PositiveIntegerField("просрочено", null=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("начата", default=timezone.now)
    signed_at = models.DateTimeField("подписана", null=True)
    reopen_reason = models.CharField("почему открыта заново", max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "ежемесячная экспертиза"
        verbose_name_plural = "ежемесячные экспертизы"
        default_related_name = "reviews"
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["case", "month"], name="one_review_a_month")]

    def __str__(self) -> str:
        return f"Экспертиза {self.month:%m.%Y}"

    @property
    def rag_tone(self) -> str:
        return RAG_TONES[Rag(self.rag)] if self.rag else "nodata"


class ReviewCorrection(CaseOwnedModel):
    """A correction of measures that a review asks of the school."""

    review = models.ForeignKey(MonthlyReview, on_delete=models.CASCADE, related_name="corrections")
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, related_name="corrections")
    text = models.CharField("что исправить", max_length=600)
    due_on = models.DateField("срок", null=True)
    state = models.CharField("состояние", max_length=8, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    closed_at = models.DateTimeField("закрыта", null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closing_note = models.CharField("как исправлено", max_length=600, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "корректировка"
        verbose_name_plural = "корректировки"
        default_related_name = "corrections"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
