"""Roadmaps (дорожные карты) of the city and of schools: sections, measures, and every edit of them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from roadmaps.enums import MEASURE_TONES, ROADMAP_TONES, EditKind, MeasureState, RoadmapState, SiteState
from roadmaps.lifecycle import OPEN_MEASURES, ROADMAP_IN_FORCE
from roadmaps.models.case import CaseDeficit, CaseRisk, SupportCase
from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet, User
from shnor_portal.accounts.permissions import Permission


def homes_of(school_ids: frozenset[int]) -> models.QuerySet[School, int]:
    """Municipalities of the schools, for a subquery."""
    return School.objects.filter(pk__in=school_ids).values_list("municipality_id", flat=True)


class RoadmapQuerySet(OwnedQuerySet["Roadmap"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_ROADMAPS

    def visible_to(self, user: User) -> "RoadmapQuerySet":
        """The department sees all; a school's people see their school's, and their city's once it is in force."""
        reach = user.reach_of(self.view_permission)
        rule = Q(municipality_id__in=reach.municipality_ids)
        if reach.school_ids:
            rule |= Q(school_id__in=reach.school_ids)
            rule |= Q(school__isnull=True, state__in=ROADMAP_IN_FORCE, municipality_id__in=homes_of(reach.school_ids))
        return self.filter(rule)

    def for_year(self, academic_year: int) -> "RoadmapQuerySet":
        return self.filter(academic_year=academic_year)

    def of_city(self) -> "RoadmapQuerySet":
        return self.filter(school__isnull=True)

    def of_schools(self) -> "RoadmapQuerySet":
        return self.filter(school__isnull=False)

    def in_force(self) -> "RoadmapQuerySet":
        return self.filter(state__in=ROADMAP_IN_FORCE)


class Roadmap(OwnedModel):
    """A roadmap for a school year: of a school, or of the city when `school` is NULL.

    `revision` counts edits and tells editors whether they are looking at the newest text; `version` guards acts of the
    life cycle. `due_on` is the day it must be handed in. `number` and `adopted_on` are of the act that approved it.
    `abbreviations` are the author's own words for short ones that no dictionary knows, or that mean another thing here.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="roadmaps")
    case = models.OneToOneField(SupportCase, on_delete=models.PROTECT, null=True, related_name="roadmap")
    academic_year = models.PositiveSmallIntegerField("учебный год")
    title = models.CharField("название", max_length=600)
    goals = models.JSONField("цели", default=list)
    tasks = models.JSONField("задачи", default=list)
    abbreviations = models.JSONField("сокращения", default=dict)
    state = models.CharField("состояние", max_length=12, choices=RoadmapState.choices, default=RoadmapState.DRAFT)
    state_note = models.CharField("примечание к состоянию", max_length=600, blank=True)
    due_on = models.DateField("срок сдачи", null=True)
    submitted_at = models.DateTimeField("сдана", null=True)
    agreed_at = models.DateTimeField("согласована", null=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("утверждена", null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField("номер акта", max_length=32, blank=True)
    adopted_on = models.DateField("дата акта", null=True)
    site_url = models.URLField("страница на сайте школы", max_length=500, blank=True)
    site_state = models.CharField(
        "проверка страницы", max_length=12, choices=SiteState.choices, default=SiteState.UNCHECKED
    )
    site_checked_at = models.DateTimeField("страница проверена", null=True)
    site_sha256 = models.CharField("отпечаток страницы", max_length=64, blank=True)
    published_on = models.DateField("опубликована", null=True)
    source = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("создана", default=timezone.now)
    changed_at = models.DateTimeField("изменена", default=timezone.now)
    revision = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "дорожная карта"
        verbose_name_plural = "дорожные карты"
        ordering = ["-academic_year", "school__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "academic_year", "school"], name="one_school_roadmap_a_year"
            ),
            models.UniqueConstraint(
                fields=["municipality", "academic_year"],
                condition=Q(school__isnull=True),
                name="one_city_roadmap_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_of_city(self) -> bool:
        return self.school_id is None

    @property
    def is_in_force(self) -> bool:
        return self.state in ROADMAP_IN_FORCE

    @property
    def tone(self) -> str:
        return ROADMAP_TONES[RoadmapState(self.state)]


class RoadmapOwnedQuerySet(OwnedQuerySet):
    """Rows of a roadmap: who sees the roadmap sees them."""

    view_permission: ClassVar[Permission] = Permission.VIEW_ROADMAPS

    def visible_to(self, user: User) -> "RoadmapOwnedQuerySet":
        return self.filter(roadmap__in=Roadmap.objects.visible_to(user))


class RoadmapOwnedModel(OwnedModel):
    """A row of a roadmap; rights are asked of the roadmap's school."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, verbose_name="дорожная карта")

    class Meta:
        abstract = True

    @property
    def scope_school_id(self) -> int | None:
        return self.roadmap.school_id


class RoadmapSection(RoadmapOwnedModel):
    """A section (раздел). Its Roman number is its place; `is_removed` keeps it for undo."""

    position = models.PositiveIntegerField("место")
    title = models.CharField("название", max_length=600)
    is_removed = models.BooleanField("удалён", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = RoadmapOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "раздел"
        verbose_name_plural = "разделы"
        default_related_name = "sections"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class MeasureQuerySet(RoadmapOwnedQuerySet):
    def live(self) -> "MeasureQuerySet":
        """Rows that stand in the plan."""
        return self.filter(is_removed=False)

    def open(self) -> "MeasureQuerySet":
        """Not yet reported as done, and not taken off."""
        return self.live().filter(state__in=OPEN_MEASURES)


class Measure(RoadmapOwnedModel):
    """A measure (мероприятие): what, when as people wrote it, who, what comes of it, and what it is for.

    `period_wording` is printed as typed; kind, days, intervals and recurrence are what `roadmaps.periods` read from
    it, and `due_days` the days by which each turn of it is due, inside the school year; `due_on` is the last of them.
    `indicator` and `procedure` are codes of the catalogue; `baseline` and `target` are printed as typed. The printed
    number is made from its place; `source_number` is what an imported plan printed. `key` is chosen by the editor that
    made the row, so that a repeated request makes no second one.
    """

    key = models.UUIDField("ключ", default=uuid.uuid4, unique=True, editable=False)
    section = models.ForeignKey(RoadmapSection, on_delete=models.PROTECT, null=True, related_name="measures")
    position = models.PositiveIntegerField("место")
    title = models.TextField("мероприятие", blank=True)
    period_wording = models.CharField("срок", max_length=300, blank=True)
    period_kind = models.CharField("вид срока", max_length=16, default="empty")
    starts_on = models.DateField("начало", null=True)
    due_on = models.DateField("срок до", null=True)
    due_days = models.JSONField("сроки", default=list)
    intervals = models.JSONField("промежутки", default=list)
    recurrence = models.CharField("повторение", max_length=16, blank=True)
    responsible = models.TextField("ответственные", blank=True)
    responsible_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="measures"
    )
    expected_result = models.TextField("ожидаемый результат", blank=True)
    indicator = models.CharField("показатель", max_length=16, blank=True)
    procedure = models.CharField("процедура", max_length=24, blank=True)
    indicator_text = models.CharField("показатель, словами", max_length=300, blank=True)
    baseline = models.CharField("базовое значение", max_length=60, blank=True)
    target = models.CharField("целевое значение", max_length=60, blank=True)
    evidence_hint = models.CharField("чем подтвердить", max_length=300, blank=True)
    footnote = models.TextField("сноска", blank=True)
    source_number = models.CharField("номер в исходном плане", max_length=16, blank=True)
    typical_code = models.CharField("типовое мероприятие", max_length=40, blank=True)
    city_measure = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="school_measures")
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    is_removed = models.BooleanField("удалено", default=False)
    state = models.CharField("состояние", max_length=12, choices=MeasureState.choices, default=MeasureState.PLANNED)
    state_note = models.CharField("примечание к состоянию", max_length=600, blank=True)
    done_on = models.DateField("выполнено", null=True)
    confirmed_on = models.DateField("подтверждено", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        default_related_name = "measures"
        ordering = ["section__position", "position", "pk"]
        indexes = [
            models.Index(fields=["municipality", "due_on"], name="measure_by_term"),
            models.Index(fields=["roadmap", "position"], name="measure_in_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "city_measure"], condition=Q(city_measure__isnull=False), name="cascaded_once"
            )
        ]

    def __str__(self) -> str:
        return self.title or "Новое мероприятие"

    @property
    def tone(self) -> str:
        return MEASURE_TONES[MeasureState(self.state)]


class MeasureAim(RoadmapOwnedModel):
    """What a measure treats: a deficit or a risk factor of the case, exactly one of the two."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="aims")
    deficit = models.ForeignKey(CaseDeficit, on_delete=models.CASCADE, null=True, related_name="aims")
    risk = models.ForeignKey(CaseRisk, on_delete=models.CASCADE, null=True, related_name="aims")

    objects = RoadmapOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "цель мероприятия"
        verbose_name_plural = "цели мероприятий"
        default_related_name = "aims"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="aim_is_one_thing", condition=Q(deficit__isnull=True) ^ Q(risk__isnull=True)),
            models.UniqueConstraint(fields=["measure", "deficit"], name="aim_deficit_once"),
            models.UniqueConstraint(fields=["measure", "risk"], name="aim_risk_once"),
        ]

    def __str__(self) -> str:
        return str(self.deficit or self.risk)


class RoadmapEdit(RoadmapOwnedModel):
    """One step of editing: what was, what became, who and when. Nothing typed is lost, every step can be undone.

    `row` is the key of the measure or section, `table` tells which; `undoes` marks a step that takes another one back.
    """

    revision = models.PositiveIntegerField("номер правки")
    kind = models.CharField("вид", max_length=8, choices=EditKind.choices)
    table = models.CharField("таблица", max_length=8)
    row = models.BigIntegerField("строка", null=True)
    field = models.CharField("поле", max_length=24, blank=True)
    before = models.JSONField("было", null=True)
    after = models.JSONField("стало", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("когда", default=timezone.now)
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="undone_by")

    objects = RoadmapOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "правка"
        verbose_name_plural = "правки"
        default_related_name = "edits"
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "revision"], name="edit_revision")]

    def __str__(self) -> str:
        return f"{EditKind(self.kind).label} № {self.revision}"
