"""Files that must not pass: each is refused in words, and what is good in a faulty one can still be taken."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from diagnostics.models import AssessmentResult
from schools.models import School, SchoolFigure
from shnor_portal.demo.workbooks.collection_form import write_collection_form
from shnor_portal.demo.world.codes import ogrn
from tests.e2e import books
from tests.factories import add_code

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def upload(walker, *paths, target="Результаты ВПР, ОГЭ и ЕГЭ"):
    walker.page.goto("/imports/new/")
    walker.page.get_by_label(target).check()
    walker.page.get_by_label("Перетащите файлы сюда или выберите их").set_input_files(paths)
    walker.follow(walker.page.get_by_role("button", name="Загрузить и распознать"))


def test_empty_form_and_cut_file_are_refused_with_advice(desk, schools, files):
    page = desk.page
    desk.expected = {422}
    form, cut = files / "Форма сбора.xlsx", files / "Обрыв.xlsx"
    write_collection_form(form)
    whole = books.write_vpr(files / "Целый.xlsx", 6, books.FAILED_VPR_6).read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    upload(desk, cut)
    expect(page.locator("[data-error-code]")).to_have_attribute("data-error-code", "XLSX_DAMAGED")
    desk.look("obryv")
    upload(desk, form)
    if page.get_by_role("button", name="Проверить файл").count():
        desk.follow(page.get_by_role("button", name="Проверить файл"))
        desk.let_jobs_run()
    expect(page.locator("main")).to_contain_text("форма сбора")
    desk.look("forma-sbora")
    assert not AssessmentResult.objects.exists()


def test_faulty_rows_are_listed_downloaded_left_out_and_the_rest_undone(desk, schools, files):
    page = desk.page
    upload(desk, books.write_faulty(files / "ВПР с ошибками.xlsx"))
    desk.follow(page.get_by_role("button", name="Проверить файл"))
    desk.let_jobs_run()
    expect(page.locator("main")).to_contain_text("В файле есть ошибки")
    desk.follow(page.get_by_role("link", name="Замечания").first)
    expect(page.locator("tbody")).to_contain_text("edu999999")
    desk.look("oshibki-strok")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Все замечания, xlsx").click()
    rows = list(
        load_workbook(io.BytesIO(saved.value.path().read_bytes()))["Замечания"].iter_rows(min_row=2, values_only=True)
    )
    assert {row[1] for row in rows} >= {"REF_UNKNOWN", "VALUE_RANGE"}
    assert all(row[3] for row in rows if row[1] in ("REF_UNKNOWN", "VALUE_RANGE")), "each names its row"

    page.get_by_role("button", name="Применить").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Загрузить без ошибочных строк").check()
    desk.follow(dialog.get_by_role("button", name="Применить"))
    desk.let_jobs_run()
    assert AssessmentResult.objects.current().get().participants == 5
    desk.follow(page.get_by_role("link", name="Отменить загрузку"))
    desk.look("otmena")
    desk.follow(page.locator("main form").get_by_role("button"))
    expect(page.locator(".page-title")).to_contain_text("отменена")
    assert not AssessmentResult.objects.current().exists()


def give_ogrns(schools: list[School]) -> list[str]:
    """An ОГРН with a true check digit for each school."""
    return [add_code(school, "ogrn", ogrn(number)).value for number, school in enumerate(schools, start=1)]


def test_lying_column_is_caught_and_given_its_true_meaning(desk, schools, files):
    page = desk.page
    path = books.write_lying(files / "ЕГЭ по школам.xlsx", give_ogrns(schools))
    upload(desk, path, target="Величины по школам")
    page.get_by_label("Учебный год результатов").fill("2018/2019")
    desk.follow(page.get_by_role("button", name="Проверить файл"))
    say_what_columns_mean(page, "EGE3_LT160")
    desk.look("stolbtsy")
    desk.follow(page.get_by_role("button", name="Проверить файл"))
    desk.let_jobs_run()
    expect(page.locator("main")).to_contain_text("PASSER_UNDER_160")
    desk.look("lozhnyy-stolbets")
    assert not SchoolFigure.objects.exists()

    desk.follow(page.get_by_role("link", name="Изменить выбор"))
    desk.follow(page.get_by_role("button", name="Проверить файл"))
    say_what_columns_mean(page, "EGE3_GE160")
    desk.follow(page.get_by_role("button", name="Проверить файл"))
    desk.let_jobs_run()
    page.get_by_role("button", name="Применить").first.click()
    desk.follow(page.get_by_role("dialog").get_by_role("button", name="Применить"))
    desk.let_jobs_run()
    assert set(SchoolFigure.objects.values_list("metric", flat=True)) == {
        "EGE_PARTICIPANTS",
        "EGE3_GE220",
        "EGE3_GE160",
    }


def say_what_columns_mean(page: Page, of_the_liar: str) -> None:
    """Columns by their names, the doubtful one as told."""
    meanings = {"A": "name", "B": "ogrn", "C": "EGE_PARTICIPANTS", "D": "EGE3_GE220", "E": of_the_liar}
    for letters, meaning in (meanings | {"F": "academic_year"}).items():
        page.get_by_label(f"Назначение столбца {letters}", exact=True).select_option(meaning)
