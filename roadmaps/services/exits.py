"""How the year of a case ends: exit from the list, support that goes on, a change of its format."""

from django.db import transaction

from roadmaps.enums import CaseOutcome, EntryKind
from roadmaps.models import SupportCase
from roadmaps.notifications import CASE_MOVED
from roadmaps.selectors.exits import engine_entry
from roadmaps.services.case_guards import require_exit
from roadmaps.services.case_messages import school_side, send
from roadmaps.services.case_moves import active_format, reason_given
from roadmaps.services.case_steps import close
from roadmaps.services.cases import draft_case
from roadmaps.services.deficits import deficits_from
from roadmaps.services.guards import case_for_act
from roadmaps.services.history import tell
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.years import format_academic_year


@transaction.atomic
def exit_case(*, case_id: int, reason: str, by: User | None, version: int | None = None) -> SupportCase:
    """The school leaves the list, and is watched for the next school year.

    Raises Refusal EXIT_NEEDS_ENGINE, EXIT_NEEDS_CONCLUSION, STATE, STALE, CASE_PAUSED.
    """
    case, transition = case_for_act(case_id=case_id, act="exit", by=by, version=version)
    require_exit(case)
    watch = case.academic_year + 1
    said = reason.strip()[:600] or "По расчёту перечня и итоговому заключению"
    close(case, transition, by, outcome=CaseOutcome.EXIT, reason=said, watch_year=watch)
    title = f"{case.school}: выход из перечня, год наблюдения {format_academic_year(watch)}"
    send(CASE_MOVED, case, school_side(case), by, title=title, body=said)
    return case


@transaction.atomic
def continue_case(*, case_id: int, reason: str, by: User | None, version: int | None = None) -> SupportCase:
    """Close the year and open the next one; gives the next case. Raises Refusal REASON_REQUIRED, STATE, STALE …"""
    case, transition = case_for_act(case_id=case_id, act="continue", by=by, version=version)
    following = _next_year(case, by)
    close(case, transition, by, outcome=CaseOutcome.CONTINUE, reason=reason_given(reason))
    _say(case, following, by)
    return following


@transaction.atomic
def change_format(
    *, case_id: int, support_format_id: int, reason: str, by: User | None, version: int | None = None
) -> SupportCase:
    """Close the year and open the next one with another format of support; gives the next case.

    Raises Refusal FORMAT_UNKNOWN, REASON_REQUIRED, STATE, STALE, CASE_PAUSED.
    """
    case, transition = case_for_act(case_id=case_id, act="change_format", by=by, version=version)
    chosen, said = active_format(case, support_format_id), reason_given(reason)
    following = _next_year(case, by)
    following.support_format, following.format_reason = chosen, said
    following.save(update_fields=["support_format", "format_reason"])
    tell(following, "format", f"Формат поддержки: {chosen}", by=by, text=said, details={"format": chosen.code})
    close(case, transition, by, outcome=CaseOutcome.CHANGE_FORMAT, reason=f"{chosen}. {said}")
    _say(case, following, by)
    return following


def _next_year(case: SupportCase, by: User | None) -> SupportCase:
    """The case of the next school year: the one that the list has opened, or a new one; linked to this."""
    city = Municipality.objects.select_for_update().get(pk=case.municipality_id)
    rows = SupportCase.objects.select_for_update().select_related("school", "municipality")
    found = rows.filter(school_id=case.school_id, academic_year=case.academic_year + 1).first()
    entry = engine_entry(case)
    listed = entry if entry is not None and entry.is_included and entry.risk_list.approved_at else None
    following = found or draft_case(
        city,
        case.school,
        case.academic_year + 1,
        by,
        kind=EntryKind.RISK_LIST if listed else EntryKind.DECISION,
        entry=listed,
    )
    following.previous = following.previous or case
    following.years_in_row = max(following.years_in_row, case.years_in_row + 1)
    if found is None:
        following.coordinator, following.curator = case.coordinator, case.curator
    following.save()
    if found is None:
        tell(following, "opened", "Поддержка продолжена с прошлого года", by=by, details={"previous": case.pk})
        _carry_over(case, following, listed is not None)
    return following


def _carry_over(case: SupportCase, following: SupportCase, is_listed: bool) -> None:
    """Who looks after the school stays; deficits come from the new list, or from the old case where there is none."""
    for assignment in case.assignments.filter(until__isnull=True):
        following.assignments.create(
            municipality_id=following.municipality_id,
            role=assignment.role,
            person_id=assignment.person_id,
            since=following.stage_since,
            assigned_by_id=assignment.assigned_by_id,
        )
    if is_listed and following.entry is not None:
        rows = deficits_from(following, following.entry)
    else:
        rows = list(case.deficits.all())
        for row in rows:
            row.pk, row.case = None, following
    following.deficits.bulk_create(rows)


def _say(case: SupportCase, following: SupportCase, by: User | None) -> None:
    title = f"{case.school}: {CaseOutcome(case.outcome).label}"
    send(CASE_MOVED, following, school_side(case), by, title=title, body=case.closed_reason)
