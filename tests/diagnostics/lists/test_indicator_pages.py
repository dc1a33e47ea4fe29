"""Pages of indicators: passports, the table with reasons in words, the why of a cell, downloads."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from diagnostics.models import AssessmentResult, IndicatorValue
from diagnostics.services.indicators import recompute_indicators
from schools.models import School
from shnor_portal.accounts.permissions import Role
from shnor_portal.jobs.models import Job
from tests.diagnostics.lists.conftest import add_school, give
from tests.factories import make_user


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR = "optional"


@pytest.fixture
def computed(small_city):
    give(School.objects.get(name="СОШ № 1"), "VPR-5-RU", 1, 20, year=2020)
    recompute_indicators(municipality_id=small_city.pk, by=None)
    return small_city


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def test_catalogue_says_what_each_figure_means(officer_client, computed):
    page = text(officer_client.get(reverse("diagnostics:indicators")))
    assert "Число процедур с низким результатом" in page
    assert "число отметок «2» / число участников" in page
    assert "чем меньше, тем лучше" in page


def test_table_shows_figures_and_reasons(officer_client, computed):
    url = reverse("diagnostics:indicator", args=["R01"])
    page = officer_client.get(url, {"year": 2019})
    table = page.context["table"]
    assert [title for _, title in table.columns] == ["ВПР-5 РУ", "ВПР-5 МА", "ВПР-6 РУ", "ВПР-6 МА"]
    rows = {row.school.name: [cell.text or cell.reason for cell in row.cells] for row in table.rows}
    assert rows["СОШ № 1"] == ["40,0\u00a0%", "40,0\u00a0%", "10,0\u00a0%", "10,0\u00a0%"]
    assert rows["СОШ № 10"][3] == "результаты не загружены"
    assert "нет данных: результаты не загружены" in text(page)


def test_procedure_that_was_not_held_says_so(officer_client, computed):
    computed.calendar_overrides = {"2020": {"VPR-6-MA": "not_held"}}
    computed.save()
    page = officer_client.get(reverse("diagnostics:indicator", args=["R01"]), {"year": 2020})
    row = next(row for row in page.context["table"].rows if row.school.name == "СОШ № 1")
    assert [cell.reason for cell in row.cells] == [
        "", "результаты не загружены", "результаты не загружены", "процедура не проводилась",
    ]  # fmt: skip


def test_means_are_of_schools(officer_client, computed):
    page = officer_client.get(reverse("diagnostics:indicator", args=["R01"]), {"year": 2019, "q": "сош"})
    summaries = dict(page.context["table"].summaries)
    assert summaries["среднее по школам"][1] == "20,0\u00a0%"
    assert summaries["наибольшее"][1] == "40,0\u00a0%"


def test_sorting_puts_missing_last_either_way(officer_client, computed):
    url = reverse("diagnostics:indicator", args=["R01"])
    for ordering in ("VPR-6-MA", "-VPR-6-MA"):
        rows = officer_client.get(url, {"year": 2019, "ordering": ordering}).context["table"].rows
        assert rows[-1].school.name == "СОШ № 10"
    first = officer_client.get(url, {"year": 2019, "ordering": "-VPR-5-MA"}).context["table"].rows[0]
    assert first.school.name in ("СОШ № 1", "Вечерняя школа")


def test_cell_leads_to_file_sheet_and_rows(officer_client, computed):
    result = AssessmentResult.objects.get(school__name="СОШ № 1", assessment__procedure="VPR-5-MA")
    url = reverse("diagnostics:indicator_why", args=["R01", 2019, result.school_id])
    page = text(officer_client.get(url, {"procedure": "VPR-5-MA"}))
    assert f"{result.batch.original_name}, лист «Лист1», строки 2–21" in page
    assert "40,0 %" in page
    assert officer_client.get(url, {"procedure": "VPR-9-MA"}).status_code == 404


def test_download_has_counts(officer_client, computed):
    response = officer_client.get(reverse("diagnostics:indicator_export", args=["R01"]), {"year": 2019, "q": "№ 1"})
    shown, counts = load_workbook(BytesIO(response.content)).worksheets
    assert [row[0].value for row in shown.iter_rows(min_row=2, max_row=3)] == ["СОШ № 1", "СОШ № 10"]
    assert ["СОШ № 1", "ВПР-5 МА", 8, 20, None] in [[cell.value for cell in row] for row in counts.iter_rows()]


def test_recompute_button_queues_a_job(officer_client, small_city):
    answer = officer_client.post(reverse("diagnostics:recompute"), {"year": "2019"})
    job = Job.objects.get()
    assert answer.url == reverse("jobs:detail", args=[job.pk])
    assert job.arguments == {"municipality_id": small_city.pk, "year": 2019}


def test_rights_on_indicators(client, computed, stranger):
    school = School.objects.get(name="СОШ № 1")
    url = reverse("diagnostics:indicator", args=["R01"])
    why = reverse("diagnostics:indicator_why", args=["R01", 2019, school.pk])
    assert client.get(url).status_code == 302
    client.force_login(make_user(Role.SCHOOL_ADMIN, computed, school))
    rows = client.get(url, {"year": 2019}).context["table"].rows
    assert [row.school.name for row in rows] == ["СОШ № 1"]
    assert client.get(why, {"procedure": "VPR-5-MA"}).status_code == 200
    assert client.post(reverse("diagnostics:recompute")).status_code == 403
    client.force_login(stranger)
    assert client.get(url, {"year": 2019}).context["table"] is None
    assert client.get(why, {"procedure": "VPR-5-MA"}).status_code == 404
    client.force_login(make_user(Role.TEACHER, computed, school))
    assert client.get(url).status_code == 403


def test_unknown_indicator_is_absent(officer_client, computed):
    for name in ("indicator", "indicator_export"):
        assert officer_client.get(reverse(f"diagnostics:{name}", args=["R99"])).status_code == 404


def test_queries_do_not_grow(officer_client, city, rules, django_assert_max_num_queries):
    counted = []
    for more in (1, 3, 50):
        for number in range(more):
            add_school(city, f"СОШ № {more}-{number}", low=number % 4)
        recompute_indicators(municipality_id=city.pk, by=None)
        assert IndicatorValue.objects.exists()
        with django_assert_max_num_queries(15) as queries:
            officer_client.get(reverse("diagnostics:indicator", args=["R01"]))
        counted.append(len(queries))
    assert counted[1] == counted[2]
