"""The dose log: planned, given, cancelled, and beside it the movement of low results."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from roadmaps.enums import DoseState
from roadmaps.models import SupportDose
from roadmaps.rules.movement import Movement
from roadmaps.selectors.doses import city_doses, dose_log
from roadmaps.selectors.indicators_of_case import indicators_of_cases
from roadmaps.services.doses import cancel_dose, deliver_dose, edit_dose, plan_dose
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from shnor_portal.common.refusals import Refusal
from tests.factories import AssessmentFactory, CaseDeficitFactory, ResultFactory, make_user
from tests.roadmaps.doing.builders import measure_of, plan_in_force

PLANNED = {"kind": "visit", "title": "Выезд в школу", "planned_on": date(2020, 11, 10), "planned_minutes": 90}
GIVEN = {"delivered_on": date(2020, 11, 12), "delivered_minutes": 120, "participants": 14}


@pytest.fixture
def case(plan):
    return plan.case


@pytest.fixture
def dose(case, curator):
    return plan_dose(case_id=case.pk, by=curator, fields=PLANNED)


@pytest.mark.parametrize("role", Role)
def test_those_who_accompany_the_school_keep_the_log(case, role):
    by = make_user(role, case.municipality, case.school if role.is_school_role else None)
    try:
        plan_dose(case_id=case.pk, by=by, fields=PLANNED)
    except PermissionDenied:
        assert Permission.CHECK_EVIDENCE not in ROLE_PERMISSIONS[role]
    else:
        assert Permission.CHECK_EVIDENCE in ROLE_PERMISSIONS[role]


def test_stranger_sees_no_log(client, case, dose, stranger, neighbour):
    for who in (stranger, neighbour):
        client.force_login(who)
        assert client.get(f"/doses/of/{case.pk}/").status_code == 404
        assert client.get(f"/doses/of/{case.pk}/export/").status_code == 404


def test_planned_and_given_stand_side_by_side(case, dose, curator):
    deliver_dose(dose_id=dose.pk, version=1, by=curator, fields=GIVEN)
    plan_dose(case_id=case.pk, by=curator, fields={**PLANNED, "kind": "seminar"})
    untimed = plan_dose(case_id=case.pk, by=curator, fields=PLANNED)
    deliver_dose(dose_id=untimed.pk, version=1, by=curator, fields={"delivered_on": date(2020, 12, 1)})
    dropped = plan_dose(case_id=case.pk, by=curator, fields=PLANNED)
    cancel_dose(dose_id=dropped.pk, version=1, reason="Карантин", by=curator)
    log = dose_log(SupportDose.objects.filter(case=case))
    total = log.total
    assert (total.planned, total.delivered, total.planned_minutes, total.delivered_minutes) == (3, 2, 270, 120)
    assert (total.untimed, total.participants) == (1, 14)
    assert [(kind.value, dose.planned) for kind, dose in log.by_kind] == [("visit", 2), ("seminar", 1)]
    assert [month for month, _ in log.by_month] == [date(2020, 11, 1), date(2020, 12, 1)]


def test_two_people_on_one_row_do_not_overwrite_each_other(dose, curator, coordinator):
    edit_dose(dose_id=dose.pk, version=1, by=coordinator, fields={**PLANNED, "title": "Консультация"})
    with pytest.raises(Refusal) as refused:
        deliver_dose(dose_id=dose.pk, version=1, by=curator, fields=GIVEN)
    assert refused.value.code == "STALE"


def test_given_help_is_not_given_again_nor_cancelled(dose, curator):
    deliver_dose(dose_id=dose.pk, version=1, by=curator, fields=GIVEN)
    for act in (
        lambda: deliver_dose(dose_id=dose.pk, version=2, by=curator, fields=GIVEN),
        lambda: cancel_dose(dose_id=dose.pk, version=2, reason="Нет", by=curator),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "STATE"
    assert SupportDose.objects.get(pk=dose.pk).state == DoseState.DELIVERED


def test_day_to_come_and_a_foreign_measure_are_declined(case, dose, curator, neighbour):
    ahead = timezone.localdate() + timedelta(days=3)
    with pytest.raises(Refusal) as early:
        deliver_dose(dose_id=dose.pk, version=1, by=curator, fields={"delivered_on": ahead})
    home = next(iter(neighbour.current_assignments)).school_id
    foreign = measure_of(plan_in_force(type(case.school).objects.get(pk=home)))
    with pytest.raises(Refusal) as odd:
        plan_dose(case_id=case.pk, by=curator, fields={**PLANNED, "measure_id": foreign.pk})
    assert (early.value.code, odd.value.code) == ("VALUE_DATE", "MEASURE_FOREIGN")


def result_of(case, year, failed, participants):
    assessment = AssessmentFactory.create(procedure="OGE-9-MA", academic_year=year)
    ResultFactory.create(school=case.school, assessment=assessment, participants=participants, marks_2=failed)


@pytest.mark.parametrize(
    ("failed", "participants", "said"),
    [(10, 62, Movement.BETTER), (31, 62, Movement.NOT_BETTER), (None, 62, Movement.NO_DATA)],
)
def test_low_result_then_and_now(case, failed, participants, said):
    CaseDeficitFactory.create(case=case, failed=31, participants=62, results_year=2019)
    result_of(case, 2020, failed, participants)
    (shown,) = indicators_of_cases([case])[case.pk]
    assert shown.movement == said


def test_result_of_the_same_or_a_far_year_is_no_movement(case):
    CaseDeficitFactory.create(case=case, failed=31, participants=62, results_year=2019)
    for year in (2019, 2022):
        result_of(case, year, 0, 62)
    (shown,) = indicators_of_cases([case])[case.pk]
    assert (shown.movement, shown.now) == (Movement.NO_DATA, None)


def test_city_summary_takes_the_same_queries(case, curator, django_assert_num_queries):
    cases = [case] + [
        plan_in_force(
            type(case.school).objects.create(
                municipality=case.municipality, name=f"Школа {n}", search_name=f"школа {n}"
            )
        ).case
        for n in range(12)
    ]
    for one in cases:
        CaseDeficitFactory.create(case=one)
        SupportDose.objects.create(
            municipality=one.municipality, case=one, kind="visit", title="Выезд", recorded_by=curator
        )
    with django_assert_num_queries(3):
        rows = city_doses(cases)
    assert [(row.dose.planned, row.known) for row in rows] == [(1, 0)] * 13
