"""Lists of cases: rows of the page, years to choose from, and who would enter by a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from diagnostics.enums import RiskListOrigin
from diagnostics.models import RiskList, RiskListEntry
from diagnostics.selectors.schools import natural_key
from roadmaps.enums import CaseStage, ConcernState
from roadmaps.models import SupportCase
from roadmaps.models.case import SupportCaseQuerySet
from roadmaps.selectors.pauses import Pause, days_paused, pauses_of
from roadmaps.selectors.programme import Programme
from roadmaps.selectors.stage_terms import stage_due_on
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.years import academic_year_of

OPEN_CONCERNS = (ConcernState.OPEN, ConcernState.ESCALATED)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the list shows it."""

    case: SupportCase
    due_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school of a list and what opening would do with it."""

    entry: RiskListEntry
    case: SupportCase | None

    @property
    def enters(self) -> bool:
        return self.case is None


def case_rows(cases: Iterable[SupportCase], programme: Programme, today: date) -> list[CaseRow]:
    """Rows with their terms, later by the days a case stood still; one query more."""
    listed = list(cases)
    pauses = pauses_of([case.pk for case in listed])
    return [_row(case, pauses.get(case.pk, []), programme, today) for case in listed]


def late_cases(rows: SupportCaseQuerySet, programme: Programme, today: date) -> list[int]:
    """Keys of the running cases that should have left their stage already."""
    running = rows.running().select_related("municipality")
    return [row.case.pk for row in case_rows(running, programme, today) if row.is_late]


def listed_cases(user: User, municipality: Municipality, academic_year: int) -> QuerySet[SupportCase]:
    """What the list shows, in the person's sight: one query, counts of open concerns and of deficits in it."""
    return (
        SupportCase.objects.visible_to(user)
        .of(municipality)
        .for_year(academic_year)
        .select_related("school", "municipality", "coordinator", "curator", "support_format", "previous")
        .annotate(
            open_concerns=Count("concerns", filter=Q(concerns__state__in=OPEN_CONCERNS), distinct=True),
            deficit_count=Count("deficits", distinct=True),
        )
        .order_by("school__name", "pk")
    )


def case_years(user: User, municipality: Municipality) -> list[int]:
    """School years there are cases of, the newest first; the current one where there are none."""
    rows = SupportCase.objects.visible_to(user).of(municipality).order_by("-academic_year")
    return list(rows.values_list("academic_year", flat=True).distinct()) or [academic_year_of(timezone.localdate())]


def lists_to_enter(user: User, municipality: Municipality) -> QuerySet[RiskList]:
    """Approved lists that bring schools in, the newest first, with how many of their schools have a case."""
    rows = RiskList.objects.visible_to(user).of(municipality).approved().exclude(origin=RiskListOrigin.FORECAST)
    included = Count("entries", filter=Q(entries__is_included=True))
    return rows.annotate(included=included).order_by("-academic_year", "pk")


def candidates_of(risk_list: RiskList) -> list[Candidate]:
    """Schools of the list in the order people count them in, with the case each has in its year. Two queries."""
    entries = list(risk_list.entries.included().select_related("school"))
    cases = SupportCase.objects.filter(municipality_id=risk_list.municipality_id, academic_year=risk_list.academic_year)
    by_school = {case.school_id: case for case in cases}
    found = [Candidate(entry, by_school.get(entry.school_id)) for entry in entries]
    return sorted(found, key=lambda one: natural_key(one.entry.school.name))


def left_out(risk_list: RiskList) -> QuerySet[SupportCase]:
    """Open cases of the year that came by a list, whose school this list does not name any more."""
    named = risk_list.entries.included().values("school_id")
    rows = SupportCase.objects.open().filter(
        municipality_id=risk_list.municipality_id,
        academic_year=risk_list.academic_year,
        entry__risk_list__origin=risk_list.origin,
    )
    return rows.exclude(school_id__in=named).select_related("school")


def _row(case: SupportCase, pauses: list[Pause], programme: Programme, today: date) -> CaseRow:
    paused = days_paused(pauses, case.stage_since, case.municipality.zone)
    due_on = stage_due_on(case.stage, case.academic_year, programme, paused)
    stands = case.is_paused or case.stage == CaseStage.CLOSED or due_on is None
    return CaseRow(case, due_on, not stands and due_on is not None and programme.days_late(due_on, today) > 0)
