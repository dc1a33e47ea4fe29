"""Words around a case: the school's application, the interview and its minutes, concerns, notes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from roadmaps.enums import ApplicationState, ConcernState, InterviewState
from roadmaps.models.case import CaseOwnedModel, CaseOwnedQuerySet, SupportCase
from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class ApplicationQuerySet(OwnedQuerySet["Application"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_CASES
    school_path: ClassVar[str | None] = "school_id"

    def waiting(self) -> "ApplicationQuerySet":
        return self.filter(state=ApplicationState.SUBMITTED)


class Application(OwnedModel):
    """A school's application for support (fields: DOMAIN §6.3). An accepted one opens the case or joins it."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="applications")
    academic_year = models.PositiveSmallIntegerField("учебный год")
    headcount = models.PositiveIntegerField("контингент", null=True)
    problem_areas = models.JSONField("проблемные области", default=list)
    problems = models.TextField("проблемы")
    requested_support = models.JSONField("запрашиваемая поддержка", default=list)
    requested_measures = models.TextField("запрашиваемые меры", blank=True)
    self_diagnosis = models.TextField("самодиагностика", blank=True)
    contact_name = models.CharField("контактное лицо", max_length=200)
    contact = models.CharField("телефон или почта", max_length=120)
    state = models.CharField(
        "состояние", max_length=12, choices=ApplicationState.choices, default=ApplicationState.SUBMITTED
    )
    decision_reason = models.CharField("основание решения", max_length=600, blank=True)
    case = models.ForeignKey(SupportCase, on_delete=models.PROTECT, null=True, related_name="applications")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField("подана", default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("решение принято", null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "заявка школы"
        verbose_name_plural = "заявки школ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "school", "academic_year"],
                condition=models.Q(state=ApplicationState.SUBMITTED),
                name="one_waiting_application",
            )
        ]

    def __str__(self) -> str:
        return f"Заявка: {self.school}"


class Interview(CaseOwnedModel):
    """An interview with the school's management team: planned, then minuted (DOMAIN §6.3, протокол собеседования)."""

    state = models.CharField("состояние", max_length=12, choices=InterviewState.choices, default=InterviewState.PLANNED)
    planned_at = models.DateTimeField("назначено на")
    place = models.CharField("место", max_length=200, blank=True)
    agenda = models.JSONField("вопросы", default=list)
    participants = models.JSONField("участники", default=list)
    held_on = models.DateField("проведено", null=True)
    heard = models.TextField("заслушали", blank=True)
    problem_points = models.JSONField("проблемные точки", default=list)
    chaired_by = models.CharField("председатель", max_length=200, blank=True)
    minuted_by = models.CharField("протокол вёл", max_length=200, blank=True)
    cancel_reason = models.CharField("почему отменено", max_length=600, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "собеседование"
        verbose_name_plural = "собеседования"
        default_related_name = "interviews"
        ordering = ["planned_at", "pk"]

    def __str__(self) -> str:
        return f"Собеседование {timezone.localtime(self.planned_at):%d.%m.%Y}"


class InterviewDecision(CaseOwnedModel):
    """A decision of an interview with its term; it stands in calendars until it is done."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField("номер")
    text = models.CharField("решили", max_length=600)
    responsible = models.CharField("ответственный", max_length=300, blank=True)
    due_on = models.DateField("срок", null=True)
    done_on = models.DateField("исполнено", null=True)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "решение собеседования"
        verbose_name_plural = "решения собеседований"
        default_related_name = "decisions_of_case"
        ordering = ["interview_id", "position"]

    def __str__(self) -> str:
        return self.text


class Concern(CaseOwnedModel):
    """A concern (вопрос) about the school: raised, escalated to the head, resolved."""

    text = models.CharField("суть", max_length=600)
    state = models.CharField("состояние", max_length=12, choices=ConcernState.choices, default=ConcernState.OPEN)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField("поднят", default=timezone.now)
    escalated_at = models.DateTimeField("передан", null=True)
    escalation_reason = models.CharField("почему передан", max_length=600, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField("решён", null=True)
    resolution = models.CharField("как решён", max_length=600, blank=True)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "вопрос по школе"
        verbose_name_plural = "вопросы по школам"
        default_related_name = "concerns"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class CaseNote(CaseOwnedModel):
    """A note on a case. Of a restricted one others see that it is there, its author and day; opening it is logged."""

    text = models.TextField("текст")
    is_restricted = models.BooleanField("закрытая", default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("написана", default=timezone.now)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "заметка"
        verbose_name_plural = "заметки"
        default_related_name = "notes"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Заметка {self.created_at:%d.%m.%Y}"
