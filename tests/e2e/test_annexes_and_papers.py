"""An annex on its way through a school at the browser, and a roadmap's papers from the sheet to the PDF."""

import pytest
from playwright.sync_api import Locator, expect

from roadmaps.enums import AnnexState
from roadmaps.models import Paper, ProgrammeAnnex
from roadmaps.services.pupil_routes import RouteCounts, record_routes
from shnor_portal.accounts.permissions import Role
from tests.e2e.conftest import enter
from tests.e2e.walker import Walker
from tests.factories import MeasureFactory, RoadmapFactory, SectionFactory, make_user
from tests.factories.road import CaseFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LONG = "Провести обучающие семинары для учителей математики по приёмам работы с теми, кто не преодолел порог"


@pytest.fixture
def teacher(city, school):
    return make_user(Role.TEACHER, city, school)


@pytest.fixture
def reader(city, school):
    user = make_user(Role.TEACHER, city, school)
    user.full_name = "Образцова Вера Павловна"
    user.save()
    return user


def press(walker: Walker, name: str) -> None:
    walker.follow(walker.page.get_by_role("button", name=name, exact=True))


def go(walker: Walker, name: str) -> None:
    walker.follow(walker.page.locator("main").get_by_role("link", name=name, exact=True))


def form_of(walker: Walker, title: str) -> Locator:
    """The row of the panel about one form."""
    return walker.page.locator(".paper-form").filter(has=walker.page.get_by_text(title, exact=True))


def test_annex_goes_from_the_teacher_to_the_site(guest, school, school_admin, teacher, reader):
    page = guest.page
    enter(guest, school_admin)
    page.goto("/annexes/")
    guest.look("prilozheniy-net")
    page.goto("/annexes/new/")
    page.get_by_label("Учитель").select_option(str(teacher.pk))
    page.get_by_label("Предмет").select_option("MA")
    page.get_by_label("Класс").fill("7Б")
    page.get_by_label("Рассматривает на ШМО").select_option(str(reader.pk))
    guest.look("otkryt-prilozhenie")
    press(guest, "Сохранить")
    annex = ProgrammeAnnex.objects.get()

    enter(guest, teacher)
    page.goto(f"/annexes/{annex.pk}/")
    guest.look("prilozhenie-u-uchitelya")
    go(guest, "Заполнить")
    page.get_by_label("Несформированные умения").fill("Читать график\nСравнивать дроби")
    page.get_by_label("Источник часов").select_option("reserve")
    page.get_by_role("textbox", name="Тема").last.fill("Линейная функция и её график")
    page.get_by_role("spinbutton", name="Часы").last.fill("3")
    page.get_by_role("button", name="Добавить тему").click()
    page.get_by_role("textbox", name="Тема").last.fill("Обыкновенные дроби")
    page.get_by_role("spinbutton", name="Часы").last.fill("2")
    page.get_by_label("тематическая").last.check()
    guest.look("zapolnenie")
    press(guest, "Сохранить")
    press(guest, "Передать на ШМО")

    enter(guest, reader)
    page.goto(f"/annexes/?year={annex.academic_year}&whose=waiting")
    guest.look("zhdut-menya")
    go(guest, "Математика, 7Б класс")
    go(guest, "Передать руководителю")
    page.get_by_label("Номер протокола").fill("3")
    press(guest, "Передать")

    enter(guest, school_admin)
    page.goto(f"/annexes/{annex.pk}/")
    press(guest, "Утвердить")
    go(guest, "Отметить на сайте")
    page.get_by_label("Адрес страницы").fill("https://school.example.org/programmes")
    press(guest, "Сохранить")
    guest.look("na-sayte")
    annex.refresh_from_db()
    assert (annex.state, annex.hours) == (AnnexState.PUBLISHED, 5)


def test_department_sees_counts_and_no_small_groups(guest, desk, school, school_admin):
    for grade, opened, finished in ((7, 3, 1), (8, 18, 9)):
        counts = RouteCounts(grade, "MA", opened, finished, school_admin.created_at.date())
        record_routes(school=school, academic_year=2020, counts=counts, by=school_admin)
    desk.page.goto("/annexes/routes/?year=2020")
    expect(desk.page.locator("tbody")).to_contain_text("менее 5")
    desk.look("marshruty")
    desk.page.goto("/annexes/summary/?year=2020")
    desk.look("svodka")


def test_roadmap_from_the_sheet_to_word_and_pdf(guest, school, school_admin):
    roadmap = RoadmapFactory.create(case=CaseFactory.create(school=school), goals=["Помощь учителям ШКИВ и ОО"])
    for number in range(3):
        section = SectionFactory.create(roadmap=roadmap, title=f"Направление {number + 1}")
        for _ in range(4):
            MeasureFactory.create(section=section, title=LONG)
    page = guest.page
    enter(guest, school_admin)
    page.goto(f"/papers/roadmap/{roadmap.pk}/")
    guest.look("dokumenty")
    go(guest, "Сокращения")
    page.get_by_label("Расшифровка: ШКИВ").fill("школьный клуб")
    guest.look("sokrascheniya")
    press(guest, "Сохранить")
    guest.follow(form_of(guest, "Дорожная карта школы").get_by_role("link", name="Листы"))
    expect(page.locator("main")).to_contain_text("ШКИВ – школьный клуб")
    guest.look("listy")
    page.goto(f"/papers/roadmap/{roadmap.pk}/")
    with page.expect_download() as word:
        form_of(guest, "Дорожная карта школы").get_by_role("link", name="Word").click()
    assert word.value.suggested_filename.endswith(".docx")
    guest.follow(form_of(guest, "План реализации").get_by_role("button", name="Сделать PDF"))
    guest.let_jobs_run()
    guest.look("pdf-gotov")
    with page.expect_download() as pdf:
        page.get_by_role("link", name="PDF от").click()
    assert pdf.value.suggested_filename.endswith(".pdf")
    assert Paper.objects.get().form == "project"
