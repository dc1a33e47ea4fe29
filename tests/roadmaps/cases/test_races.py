"""Several people at the same moment: one act wins, the others are told; what is opened is opened once."""

import pytest

from roadmaps.enums import CaseStage, RiskLevel
from roadmaps.models import CaseDeficit, CaseEvent, CaseRisk, SupportCase
from roadmaps.services.applications import ApplicationDraft, submit_application
from roadmaps.services.case_endings import stop_case
from roadmaps.services.case_moves import move_case
from roadmaps.services.cases import open_cases
from roadmaps.services.exits import continue_case
from roadmaps.services.risks import set_risk
from shnor_portal.audit.services import verify_chains
from tests.audit.concurrency import at_once
from tests.factories import CaseFactory, RiskFactorFactory, SchoolFactory
from tests.roadmaps.cases.builders import code_of, new_entry, new_list

THREADS = 8
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def winners(codes):
    return sorted(codes).count("")


def test_one_of_many_moves_the_case(school, officer):
    case = CaseFactory(school=school, stage=CaseStage.INTERVIEWED)
    codes = at_once(lambda _: code_of(move_case, case_id=case.pk, act="diagnose", by=officer), THREADS)
    assert (winners(codes), set(codes)) == (1, {"", "STATE"})
    assert CaseEvent.objects.filter(case=case).count() == 1
    assert verify_chains().faults == []


def test_closing_and_moving_on_at_once_has_one_winner(school, head, officer):
    case = CaseFactory(school=school, stage=CaseStage.EXPERTISE)

    def act(number):
        if number % 2:
            return code_of(stop_case, case_id=case.pk, reason_code="closed", comment="", by=officer)
        return code_of(continue_case, case_id=case.pk, reason="Дальше", by=head)

    assert winners(at_once(act, THREADS)) == 1
    case.refresh_from_db()
    assert SupportCase.objects.filter(academic_year=2021).count() == (case.outcome == "continue")


def test_list_entered_many_times_at_once_opens_each_case_once(city, officer):
    risk_list = new_list(city)
    for school in SchoolFactory.create_batch(5, municipality=city):
        new_entry(risk_list, school)
    opened = at_once(lambda _: len(open_cases(risk_list_id=risk_list.pk, by=officer).opened), THREADS)
    assert sorted(opened)[-1] == sum(opened) == SupportCase.objects.count() == CaseDeficit.objects.count() == 5


def test_one_application_waits_however_many_are_sent(school, school_admin):
    draft = ApplicationDraft("Проблема", "Завуч", "почта")
    act = {"school": school, "academic_year": 2020, "draft": draft, "by": school_admin}
    assert winners(at_once(lambda _: code_of(submit_application, **act), THREADS)) == 1


def test_factor_set_by_many_at_once_stands_once(school, officer):
    case = CaseFactory(school=school)
    factor = RiskFactorFactory(municipality=case.municipality)
    act = {"case_id": case.pk, "factor_id": factor.pk, "level": RiskLevel.HIGH, "reason": "Вакансии", "by": officer}
    assert winners(at_once(lambda _: code_of(set_risk, **act), THREADS)) == THREADS
    assert CaseRisk.objects.count() == 1
