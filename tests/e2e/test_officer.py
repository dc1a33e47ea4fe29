"""The main journey: from the files an officer holds to a printed order, in a browser."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from diagnostics.models import AssessmentResult
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from tests.e2e import books
from tests.e2e.walker import Walker

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_officer_goes_from_files_to_a_printed_order(guest, officer, schools, files):
    guest.page.goto("/account/login/")
    guest.look("vhod")
    guest.sign_in(officer.email)
    expect(guest.page.get_by_role("heading", name="Какие результаты загружены")).to_be_visible()
    guest.look("glavnaya-pustaya")
    load_files(guest, files)
    recompute(guest)
    propose(guest)
    decide(guest)
    read_why(guest)
    approve(guest)
    order(guest)


def load_files(walker: Walker, files: Path) -> None:
    """Three files at once; each goes its own way from recognition to application."""
    page = walker.page
    paths = [
        books.write_vpr(files / "ВПР 6 математика.xlsx", 6, books.FAILED_VPR_6),
        books.write_vpr(files / "ВПР 5 математика.xlsx", 5, books.FAILED_VPR_5),
        books.write_oge(files / "Протокол ОГЭ.xlsx", books.FAILED_OGE),
    ]
    walker.follow(page.get_by_role("link", name="Загрузить результаты").first)
    walker.look("zagruzki-pusto")
    walker.follow(page.get_by_role("link", name="Загрузить файлы").first)
    page.get_by_label("Перетащите файлы сюда или выберите их").set_input_files(paths)
    expect(page.get_by_text("Протокол ОГЭ.xlsx — ")).to_be_visible()
    walker.look("vybor-faylov")
    walker.follow(page.get_by_role("button", name="Загрузить и распознать"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for path in paths:
        load_one(walker, path.name, is_seen=path == paths[0])
    assert ImportBatch.objects.filter(state=BatchState.APPLIED).count() == 3
    assert AssessmentResult.objects.current().count() == 23


def load_one(walker: Walker, name: str, *, is_seen: bool) -> None:
    """From recognition to the result of one file; every step of the first is looked at."""
    page = walker.page
    look = walker.look if is_seen else lambda name: None
    page.goto("/imports/")
    walker.follow(page.get_by_role("link", name=name))
    expect(page.get_by_text("Почему портал так решил")).to_be_visible()
    look("raspoznavanie")
    walker.follow(page.get_by_role("button", name="Проверить файл"))
    walker.let_jobs_run()
    expect(page.get_by_role("heading", name=re.compile(re.escape(name)))).to_be_visible()
    expect(page.get_by_text(books.SURNAME)).to_have_count(0)
    look("predprosmotr")
    if is_seen:
        filter_preview(walker)
    page.get_by_role("button", name="Применить").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Загрузку потом можно отменить")
    walker.follow(dialog.get_by_role("button", name="Применить"))
    walker.let_jobs_run()
    expect(page.get_by_role("heading", name="Что изменилось")).to_be_visible()
    look("itog-zagruzki")


def filter_preview(walker: Walker) -> None:
    """The preview is narrowed to one school, told why, and widened again."""
    page = walker.page
    walker.follow(page.get_by_role("link", name=re.compile("Замечания")).first)
    walker.look("zamechaniya")
    page.go_back()
    with page.expect_navigation():
        page.get_by_label("Школа", exact=True).select_option(label="МБОУ «СОШ № 3»")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("МБОУ «СОШ № 3»")
    walker.follow(page.get_by_role("link", name="Сбросить"))
    expect(page.locator("tbody tr")).to_have_count(8)


def recompute(walker: Walker) -> None:
    page = walker.page
    page.goto("/indicators/")
    walker.follow(page.get_by_role("button", name="Пересчитать"))
    expect(page).to_have_url(re.compile("/jobs/"))
    walker.let_jobs_run()
    walker.look("zadanie")
    page.goto("/indicators/R01/")
    expect(page.get_by_role("row", name=re.compile("СОШ № 2"))).to_contain_text("30,0")
    walker.look("pokazatel")
    walker.follow(page.get_by_role("row", name=re.compile("СОШ № 2")).get_by_role("link", name=re.compile("30,0")))
    expect(page.locator("main")).to_contain_text("ВПР 6 математика.xlsx")
    walker.look("otkuda-znachenie")


def propose(walker: Walker) -> None:
    page = walker.page
    page.goto("/risk-lists/")
    walker.look("perechni-pusto")
    walker.follow(page.get_by_role("link", name="Составить перечень").first)
    page.get_by_label("На учебный год").select_option("2019")
    page.get_by_label("Правило отбора").select_option(label=rule_choice(page))
    page.get_by_label("оставить черновиком").check()
    walker.look("sostavit")
    walker.follow(page.get_by_role("button", name="Составить"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("2019/2020")
    expect(page.locator(".tiles").first).to_contain_text("3 из 8")
    expect(page.locator("figure svg, .chart svg")).not_to_have_count(0)
    walker.look("chernovik")


def rule_choice(page: Page) -> str:
    """The full words of the rule of 2020 in the select."""
    options = page.get_by_label("Правило отбора").locator("option").all_inner_texts()
    return next(text for text in options if "847" in text and "2020 года" in text)


def decide(walker: Walker) -> None:
    """The school without ОГЭ: its missing result could change the verdict, so a person decides."""
    page = walker.page
    row = page.get_by_role("row", name=re.compile("СОШ № 7"))
    expect(row).to_contain_text("нужно решение")
    walker.follow(row.get_by_role("link").first)
    walker.look("reshenie-nuzhno")
    page.get_by_role("button", name="Принять решение").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("не включать").check()
    dialog.get_by_label("Основание").fill("Решение комиссии от 12.10.2019, протокол № 4: ОГЭ школа не проводила")
    walker.follow(dialog.get_by_role("button", name="Записать решение"))
    expect(page.locator("main")).to_contain_text("протокол № 4")


def read_why(walker: Walker) -> None:
    """Each figure of the why-sheet leads to its file."""
    page = walker.page
    walker.follow(page.get_by_role("navigation", name="Вы здесь").get_by_role("link", name="2019/2020"))
    walker.follow(page.get_by_role("link", name="МБОУ «СОШ № 1»").first)
    sheet = page.locator("main")
    expect(sheet).to_contain_text("3 из 10")
    expect(sheet).to_contain_text("30,0")
    expect(sheet).to_contain_text("ВПР 6 математика.xlsx")
    walker.look("obosnovanie")
    walker.follow(page.get_by_role("navigation", name="Вы здесь").get_by_role("link", name="2019/2020"))


def approve(walker: Walker) -> None:
    page = walker.page
    walker.follow(page.get_by_role("button", name="Предложить к утверждению"))
    expect(page.get_by_role("button", name="Утвердить").first).to_be_visible()
    page.get_by_role("button", name="Утвердить").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("3 школы")
    walker.follow(dialog.get_by_role("button", name="Утвердить"))
    expect(page.locator(".page-title")).to_contain_text("утверждён")
    walker.look("utverzhden")


def order(walker: Walker) -> None:
    """Draft, registration, and the PDF as the person saves it."""
    page = walker.page
    walker.follow(page.get_by_role("button", name="Подготовить приказ"))
    expect(page.get_by_role("heading", name="Проект приказа")).to_be_visible()
    walker.look("proekt-prikaza")
    walker.follow(page.get_by_role("link", name="Просмотр листов"))
    expect(page.locator("main")).to_contain_text("ПРОЕКТ")
    walker.look("prosmotr-listov")
    walker.follow(page.get_by_role("link", name="К приказу"))
    page.get_by_role("button", name="Зарегистрировать").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Номер приказа").fill("316-а")
    dialog.get_by_label("Дата").fill("2019-10-15")
    walker.follow(dialog.get_by_role("button", name="Зарегистрировать"))
    walker.let_jobs_run()
    expect(page.get_by_role("heading", name="Приказ № 316-а от 15.10.2019")).to_be_visible()
    walker.look("prikaz")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Скачать PDF").first.click()
    check_paper(saved.value.path())


def check_paper(path: Path) -> None:
    """The text that a reader of the paper sees."""
    reader = PdfReader(io.BytesIO(path.read_bytes()))
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    paper = " ".join(pages)
    assert "316-а" in pages[0]
    assert "316-а" in pages[-1], "the number stands over the appendix"
    assert "Приложение" in paper
    for number in (1, 2, 6):
        assert f"СОШ № {number}»" in paper
    for number in (3, 4, 5, 7):
        assert f"СОШ № {number}»" not in paper
    assert "Коррекционная" not in paper
    assert "ПРОЕКТ" not in paper
