"""Every state × act × role of the lives of a case, application, interview and concern, from their tables."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from roadmaps.enums import ApplicationState, CaseOutcome, CaseStage, ConcernState, InterviewState
from roadmaps.lifecycle import LIFECYCLES
from roadmaps.models import Application, Concern, Interview, SupportCase
from roadmaps.services import applications, case_endings, concerns, exits, interviews
from roadmaps.services.case_moves import PLAIN_ACTS, move_case
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Role
from shnor_portal.common.refusals import Refusal
from tests.factories import CaseFactory, SchoolFactory, make_user
from tests.roadmaps.cases.builders import a_call, ready_for_anything, some_minutes

pytestmark = pytest.mark.django_db
ALLOWED, NOT_NOW, FORBIDDEN = "allowed", "STATE", "forbidden"


class TakeBackError(Exception):
    """Rolls one cell back."""


@pytest.fixture
def people(city, school):
    school.successor = SchoolFactory(municipality=city)
    school.save()
    return {role: make_user(role, city, school if role.is_school_role else None) for role in Role}


def demanded(table, act, state, role):
    """Rights are asked before the state."""
    transition = LIFECYCLES[table][act]
    if not ROLE_PERMISSIONS[role].intersection(transition.permissions):
        return FORBIDDEN
    return ALLOWED if state in transition.sources else NOT_NOW


def answer(call):
    """What came of the call, with its writes taken back."""
    try:
        with transaction.atomic():
            call()
            raise TakeBackError
    except TakeBackError:
        return ALLOWED
    except PermissionDenied:
        return FORBIDDEN
    except Refusal as refusal:
        return NOT_NOW if refusal.code in ("STATE", "CASE_CLOSED") else refusal.code


def wrong_cells(table, act, people, put, carry_out):
    """Cells whose answer is not the table's. `put(state)` puts the row there, `carry_out(act, by)` acts."""
    found = []
    for state in LIFECYCLES[table].states:
        put(state)
        for role, by in people.items():
            got = answer(lambda by=by: carry_out(act, by))
            if got != demanded(table, act, state, role):
                found.append((str(state), role.value, got))
    return found


@pytest.mark.parametrize("act", [act for act in LIFECYCLES["case"].transitions if act != "hold_interview"])
def test_case_moves_exactly_where_the_table_says(people, school, act):
    case = CaseFactory(school=school)
    chosen = ready_for_anything(case, people[Role.MUNICIPAL_OFFICER])

    def put(stage):
        closed = {"outcome": CaseOutcome.STOPPED, "closed_on": "2021-01-01"} if stage == CaseStage.CLOSED else {}
        SupportCase.objects.filter(pk=case.pk).update(stage=stage, **({"outcome": "", "closed_on": None} | closed))

    def carry_out(name, by):
        if name in PLAIN_ACTS:
            return move_case(case_id=case.pk, act=name, by=by)
        draft = applications.ApplicationDraft("Проблема", "Завуч", "почта")
        coded = {"case_id": case.pk, "reason_code": "other", "comment": "Пояснение", "by": by}
        said = {"case_id": case.pk, "reason": "Решение", "by": by}
        return {
            "apply": lambda: applications.submit_application(school=school, academic_year=2020, draft=draft, by=by),
            "plan_interview": lambda: interviews.plan_interview(case_id=case.pk, call=a_call(), by=by),
            "exit": lambda: exits.exit_case(**said),
            "continue": lambda: exits.continue_case(**said),
            "change_format": lambda: exits.change_format(support_format_id=chosen.pk, **said),
            "stop": lambda: case_endings.stop_case(**coded),
            "reopen": lambda: case_endings.reopen_case(**coded),
            "transfer": lambda: case_endings.transfer_case(**said),
        }[name]()

    assert wrong_cells("case", act, people, put, carry_out) == []


@pytest.mark.parametrize("act", LIFECYCLES["application"].transitions)
def test_application_moves_exactly_where_the_table_says(people, city, school, act):
    row = Application.objects.create(
        municipality=city,
        school=school,
        academic_year=2020,
        problems="Проблема",
        submitted_by=people[Role.SCHOOL_ADMIN],
    )

    def put(state):
        Application.objects.filter(pk=row.pk).update(state=state)

    def carry_out(name, by):
        return {
            "accept": lambda: applications.accept_application(application_id=row.pk, by=by),
            "decline": lambda: applications.decline_application(
                application_id=row.pk, reason_code="no_resources", comment="", by=by
            ),
            "withdraw": lambda: applications.withdraw_application(application_id=row.pk, by=by),
        }[name]()

    assert set(ApplicationState) == set(LIFECYCLES["application"].states)
    assert wrong_cells("application", act, people, put, carry_out) == []


@pytest.mark.parametrize("stage", [CaseStage.INTERVIEW_PLANNED, CaseStage.IMPLEMENTATION])
@pytest.mark.parametrize("act", LIFECYCLES["interview"].transitions)
def test_interview_moves_exactly_where_the_table_says(people, school, act, stage):
    case = CaseFactory(school=school, stage=stage)
    row = Interview.objects.create(municipality=case.municipality, case=case, planned_at=a_call().planned_at)

    def put(state):
        Interview.objects.filter(pk=row.pk).update(state=state)

    def carry_out(name, by):
        if name == "hold":
            interviews.hold_interview(interview_id=row.pk, minutes=some_minutes(), by=by)
            moved = CaseStage.INTERVIEWED if stage == CaseStage.INTERVIEW_PLANNED else stage
            assert SupportCase.objects.get(pk=case.pk).stage == moved
        else:
            interviews.cancel_interview(interview_id=row.pk, reason="Карантин", by=by)

    assert set(InterviewState) == set(LIFECYCLES["interview"].states)
    assert wrong_cells("interview", act, people, put, carry_out) == []


@pytest.mark.parametrize("act", LIFECYCLES["concern"].transitions)
def test_concern_moves_exactly_where_the_table_says(people, school, act):
    case = CaseFactory(school=school)
    row = Concern.objects.create(
        municipality=case.municipality, case=case, text="Вопрос", raised_by=people[Role.CURATOR]
    )

    def put(state):
        Concern.objects.filter(pk=row.pk).update(state=state)

    def carry_out(name, by):
        return {
            "escalate": lambda: concerns.escalate_concern(concern_id=row.pk, reason="Срочно", by=by),
            "resolve": lambda: concerns.resolve_concern(concern_id=row.pk, resolution="Решён", by=by),
            "reopen": lambda: concerns.reopen_concern(concern_id=row.pk, reason="Повторился", by=by),
        }[name]()

    assert set(ConcernState) == set(LIFECYCLES["concern"].states)
    assert wrong_cells("concern", act, people, put, carry_out) == []


@pytest.mark.parametrize("act", [name for name, one in LIFECYCLES["case"].transitions.items() if one.needs_reason])
def test_acts_that_need_a_reason_are_refused_without_one(people, school, act):
    closed = {"stage": CaseStage.CLOSED, "outcome": CaseOutcome.STOPPED, "closed_on": "2021-01-01"}
    case = CaseFactory(school=school, **(closed if act == "reopen" else {}))
    by = people[Role.MUNICIPAL_OFFICER]
    calls = {
        "stop": lambda: case_endings.stop_case(case_id=case.pk, reason_code="other", comment=" ", by=by),
        "reopen": lambda: case_endings.reopen_case(case_id=case.pk, reason_code="", comment="слова", by=by),
        "transfer": lambda: case_endings.transfer_case(case_id=case.pk, reason=" ", by=by),
    }
    assert answer(calls[act]) == "REASON_REQUIRED"
