"""The wizard in a browser's words: who sees what, and the way from upload to undo."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from diagnostics.models import AssessmentResult
from shnor_portal.accounts.permissions import Role
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch, MappingProfile
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import run_job
from tests.factories import BatchFactory, SchoolFactory, add_code, make_user
from tests.imports.books import class_of, individual, table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR = "optional"


def send(client, *files, target="results", nonce=""):
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(reverse("imports:upload"), {"target": target, "workbooks": uploads, "nonce": nonce})


def page(client, name, batch, **query):
    return client.get(reverse(f"imports:{name}", args=[batch.public_id]), query)


def run_waiting_jobs():
    for job in Job.objects.filter(kind__startswith="imports.", state="queued"):
        run_job(job.pk)


def test_way_from_upload_to_undo(officer_client, schools):
    answer = send(officer_client, ("протокол.xlsx", individual(class_of("edu990001", [2, 3, 5]))))
    batch = ImportBatch.objects.get()
    assert answer.url == reverse("imports:detail", args=[batch.public_id])
    shown = page(officer_client, "detail", batch).content.decode()
    assert "ВПР: индивидуальные результаты" in shown
    assert "Код участника" in shown

    chosen = {"layout": "vpr_v1", "academic_year": "2019/2020", "version": batch.version}
    officer_client.post(reverse("imports:choose", args=[batch.public_id]), chosen)
    waiting = page(officer_client, "detail", batch)
    assert "hx-get" in waiting.content.decode()
    assert "HX-Refresh" not in page(officer_client, "progress", batch).headers
    run_waiting_jobs()
    assert page(officer_client, "progress", batch).headers["HX-Refresh"] == "true"

    batch.refresh_from_db()
    preview = page(officer_client, "detail", batch).content.decode()
    assert "СОШ № 1" in preview
    assert "Участников" in preview
    officer_client.post(reverse("imports:apply", args=[batch.public_id]), {"version": batch.version})
    run_waiting_jobs()
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED
    result = page(officer_client, "detail", batch).content.decode()
    assert "Новых результатов" in result

    consequences = page(officer_client, "undo", batch).content.decode()
    assert "Перестанут действовать результаты" in consequences
    officer_client.post(reverse("imports:undo", args=[batch.public_id]), {"version": batch.version})
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert not AssessmentResult.objects.current().exists()
    assert "Отменена" in page(officer_client, "detail", batch).content.decode()


def test_several_files_go_their_own_ways(officer_client, schools):
    good = individual(class_of("edu990001", [2, 3, 5]))
    answer = send(officer_client, ("хороший.xlsx", good), ("плохой.xlsx", b"PK\x03\x04 broken"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'data-error-code="XLSX_DAMAGED"' in text
    assert "хороший.xlsx" in text
    assert ImportBatch.objects.count() == 2
    refused = ImportBatch.objects.get(state=BatchState.REFUSED)
    assert 'data-error-code="XLSX_DAMAGED"' in page(officer_client, "detail", refused).content.decode()


def test_form_sent_twice_makes_one_import(officer_client, schools):
    data = individual(class_of("edu990001", [2, 3, 5]))
    first, second = (send(officer_client, ("a.xlsx", data), nonce="form-1") for _ in range(2))
    assert first.url == second.url
    assert ImportBatch.objects.count() == 1


def test_faulty_rows_are_listed_with_place_and_downloaded(officer_client, checked, schools):
    batch = checked(individual([*class_of("edu990001", [2, 3]), ("edu990001", "10009", 9, 9, 7, 3)]))
    text = page(officer_client, "detail", batch).content.decode()
    assert 'data-error-code="ROWS_REFUSED"' in text
    assert "VALUE_RANGE" in text
    assert "Загрузить без ошибочных строк" in text
    book = load_workbook(io.BytesIO(page(officer_client, "issues", batch).content))
    head, first, *_ = book["Замечания"].iter_rows(values_only=True)
    assert head[:5] == ("Вес", "Код", "Лист", "Строка", "Столбец")
    assert first[3] == 7


def test_errors_beyond_the_listed_ones_are_in_the_workbook_too(officer_client, checked, schools):
    faulty = [("edu990001", f"{20000 + n}", 1, 1, 9, 3) for n in range(501)]
    batch = checked(individual([*class_of("edu990001", [2, 3]), *faulty]))
    assert batch.counts["problems"]["VALUE_RANGE"] == 501
    assert batch.issues.filter(code="VALUE_RANGE").count() <= 500
    book = load_workbook(io.BytesIO(page(officer_client, "issues", batch).content))
    rows = [row[3] for row in book["Замечания"].iter_rows(min_row=2, values_only=True) if row[1] == "VALUE_RANGE"]
    assert sorted(rows) == list(range(7, 508))


def test_apply_without_consent_writes_nothing_and_says_why(officer_client, checked, schools):
    batch = checked(individual([*class_of("edu990001", [2, 3]), ("edu990001", "10009", 9, 9, 7, 3)]))
    answer = officer_client.post(reverse("imports:apply", args=[batch.public_id]), follow=True)
    assert "ошиб" in answer.content.decode()
    assert not Job.objects.filter(kind="imports.apply").exists()


def test_stale_page_may_not_apply(officer_client, checked, schools):
    batch = checked(individual(class_of("edu990001", [2, 3])))
    url = reverse("imports:apply", args=[batch.public_id])
    answer = officer_client.post(url, {"version": batch.version - 1}, follow=True)
    assert "Загрузку изменили" in answer.content.decode()
    assert not Job.objects.filter(kind="imports.apply").exists()


def test_preview_filters_by_school_and_downloads_what_is_shown(officer_client, checked, schools):
    batch = checked(individual([*class_of("edu990001", [2, 3]), *class_of("edu990002", [5])]))
    shown = page(officer_client, "detail", batch, tab="new", school_label="СОШ № 2").content.decode()
    assert "строка 7" in shown
    assert "строки 5–6" not in shown
    book = load_workbook(io.BytesIO(page(officer_client, "preview", batch, school_label="СОШ № 2").content))
    schools_listed = {row[1] for row in book["Что изменится"].iter_rows(min_row=2, values_only=True)}
    assert schools_listed == {"СОШ № 2"}


def test_original_file_is_an_attachment_that_no_browser_runs(officer_client, upload, schools):
    data = individual(class_of("edu990001", [2, 3]))
    batch = upload(data, name="отчёт «весна».xlsx")
    answer = page(officer_client, "file", batch)
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_columns_are_proposed_chosen_and_remembered(officer_client, schools):
    rows: list[list[object]] = [
        ["Логин ОО", "Кол-во участников", "а", "б", "в", "г"],
        *[[f"edu99000{n}", 10, 4, 3, 2, 1] for n in (1, 2)],
    ]
    send(officer_client, ("таблица.xlsx", table(rows)))
    batch = ImportBatch.objects.get()
    answer = officer_client.post(
        reverse("imports:choose", args=[batch.public_id]),
        {"layout": "generic", "academic_year": "2018/2019", "version": batch.version},
    )
    assert answer.url == reverse("imports:mapping", args=[batch.public_id])
    shown = page(officer_client, "mapping", batch)
    form = shown.context["form"]
    assert form["column_A"].initial == "fisoko"
    assert form["column_B"].initial == "participants"
    batch.refresh_from_db()
    chosen = {
        "header_row": 1,
        "version": batch.version,
        "academic_year": "2018/2019",
        "kind": "OGE",
        "grade": "9",
        "subject": "MA",
        "column_A": "fisoko",
        "column_B": "participants",
        "column_C": "mark2",
        "column_D": "mark3",
        "column_E": "mark4",
        "column_F": "mark5",
        "profile_name": "Сводка ОГЭ",
    }
    twice = officer_client.post(
        reverse("imports:mapping", args=[batch.public_id]), {**chosen, "column_C": "participants"}
    )
    assert twice.status_code == 400
    assert "уже выбрано" in twice.content.decode()
    officer_client.post(reverse("imports:mapping", args=[batch.public_id]), chosen)
    run_waiting_jobs()
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED
    assert batch.counts["items"]["new"] == 2
    assert MappingProfile.objects.get().mapping["columns"]["C"] == "mark2"


def test_list_is_empty_with_a_next_step(officer_client):
    text = officer_client.get(reverse("imports:list")).content.decode()
    assert "Загрузок ещё нет" in text
    assert reverse("imports:upload") in text


def test_list_filters_and_takes_the_same_queries(officer_client, city, django_assert_max_num_queries):
    BatchFactory(municipality=city, original_name="первый.xlsx")
    officer_client.get(reverse("imports:list"))
    for more in (0, 5):
        for _ in range(more):
            BatchFactory(municipality=city, state=BatchState.REFUSED)
        with django_assert_max_num_queries(11):
            officer_client.get(reverse("imports:list"))
    text = officer_client.get(reverse("imports:list"), {"state": "applied"}).content.decode()
    assert "первый.xlsx" in text
    assert text.count("row-link") == 1


PAGES = ("detail", "choices", "progress", "issues", "preview")
OFFICER_PAGES = ("mapping", "undo", "file")
ACTS = ("choose", "check", "apply", "undo", "mapping")


@pytest.mark.parametrize("name", [*PAGES, *OFFICER_PAGES])
def test_foreign_and_absent_are_the_same_404(client, stranger, upload, schools, name):
    batch = upload(individual(class_of("edu990001", [2, 3])))
    client.force_login(stranger)
    foreign = page(client, name, batch)
    absent = client.get(reverse(f"imports:{name}", args=[uuid4()]))
    assert (foreign.status_code, absent.status_code) == (404, 404)


@pytest.mark.parametrize("name", ACTS)
def test_coordinator_sees_but_may_not_act(client, city, upload, schools, name):
    batch = upload(individual(class_of("edu990001", [2, 3])))
    client.force_login(make_user(Role.MUNICIPAL_COORDINATOR, city))
    assert page(client, "detail", batch).status_code == 200
    assert client.post(reverse(f"imports:{name}", args=[batch.public_id])).status_code == 403


@pytest.mark.parametrize("name", [*PAGES, *OFFICER_PAGES])
def test_school_has_no_imports(client, school_admin, upload, schools, name):
    batch = upload(individual(class_of("edu990001", [2, 3])))
    client.force_login(school_admin)
    assert page(client, name, batch).status_code in (403, 404)


def test_guest_is_asked_to_sign_in(client, upload, schools):
    batch = upload(individual(class_of("edu990001", [2, 3])))
    for url in (reverse("imports:list"), reverse("imports:upload"), reverse("imports:detail", args=[batch.public_id])):
        answer = client.get(url)
        assert answer.status_code == 302
        assert "/account/" in answer.url


def test_formula_in_a_school_name_stays_text(officer_client, checked, city):
    school = SchoolFactory.create(municipality=city, name='=HYPERLINK("http://example.org")')
    add_code(school, "fisoko", "edu990009")
    batch = checked(individual(class_of("edu990009", [2, 3])))
    book = load_workbook(io.BytesIO(page(officer_client, "preview", batch).content))
    cell = book["Что изменится"]["B2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://example.org")')
