"""The first page of the department, of a school and of a person without a role."""

import pytest

from diagnostics.enums import RiskListOrigin, RiskListState
from diagnostics.models import RiskList
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Role
from shnor_portal.imports.enums import BatchState
from tests.factories import AssessmentFactory, BatchFactory, ResultFactory, SchoolFactory, make_user
from tests.factories.road import CaseFactory, RoadmapFactory
from tests.reports.builders import approved_list


def page(client, user) -> str:
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_list_in_force_is_told_in_schools_and_share(client, officer):
    approved_list(officer, schools=3)
    assert "3 из 3" in page(client, officer)


def test_list_from_an_order_counts_against_open_schools(client, officer, city):
    approved_list(officer, schools=3)
    SchoolFactory(municipality=city)
    RiskList.objects.update(rule_version=None)
    text = page(client, officer)
    assert "3 из 4" in text
    assert "75,0 %" in text


def test_lists_of_different_origin_stand_side_by_side(client, officer):
    approved_list(officer, schools=1)
    RiskList.objects.update(title="Городской перечень")
    other = approved_list(officer, schools=2)
    RiskList.objects.filter(pk=other.pk).update(origin=RiskListOrigin.REGIONAL, title="Краевой перечень")
    text = page(client, officer)
    assert "Городской перечень" in text
    assert "Краевой перечень" in text


def test_what_waits_is_counted_with_a_link(client, officer, city):
    BatchFactory(municipality=city, state=BatchState.CHECKED)
    approved_list(officer, schools=1, state=RiskListState.PROPOSED)
    text = page(client, officer)
    assert "Загрузки проверены и ждут применения" in text
    assert "Перечни ждут утверждения" in text


def test_roadmaps_wait_for_the_one_whose_turn_it_is(client, officer, school, school_admin, stranger):
    roadmap = RoadmapFactory.create(case=CaseFactory.create(school=school), state="submitted")
    assert "Дорожные карты на рассмотрении" in page(client, officer)
    assert "Ждёт вас" not in page(client, school_admin)
    type(roadmap).objects.update(state="returned")
    assert "Дорожные карты возвращены на доработку" in page(client, school_admin)
    assert "Дорожные карты" not in page(client, officer).partition("Ждёт вас")[2]
    assert "на доработку" not in page(client, stranger)


def test_missing_results_are_words_not_zero(client, officer, city):
    ResultFactory(school__municipality=city, assessment=AssessmentFactory(academic_year=2019))
    ResultFactory(school__municipality=city, assessment=AssessmentFactory(procedure="OGE-9-RU", academic_year=2018))
    assert page(client, officer).count("не загружено") == 2


def test_school_sees_its_own_lists_only(client, officer, city):
    risk_list = approved_list(officer, schools=2)
    own, other = [entry.school for entry in risk_list.entries.order_by("school__name")]
    text = page(client, make_user(Role.SCHOOL_ADMIN, city, own))
    assert own.name in text
    assert other.name not in text


def test_teacher_sees_no_lists(client, officer, city):
    school = approved_list(officer, schools=1).entries.get().school
    assert "Перечни" not in page(client, make_user(Role.TEACHER, city, school))


def test_person_without_a_role_is_told_whom_to_ask(client, db):
    assert "Вам ещё не выдали роль" in page(client, User.objects.create_user("nobody@example.org", full_name="Никто"))


@pytest.mark.parametrize("more", [1, 12])
def test_number_of_queries_does_not_grow(client, officer, city, django_assert_max_num_queries, more):
    for _ in range(more):
        ResultFactory(school__municipality=city)
        BatchFactory(municipality=city)
    client.force_login(officer)
    with django_assert_max_num_queries(30):
        client.get("/")


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.CITY_ADMINISTRATOR])
def test_who_sees_no_lists_and_results_is_not_told_there_are_none(client, city, role):
    text = page(client, make_user(role, city))
    assert "Результатов пока нет" not in text
    assert "Утверждённого перечня ещё нет" not in text
