"""Carrying a plan out at the browser: reports, evidence rejected and accepted, a monthly review that saves itself."""

import pytest
from playwright.sync_api import expect

from roadmaps.enums import MeasureState, ReviewState
from roadmaps.models import Measure, MonthlyReview
from roadmaps.reference.review_criteria import REVIEW_CRITERIA
from roadmaps.services.doses import deliver_dose, plan_dose
from shnor_portal.accounts.permissions import Role
from tests.e2e.conftest import enter
from tests.e2e.walker import Walker
from tests.factories import AssessmentFactory, CaseDeficitFactory, ResultFactory, make_user
from tests.roadmaps.doing.builders import done_measure, measure_of, plan_in_force

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LONG = "Посещение уроков математики в девятых классах с разбором и составлением плана помощи каждому учителю. " * 2


@pytest.fixture
def plan(school):
    return plan_in_force(school)


@pytest.fixture
def curator(city, school):
    return make_user(Role.CURATOR, city, school)


@pytest.fixture
def coordinator(city):
    return make_user(Role.MUNICIPAL_COORDINATOR, city)


def press(walker: Walker, name: str) -> None:
    walker.follow(walker.page.get_by_role("button", name=name, exact=True))


def go(walker: Walker, name: str) -> None:
    walker.follow(walker.page.locator("main").get_by_role("link", name=name))


def test_school_reports_is_corrected_and_confirmed(guest, plan, school_admin, curator):
    measure = measure_of(plan, "2020-11-30", title=LONG, expected_result="План помощи каждому учителю")
    measure_of(plan, "2020-10-30", "2020-12-30", "2021-03-25", title="Срезы по математике")
    page = guest.page
    enter(guest, school_admin)
    page.goto("/measures/mine/?year=2020")
    guest.look("moi-meropriyatiya")
    go(guest, LONG[:40])
    guest.look("meropriyatie")
    go(guest, "Отметить выполненным")
    page.get_by_label("Выполнено").fill("2020-11-25")
    page.get_by_label("Что сделано и что получилось").fill("Посещено 12 уроков, составлено 6 планов")
    guest.look("otchet")
    press(guest, "Отметить выполненным")
    page.get_by_label("Что подтверждает").fill("Сводка по урокам")
    page.get_by_label("Файл").set_input_files(
        {"name": "Сводка.txt", "mimeType": "text/plain", "buffer": "12 уроков".encode()}
    )
    press(guest, "Приложить")
    guest.look("podtverzhdenie-prilozheno")

    enter(guest, curator)
    page.goto("/evidence/")
    guest.look("ochered")
    go(guest, "Начать проверку")
    page.get_by_label("Причина").select_option("result_not_confirmed")
    guest.look("proverka")
    press(guest, "Отклонить с причиной")

    enter(guest, school_admin)
    page.goto(f"/measures/{measure.pk}/")
    go(guest, "Сводка по урокам")
    page.get_by_label("Ссылка").fill("https://school.example.org/svodka")
    guest.look("otkloneno")
    press(guest, "Заменить")

    enter(guest, curator)
    page.goto("/evidence/")
    go(guest, "Начать проверку")
    press(guest, "Принять")
    go(guest, "Подтвердить выполнение")
    press(guest, "Подтвердить выполнение")
    guest.look("podtverzhdeno")
    assert Measure.objects.get(pk=measure.pk).state == MeasureState.CONFIRMED


def test_coordinator_reviews_a_month(guest, plan, school_admin, coordinator):
    measure = measure_of(plan, "2020-11-30", title=LONG)
    done_measure(plan, school_admin, title="Семинар для учителей")
    page = guest.page
    enter(guest, coordinator)
    page.goto("/reviews/?year=2020&month=2020-11")
    guest.look("ochered-ekspertizy")
    press(guest, "Начать")
    page.get_by_label("Что проверено").fill("Уроки математики и журналы")
    for code in REVIEW_CRITERIA:
        page.locator(f'input[name="mark_{code}"]').nth(1).check()
    page.get_by_role("button", name="Добавить строку").click()
    page.get_by_label("Что исправить").last.fill("Назвать число учителей")
    page.get_by_label("Мероприятие").last.select_option(str(measure.pk))
    page.get_by_label("Срок").last.fill("2020-12-15")
    expect(page.locator("#saved")).to_contain_text("Сохранено")
    page.get_by_label("есть риски").check()
    page.get_by_label("Почему такая оценка").fill("Отстаёт одно мероприятие, причина известна")
    page.get_by_label("Замечания").click()
    guest.look("ekspertiza")
    press(guest, "Подписать")
    guest.look("ekspertiza-podpisana")
    review = MonthlyReview.objects.get()
    assert (review.state, review.corrections.get().measure) == (ReviewState.SIGNED, measure)
    page.goto("/reviews/regularity/?year=2020")
    guest.look("regulyarnost")

    enter(guest, school_admin)
    page.goto(f"/reviews/{review.pk}/")
    page.get_by_label("Как исправлено").fill("В отчёте названы 6 учителей")
    guest.look("korrektirovka")
    press(guest, "Выполнено")
    expect(page.locator("main")).to_contain_text("школа выполнила")


def test_department_sees_all_measures_and_the_help_given(guest, plan, school_admin, coordinator):
    measure_of(plan, "2020-11-30", title=LONG)
    ready = [done_measure(plan, school_admin, title=f"Семинар {number}") for number in range(2)]
    CaseDeficitFactory.create(case=plan.case, failed=31, participants=62)
    assessment = AssessmentFactory.create(procedure="OGE-9-MA", academic_year=2020)
    ResultFactory.create(school=plan.school, assessment=assessment, participants=60, marks_2=18, marks_3=42)
    dose = plan_dose(
        case_id=plan.case_id,
        by=coordinator,
        fields={"kind": "visit", "title": "Выезд методиста", "planned_on": "2020-11-10", "planned_minutes": 90},
    )
    given = {"delivered_on": plan.case.stage_since, "delivered_minutes": 120, "participants": 14}
    deliver_dose(dose_id=dose.pk, version=1, by=coordinator, fields=given)
    page = guest.page
    enter(guest, coordinator)
    page.goto("/measures/?year=2020")
    guest.look("vse-meropriyatiya")
    for row in ready:
        page.get_by_label(f"Отметить: {row.title}").check()
    press(guest, "Выполнить для отмеченных")
    assert set(Measure.objects.filter(pk__in=[row.pk for row in ready]).values_list("state", flat=True)) == {
        "confirmed"
    }
    page.goto("/doses/?year=2020")
    guest.look("zhurnal-goroda")
    go(guest, plan.school.name)
    guest.look("zhurnal-shkoly")
    go(guest, "Запланировать")
    guest.look("zaplanirovat")
