"""Interviews with a school's management team: planned, planned anew, cancelled, minuted; decisions carried out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from roadmaps.enums import CaseStage, InterviewState
from roadmaps.lifecycle import CASE, INTERVIEW
from roadmaps.models import Interview, InterviewDecision, SupportCase
from roadmaps.notifications import INTERVIEW_CALLED, INTERVIEW_MINUTED
from roadmaps.selectors.programme import today_in
from roadmaps.services.case_messages import school_side, send
from roadmaps.services.case_steps import step
from roadmaps.services.guards import locked_case, require_any, require_live, require_version
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Call:
    """When, where, about what, with whom."""

    planned_at: datetime
    place: str = ""
    agenda: list[str] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of the minutes; `key` names the row it corrects."""

    text: str
    responsible: str = ""
    due_on: date | None = None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was heard, found and decided (DOMAIN §6.3)."""

    held_on: date
    heard: str
    problem_points: list[str] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    chaired_by: str = ""
    minuted_by: str = ""
    decisions: Sequence[Decided] = ()


@transaction.atomic
def plan_interview(
    *, case_id: int, call: Call, by: User | None, version: int | None = None, about_entry: bool = True
) -> Interview:
    """Plan an interview and call the school. The entry interview moves the case; a later one (on the plan, on exams)
    does not.

    An interview that is still planned is cancelled as moved to the new day, and stays in the history. Raises Refusal
    STATE, STALE, CASE_PAUSED, CASE_CLOSED.
    """
    case = locked_case(case_id)
    require_any(by, CASE["plan_interview"].permissions, case)
    require_live(case)
    transition = CASE.check("plan_interview", case.stage) if about_entry else None
    require_version(case, version)
    moved = _cancel_planned(case, call)
    interview = Interview.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        planned_at=call.planned_at,
        place=call.place,
        agenda=call.agenda,
        participants=call.participants,
        created_by=by,
    )
    when = call.planned_at.astimezone(case.municipality.zone)
    title = f"Собеседование {'перенесено на' if moved else 'назначено на'} {when:%d.%m.%Y, %H:%M}"
    if transition is not None:
        step(case, transition, by, title=title, text=call.place)
    else:
        tell(case, "interview_planned", title, by=by, text=call.place, on=interview)
    send(INTERVIEW_CALLED, case, school_side(case), by, title=f"{case.school}: {title.lower()}", body=call.place)
    return interview


@transaction.atomic
def cancel_interview(*, interview_id: int, reason: str, by: User | None, version: int | None = None) -> Interview:
    """Cancel a planned interview. Raises Refusal STATE, STALE, REASON_REQUIRED, CASE_PAUSED, CASE_CLOSED."""
    interview, case = _for_act(interview_id, "cancel", by, version, reason)
    interview.state, interview.cancel_reason = InterviewState.CANCELLED, reason.strip()[:600]
    interview.version += 1
    interview.save()
    tell(case, "interview_cancelled", "Собеседование отменено", by=by, text=interview.cancel_reason, on=interview)
    title = f"{case.school}: собеседование отменено"
    send(INTERVIEW_CALLED, case, school_side(case), by, title=title, body=interview.cancel_reason)
    return interview


@transaction.atomic
def hold_interview(*, interview_id: int, minutes: Minutes, by: User | None, version: int | None = None) -> Interview:
    """Minute an interview that was held; a case that waited for it moves on.

    Raises Refusal STATE, STALE, MINUTES_EARLY for a day that has not come, CASE_PAUSED, CASE_CLOSED.
    """
    interview, case = _for_act(interview_id, "hold", by, version)
    _write(interview, case, minutes)
    interview.state = InterviewState.HELD
    interview.save()
    if case.stage == CaseStage.INTERVIEW_PLANNED:
        step(case, CASE["hold_interview"], by, title="Собеседование проведено")
    else:
        tell(case, "interview_held", "Собеседование проведено", by=by, on=interview)
    send(INTERVIEW_MINUTED, case, school_side(case), by, title=f"{case.school}: готов протокол собеседования")
    return interview


@transaction.atomic
def correct_minutes(*, interview_id: int, minutes: Minutes, by: User | None, version: int | None = None) -> Interview:
    """Correct the minutes of a held interview. Raises Refusal NOT_HELD, STALE, MINUTES_EARLY, CASE_PAUSED …"""
    interview, case = _locked(interview_id)
    require_any(by, (Permission.MANAGE_CASES,), interview)
    require_live(case)
    if interview.state != InterviewState.HELD:
        raise Refusal("NOT_HELD", "Собеседование ещё не проведено.", "Сначала составьте протокол.")
    require_version(interview, version)
    _write(interview, case, minutes)
    interview.save()
    tell(case, "minutes_corrected", "Протокол собеседования исправлен", by=by, on=interview)
    return interview


@transaction.atomic
def mark_decision(*, decision_id: int, is_done: bool, by: User | None) -> InterviewDecision:
    """Tick a decision off, or take the tick back; by anyone who works on the case. Marking twice changes nothing."""
    decision = InterviewDecision.objects.get(pk=decision_id)
    case = locked_case(decision.case_id)
    require_any(by, (Permission.WRITE_CASE_NOTES,), case)
    require_live(case)
    decision.refresh_from_db()
    if is_done == (decision.done_on is not None):
        return decision
    decision.done_on = today_in(case.municipality) if is_done else None
    decision.save(update_fields=["done_on"])
    title = "Решение собеседования исполнено" if is_done else "Решение собеседования снова в работе"
    tell(case, "decision_marked", title, by=by, text=decision.text, on=decision)
    return decision


def _locked(interview_id: int) -> tuple[Interview, SupportCase]:
    """The case under its lock, then the interview: always in this order."""
    case = locked_case(Interview.objects.values_list("case_id", flat=True).get(pk=interview_id))
    interview = Interview.objects.select_for_update().get(pk=interview_id)
    interview.case = case
    return interview, case


def _for_act(
    interview_id: int, act: str, by: User | None, version: int | None, reason: str | None = None
) -> tuple[Interview, SupportCase]:
    interview, case = _locked(interview_id)
    require_any(by, INTERVIEW[act].permissions, interview)
    require_live(case)
    INTERVIEW.check(act, interview.state, reason)
    require_version(interview, version)
    return interview, case


def _cancel_planned(case: SupportCase, call: Call) -> bool:
    """Interviews still planned give way to the new one; tells whether there were any."""
    day = call.planned_at.astimezone(case.municipality.zone)
    planned = case.interviews.filter(state=InterviewState.PLANNED)
    return bool(planned.update(state=InterviewState.CANCELLED, cancel_reason=f"Перенесено на {day:%d.%m.%Y}"))


def _write(interview: Interview, case: SupportCase, minutes: Minutes) -> None:
    if minutes.held_on > today_in(case.municipality):
        raise Refusal("MINUTES_EARLY", "Этот день ещё не наступил.", "Укажите день собеседования.", status=400)
    interview.held_on, interview.heard = minutes.held_on, minutes.heard
    interview.problem_points, interview.participants = minutes.problem_points, minutes.participants
    interview.chaired_by, interview.minuted_by = minutes.chaired_by, minutes.minuted_by
    interview.version += 1
    _write_decisions(interview, minutes.decisions)


def _write_decisions(interview: Interview, decided: Sequence[Decided]) -> None:
    """Rows as sent: known ones corrected with their marks kept, new ones added, the others taken off."""
    known = {row.pk: row for row in interview.decisions.all()}
    kept = {row.key for row in decided if row.key in known}
    interview.decisions.exclude(pk__in=kept).delete()
    for place, row in enumerate(decided, start=1):
        target = known.get(row.key or 0) or InterviewDecision(
            municipality_id=interview.municipality_id, case_id=interview.case_id, interview=interview
        )
        target.position, target.text = place, row.text
        target.responsible, target.due_on = row.responsible, row.due_on
        target.save()
