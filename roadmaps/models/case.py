"""The support case (случай поддержки) of a school in a school year, and who looks after it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from diagnostics.models import RiskList, RiskListEntry
from roadmaps.enums import (
    RAG_TONES,
    RISK_LEVEL_TONES,
    STAGE_TONES,
    AssignmentRole,
    CaseOutcome,
    CaseStage,
    ConclusionKind,
    EntryKind,
    Rag,
    RiskLevel,
)
from roadmaps.models.programme import RiskFactor, SupportFormat
from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.permissions import Permission


class CaseOwnedQuerySet(OwnedQuerySet):
    """Rows that hang on a case: who sees the case's school sees them."""

    view_permission: ClassVar[Permission] = Permission.VIEW_CASES
    school_path: ClassVar[str | None] = "case__school_id"


class CaseOwnedModel(OwnedModel):
    """A row of a case; rights are asked of the case's school."""

    case = models.ForeignKey("roadmaps.SupportCase", on_delete=models.CASCADE, verbose_name="случай поддержки")

    class Meta:
        abstract = True

    @property
    def scope_school_id(self) -> int | None:
        return self.case.school_id


class SupportCaseQuerySet(OwnedQuerySet["SupportCase"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_CASES
    school_path: ClassVar[str | None] = "school_id"

    def open(self) -> "SupportCaseQuerySet":
        return self.exclude(stage=CaseStage.CLOSED)

    def for_year(self, academic_year: int) -> "SupportCaseQuerySet":
        return self.filter(academic_year=academic_year)

    def running(self) -> "SupportCaseQuerySet":
        """Open cases that nobody has paused: the ones that deadlines and reminders concern."""
        return self.open().filter(paused_at__isnull=True)


class SupportCase(OwnedModel):
    """A school's year of support (DOMAIN §7.2). A school has one case a school year.

    `years_in_row` counts years on the list up to this one; from the second on a `support_format` must be chosen (seed
    programme §6.5). `rag` repeats the last signed review. While `paused_at` is set the case is read only. `closed_from`
    is the stage it was closed at, and where reopening leads. After an exit the school is watched for `watch_year`.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="support_cases")
    academic_year = models.PositiveSmallIntegerField("учебный год")
    stage = models.CharField("этап", max_length=24, choices=CaseStage.choices, default=CaseStage.CANDIDATE)
    stage_since = models.DateField("на этапе с")
    entry_kind = models.CharField("как вошла", max_length=16, choices=EntryKind.choices)
    entry = models.ForeignKey(RiskListEntry, on_delete=models.PROTECT, null=True, related_name="support_cases")
    years_in_row = models.PositiveSmallIntegerField("лет подряд в перечне", default=1)
    support_format = models.ForeignKey(SupportFormat, on_delete=models.PROTECT, null=True, related_name="cases")
    format_reason = models.CharField("почему такой формат", max_length=600, blank=True)
    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    curator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    rag = models.CharField("оценка месяца", max_length=8, choices=Rag.choices, blank=True)
    paused_at = models.DateTimeField("приостановлена", null=True)
    pause_reason = models.CharField("почему приостановлена", max_length=600, blank=True)
    outcome = models.CharField("итог", max_length=16, choices=CaseOutcome.choices, blank=True)
    closed_on = models.DateField("завершена", null=True)
    closed_from = models.CharField("этап до завершения", max_length=24, choices=CaseStage.choices, blank=True)
    closed_reason = models.CharField("основание завершения", max_length=600, blank=True)
    watch_year = models.PositiveSmallIntegerField("год наблюдения", null=True)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="following")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("открыта", default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SupportCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "случай поддержки"
        verbose_name_plural = "случаи поддержки"
        ordering = ["-academic_year", "school__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "school", "academic_year"], name="one_case_a_year"),
            models.CheckConstraint(
                name="closed_case_has_outcome",
                condition=~Q(stage=CaseStage.CLOSED) | (~Q(outcome="") & Q(closed_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "academic_year", "stage"], name="case_by_stage")]

    def __str__(self) -> str:
        return f"{self.school}, {self.academic_year}/{self.academic_year + 1}"

    @property
    def is_closed(self) -> bool:
        return self.stage == CaseStage.CLOSED

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def needs_format(self) -> bool:
        """The second year in a row has begun, and nobody has chosen how support changes."""
        return self.years_in_row > 1 and self.support_format_id is None

    @property
    def tone(self) -> str:
        return "neutral" if self.is_paused else STAGE_TONES[CaseStage(self.stage)]

    @property
    def rag_tone(self) -> str:
        return RAG_TONES[Rag(self.rag)] if self.rag else "nodata"


class CaseEvent(CaseOwnedModel):
    """A line of the case's history in words; the audit trail keeps the same act for the operator."""

    act = models.CharField("действие", max_length=40)
    stage_from = models.CharField("с этапа", max_length=24, choices=CaseStage.choices, blank=True)
    stage_to = models.CharField("на этап", max_length=24, choices=CaseStage.choices, blank=True)
    title = models.CharField("что произошло", max_length=300)
    text = models.CharField("подробности", max_length=600, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("когда", default=timezone.now)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "событие случая"
        verbose_name_plural = "история случаев"
        default_related_name = "events"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.title


class CaseAssignment(CaseOwnedModel):
    """Who looked after the case and since when; the case itself names the present ones."""

    role = models.CharField("роль", max_length=16, choices=AssignmentRole.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField("с")
    until = models.DateField("по", null=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        default_related_name = "assignments"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "role"], condition=Q(until__isnull=True), name="one_in_charge")
        ]

    def __str__(self) -> str:
        return f"{self.person} — {AssignmentRole(self.role).label}"


class CaseDeficit(CaseOwnedModel):
    """A deficit the case works on: for now a low procedure of the list, with the counts the list holds.

    `failed` of `participants` are copied from the sealed entry, so the figure stays what the decision rested on.
    """

    procedure = models.CharField("процедура", max_length=24)
    failed = models.PositiveIntegerField("не преодолели порог", null=True)
    participants = models.PositiveIntegerField("участников", null=True)
    results_year = models.PositiveSmallIntegerField("результаты за", null=True)
    note = models.CharField("пояснение", max_length=600, blank=True)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "дефицит"
        verbose_name_plural = "дефициты"
        default_related_name = "deficits"
        ordering = ["procedure"]
        constraints = [models.UniqueConstraint(fields=["case", "procedure"], name="deficit_once")]

    def __str__(self) -> str:
        return self.procedure


class CaseRisk(CaseOwnedModel):
    """A risk factor of the school: the officer's level with a reason, and the level verified with the school.

    DOMAIN §2.4, steps 1 and 2.
    """

    factor = models.ForeignKey(RiskFactor, on_delete=models.PROTECT, related_name="case_risks")
    level = models.CharField("значимость", max_length=8, choices=RiskLevel.choices)
    reason = models.CharField("обоснование", max_length=600)
    verified_level = models.CharField(
        "значимость после верификации", max_length=8, choices=RiskLevel.choices, blank=True
    )
    verified_reason = models.CharField("что показала верификация", max_length=600, blank=True)
    verified_on = models.DateField("верифицирован", null=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_chosen = models.BooleanField("выбран для работы", default=False)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "риск-фактор школы"
        verbose_name_plural = "рисковый профиль"
        default_related_name = "risks"
        ordering = ["factor__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "factor"], name="case_risk_once")]

    def __str__(self) -> str:
        return str(self.factor)

    @property
    def current_level(self) -> str:
        return self.verified_level or self.level

    @property
    def tone(self) -> str:
        return RISK_LEVEL_TONES[RiskLevel(self.current_level)]


class AntiRiskProgramme(CaseOwnedModel):
    """An anti-risk programme (антирисковая программа) for one chosen factor, fields of DOMAIN §2.4 step 5.

    Its measures are those of the school's roadmap that treat the factor.
    """

    risk = models.OneToOneField(CaseRisk, on_delete=models.CASCADE, related_name="programme")
    title = models.CharField("наименование", max_length=300)
    goal = models.TextField("цель")
    tasks = models.JSONField("задачи", default=list)
    target_indicators = models.JSONField("целевые показатели", default=list)
    methods = models.TextField("методы сбора информации", blank=True)
    period_wording = models.CharField("сроки реализации", max_length=200, blank=True)
    expected_results = models.JSONField("ожидаемые конечные результаты", default=list)
    executors = models.TextField("исполнители", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "антирисковая программа"
        verbose_name_plural = "антирисковые программы"
        default_related_name = "programmes"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Conclusion(CaseOwnedModel):
    """An expert's conclusion. `risk_list` is the engine run an exit rests on, with its verdict of that day."""

    kind = models.CharField("вид", max_length=8, choices=ConclusionKind.choices)
    text = models.TextField("заключение")
    effect = models.TextField("что изменилось", blank=True)
    recommendation = models.CharField("рекомендация", max_length=16, choices=CaseOutcome.choices, blank=True)
    risk_list = models.ForeignKey(RiskList, on_delete=models.PROTECT, null=True, related_name="+")
    engine_verdict = models.CharField("вывод правила", max_length=16, blank=True)
    figures = models.JSONField("показатели на момент заключения", default=list)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField("подписано", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "экспертное заключение"
        verbose_name_plural = "экспертные заключения"
        default_related_name = "conclusions"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="one_conclusion_a_kind")]

    def __str__(self) -> str:
        return f"Заключение ({ConclusionKind(self.kind).label})"
