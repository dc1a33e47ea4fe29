"""Carrying a measure out, by the table: who may, from which state, and what stays behind."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from roadmaps.enums import EvidenceState, MeasureState, RoadmapState
from roadmaps.lifecycle import MEASURE
from roadmaps.models import DateChange, Measure, ProgressReport
from roadmaps.services.bulk_measures import confirm_many, remind_many, return_many
from roadmaps.services.measures import (
    confirm_measure,
    finish_measure,
    override_measure,
    report_turn,
    return_measure,
    start_measure,
    take_back_measure,
)
from roadmaps.services.terms import move_term
from schools.models import School
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.models import Notification
from tests.factories import make_user
from tests.roadmaps.doing.builders import done_measure, link_of, measure_of, plan_in_force

DAY = date(2020, 11, 20)
ACTS = {
    "start": lambda pk, by: start_measure(measure_id=pk, by=by),
    "finish": lambda pk, by: finish_measure(measure_id=pk, by=by, text="Сделано", done_on=DAY),
    "take_back": lambda pk, by: take_back_measure(measure_id=pk, by=by),
    "confirm": lambda pk, by: confirm_measure(measure_id=pk, by=by),
    "return": lambda pk, by: return_measure(measure_id=pk, by=by, reason_code="link_broken"),
    "cancel": lambda pk, by: override_measure(measure_id=pk, by=by, act="cancel", reason_code="duplicate"),
    "restore": lambda pk, by: override_measure(measure_id=pk, by=by, act="restore", reason_code="mistake"),
    "override_confirm": lambda pk, by: override_measure(
        measure_id=pk, by=by, act="override_confirm", reason_code="done_elsewhere"
    ),
}


def person(role, school):
    return make_user(role, school.municipality, school if role.is_school_role else None)


def outcome(act, measure, by):
    """The state reached, or how it was declined."""
    try:
        return ACTS[act](measure.pk, by).state
    except PermissionDenied:
        return "forbidden"
    except Refusal as refusal:
        return refusal.code


def test_every_act_of_the_table_has_a_service():
    assert set(ACTS) == set(MEASURE.transitions)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", Role)
def test_every_state_and_role_answers_as_the_table_says(school, role, act):
    plan, by, author = plan_in_force(school), person(role, school), person(Role.SCHOOL_ADMIN, school)
    may = any(permission in ROLE_PERMISSIONS[role] for permission in MEASURE[act].permissions)
    for state in MeasureState:
        measure = measure_of(plan, state=state)
        link_of(measure, author, EvidenceState.ACCEPTED)
        allowed = MEASURE[act].target if state in MEASURE[act].sources else "STATE"
        assert outcome(act, measure, by) == (allowed if may else "forbidden"), state


@pytest.mark.parametrize("act", ACTS)
def test_neighbour_and_stranger_move_nothing(measure, neighbour, stranger, act):
    assert {outcome(act, measure, neighbour), outcome(act, measure, stranger)} == {"forbidden"}


def test_report_leaves_a_line_an_audit_entry_and_a_message_to_the_curator(measure, plan, school_admin, curator):
    plan.case.curator = curator
    plan.case.save()
    done = finish_measure(measure_id=measure.pk, by=school_admin, text="Проведено 6 занятий", done_on=DAY)
    line = ProgressReport.objects.get(measure=measure)
    assert (done.done_on, line.text, line.due_day, line.by) == (
        DAY,
        "Проведено 6 занятий",
        date(2020, 11, 30),
        school_admin,
    )
    assert AuditEntry.objects.filter(action="measure.finish").count() == 1
    assert Notification.objects.get(recipient=curator).path == f"/measures/{measure.pk}/"


def test_measure_with_several_terms_is_finished_by_its_last_report(plan, school_admin):
    measure = measure_of(plan, "2020-10-30", "2020-12-30")
    with pytest.raises(Refusal) as refused:
        finish_measure(measure_id=measure.pk, by=school_admin, text="Всё", done_on=DAY)
    assert refused.value.code == "TURNS_LEFT"
    first = report_turn(measure_id=measure.pk, by=school_admin, text="1", done_on=DAY, due_day=date(2020, 10, 30))
    assert first.state == MeasureState.IN_PROGRESS
    with pytest.raises(Refusal) as repeated:
        report_turn(measure_id=measure.pk, by=school_admin, text="1", done_on=DAY, due_day=date(2020, 10, 30))
    assert repeated.value.code == "TURN_UNKNOWN"
    last = report_turn(measure_id=measure.pk, by=school_admin, text="2", done_on=DAY, due_day=date(2020, 12, 30))
    assert (last.state, last.done_on) == (MeasureState.DONE, DAY)


def test_day_to_come_is_declined(measure, school_admin):
    with pytest.raises(Refusal) as refused:
        finish_measure(
            measure_id=measure.pk, by=school_admin, text="Будет", done_on=timezone.localdate() + timedelta(days=3)
        )
    assert refused.value.code == "VALUE_DATE"


@pytest.mark.parametrize("proof", [None, EvidenceState.UPLOADED, EvidenceState.REJECTED, EvidenceState.REPLACED])
def test_without_accepted_evidence_only_the_coordinator_confirms_and_says_why(
    plan, school_admin, curator, coordinator, proof
):
    measure = done_measure(plan, school_admin, proof=proof)
    for by, code in ((curator, "done_elsewhere"), (coordinator, "")):
        with pytest.raises(Refusal) as refused:
            confirm_measure(measure_id=measure.pk, by=by, reason_code=code)
        assert refused.value.code == "EVIDENCE_NEEDED"
    done = confirm_measure(measure_id=measure.pk, by=coordinator, reason_code="done_elsewhere", text="Были в школе")
    assert done.state == MeasureState.CONFIRMED
    assert "Были в школе" in done.state_note


def test_return_tells_the_school_what_to_mend(plan, school_admin, curator):
    measure = done_measure(plan, school_admin)
    returned = return_measure(measure_id=measure.pk, by=curator, reason_code="unreadable", text="Стр. 2")
    assert (returned.state, returned.done_on) == (MeasureState.RETURNED, None)
    assert returned.state_note == "Документ не читается: Стр. 2"
    assert Notification.objects.get(recipient=school_admin).body == returned.state_note


@pytest.mark.parametrize(("code", "text"), [("", ""), ("nonsense", "почему-то"), ("other", "  ")])
def test_reason_without_sense_is_asked_for(plan, school_admin, curator, code, text):
    measure = done_measure(plan, school_admin)
    with pytest.raises(Refusal) as refused:
        return_measure(measure_id=measure.pk, by=curator, reason_code=code, text=text)
    assert (refused.value.code, refused.value.status) == ("REASON_REQUIRED", 400)


@pytest.mark.parametrize("state", [state for state in RoadmapState if state not in ("approved", "published")])
def test_plan_that_is_not_in_force_is_not_carried_out(school, school_admin, state):
    measure = measure_of(plan_in_force(school, state=state))
    with pytest.raises(Refusal) as refused:
        start_measure(measure_id=measure.pk, by=school_admin)
    assert refused.value.code == "PLAN_NOT_IN_FORCE"


def test_paused_case_is_read_only(measure, plan, school_admin):
    plan.case.paused_at, plan.case.pause_reason = timezone.now(), "Ремонт"
    plan.case.save()
    with pytest.raises(Refusal) as refused:
        start_measure(measure_id=measure.pk, by=school_admin)
    assert refused.value.code == "CASE_PAUSED"


def test_act_on_an_older_state_is_stale(measure, school_admin):
    start_measure(measure_id=measure.pk, by=school_admin, version=1)
    with pytest.raises(Refusal) as refused:
        finish_measure(measure_id=measure.pk, by=school_admin, text="Сделано", done_on=DAY, version=1)
    assert refused.value.code == "STALE"


def test_term_moves_with_a_trace_and_the_days_are_read_anew(measure, school_admin):
    moved = move_term(
        measure_id=measure.pk, wording="до 25.12.2020", reason_code="partner", reason="Ждём вуз", by=school_admin
    )
    change = DateChange.objects.get(measure=measure)
    assert (moved.due_on, moved.due_days, moved.period_wording) == (date(2020, 12, 25), ["2020-12-25"], "до 25.12.2020")
    assert (change.old_wording, change.old_due_on, change.new_due_on) == ("до срока", date(2020, 11, 30), moved.due_on)
    assert "Ждём вуз" in change.reason


@pytest.mark.parametrize(("wording", "code"), [("до срока", "TERM_SAME"), ("по отдельному графику", "TERM_UNREADABLE")])
def test_term_without_a_new_day_is_declined(measure, school_admin, wording, code):
    with pytest.raises(Refusal) as refused:
        move_term(measure_id=measure.pk, wording=wording, reason_code="partner", by=school_admin)
    assert refused.value.code == code
    assert not DateChange.objects.exists()


def test_term_is_not_moved_by_others_nor_on_a_closed_measure(plan, measure, neighbour, school_admin):
    with pytest.raises(PermissionDenied):
        move_term(measure_id=measure.pk, wording="до 25.12.2020", reason_code="partner", by=neighbour)
    closed = done_measure(plan, school_admin)
    with pytest.raises(Refusal) as refused:
        move_term(measure_id=closed.pk, wording="до 25.12.2020", reason_code="partner", by=school_admin)
    assert refused.value.code == "STATE"


def test_several_at_once_move_each_by_itself(plan, school_admin, curator, neighbour):
    proven, bare = done_measure(plan, school_admin), done_measure(plan, school_admin, proof=None)
    foreign = done_measure(plan_in_force(neighbour_school(neighbour)), neighbour)
    keys = [proven.pk, bare.pk, foreign.pk, 10**9]
    outcome_ = confirm_many(measure_ids=keys, by=curator)
    assert [row.pk for row in outcome_.done] == [proven.pk]
    assert [row.pk for row, _ in outcome_.declined] == [bare.pk]
    assert [row.pk for row in return_many(measure_ids=[bare.pk], by=curator, reason_code="unreadable").done] == [
        bare.pk
    ]
    assert [row.pk for row in remind_many(measure_ids=keys, by=curator).done] == [bare.pk]
    assert Measure.objects.get(pk=foreign.pk).state == MeasureState.DONE


def neighbour_school(neighbour):
    return School.objects.get(pk=next(iter(neighbour.current_assignments)).school_id)
