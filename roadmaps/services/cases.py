"""Opening support cases: for every school of an approved list, or for one school by a decision of the department."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from diagnostics.enums import RiskListOrigin, RiskListState
from diagnostics.models import RiskList, RiskListEntry
from roadmaps.enums import CaseStage, EntryKind
from roadmaps.models import CaseDeficit, CaseEvent, SupportCase
from roadmaps.notifications import CASES_OPENED
from roadmaps.selectors.programme import today_in
from roadmaps.services.case_webhooks import emit_opened
from roadmaps.services.deficits import deficits_from
from roadmaps.services.guards import require_any
from roadmaps.services.history import tell
from roadmaps.services.programme import fill_empty_books
from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import but, school_heads
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.years import format_academic_year
from shnor_portal.notifications.services import notify


@dataclass(slots=True)
class Entered:
    """What entering a list came to: new cases, and cases that were there without an entry."""

    opened: list[SupportCase] = field(default_factory=list)
    joined: list[SupportCase] = field(default_factory=list)


@transaction.atomic
def open_cases(*, risk_list_id: int, by: User) -> Entered:
    """Open cases for the schools of an approved list. Raises Refusal LIST_NOT_IN_FORCE."""
    risk_list = RiskList.objects.get(pk=risk_list_id)
    require_any(by, (Permission.MANAGE_CASES,), risk_list)
    return enter_listed(risk_list=risk_list, by=by)


@transaction.atomic
def enter_listed(*, risk_list: RiskList, by: User | None) -> Entered:
    """The same without asking rights: the list's approval itself brings its schools in.

    Safe to run twice: a school that has a case of the year keeps it, and gets the entry if it had none. Raises
    Refusal LIST_NOT_IN_FORCE for a forecast and for a list that is not approved.
    """
    if risk_list.state != RiskListState.APPROVED or risk_list.origin == RiskListOrigin.FORECAST:
        raise Refusal("LIST_NOT_IN_FORCE", "Школы входят в программу по утверждённому перечню.", "Утвердите перечень.")
    city = Municipality.objects.select_for_update().get(pk=risk_list.municipality_id)
    fill_empty_books(city)
    entries = {entry.school_id: entry for entry in risk_list.entries.included().select_related("school")}
    present = _cases(city, entries, risk_list.academic_year)
    before = _cases(city, entries, risk_list.academic_year - 1)
    fresh = [
        draft_case(city, entry.school, risk_list.academic_year, by, entry=entry, previous=before.get(school_id))
        for school_id, entry in entries.items()
        if school_id not in present
    ]
    entered = Entered(SupportCase.objects.bulk_create(fresh), _join(present, entries))
    _take_deficits([*entered.opened, *entered.joined], entries)
    _remember(entered, risk_list, by)
    return entered


@transaction.atomic
def open_case(*, school: School, academic_year: int, reason: str, by: User) -> SupportCase:
    """Open a case for one school by a decision of the department. Raises Refusal CASE_EXISTS, SCHOOL_CLOSED."""
    city = Municipality.objects.select_for_update().get(pk=school.municipality_id)
    require_any(by, (Permission.MANAGE_CASES,), city)
    if school.closed_on is not None:
        raise Refusal("SCHOOL_CLOSED", f"{school} закрыта.", "Поддержку открывают её преемнику.")
    case = new_case(city, school, academic_year, by, kind=EntryKind.DECISION, text=reason)
    _tell_schools([case], by)
    return case


def new_case(
    city: Municipality, school: School, academic_year: int, by: User | None, *, kind: EntryKind, text: str = ""
) -> SupportCase:
    """Write one case; the caller holds the municipality's lock. Raises Refusal CASE_EXISTS."""
    if academic_year in school.support_cases.values_list("academic_year", flat=True):
        year = format_academic_year(academic_year)
        raise Refusal(
            "CASE_EXISTS", f"{school} уже в программе {year} учебного года.", "Откройте её в списке поддержки."
        )
    fill_empty_books(city)
    previous = school.support_cases.filter(academic_year=academic_year - 1).first()
    case = draft_case(city, school, academic_year, by, kind=kind, previous=previous)
    case.save()
    tell(case, "opened", f"Поддержка открыта {kind.label}", by=by, text=text)
    return case


def draft_case(
    city: Municipality,
    school: School,
    academic_year: int,
    by: User | None,
    *,
    kind: EntryKind = EntryKind.RISK_LIST,
    entry: RiskListEntry | None = None,
    previous: SupportCase | None = None,
) -> SupportCase:
    """An unsaved case at its first stage."""
    return SupportCase(
        municipality=city,
        school=school,
        academic_year=academic_year,
        stage=CaseStage.CANDIDATE,
        stage_since=today_in(city),
        entry_kind=kind,
        entry=entry,
        years_in_row=max(entry.years_in_row, 1) if entry else 1,
        previous=previous,
        opened_by=by,
    )


def _cases(city: Municipality, entries: Iterable[int], academic_year: int) -> dict[int, SupportCase]:
    rows = SupportCase.objects.of(city).for_year(academic_year).filter(school_id__in=list(entries))
    return {case.school_id: case for case in rows.select_for_update()}


def _join(present: dict[int, SupportCase], entries: dict[int, RiskListEntry]) -> list[SupportCase]:
    """Cases opened otherwise, whose school the list now names too."""
    joined = [case for case in present.values() if case.entry_id is None and not case.is_closed]
    for case in joined:
        case.entry = entries[case.school_id]
        case.years_in_row = max(case.years_in_row, case.entry.years_in_row)
        case.version += 1
    SupportCase.objects.bulk_update(joined, ["entry", "years_in_row", "version"])
    return joined


def _take_deficits(cases: list[SupportCase], entries: dict[int, RiskListEntry]) -> None:
    rows = [deficit for case in cases for deficit in deficits_from(case, entries[case.school_id])]
    CaseDeficit.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _remember(entered: Entered, risk_list: RiskList, by: User | None) -> None:
    """A history line for each school, one entry of the audit trail for the list, one message to each head."""
    cases = [*entered.opened, *entered.joined]
    if not cases:
        return
    CaseEvent.objects.bulk_create([_entry_event(case, risk_list, by) for case in cases], batch_size=500)
    details = {"opened": [case.pk for case in entered.opened], "joined": [case.pk for case in entered.joined]}
    record(action="case.entered", by=by, on=risk_list, municipality_id=risk_list.municipality_id, details=details)
    emit_opened(entered.opened)
    _tell_schools(entered.opened, by)


def _entry_event(case: SupportCase, risk_list: RiskList, by: User | None) -> CaseEvent:
    watched = case.previous is not None and case.previous.watch_year == case.academic_year
    title = "Школа снова в перечне в год наблюдения" if watched else "Школа вошла в программу по перечню"
    return CaseEvent(
        municipality_id=case.municipality_id,
        case=case,
        act="opened",
        title=title,
        text=risk_list.title[:600],
        stage_to=case.stage,
        by=by,
        at=timezone.now(),
    )


def _tell_schools(cases: list[SupportCase], by: User | None) -> None:
    if not cases:
        return
    year = format_academic_year(cases[0].academic_year)
    notify(
        kind=CASES_OPENED.code,
        recipients=but(school_heads(cases[0].municipality_id, [case.school_id for case in cases]), by),
        municipality_id=cases[0].municipality_id,
        title=f"Открыта поддержка вашей школы в {year} учебном году",
        body="На странице школы видно весь путь: что сделано, что дальше и кто за это отвечает.",
        path=f"{reverse('roadmaps:cases')}?year={cases[0].academic_year}",
    )
