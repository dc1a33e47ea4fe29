"""What is said around a case: interviews, concerns, notes; who is told, and what stays closed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from roadmaps.enums import AssignmentRole, CaseStage
from roadmaps.models import Interview
from roadmaps.services.assignments import assign
from roadmaps.services.concerns import escalate_concern, raise_concern, reopen_concern, resolve_concern
from roadmaps.services.interviews import (
    Decided,
    Minutes,
    cancel_interview,
    correct_minutes,
    hold_interview,
    mark_decision,
    plan_interview,
)
from roadmaps.services.notes import open_note, write_note
from shnor_portal.audit.models import AuditEntry
from shnor_portal.notifications.models import Notification
from tests.factories import CaseFactory
from tests.roadmaps.cases.builders import a_call, code_of, some_minutes

pytestmark = pytest.mark.django_db
SECRET = "Конфликт в коллективе"


def told(kind):
    return {one.recipient for one in Notification.objects.filter(kind=kind)}


def test_interview_is_called_minuted_and_its_decisions_carried_out(case, officer, school_admin, curator, head):
    interview = plan_interview(case_id=case.pk, call=a_call(), by=officer)
    assert told("interview_called") == {school_admin, curator}
    held = hold_interview(interview_id=interview.pk, minutes=some_minutes(), by=officer)
    case.refresh_from_db()
    assert (case.stage, held.problem_points) == (CaseStage.INTERVIEWED, ["Нет учителя математики"])
    decision = held.decisions.get()
    assert mark_decision(decision_id=decision.pk, is_done=True, by=school_admin).done_on is not None
    assert mark_decision(decision_id=decision.pk, is_done=False, by=curator).done_on is None


def test_planning_anew_keeps_the_moved_one_in_history(case, officer):
    first = plan_interview(case_id=case.pk, call=a_call(), by=officer)
    second = plan_interview(case_id=case.pk, call=a_call(), by=officer)
    first.refresh_from_db()
    assert (first.state, second.state) == ("cancelled", "planned")
    assert first.cancel_reason == "Перенесено на 15.09.2020"


def test_cancelled_interview_says_why_and_can_be_planned_again(case, officer, school_admin):
    interview = plan_interview(case_id=case.pk, call=a_call(), by=officer)
    act = {"interview_id": interview.pk, "by": officer}
    assert code_of(cancel_interview, reason=" ", **act) == "REASON_REQUIRED"
    cancel_interview(reason="Карантин", **act)
    assert Notification.objects.filter(body="Карантин", recipient=school_admin).exists()
    assert plan_interview(case_id=case.pk, call=a_call(), by=officer).state == "planned"


def test_later_interview_moves_no_case(school, officer):
    case = CaseFactory(school=school, stage=CaseStage.IMPLEMENTATION)
    assert code_of(plan_interview, case_id=case.pk, call=a_call(), by=officer) == "STATE"
    interview = plan_interview(case_id=case.pk, call=a_call(), by=officer, about_entry=False)
    hold_interview(interview_id=interview.pk, minutes=some_minutes(), by=officer)
    case.refresh_from_db()
    assert case.stage == CaseStage.IMPLEMENTATION


def test_minutes_of_a_day_to_come_are_refused(case, officer):
    interview = plan_interview(case_id=case.pk, call=a_call(), by=officer)
    early = Minutes(held_on=timezone.localdate() + timedelta(days=2), heard="Рано")
    assert code_of(hold_interview, interview_id=interview.pk, minutes=early, by=officer) == "MINUTES_EARLY"


def test_correction_keeps_the_marks_of_decisions(case, officer):
    interview = plan_interview(case_id=case.pk, call=a_call(), by=officer)
    two = some_minutes(Decided("Первое"), Decided("Второе"))
    assert code_of(correct_minutes, interview_id=interview.pk, minutes=two, by=officer) == "NOT_HELD"
    hold_interview(interview_id=interview.pk, minutes=two, by=officer)
    first = interview.decisions.get(text="Первое")
    mark_decision(decision_id=first.pk, is_done=True, by=officer)
    changed = some_minutes(Decided("Третье"), Decided("Первое, точнее", due_on=date(2020, 10, 1), key=first.pk))
    correct_minutes(interview_id=interview.pk, minutes=changed, by=officer)
    rows = list(interview.decisions.order_by("position"))
    assert [row.text for row in rows] == ["Третье", "Первое, точнее"]
    assert [row.done_on is not None for row in rows] == [False, True]


def test_decision_of_another_interview_is_not_taken_over(case, officer, school):
    interview = plan_interview(case_id=case.pk, call=a_call(), by=officer)
    other = Interview.objects.create(municipality=case.municipality, case=case, planned_at=timezone.now())
    foreign = other.decisions.create(municipality=case.municipality, case=case, position=1, text="Чужое")
    minutes = some_minutes(Decided("Подмена", key=foreign.pk))
    hold_interview(interview_id=interview.pk, minutes=minutes, by=officer)
    foreign.refresh_from_db()
    assert (foreign.text, interview.decisions.get().text) == ("Чужое", "Подмена")


def test_concern_goes_up_to_the_head_and_back(case, officer, school_admin, head, coordinator):
    concern = raise_concern(case_id=case.pk, text="Нет учителя физики", by=school_admin)
    assert told("concern_raised") == {officer, coordinator}
    escalate_concern(concern_id=concern.pk, reason="Ставка не согласована", by=officer)
    assert told("concern_escalated") == {head}
    resolve_concern(concern_id=concern.pk, resolution="Ставка выделена", by=head)
    assert told("concern_resolved") == {school_admin}
    again = reopen_concern(concern_id=concern.pk, reason="Учитель уволился", by=school_admin)
    assert (again.state, again.resolution) == ("open", "")
    assert [event.text for event in case.events.all()][2] == "Ставка выделена"


def test_restricted_note_is_opened_by_those_who_may_and_each_time_written_down(case, officer, curator, school_admin):
    note = write_note(case_id=case.pk, text=SECRET, is_restricted=True, by=curator)
    for person in (curator, school_admin):
        with pytest.raises(PermissionDenied):
            open_note(note_id=note.pk, by=person)
    assert open_note(note_id=note.pk, by=officer).text == SECRET
    open_note(note_id=note.pk, by=officer)
    opened = AuditEntry.objects.filter(action="case.note_opened")
    assert [(entry.actor_id, entry.object_id) for entry in opened] == [(officer.pk, str(note.pk))] * 2


def test_text_of_a_restricted_note_stays_out_of_history_trail_and_mail(case, officer):
    write_note(case_id=case.pk, text=SECRET, is_restricted=True, by=officer)
    traces = [*case.events.values_list("title", "text"), *Notification.objects.values_list("title", "body")]
    traces += AuditEntry.objects.values_list("details", "object_label")
    assert SECRET not in str(traces)


def test_stranger_writes_nothing(case, stranger, observer):
    for person in (stranger, observer):
        with pytest.raises(PermissionDenied):
            raise_concern(case_id=case.pk, text="Вопрос", by=person)
        with pytest.raises(PermissionDenied):
            write_note(case_id=case.pk, text="Заметка", is_restricted=False, by=person)


def test_assignments_keep_their_history_and_tell_both(case, officer, coordinator, curator, school_admin):
    role = AssignmentRole.COORDINATOR
    assign(case_id=case.pk, role=role, person_id=coordinator.pk, by=officer)
    assign(case_id=case.pk, role=role, person_id=coordinator.pk, by=officer)
    assert told("case_assigned") == {coordinator, school_admin, curator}
    assert case.assignments.count() == 1
    assign(case_id=case.pk, role=role, person_id=officer.pk, by=officer)
    case.refresh_from_db()
    assert case.coordinator == officer
    assert [row.until is None for row in case.assignments.order_by("pk")] == [False, True]
    assert Notification.objects.filter(kind="case_assigned", recipient=coordinator).count() == 2


def test_only_a_curator_of_this_school_becomes_its_curator(case, officer, coordinator, curator):
    role = AssignmentRole.CURATOR
    act = {"case_id": case.pk, "role": role, "by": officer}
    assert code_of(assign, person_id=coordinator.pk, **act) == "NOT_ELIGIBLE"
    assert assign(person_id=curator.pk, **act).curator == curator
    assert assign(person_id=None, **act).curator is None
