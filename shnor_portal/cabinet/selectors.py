"""What a person's first page shows: what waits for her, what happened, and where to go next."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from diagnostics.enums import AssessmentKind, RiskListState
from diagnostics.models import AssessmentResult, RiskList, RiskListEntry
from diagnostics.procedures import ProcedureKey
from reports.enums import OrderState
from reports.models import Order
from roadmaps.enums import ConcernState, RoadmapState
from roadmaps.models import Application, Concern, Roadmap
from roadmaps.selectors.evidence_queue import evidence_queue
from schools.models import School
from shnor_portal.accounts.models import Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.models import AuditEntry
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.jobs.models import Job, JobState

Queue = tuple[Permission, str, QuerySet[Any], str, str]
"""Who answers for it, what it is, its rows, why it matters, where it is done."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the person: what, how many, why it matters and where to do it."""

    title: str
    count: int
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many schools have results of a procedure, by school year (in the order of `years`)."""

    procedure: str
    title: str
    counts: list[int | None]


def waiting_for(user: User, municipality: Municipality) -> list[Waiting]:
    """Open ends of the department's work, the most pressing first; empty kinds are left out."""
    found: list[Queue] = [
        (
            Permission.IMPORT_DATA,
            "Загрузки проверены и ждут применения",
            ImportBatch.objects.visible_to(user).of(municipality).filter(state=BatchState.CHECKED),
            "Пока загрузка не применена, её цифр нет ни в показателях, ни в перечне.",
            reverse("imports:list") + "?state=checked",
        ),
        (
            Permission.APPROVE_RISK_LIST,
            "Перечни ждут утверждения",
            RiskList.objects.visible_to(user).of(municipality).filter(state=RiskListState.PROPOSED),
            "После утверждения перечень замораживается и школы узнают о нём.",
            reverse("diagnostics:lists") + "?state=proposed",
        ),
        (
            Permission.PREPARE_ORDERS,
            "Проекты приказов без номера и даты",
            Order.objects.visible_to(user).of(municipality).filter(state=OrderState.DRAFT),
            "До регистрации документ печатается с пометкой «ПРОЕКТ».",
            reverse("reports:orders") + "?state=draft",
        ),
        (
            Permission.VIEW_JOBS,
            "Задания не выполнены",
            Job.objects.visible_to(user).of(municipality).filter(state=JobState.FAILED),
            "У каждого указана причина; большинство можно повторить.",
            reverse("jobs:list") + "?state=failed",
        ),
    ]
    mine = [row for row in (*found, *_road_queues(user, municipality)) if user.has_perm(row[0])]
    counted = [Waiting(title, rows.count(), why, url) for _, title, rows, why, url in mine]
    return [item for item in counted if item.count]


def _road_queues(user: User, municipality: Municipality) -> list[Queue]:
    """What schools have handed in and somebody must answer."""
    roadmaps = Roadmap.objects.visible_to(user).of(municipality)
    queue = reverse("roadmaps:queue")
    return [
        (
            Permission.EDIT_ROADMAPS,
            "Дорожные карты возвращены на доработку",
            roadmaps.of_schools().filter(state=RoadmapState.RETURNED),
            "Замечания видны у строк плана.",
            reverse("roadmaps:roadmaps") + "?state=returned",
        ),
        (
            Permission.MANAGE_CASES,
            "Заявки школ ждут решения",
            Application.objects.visible_to(user).of(municipality).waiting(),
            "Школа просит помощи сама; ответ она получит сразу.",
            reverse("roadmaps:applications") + "?state=submitted",
        ),
        (
            Permission.REVIEW_ROADMAPS,
            "Дорожные карты на рассмотрении",
            roadmaps.of_schools().filter(state=RoadmapState.SUBMITTED),
            "Пока карта на рассмотрении, школа её не правит.",
            f"{queue}?state=submitted",
        ),
        (
            Permission.APPROVE_ROADMAPS,
            "Согласованные карты ждут утверждения",
            roadmaps.of_schools().filter(state=RoadmapState.AGREED),
            "С утверждения карты начинается реализация.",
            f"{queue}?state=agreed",
        ),
        (
            Permission.CHECK_EVIDENCE,
            "Подтверждения на проверке",
            evidence_queue(user, municipality),
            "Без принятого подтверждения мероприятие не подтвердить.",
            reverse("roadmaps:evidence_queue"),
        ),
        (
            Permission.DECIDE_EXIT,
            "Вопросы по школам переданы руководителю",
            Concern.objects.visible_to(user).of(municipality).filter(state=ConcernState.ESCALATED),
            "Школа и координатор сами их не решат.",
            reverse("roadmaps:cases") + "?ordering=-concerns",
        ),
    ]


@dataclass(frozen=True, slots=True)
class ListSummary:
    """An approved list in figures: `included` of the `schools` that are open or were considered by the rule."""

    risk_list: RiskList
    included: int
    schools: int


def lists_in_force(user: User, municipality: Municipality) -> list[ListSummary]:
    """Approved lists of the latest school year that has any: one of each origin, side by side.

    A computed list counts against the schools its rule considered; a list entered from an order names only its own
    schools, so it counts against the open schools of the municipality.
    """
    approved = RiskList.objects.visible_to(user).of(municipality).approved().order_by("-academic_year", "origin")
    newest = approved.first()
    if newest is None:
        return []
    counted = approved.filter(academic_year=newest.academic_year).annotate(
        considered=Count("entries"), included=Count("entries", filter=Q(entries__is_included=True))
    )
    open_schools = School.objects.of(municipality).active().count()
    return [
        ListSummary(row, row.included, row.considered if row.rule_version_id else open_schools)  # type: ignore[attr-defined]
        for row in counted
    ]


def coverage(user: User, municipality: Municipality) -> tuple[list[int], list[Coverage]]:
    """Which results are loaded: school years, and per procedure the number of schools with a current result."""
    rows = (
        AssessmentResult.objects.visible_to(user)
        .of(municipality)
        .current()
        .values_list("assessment__procedure", "assessment__academic_year")
        .annotate(schools=Count("school_id", distinct=True))
        .order_by()
    )
    counted = {(procedure, year): schools for procedure, year, schools in rows}
    years = sorted({year for _, year in counted}, reverse=True)
    kinds = list(AssessmentKind)
    keys = [ProcedureKey.parse(code) for code in {procedure for procedure, _ in counted}]
    keys.sort(key=lambda key: (kinds.index(key.kind), key))
    return years, [Coverage(key.code, key.title, [counted.get((key.code, y)) for y in years]) for key in keys]


def own_schools(user: User) -> list[School]:
    """Schools in which the person holds a role of the school itself."""
    reach = user.reach_of(Permission.VIEW_SCHOOLS)
    return list(School.objects.visible_to(user).filter(pk__in=reach.school_ids).order_by("name"))


def own_entries(user: User) -> list[RiskListEntry]:
    """Where the person's own schools stand in approved lists, latest year first."""
    schools = [school.pk for school in own_schools(user)]
    rows = RiskListEntry.objects.visible_to(user).filter(school_id__in=schools)
    return list(rows.select_related("risk_list", "school").order_by("-risk_list__academic_year", "school__name"))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A role of a person with the name of the school it is for."""

    assignment: RoleAssignment
    school_name: str

    @property
    def dialog(self) -> str:
        return f"end-{self.assignment.pk}"


def people_rows(assignments: list[RoleAssignment]) -> list[PersonRow]:
    """Roles with names of schools, in one query."""
    keys = {row.school_id for row in assignments if row.school_id}
    names = dict(School.objects.filter(pk__in=keys).values_list("pk", "name"))
    return [PersonRow(row, names.get(row.school_id or 0, "")) for row in assignments]


def own_sign_ins(user: User, municipality: Municipality | None) -> list[AuditEntry]:
    """The person's last sign-ins. Each city's trail has them all, so one city is enough."""
    if municipality is None:
        return []
    return list(AuditEntry.objects.sign_ins_of(user).filter(municipality_id=municipality.pk).order_by("-at")[:10])
