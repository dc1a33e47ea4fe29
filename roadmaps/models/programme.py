"""What a municipality sets for its programme: reference books, the template of the year, terms and days off."""

from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from roadmaps.enums import Audience
from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet, User
from shnor_portal.accounts.permissions import Permission

ModelT = TypeVar("ModelT", bound=models.Model)


class SharedInCityQuerySet(OwnedQuerySet[ModelT]):
    """Rows of the department that schools read too: whoever holds the permission anywhere in the city sees them."""

    def visible_to(self, user: User) -> Self:
        reach = user.reach_of(self.view_permission)
        rule = Q(municipality_id__in=reach.municipality_ids)
        if reach.school_ids:
            homes = School.objects.filter(pk__in=reach.school_ids).values("municipality_id")
            rule |= Q(municipality_id__in=homes)
        return self.filter(rule)


class ProgrammeSettingsQuerySet(SharedInCityQuerySet["ProgrammeSettings"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_CALENDAR


class ProgrammeSettings(OwnedModel):
    """Terms of the programme in one municipality; without a row the defaults of `selectors.programme` hold.

    `day_overrides` maps an ISO day to «off» or «work»; `term_ends` are pairs [month, day]; `roadmap_due` is the day by
    which schools hand their roadmaps in (seed programme §6.4: November), `reminder_days` how long before a term people
    are reminded; `escalation_days` after how many working days of lateness the department's head is told.
    """

    day_overrides = models.JSONField("выходные и рабочие дни", default=dict, blank=True)
    term_ends = models.JSONField("окончания четвертей", default=list, blank=True)
    roadmap_due = models.JSONField("срок сдачи дорожных карт", default=list, blank=True)
    reminder_days = models.JSONField("напоминать за, дней", default=list, blank=True)
    escalation_days = models.PositiveSmallIntegerField("сообщать руководителю через, рабочих дней", default=5)
    has_deputies = models.BooleanField("приложения визирует заместитель", default=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = "настройки программы"
        verbose_name_plural = "настройки программы"
        constraints = [models.UniqueConstraint(fields=["municipality"], name="one_programme_settings")]

    def __str__(self) -> str:
        return f"Настройки программы: {self.municipality}"


class RiskFactorQuerySet(SharedInCityQuerySet["RiskFactor"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_CASES

    def active(self) -> "RiskFactorQuerySet":
        return self.filter(is_active=True)


class RiskFactor(OwnedModel):
    """A risk factor of the school's risk profile (DOMAIN §2.2): the federal ones, and the department's own.

    A factor once used keeps its code; `edition` says where it comes from.
    """

    code = models.CharField("код", max_length=40)
    number = models.PositiveSmallIntegerField("номер")
    title = models.CharField("название", max_length=300)
    description = models.TextField("описание", blank=True)
    edition = models.CharField("редакция", max_length=60, blank=True)
    is_active = models.BooleanField("действует", default=True)

    objects = RiskFactorQuerySet.as_manager()

    class Meta:
        verbose_name = "риск-фактор"
        verbose_name_plural = "риск-факторы"
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="risk_factor_code")]

    def __str__(self) -> str:
        return self.title


class SupportFormatQuerySet(SharedInCityQuerySet["SupportFormat"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_CASES

    def active(self) -> "SupportFormatQuerySet":
        return self.filter(is_active=True)


class SupportFormat(OwnedModel):
    """A format of support (DOMAIN §7.2). A second year on the list demands the choice of one."""

    code = models.CharField("код", max_length=40)
    title = models.CharField("название", max_length=300)
    description = models.TextField("описание", blank=True)
    for_second_year = models.BooleanField("для второго года подряд", default=False)
    is_active = models.BooleanField("действует", default=True)

    objects = SupportFormatQuerySet.as_manager()

    class Meta:
        verbose_name = "формат поддержки"
        verbose_name_plural = "форматы поддержки"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="support_format_code")]

    def __str__(self) -> str:
        return self.title


class TypicalMeasureQuerySet(SharedInCityQuerySet["TypicalMeasure"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_ROADMAPS

    def active(self) -> "TypicalMeasureQuerySet":
        return self.filter(is_active=True)


class TypicalMeasure(OwnedModel):
    """A measure of the library. `risk_factors` are codes of factors, `deficits` subject or procedure-kind codes.

    `period_wording` names no year, so that it fits any school year; `for_city` marks measures of the city's roadmap.
    """

    code = models.CharField("код", max_length=40)
    title = models.CharField("мероприятие", max_length=600)
    section_title = models.CharField("раздел", max_length=300, blank=True)
    risk_factors = models.JSONField("риск-факторы", default=list, blank=True)
    deficits = models.JSONField("дефициты", default=list, blank=True)
    period_wording = models.CharField("срок", max_length=200, blank=True)
    responsible = models.CharField("ответственные", max_length=600, blank=True)
    expected_result = models.TextField("ожидаемый результат", blank=True)
    indicator = models.CharField("показатель", max_length=16, blank=True)
    indicator_text = models.CharField("показатель, словами", max_length=300, blank=True)
    evidence_hint = models.CharField("чем подтвердить", max_length=300, blank=True)
    for_city = models.BooleanField("для карты города", default=False)
    is_active = models.BooleanField("действует", default=True)

    objects = TypicalMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "типовое мероприятие"
        verbose_name_plural = "типовые мероприятия"
        ordering = ["section_title", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="typical_measure_code")]

    def __str__(self) -> str:
        return self.title


class ObligationQuerySet(SharedInCityQuerySet["Obligation"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_CALENDAR

    def active(self) -> "ObligationQuerySet":
        return self.filter(is_active=True)


class Obligation(OwnedModel):
    """A line of the template of the school year (DOMAIN §7.1): data, not code.

    `rule` is the plain form of a rule of `roadmaps.reference.obligations`: a window, a monthly day, quarters, months.
    """

    code = models.CharField("код", max_length=40)
    title = models.CharField("что делается", max_length=300)
    details = models.TextField("пояснение", blank=True)
    audience = models.CharField("кто", max_length=20, choices=Audience.choices)
    rule = models.JSONField("когда", default=dict)
    basis = models.CharField("основание", max_length=300, blank=True)
    reminder_days = models.JSONField("напоминать за, дней", default=list, blank=True)
    is_active = models.BooleanField("действует", default=True)
    version = models.PositiveIntegerField(default=1)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = "обязанность года"
        verbose_name_plural = "календарь обязанностей"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code", "audience"], name="obligation_code")]

    def __str__(self) -> str:
        return self.title


class ObligationDoneQuerySet(OwnedQuerySet["ObligationDone"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_CALENDAR
    school_path: ClassVar[str | None] = "school_id"


class ObligationDone(OwnedModel):
    """Somebody ticked one occurrence of an obligation off; for the whole department, or for one school."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="done_marks")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("срок")
    note = models.CharField("примечание", max_length=300, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField("отмечено", default=timezone.now)

    objects = ObligationDoneQuerySet.as_manager()

    class Meta:
        verbose_name = "отметка о выполнении"
        verbose_name_plural = "отметки о выполнении"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "obligation", "due_on", "school"], name="obligation_done_once_by_school"
            ),
            models.UniqueConstraint(
                fields=["municipality", "obligation", "due_on"],
                condition=Q(school__isnull=True),
                name="obligation_done_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.due_on:%d.%m.%Y}"


class CalendarFeedQuerySet(OwnedQuerySet["CalendarFeed"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_CALENDAR

    def visible_to(self, user: User) -> "CalendarFeedQuerySet":
        """A person's own only: an address of a feed is a key."""
        return self.filter(user_id=user.pk)

    def in_force(self) -> "CalendarFeedQuerySet":
        return self.filter(revoked_at__isnull=True)


class CalendarFeed(OwnedModel):
    """A secret address of a person's calendar for her phone. Only the fingerprint of the key is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    title = models.CharField("название", max_length=120)
    key_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("создана", default=timezone.now)
    last_used_on = models.DateField("читали", null=True)
    revoked_at = models.DateTimeField("отозвана", null=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "подписка на календарь"
        verbose_name_plural = "подписки на календарь"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class ReminderRunQuerySet(OwnedQuerySet["ReminderRun"]):
    view_permission: ClassVar[Permission] = Permission.MANAGE_PROGRAMME


class ReminderRun(OwnedModel):
    """One day's telling of a municipality: the row that makes it happen once.

    `covers_until` is the first day that this telling left to the next one.
    """

    day = models.DateField("день")
    covers_until = models.DateField("охвачено до")
    messages = models.PositiveIntegerField("сообщений", default=0)
    ran_at = models.DateTimeField("когда", default=timezone.now)

    objects = ReminderRunQuerySet.as_manager()

    class Meta:
        verbose_name = "рассылка напоминаний"
        verbose_name_plural = "рассылки напоминаний"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["municipality", "day"], name="one_reminder_run_a_day")]

    def __str__(self) -> str:
        return f"Напоминания {self.day:%d.%m.%Y}"
