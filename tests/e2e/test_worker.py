"""The same pages with a real worker: they change by themselves when the work is done."""

import pytest
from playwright.sync_api import expect

from diagnostics.models import AssessmentResult, IndicatorValue
from tests.e2e import books

pytestmark = [pytest.mark.e2e, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_page_follows_the_work_of_a_real_worker(real_worker, desk, schools, files):
    page = desk.page
    page.goto("/imports/new/")
    path = books.write_vpr(files / "ВПР 6 математика.xlsx", 6, books.FAILED_VPR_6)
    page.get_by_label("Перетащите файлы сюда или выберите их").set_input_files(path)
    desk.follow(page.get_by_role("button", name="Загрузить и распознать"))
    desk.follow(page.get_by_role("button", name="Проверить файл"))
    page.get_by_role("button", name="Применить").first.click(timeout=60_000)
    desk.follow(page.get_by_role("dialog").get_by_role("button", name="Применить"))
    expect(page.get_by_role("heading", name="Что изменилось")).to_be_visible(timeout=60_000)
    assert AssessmentResult.objects.current().count() == len(schools)
    real_worker(lambda: IndicatorValue.objects.filter(indicator="R01").exists())
