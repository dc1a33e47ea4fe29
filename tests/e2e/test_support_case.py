"""The year of a school at the browser: entry by a list, interview, second year, profile, conclusion, exit."""

import pytest
from playwright.sync_api import Locator, Page, expect

from roadmaps.enums import CaseStage
from roadmaps.models import SupportCase
from roadmaps.services.notes import write_note
from roadmaps.services.programme import load_reference
from shnor_portal.accounts.permissions import Role
from tests.e2e.conftest import enter
from tests.e2e.walker import Walker
from tests.factories import CaseFactory, make_user
from tests.roadmaps.cases.builders import concluded, engine_says, new_entry, new_list

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def press(walker: Walker, name: str) -> None:
    walker.follow(walker.page.get_by_role("button", name=name))


def go(walker: Walker, name: str) -> None:
    walker.follow(walker.page.locator("main").get_by_role("link", name=name))


def row(page: Page, number: int) -> Locator:
    return page.locator("[data-rows-list] > [data-row]").nth(number)


def test_officer_leads_a_school_from_the_list_to_its_roadmap(desk, city, school, officer):
    load_reference(municipality=city, by=None)
    new_entry(new_list(city), school, years=2)
    page = desk.page
    page.goto("/cases/?year=2020")
    desk.look("poka-pusto")
    go(desk, "Открыть по перечню")
    desk.look("kto-voydet")
    page.get_by_role("button", name="Открыть поддержку").click()
    desk.follow(page.get_by_role("dialog").get_by_role("button", name="Открыть"))
    desk.look("spisok")
    go(desk, school.name)
    desk.look("kandidat")

    go(desk, "Назначить собеседование")
    page.get_by_label("День и время").fill("2020-09-15T10:00")
    page.get_by_label("Место").fill("Кабинет 12")
    desk.look("sobesedovanie")
    press(desk, "Сохранить")
    go(desk, "Составить протокол")
    page.get_by_label("Заслушали").fill("Директор рассказал о вакансиях")
    row(page, 0).get_by_label("Решили").fill("Найти учителя математики")
    page.get_by_role("button", name="Добавить решение").click()
    row(page, 1).get_by_label("Решили").fill("Лишняя строка")
    row(page, 1).get_by_role("button", name="Убрать").click()
    desk.look("protokol")
    press(desk, "Сохранить протокол")
    expect(page.locator("tbody tr")).to_have_count(1)
    desk.look("sobesedovanie-provedeno")
    press(desk, "Отметить исполненным")

    page.goto(f"/cases/{SupportCase.objects.get().pk}/")
    press(desk, "Начать диагностику")
    go(desk, "Оценить фактор")
    page.get_by_label("Риск-фактор").select_option(index=2)
    page.get_by_label("Обоснование").fill("Пять вакансий")
    press(desk, "Сохранить")
    press(desk, "Взять в работу")
    press(desk, "Зафиксировать дефициты")
    desk.look("formata-net")
    go(desk, "Выбрать формат поддержки")
    page.get_by_label("Формат поддержки").select_option(index=1)
    page.get_by_label("Почему он подходит этой школе").fill("Прошлый план выполнен, показатели прежние")
    desk.look("format")
    press(desk, "Сохранить")
    press(desk, "Перейти к дорожной карте")
    expect(page.get_by_text("Ждём: школа")).to_be_visible()
    for tab in ("Встречи и вопросы", "Итоги", "История"):
        go(desk, tab)
        desk.look(f"vkladka-{tab.split()[0].lower()}")


def test_restricted_note_stays_closed_for_the_school(guest, city, school, school_admin, officer):
    case = CaseFactory(school=school)
    write_note(case_id=case.pk, text="Конфликт в коллективе", is_restricted=True, by=officer)
    walker = enter(guest, school_admin)
    walker.page.goto(f"/cases/{case.pk}/?tab=talks")
    expect(walker.page.get_by_text("Закрытая заметка")).to_be_visible()
    expect(walker.page.locator("body")).not_to_contain_text("Конфликт")
    walker.look("zametka-zakryta")
    enter(guest, officer)
    walker.page.reload()
    press(walker, "Открыть (будет записано)")
    expect(walker.page.get_by_text("Конфликт в коллективе")).to_be_visible()


def test_head_lets_the_school_go_when_engine_and_expert_agree(guest, city, school):
    head = make_user(Role.DEPARTMENT_HEAD, city)
    case = CaseFactory(school=school, stage=CaseStage.EXPERTISE)
    walker, page = enter(guest, head), guest.page
    page.goto(f"/cases/{case.pk}/")
    go(walker, "Решить, чем закончить год")
    expect(page.get_by_text("не выполнено")).to_have_count(2)
    walker.look("vyhoda-net")
    engine_says(case)
    concluded(case, head)
    page.reload()
    walker.look("vyhod")
    go(walker, "Вывести из перечня")
    page.get_by_label("Причина").fill("Решение координационного совета")
    press(walker, "Сохранить")
    expect(page.get_by_text("Школа под наблюдением в 2021/2022 учебном году.")).to_be_visible()
    walker.look("pod-nablyudeniem")


def test_school_applies_on_a_phone(guest, city, school, school_admin, officer):
    walker, page = enter(guest, school_admin), guest.page
    page.goto("/applications/new/")
    walker.look("zayavka")
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_label("Нехватка учителей и специалистов").check()
    page.get_by_label("Опишите проблему").fill("Нет учителя математики")
    page.get_by_label("Телефон или почта").fill("почта школы")
    press(walker, "Подать заявку")
    walker.look("zayavka-podana")
    enter(guest, officer)
    page.reload()
    press(walker, "Принять")
    expect(page.get_by_role("heading", name=school.name)).to_be_visible()
