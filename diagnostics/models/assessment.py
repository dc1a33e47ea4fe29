"""Assessments and their results: by school, and by pupil under a code."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.procedures import ProcedureKey
from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class Assessment(models.Model):
    """One procedure of one school year (оценочная процедура): shared by all municipalities, owned by none."""

    kind = models.CharField("процедура", max_length=8, choices=AssessmentKind.choices)
    grade = models.PositiveSmallIntegerField("класс программы")
    subject = models.CharField("предмет", max_length=8, choices=Subject.choices)
    level = models.CharField("уровень", max_length=8, choices=Level.choices, blank=True, default="")
    academic_year = models.PositiveSmallIntegerField("учебный год")
    procedure = models.CharField("код процедуры", max_length=32, editable=False)

    class Meta:
        verbose_name = "оценочная процедура"
        verbose_name_plural = "оценочные процедуры"
        ordering = ["-academic_year", "kind", "grade", "subject", "level"]
        constraints = [models.UniqueConstraint(fields=["procedure", "academic_year"], name="assessment_once")]

    def __str__(self) -> str:
        return f"{self.key.title}, {self.academic_year}/{self.academic_year + 1}"

    @property
    def key(self) -> ProcedureKey:
        return ProcedureKey(AssessmentKind(self.kind), self.grade, Subject(self.subject), Level(self.level))


class AssessmentResultQuerySet(OwnedQuerySet["AssessmentResult"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_RESULTS
    school_path: ClassVar[str | None] = "school_id"

    def current(self) -> "AssessmentResultQuerySet":
        """Results in force: not replaced by a later import and not taken back."""
        return self.filter(is_current=True)

    def for_year(self, academic_year: int) -> "AssessmentResultQuerySet":
        return self.filter(assessment__academic_year=academic_year)


class AssessmentResult(OwnedModel):
    """A school's counts in one assessment, from one import batch.

    Rows are never rewritten: a later import adds a row and takes `is_current` from the earlier one;
    undoing that import gives it back. `participants` ≥ 0; `marks_2`…`marks_5` are NULL where the source has
    no marks; `failed` is NULL until a threshold is known. `score_sum` is over `scored` participants.
    `percents` keeps the shares as the source printed them; `distribution` maps score → participants.
    `content_sha256` covers figures and pupil rows in whatever order, so that the same content is known again.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="results", verbose_name="школа")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="results")
    batch = models.ForeignKey("imports.ImportBatch", on_delete=models.PROTECT, related_name="results")
    is_current = models.BooleanField("действует", default=True)
    replaced_by = models.ForeignKey("imports.ImportBatch", on_delete=models.PROTECT, null=True, related_name="+")
    participants = models.PositiveIntegerField("участников")
    marks_2 = models.PositiveIntegerField("«2»", null=True)
    marks_3 = models.PositiveIntegerField("«3»", null=True)
    marks_4 = models.PositiveIntegerField("«4»", null=True)
    marks_5 = models.PositiveIntegerField("«5»", null=True)
    failed = models.PositiveIntegerField("не преодолели порог", null=True)
    score_sum = models.PositiveBigIntegerField("сумма баллов", null=True)
    scored = models.PositiveIntegerField("участников с баллом", null=True)
    max_score = models.PositiveSmallIntegerField("наибольший балл", null=True)
    distribution = models.JSONField("распределение баллов", default=dict)
    percents = models.JSONField("доли в источнике", default=dict)
    journal = models.JSONField("сравнение с журналом", default=dict)
    tasks = models.JSONField("выполнение заданий", default=list)
    flags = models.JSONField("пометки", default=list)
    content_sha256 = models.CharField("отпечаток содержания", max_length=64, blank=True, default="")
    sheet = models.CharField("лист", max_length=64, blank=True)
    row_from = models.PositiveIntegerField("строка с")
    row_to = models.PositiveIntegerField("строка по")

    objects = AssessmentResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат школы"
        verbose_name_plural = "результаты школ"
        ordering = ["assessment_id", "school_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "school", "assessment"], condition=Q(is_current=True), name="one_current_result"
            )
        ]
        indexes = [models.Index(fields=["municipality", "assessment"], name="result_by_assessment")]

    def __str__(self) -> str:
        return f"{self.school}: {self.assessment}"


class PupilResultQuerySet(OwnedQuerySet["PupilResult"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_PUPIL_RESULTS
    school_path: ClassVar[str | None] = "result__school_id"


class PupilResult(OwnedModel):
    """One participant of a ВПР under a five-digit code; the name stays in the school's own protocol.

    In force exactly while its `result` is. `tasks` lists points per task, null where not done.
    """

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    result = models.ForeignKey(AssessmentResult, on_delete=models.CASCADE, related_name="pupils", db_index=False)
    pupil_code = models.CharField("код участника", max_length=16)
    class_group = models.CharField("класс", max_length=16, blank=True)
    variant = models.CharField("вариант", max_length=16, blank=True)
    primary_score = models.PositiveSmallIntegerField("первичный балл", null=True)
    mark = models.PositiveSmallIntegerField("отметка", null=True)
    journal_mark = models.PositiveSmallIntegerField("отметка по журналу", null=True)
    tasks = models.JSONField("баллы за задания", default=list)
    sheet_number = models.PositiveSmallIntegerField("номер листа", default=1)
    row = models.PositiveIntegerField("строка")

    objects = PupilResultQuerySet.as_manager()

    class Meta:
        verbose_name = "результат участника"
        verbose_name_plural = "результаты участников"
        ordering = ["result_id", "row"]
        constraints = [models.UniqueConstraint(fields=["result", "sheet_number", "row"], name="pupil_row_once")]

    def __str__(self) -> str:
        return self.pupil_code
