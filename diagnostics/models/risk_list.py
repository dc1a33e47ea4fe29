"""Lists of schools (перечень ШНОР) and their entries."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from diagnostics.enums import RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.models.rules import RuleSetVersion
from schools.models import School
from shnor_portal.accounts.models import OwnedModel, OwnedQuerySet, User
from shnor_portal.accounts.permissions import Permission

PUBLISHED_STATES = (RiskListState.APPROVED, RiskListState.ARCHIVED)
OPEN_STATES = (RiskListState.DRAFT, RiskListState.PROPOSED)


class RiskListQuerySet(OwnedQuerySet["RiskList"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_RISK_LISTS

    def visible_to(self, user: User) -> "RiskListQuerySet":
        """The department sees every list; a school's people see approved lists that their school stands in."""
        reach = user.reach_of(self.view_permission)
        rule = Q(municipality_id__in=reach.municipality_ids)
        if reach.school_ids:
            own = RiskListEntry.objects.filter(school_id__in=reach.school_ids, is_included=True)
            rule |= Q(state__in=PUBLISHED_STATES, approved_at__isnull=False, pk__in=own.values("risk_list_id"))
        return self.filter(rule)

    def approved(self) -> "RiskListQuerySet":
        """Lists in force."""
        return self.filter(state=RiskListState.APPROVED)

    def ever_approved(self) -> "RiskListQuerySet":
        """Lists in force now or once; an archived draft was never one."""
        return self.filter(state__in=PUBLISHED_STATES, approved_at__isnull=False)

    def open(self) -> "RiskListQuerySet":
        """Lists still being worked on."""
        return self.filter(state__in=OPEN_STATES)


class RiskList(OwnedModel):
    """A list of schools for a school year, from one origin. Lists of different origin never overwrite each other.

    `academic_year` is the year the list is in force, `results_year` the year its results come from.
    An approved list is frozen: rule version, inputs and entries, sealed by `snapshot_sha256`.
    `state_note` is why a person last turned the list back or took it out of force.
    """

    academic_year = models.PositiveSmallIntegerField("учебный год")
    results_year = models.PositiveSmallIntegerField("результаты за", null=True)
    origin = models.CharField("происхождение", max_length=16, choices=RiskListOrigin.choices)
    title = models.CharField("название", max_length=300)
    state = models.CharField("состояние", max_length=16, choices=RiskListState.choices, default=RiskListState.DRAFT)
    rule_version = models.ForeignKey(RuleSetVersion, on_delete=models.PROTECT, null=True, related_name="risk_lists")
    basis = models.CharField("реквизиты основания", max_length=600, blank=True)
    state_note = models.CharField("причина возврата или архивации", max_length=600, blank=True)
    inputs_sha256 = models.CharField("отпечаток исходных данных", max_length=64, blank=True)
    snapshot_sha256 = models.CharField("отпечаток утверждённого перечня", max_length=64, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("составлен", default=timezone.now)
    proposed_at = models.DateTimeField("предложен", null=True)
    approved_at = models.DateTimeField("утверждён", null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = RiskListQuerySet.as_manager()

    class Meta:
        verbose_name = "перечень"
        verbose_name_plural = "перечни"
        ordering = ["-academic_year", "-pk"]
        indexes = [models.Index(fields=["municipality", "academic_year", "origin"], name="list_by_year")]

    def __str__(self) -> str:
        return self.title


class RiskListEntryQuerySet(OwnedQuerySet["RiskListEntry"]):
    view_permission: ClassVar[Permission] = Permission.VIEW_RISK_LISTS

    def visible_to(self, user: User) -> "RiskListEntryQuerySet":
        """The department sees every entry; a school's people see their own, in approved lists."""
        reach = user.reach_of(self.view_permission)
        rule = Q(municipality_id__in=reach.municipality_ids)
        if reach.school_ids:
            rule |= Q(
                risk_list__state__in=PUBLISHED_STATES,
                risk_list__approved_at__isnull=False,
                school_id__in=reach.school_ids,
            )
        return self.filter(rule)

    def included(self) -> "RiskListEntryQuerySet":
        return self.filter(is_included=True)


class RiskListEntry(OwnedModel):
    """A school's place in a list: what the rule said, and what a person decided.

    `verdict` is the rule's word and never edited; `is_included` is the decision, and differs from the
    verdict only with a `decision_reason`. `reasons` holds the outcome of each procedure with its
    counts, threshold, interval and the result it was read from; `conditions` the clauses of the rule
    and whether each holds; `sensitivity` what single pupils could turn over. `flip_pupils` is the fewest
    pupils who would turn the verdict over, NULL when no number would or there was nothing to decide.
    `school_name` is the name as of the day of computing. `low_procedures` holds the codes of the low results,
    each between spaces, so that a list can be filtered by procedure in any database.
    """

    risk_list = models.ForeignKey(RiskList, on_delete=models.CASCADE, related_name="entries")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="risk_list_entries")
    verdict = models.CharField("вывод правила", max_length=16, choices=SchoolVerdict.choices)
    is_included = models.BooleanField("включена")
    decision_reason = models.CharField("основание решения", max_length=600, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("решение принято", null=True)
    school_name = models.CharField("название школы", max_length=300, blank=True)
    level = models.CharField("уровень", max_length=16, blank=True)
    level_title = models.CharField("уровень, словами", max_length=60, blank=True)
    low_count = models.PositiveSmallIntegerField("низких процедур", default=0)
    low_procedures = models.TextField("низкие процедуры", blank=True)
    data_count = models.PositiveSmallIntegerField("процедур с данными", default=0)
    missing_count = models.PositiveSmallIntegerField("процедур без данных", default=0)
    is_borderline = models.BooleanField("пограничный", default=False)
    flip_pupils = models.PositiveIntegerField("участников до перемены вывода", null=True)
    years_in_row = models.PositiveSmallIntegerField("лет подряд в перечне", default=0)
    explanation = models.TextField("объяснение", blank=True)
    reasons = models.JSONField("по процедурам", default=list)
    conditions = models.JSONField("условия правила", default=list)
    sensitivity = models.JSONField("запас прочности вывода", default=dict)

    objects = RiskListEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "запись перечня"
        verbose_name_plural = "записи перечней"
        ordering = ["risk_list_id", "-low_count", "school__name"]
        constraints = [models.UniqueConstraint(fields=["risk_list", "school"], name="school_once_in_list")]

    def __str__(self) -> str:
        return f"{self.school_name or self.school} — {SchoolVerdict(self.verdict).label}"

    @property
    def is_undecided(self) -> bool:
        """The data say too little, and nobody has decided yet."""
        return self.verdict == SchoolVerdict.UNKNOWN and not self.decision_reason

    @property
    def is_overruled(self) -> bool:
        """A person decided otherwise than the rule said."""
        return self.is_included != (self.verdict == SchoolVerdict.LISTED)
