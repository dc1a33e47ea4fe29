"""Annexes to work programmes (приложения к рабочим программам), and counts of pupils' individual routes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from diagnostics.enums import Subject
from roadmaps.enums import ANNEX_TONES, AnnexState, HoursSource
from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class AnnexQuerySet(OwnedQuerySet["ProgrammeAnnex"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_ANNEXES
    school_path: ClassVar[str | None] = "school_id"


class ProgrammeAnnex(OwnedModel):
    """An annex to a teacher's work programme for a school year (DOMAIN §6.3; seed programme §5, step 3).

    The administration opens it; the teacher is free to fill it in (the law lets nobody be made to). `rows` are the
    topics: `{"skill", "topic", "lessons", "hours", "assessment"}`; hours are whole academic hours. `association_reader`
    and `deputy_reader` are the persons of the approval; without a deputy it goes from the association to the head.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="annexes")
    academic_year = models.PositiveSmallIntegerField("учебный год")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="annexes")
    subject = models.CharField("предмет", max_length=8, choices=Subject.choices)
    class_group = models.CharField("класс", max_length=12)
    procedure = models.CharField("процедура", max_length=24, blank=True)
    skills = models.JSONField("несформированные умения", default=list)
    rows = models.JSONField("темы", default=list)
    hours_source = models.CharField("источник часов", max_length=16, choices=HoursSource.choices, blank=True)
    note = models.TextField("пояснение", blank=True)
    state = models.CharField("состояние", max_length=12, choices=AnnexState.choices, default=AnnexState.DRAFT)
    state_note = models.CharField("замечание", max_length=600, blank=True)
    association = models.CharField("методическое объединение", max_length=200, blank=True)
    association_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    deputy_reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    association_on = models.DateField("рассмотрено на ШМО", null=True)
    association_protocol = models.CharField("протокол ШМО", max_length=60, blank=True)
    deputy_on = models.DateField("согласовано заместителем", null=True)
    approved_on = models.DateField("утверждено", null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    site_url = models.URLField("страница на сайте", max_length=500, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("открыто", default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = "приложение к рабочей программе"
        verbose_name_plural = "приложения к рабочим программам"
        ordering = ["-academic_year", "subject", "class_group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "academic_year", "teacher", "subject", "class_group"], name="annex_once"
            )
        ]

    def __str__(self) -> str:
        return f"{Subject(self.subject).label}, {self.class_group} класс"

    @property
    def hours(self) -> int:
        return sum(int(row.get("hours") or 0) for row in self.rows)

    @property
    def tone(self) -> str:
        return ANNEX_TONES[AnnexState(self.state)]


class PupilRoutesQuerySet(OwnedQuerySet["PupilRoutes"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_ANNEXES
    school_path: ClassVar[str | None] = "school_id"


class PupilRoutes(OwnedModel):
    """How many pupils of a grade have an individual route in a subject, and how many finished it; never names."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="pupil_routes")
    academic_year = models.PositiveSmallIntegerField("учебный год")
    grade = models.PositiveSmallIntegerField("параллель")
    subject = models.CharField("предмет", max_length=8, choices=Subject.choices)
    opened = models.PositiveIntegerField("маршрутов открыто")
    finished = models.PositiveIntegerField("маршрутов завершено", default=0)
    as_of = models.DateField("на дату")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = PupilRoutesQuerySet.as_manager()

    class Meta:
        verbose_name = "маршруты обучающихся"
        verbose_name_plural = "маршруты обучающихся"
        ordering = ["grade", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["school", "academic_year", "grade", "subject"], name="routes_once"),
            models.CheckConstraint(name="routes_finished_of_opened", condition=Q(finished__lte=F("opened"))),
            models.CheckConstraint(name="routes_grade", condition=Q(grade__gte=1, grade__lte=11)),
        ]

    def __str__(self) -> str:
        return f"{self.grade} класс, {Subject(self.subject).label}: {self.finished} из {self.opened}"
