"""The life of a roadmap: every act from every state by every role, and the road there and back in full."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from roadmaps.enums import CaseStage, RoadmapState, SubmissionState
from roadmaps.lifecycle import ROADMAP
from roadmaps.models import CaseEvent, Measure
from roadmaps.services.approval import agree_roadmap, approve_many, approve_roadmap, return_roadmap
from roadmaps.services.editing import edit_cell
from roadmaps.services.remarks import add_remark, answer_remark
from roadmaps.services.submissions import submit_roadmap
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.canonical import fingerprint
from shnor_portal.common.refusals import Refusal
from shnor_portal.notifications.models import Notification
from tests.factories import make_user
from tests.roadmaps.approval.builders import ACTS, in_state, new_plan

CELLS = [(act, state) for act in ROADMAP.transitions for state in RoadmapState.values]


@pytest.fixture
def plan(city):
    return new_plan(city)


def told(user) -> list[str]:
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(("act", "state"), CELLS)
def test_every_act_from_every_state_by_every_role(city, act, state):
    plan = in_state(new_plan(city), state)
    people = {role: make_user(role, city, plan.case.school if role.is_school_role else None) for role in Role}
    needed = {str(p) for p in ROADMAP[act].permissions} - {"roadmaps.edit_city"}
    allowed = [role for role in Role if needed & {str(p) for p in ROLE_PERMISSIONS[role]}]
    for role in Role:
        if role not in allowed:
            with pytest.raises(PermissionDenied):
                ACTS[act](plan.roadmap.pk, people[role])
    if state not in ROADMAP[act].sources:
        with pytest.raises(Refusal) as refused:
            ACTS[act](plan.roadmap.pk, people[allowed[0]])
        assert refused.value.code == "STATE"
        assert plan.fresh().state == state
        return
    for role in allowed:
        ACTS[act](plan.roadmap.pk, people[role])
        assert plan.fresh().state == ROADMAP[act].target
        in_state_again(plan, state)


def in_state_again(plan, state):
    type(plan.roadmap).objects.filter(pk=plan.roadmap.pk).update(state=state)


def test_neighbour_school_and_strangers_may_not_hand_in(plan, city, stranger):
    for by in (new_plan(city).admin, stranger, plan.curator):
        with pytest.raises(PermissionDenied):
            submit_roadmap(roadmap_id=plan.roadmap.pk, note="", by=by)


def test_the_road_there_and_back(plan, officer, city):
    head = make_user(Role.DEPARTMENT_HEAD, city)
    first = submit_roadmap(roadmap_id=plan.roadmap.pk, note="Первый раз", by=plan.admin)
    assert first.content_sha256 == fingerprint(first.content)
    assert [row["cells"]["title"] for row in first.content["rows"]] == ["Диагностика", "Курсы"]
    assert told(plan.coordinator) == told(plan.curator) == ["roadmap_submitted"]
    assert told(officer) == []

    remark = add_remark(
        submission_id=first.pk,
        measure_id=plan.rows[0].pk,
        field="period_wording",
        reason_code="no_period",
        text="Назовите день",
        by=plan.curator,
    )
    return_roadmap(roadmap_id=plan.roadmap.pk, reason_codes=[], comment="", by=plan.coordinator)
    assert plan.fresh().state == RoadmapState.RETURNED
    assert "1 замечание" in plan.roadmap.state_note
    assert told(plan.admin) == ["roadmap_returned"]

    edit_cell(
        roadmap_id=plan.roadmap.pk,
        table="measure",
        row=plan.rows[0].pk,
        field="period_wording",
        base="до 30.11.2020",
        value="до 20.11.2020",
        by=plan.admin,
    )
    second = submit_roadmap(roadmap_id=plan.roadmap.pk, note="", by=plan.admin)
    assert second.number == 2
    with pytest.raises(Refusal) as refused:
        agree_roadmap(roadmap_id=plan.roadmap.pk, comment="", by=plan.coordinator)
    assert refused.value.code == "REMARKS_OPEN"
    answer_remark(remark_id=remark.pk, answer="Назвали", is_resolved=True, by=plan.curator)
    agree_roadmap(roadmap_id=plan.roadmap.pk, comment="", by=plan.coordinator)
    approve_roadmap(roadmap_id=plan.roadmap.pk, number="12", adopted_on=timezone.localdate().replace(day=1), by=head)
    plan.case.refresh_from_db()
    assert (plan.fresh().state, plan.case.stage) == (RoadmapState.APPROVED, CaseStage.IMPLEMENTATION)
    acts = list(CaseEvent.objects.filter(case=plan.case).values_list("act", flat=True))
    assert [act for act in acts if act.startswith("roadmap_")] == [
        "roadmap_submit",
        "roadmap_remark",
        "roadmap_return",
        "roadmap_submit",
        "roadmap_remark_answer",
        "roadmap_agree",
        "roadmap_approve",
    ]
    assert AuditEntry.objects.filter(action="case.roadmap_approve").get().details["number"] == "12"


def test_plan_in_force_is_not_edited_until_it_is_opened(plan, officer):
    in_state(plan, RoadmapState.APPROVED)
    cell = {"table": "measure", "row": plan.rows[0].pk, "field": "title", "base": "Диагностика", "value": "Другое"}
    with pytest.raises(Refusal):
        edit_cell(roadmap_id=plan.roadmap.pk, by=plan.admin, **cell)
    ACTS["reopen"](plan.roadmap.pk, officer)
    edit_cell(roadmap_id=plan.roadmap.pk, by=plan.admin, **cell)
    assert plan.fresh().state_note == "Нашли ошибку в сроках"


def test_empty_plan_and_a_case_that_does_not_plan_yet_are_not_handed_in(city, plan):
    Measure.objects.filter(roadmap=plan.roadmap).update(is_removed=True)
    early = new_plan(city, stage=CaseStage.DEFICITS)
    for each, code in ((plan, "NO_MEASURES"), (early, "CASE_STAGE")):
        with pytest.raises(Refusal) as refused:
            ACTS["submit"](each.roadmap.pk, each.admin)
        assert refused.value.code == code


def test_paused_case_hands_nothing_in(plan):
    plan.case.paused_at, plan.case.pause_reason = timezone.now(), "Ремонт"
    plan.case.save()
    with pytest.raises(Refusal) as refused:
        ACTS["submit"](plan.roadmap.pk, plan.admin)
    assert refused.value.code == "CASE_PAUSED"


@pytest.mark.parametrize(("codes", "comment"), [([], "Плохо"), (["other"], ""), (["no_such_code"], "Плохо")])
def test_return_says_what_to_mend(plan, codes, comment):
    ACTS["submit"](plan.roadmap.pk, plan.admin)
    with pytest.raises(Refusal) as refused:
        return_roadmap(roadmap_id=plan.roadmap.pk, reason_codes=codes, comment=comment, by=plan.coordinator)
    assert (refused.value.code, plan.fresh().state) == ("REASON_REQUIRED", RoadmapState.SUBMITTED)


def test_taken_back_roadmap_counts_as_not_handed_in(plan):
    ACTS["submit"](plan.roadmap.pk, plan.admin)
    ACTS["withdraw"](plan.roadmap.pk, plan.admin)
    assert (plan.fresh().state, plan.roadmap.submitted_at) == (RoadmapState.DRAFT, None)
    assert plan.submission.state == SubmissionState.WITHDRAWN


def test_older_page_does_not_decide(plan):
    ACTS["submit"](plan.roadmap.pk, plan.admin)
    seen = plan.fresh().version
    ACTS["withdraw"](plan.roadmap.pk, plan.admin)
    ACTS["submit"](plan.roadmap.pk, plan.admin)
    with pytest.raises(Refusal) as refused:
        agree_roadmap(roadmap_id=plan.roadmap.pk, comment="", by=plan.coordinator, version=seen)
    assert refused.value.code == "STALE"


def test_several_are_approved_by_one_act_and_the_unready_are_named(city, officer):
    plans = [new_plan(city) for _ in range(3)]
    for plan in plans:
        ACTS["submit"](plan.roadmap.pk, plan.admin)
    for plan in plans[:2]:
        ACTS["agree"](plan.roadmap.pk, plan.coordinator)
    chosen = [(plan.roadmap.pk, plan.fresh().version) for plan in plans]
    done = approve_many(chosen=chosen, by=officer, number="7", adopted_on=timezone.localdate().replace(day=1))
    assert [roadmap.pk for roadmap in done.approved] == [plan.roadmap.pk for plan in plans[:2]]
    assert [(roadmap.pk, refusal.code) for roadmap, refusal in done.declined] == [(plans[2].roadmap.pk, "STATE")]
    with pytest.raises(PermissionDenied):
        approve_many(chosen=chosen, by=plans[0].coordinator)


def test_act_has_both_number_and_date(plan, officer):
    in_state(plan, RoadmapState.AGREED)
    with pytest.raises(Refusal) as refused:
        approve_roadmap(roadmap_id=plan.roadmap.pk, number="7", by=officer)
    assert refused.value.code == "ACT_INCOMPLETE"
