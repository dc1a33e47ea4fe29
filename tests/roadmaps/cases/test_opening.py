"""How schools come into the programme: by a list, by an application, by a decision; twice is once."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from diagnostics.enums import RiskListOrigin, RiskListState
from diagnostics.signals import risk_list_approved
from roadmaps.enums import CaseStage, EntryKind
from roadmaps.models import Application, CaseDeficit, CaseEvent, RiskFactor, SupportCase
from roadmaps.services.applications import (
    ApplicationDraft,
    accept_application,
    decline_application,
    submit_application,
    withdraw_application,
)
from roadmaps.services.cases import open_case, open_cases
from shnor_portal.accounts.permissions import Role
from shnor_portal.audit.models import AuditEntry
from shnor_portal.notifications.models import Notification
from tests.factories import CaseFactory, SchoolFactory, make_user
from tests.roadmaps.cases.builders import code_of, new_entry, new_list

pytestmark = pytest.mark.django_db
DRAFT = ApplicationDraft("Не хватает учителя математики", "Завуч", "почта школы", problem_areas=["staff"])


def approved(city, *schools, **fields):
    risk_list = new_list(city, **fields)
    for school in schools:
        new_entry(risk_list, school, years=2)
    return risk_list


@time_machine.travel("2020-09-15")
def test_approval_of_a_list_opens_cases_with_their_deficits(city, school, school_admin, officer):
    risk_list = approved(city, school)
    new_entry(risk_list, SchoolFactory(municipality=city), is_included=False)
    risk_list_approved.send(type(risk_list), risk_list=risk_list, by=officer)
    case = SupportCase.objects.get()
    assert (case.school, case.stage, case.entry_kind) == (school, CaseStage.CANDIDATE, EntryKind.RISK_LIST)
    assert (case.years_in_row, case.needs_format) == (2, True)
    deficit = CaseDeficit.objects.get()
    assert (deficit.procedure, deficit.failed, deficit.participants) == ("OGE-9-MA", 31, 62)
    assert AuditEntry.objects.filter(action="case.entered").count() == 1
    assert list(Notification.objects.filter(kind="cases_opened").values_list("recipient", flat=True)) == [
        school_admin.pk
    ]


@time_machine.travel("2021-09-15")
def test_list_of_a_year_that_is_over_opens_cases_only_by_hand(city, school, officer):
    risk_list = approved(city, school)
    risk_list_approved.send(type(risk_list), risk_list=risk_list, by=officer)
    assert not SupportCase.objects.exists()
    open_cases(risk_list_id=risk_list.pk, by=officer)
    assert SupportCase.objects.get().academic_year == 2020


def test_first_school_of_a_city_brings_the_books_of_the_programme(city, school, officer):
    open_case(school=school, academic_year=2020, reason="Протокол № 4", by=officer)
    assert RiskFactor.objects.of(city).exists()
    RiskFactor.objects.of(city).exclude(code="equipment").delete()
    open_case(school=SchoolFactory(municipality=city), academic_year=2020, reason="Протокол № 5", by=officer)
    assert RiskFactor.objects.of(city).count() == 1


@time_machine.travel("2020-09-15")
def test_approval_twice_changes_nothing(city, school, officer):
    risk_list = approved(city, school)
    for _ in range(2):
        risk_list_approved.send(type(risk_list), risk_list=risk_list, by=officer)
    assert SupportCase.objects.count() == CaseDeficit.objects.count() == CaseEvent.objects.count() == 1


@time_machine.travel("2020-09-15")
def test_entering_takes_the_same_queries_for_one_school_and_for_forty(city, officer, django_assert_max_num_queries):
    many = approved(city, *SchoolFactory.create_batch(40, municipality=city))
    with django_assert_max_num_queries(40):
        risk_list_approved.send(type(many), risk_list=many, by=officer)
    assert SupportCase.objects.count() == 40


def test_forecast_brings_nobody_in(city, school, officer):
    risk_list = approved(city, school, origin=RiskListOrigin.FORECAST)
    risk_list_approved.send(type(risk_list), risk_list=risk_list, by=officer)
    assert code_of(open_cases, risk_list_id=risk_list.pk, by=officer) == "LIST_NOT_IN_FORCE"
    assert not SupportCase.objects.exists()


def test_list_that_is_not_approved_opens_nothing(city, school, officer):
    risk_list = approved(city, school, state=RiskListState.PROPOSED)
    assert code_of(open_cases, risk_list_id=risk_list.pk, by=officer) == "LIST_NOT_IN_FORCE"


def test_school_that_came_by_application_joins_the_list(city, school, officer):
    case = CaseFactory(school=school, stage=CaseStage.DIAGNOSIS, entry_kind=EntryKind.APPLICATION)
    entered = open_cases(risk_list_id=approved(city, school).pk, by=officer)
    case.refresh_from_db()
    assert ([one.pk for one in entered.joined], entered.opened) == ([case.pk], [])
    assert (case.stage, case.years_in_row, case.entry.school) == (CaseStage.DIAGNOSIS, 2, school)
    assert case.deficits.count() == 1


def test_return_in_the_watch_year_is_told(city, school, officer):
    closed = {"stage": CaseStage.CLOSED, "outcome": "exit", "closed_on": "2020-08-31", "watch_year": 2020}
    before = CaseFactory(school=school, academic_year=2019, **closed)
    open_cases(risk_list_id=approved(city, school).pk, by=officer)
    case = SupportCase.objects.get(academic_year=2020)
    assert case.previous == before
    assert "год наблюдения" in case.events.get().title


def test_strangers_open_nothing(city, school, school_admin, stranger):
    risk_list = approved(city, school)
    for person in (school_admin, stranger):
        with pytest.raises(PermissionDenied):
            open_cases(risk_list_id=risk_list.pk, by=person)
        with pytest.raises(PermissionDenied):
            open_case(school=school, academic_year=2020, reason="Решение", by=person)


def test_one_school_by_decision(school, officer):
    case = open_case(school=school, academic_year=2020, reason="Протокол № 4", by=officer)
    assert (case.entry_kind, case.events.get().text) == (EntryKind.DECISION, "Протокол № 4")
    assert code_of(open_case, school=school, academic_year=2020, reason="Снова", by=officer) == "CASE_EXISTS"
    school.closed_on = "2020-09-01"
    assert code_of(open_case, school=school, academic_year=2021, reason="Снова", by=officer) == "SCHOOL_CLOSED"


def test_accepted_application_opens_the_case(school, school_admin, officer):
    application = submit_application(school=school, academic_year=2020, draft=DRAFT, by=school_admin)
    assert Notification.objects.filter(kind="application_submitted", recipient=officer).exists()
    case = accept_application(application_id=application.pk, by=officer)
    assert (case.stage, case.entry_kind) == (CaseStage.APPLIED, EntryKind.APPLICATION)
    assert Notification.objects.filter(kind="application_decided", recipient=school_admin).exists()


def test_application_of_a_candidate_moves_its_case(case, school_admin, officer):
    application = submit_application(school=case.school, academic_year=2020, draft=DRAFT, by=school_admin)
    case.refresh_from_db()
    assert (case.stage, application.case) == (CaseStage.APPLIED, case)
    assert accept_application(application_id=application.pk, by=officer) == case


def test_one_application_waits_at_a_time(school, school_admin):
    first = submit_application(school=school, academic_year=2020, draft=DRAFT, by=school_admin)
    again = {"school": school, "academic_year": 2020, "draft": DRAFT, "by": school_admin}
    assert code_of(submit_application, **again) == "APPLICATION_WAITING"
    withdraw_application(application_id=first.pk, by=school_admin)
    assert code_of(submit_application, **again) == ""


def test_declined_application_tells_the_school_why(school, school_admin, officer):
    application = submit_application(school=school, academic_year=2020, draft=DRAFT, by=school_admin)
    decline_application(application_id=application.pk, reason_code="no_resources", comment="В январе", by=officer)
    assert Application.objects.get().decision_reason.endswith("В январе")
    assert Notification.objects.get(kind="application_decided").body.endswith("В январе")
    assert not SupportCase.objects.exists()


def test_head_of_another_school_does_not_apply_for_ours(city, school, officer):
    neighbour = make_user(Role.SCHOOL_ADMIN, city, SchoolFactory(municipality=city))
    with pytest.raises(PermissionDenied):
        submit_application(school=school, academic_year=2020, draft=DRAFT, by=neighbour)
