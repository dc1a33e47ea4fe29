"""Calendar lines that hang on a case: interviews, their decisions, corrections of reviews, support planned."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from roadmaps.enums import CorrectionState, DoseState, InterviewState
from roadmaps.models import Interview, InterviewDecision, ReviewCorrection, SupportCase, SupportDose
from roadmaps.rules.occurrence import Occurrence, OccurrenceKind
from roadmaps.selectors.calendar_scope import Scope
from shnor_portal.accounts.permissions import Permission


def interviews(scope: Scope) -> Iterator[Occurrence]:
    """On the day of the city's own clock; a cancelled one is gone."""
    zone = scope.municipality.zone
    begin = datetime.combine(scope.first, time.min, zone)
    end = datetime.combine(scope.last + timedelta(days=1), time.min, zone)
    rows = Interview.objects.visible_to(scope.user).filter(case_id__in=scope.cases, planned_at__gte=begin)
    rows = rows.filter(planned_at__lt=end).exclude(state=InterviewState.CANCELLED)
    for pk, case_id, state, planned_at in rows.values_list("pk", "case_id", "state", "planned_at"):
        at = planned_at.astimezone(zone)
        page, is_done = ("roadmaps:interview", pk), state == InterviewState.HELD
        title = f"Собеседование с командой школы в {at:%H:%M}"
        yield _line(
            scope,
            f"interview-{pk}",
            case_id,
            OccurrenceKind.INTERVIEW,
            title,
            at.date(),
            is_done,
            page,
        )


def decisions(scope: Scope) -> Iterator[Occurrence]:
    """Decisions of interviews that have a term."""
    rows = InterviewDecision.objects.visible_to(scope.user).filter(case_id__in=scope.cases)
    rows = rows.filter(due_on__range=(scope.first, scope.last))
    names = ("pk", "case_id", "interview_id", "text", "due_on", "done_on")
    for pk, case_id, interview_id, text, due_on, done_on in rows.values_list(*names):
        if due_on is not None:
            page, is_done = ("roadmaps:interview", interview_id), done_on is not None
            yield _line(scope, f"decision-{pk}", case_id, OccurrenceKind.DECISION, text, due_on, is_done, page)


def corrections(scope: Scope) -> Iterator[Occurrence]:
    """What signed reviews asked the school to correct, by its term."""
    rows = ReviewCorrection.objects.visible_to(scope.user).filter(case_id__in=scope.cases)
    rows = rows.filter(due_on__range=(scope.first, scope.last)).exclude(state=CorrectionState.DROPPED)
    told = rows.values_list("pk", "case_id", "review_id", "text", "due_on", "state")
    for pk, case_id, review_id, text, due_on, state in told:
        if due_on is not None:
            page, is_done = ("roadmaps:review", review_id), state == CorrectionState.DONE
            yield _line(scope, f"correction-{pk}", case_id, OccurrenceKind.CORRECTION, text, due_on, is_done, page)


def doses(scope: Scope) -> Iterator[Occurrence]:
    """Help planned for the school."""
    rows = SupportDose.objects.visible_to(scope.user).filter(case_id__in=scope.cases)
    rows = rows.filter(planned_on__range=(scope.first, scope.last)).exclude(state=DoseState.CANCELLED)
    for pk, case_id, title, planned_on, state in rows.values_list("pk", "case_id", "title", "planned_on", "state"):
        if planned_on is not None:
            page, is_done = ("roadmaps:case", case_id), state == DoseState.DELIVERED
            yield _line(scope, f"support-{pk}", case_id, OccurrenceKind.SUPPORT, title, planned_on, is_done, page)


def _line(
    scope: Scope,
    key: str,
    case_id: int,
    kind: OccurrenceKind,
    title: str,
    day: date,
    is_done: bool,
    page: tuple[str, int],
) -> Occurrence:
    case, clock = scope.cases[case_id], scope.clock(case_id)
    stays = kind == OccurrenceKind.INTERVIEW
    return Occurrence(
        key=key,
        day=day,
        until=day if stays else clock.deadline(day) or day,
        title=title,
        kind=kind,
        school=case.school.name,
        school_id=case.school_id,
        page=page,
        is_done=is_done,
        days_late=0 if is_done else clock.days_late(day, scope.today),
        is_mine=_is_mine(scope, case, kind),
    )


def _is_mine(scope: Scope, case: SupportCase, kind: OccurrenceKind) -> bool:
    """The school's own; of what is not the school's alone, the coordinator's and the curator's too."""
    if case.school_id in scope.standing.own_schools:
        return True
    if kind == OccurrenceKind.CORRECTION:
        return False
    if scope.user.pk in (case.coordinator_id, case.curator_id):
        return True
    return case.coordinator_id is None and scope.user.has_perm(Permission.MANAGE_CASES, scope.municipality)
