"""Annexes in a person's sight: whose turn it is, what she may do, and what a department counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from diagnostics.enums import Subject
from roadmaps.enums import AnnexState, HoursSource
from roadmaps.lifecycle import ANNEX, ANNEX_WITH_TEACHER
from roadmaps.models import ProgrammeAnnex, PupilRoutes, SupportCase
from roadmaps.selectors.programme import today_in
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.accounts.selectors import school_people
from shnor_portal.common.lifecycles import Transition
from shnor_portal.common.years import academic_year_of

TEACHERS_ACTS = frozenset({"send", "decline", "take_up"})
READERS_ACTS = frozenset({"pass_deputy", "pass_head", "return"})
READY = (AnnexState.APPROVED, AnnexState.PUBLISHED)
RELATED = ("school", "municipality", "teacher", "association_reader", "deputy_reader", "approved_by", "opened_by")


def is_hand(user: User, annex: ProgrammeAnnex, act: str) -> bool:
    """Whether the act is this person's: the teacher's own, the reader's whose turn it is, else anyone's who may."""
    if act in TEACHERS_ACTS:
        return annex.teacher_id == user.pk
    if act in READERS_ACTS:
        return reads_now(user, annex)
    return True


def reads_now(user: User, annex: ProgrammeAnnex) -> bool:
    """Whether the annex lies with this person for reading."""
    if annex.state == AnnexState.ASSOCIATION:
        return annex.association_reader_id == user.pk
    if annex.state == AnnexState.DEPUTY:
        return annex.deputy_reader_id == user.pk
    return annex.state == AnnexState.HEAD and user.has_perm(Permission.APPROVE_ANNEXES, annex)


def acts_for(user: User, annex: ProgrammeAnnex) -> list[Transition]:
    """Acts the person may do now, in the order of the table."""
    skipped = "pass_head" if annex.deputy_reader_id else "pass_deputy"
    return [
        act
        for act in ANNEX.open_acts(annex.state)
        if any(user.has_perm(permission, annex) for permission in act.permissions)
        and is_hand(user, annex, act.name)
        and not (annex.state == AnnexState.ASSOCIATION and act.name == skipped)
    ]


def may_write(user: User, annex: ProgrammeAnnex) -> bool:
    """Only the teacher herself fills her annex, while it is with her."""
    is_hers = annex.teacher_id == user.pk and user.has_perm(Permission.WRITE_ANNEXES, annex)
    return is_hers and annex.state in ANNEX_WITH_TEACHER


def listed_annexes(user: User, municipality: Municipality, academic_year: int) -> QuerySet[ProgrammeAnnex]:
    """Annexes of a school year with what the list prints; one query."""
    rows = ProgrammeAnnex.objects.visible_to(user).of(municipality).filter(academic_year=academic_year)
    return rows.select_related(*RELATED).order_by("school__name", "subject", "class_group", "pk")


def waiting_for(rows: QuerySet[ProgrammeAnnex], user: User) -> QuerySet[ProgrammeAnnex]:
    """Of the rows, those that wait for this person."""
    heads = user.reach_of(Permission.APPROVE_ANNEXES).school_ids
    return rows.filter(
        Q(state__in=ANNEX_WITH_TEACHER, teacher=user)
        | Q(state=AnnexState.ASSOCIATION, association_reader=user)
        | Q(state=AnnexState.DEPUTY, deputy_reader=user)
        | Q(state=AnnexState.HEAD, school_id__in=heads)
    )


def holder_words(annex: ProgrammeAnnex) -> str:
    """Who holds the annex, for a list."""
    return {
        AnnexState.DRAFT: str(annex.teacher),
        AnnexState.RETURNED: str(annex.teacher),
        AnnexState.ASSOCIATION: str(annex.association_reader or "ШМО"),
        AnnexState.DEPUTY: str(annex.deputy_reader or "заместитель"),
        AnnexState.HEAD: "руководитель школы",
    }.get(AnnexState(annex.state), "")


def annex_years(user: User, municipality: Municipality) -> list[int]:
    """School years of the page: those with annexes, routes or supported schools, and the present one."""
    years = {academic_year_of(today_in(municipality))}
    annexes = ProgrammeAnnex.objects.visible_to(user).of(municipality).order_by()
    routes = PupilRoutes.objects.visible_to(user).of(municipality).order_by()
    cases = SupportCase.objects.of(municipality).order_by()
    for rows in (annexes, routes, cases):
        years |= set(rows.values_list("academic_year", flat=True).distinct())
    return sorted(years, reverse=True)


def teachers_of(municipality_id: int, school_id: int) -> list[User]:
    """Teachers of the school."""
    return school_people(municipality_id, [school_id], Role.TEACHER)


def readers_of(municipality_id: int, school_id: int) -> list[User]:
    """People of the school who may read an annex: its teachers and its administration."""
    return school_people(municipality_id, [school_id], Role.TEACHER, Role.SCHOOL_ADMIN)


def deputies_of(municipality_id: int, school_id: int) -> list[User]:
    """Administration of the school."""
    return school_people(municipality_id, [school_id], Role.SCHOOL_ADMIN)


@dataclass(frozen=True, slots=True)
class SubjectCount:
    """A school's annexes in a subject: how many, how many ready, hours of the ready ones."""

    school: str
    school_id: int
    subject: str
    total: int
    ready: int
    hours: int


@dataclass(frozen=True, slots=True)
class AnnexSummary:
    """What the department counts: schools by subject, hours of ready annexes by their source."""

    rows: list[SubjectCount]
    sources: list[tuple[str, int, int]]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def ready(self) -> int:
        return sum(row.ready for row in self.rows)

    @property
    def hours(self) -> int:
        return sum(row.hours for row in self.rows)


def summary_of(annexes: Iterable[ProgrammeAnnex]) -> AnnexSummary:
    """Counts in one pass; a declined annex is nobody's debt and is not counted."""
    groups: dict[tuple[str, int, str], list[ProgrammeAnnex]] = defaultdict(list)
    hours: Counter[str] = Counter()
    number: Counter[str] = Counter()
    for annex in annexes:
        if annex.state == AnnexState.DECLINED:
            continue
        groups[annex.school.name, annex.school_id, annex.subject].append(annex)
        if annex.state in READY:
            hours[annex.hours_source] += annex.hours
            number[annex.hours_source] += 1
    rows = [_subject_count(key, group) for key, group in sorted(groups.items())]
    sources = [(source.label, number[source], hours[source]) for source in HoursSource if number[source]]
    return AnnexSummary(rows, sources)


def _subject_count(key: tuple[str, int, str], group: list[ProgrammeAnnex]) -> SubjectCount:
    school, school_id, subject = key
    ready = [annex for annex in group if annex.state in READY]
    return SubjectCount(
        school, school_id, Subject(subject).label, len(group), len(ready), sum(annex.hours for annex in ready)
    )
