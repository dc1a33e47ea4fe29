"""The register through the whole road: a workbook, a foreign table by its columns, figures of the same table."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schools.models import School, SchoolCode, SchoolFigure
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.refusals import Refusal
from shnor_portal.demo.world.codes import ogrn
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services import apply_batch, check_batch, undo_batch, upload_file
from shnor_portal.imports.targets import target_named
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import run_job
from tests.factories import make_user
from tests.imports.books import table
from tests.schools.registers import codes

pytestmark = pytest.mark.django_db

ROWS = 40
COLUMNS = {"header_row": 1, "columns": {"B": "district", "C": "name", "D": "ogrn"}}
FIGURES = {"D": "ogrn", "E": "EGE_PARTICIPANTS", "F": "EGE3_GE220", "H": "academic_year"}


def open_data() -> bytes:
    """A published table of exam results: its column «UNDER_160» really counts 160 points and more."""
    head = '"ID";"District";"EDU_NAME";"OGRN";"PASSED_NUMBER";"PASSES_OVER_220";"PASSER_UNDER_160";"YEAR";'
    lines = [
        f'"{n}";"район {n % 3}";"ГБОУ «Школа № {n}»";"{ogrn(n)}";"{60 + n}";"{30 + n % 20}";"{50 + n}";"2015-2016";'
        for n in range(1, ROWS + 1)
    ]
    return "\r\n".join([head, *lines]).encode("utf-8-sig")


@pytest.fixture
def road(city, officer):
    """road(bytes, target, **options) → the batch after upload, check and application."""

    def walk(data, target, *, name="таблица.csv", by=officer, **options):
        batch = upload_file(
            municipality=city, name=name, stream=io.BytesIO(data), target=target, by=by, options=options
        )
        check_batch(batch_id=batch.public_id, by=by)
        return apply_batch(batch_id=batch.public_id, skip_faulty=False, by=by)

    return walk


def as_register(road):
    return road(open_data(), "register", layout="register_table", mapping=COLUMNS)


def as_figures(road, under_160):
    mapping = {"header_row": 1, "columns": {**FIGURES, "G": under_160}}
    return road(open_data(), "figures", layout="generic", mapping=mapping)


def test_foreign_table_becomes_a_register_and_then_figures_by_ogrn(road):
    batch = as_register(road)
    assert (batch.counts["seen"], batch.counts["taken"], batch.counts["skipped"]) == (ROWS + 1, ROWS, 1)
    assert School.objects.count() == ROWS
    assert School.objects.get(name="ГБОУ «Школа № 7»").district == "район 1"
    assert SchoolCode.objects.filter(system="ogrn").count() == ROWS
    figures = as_figures(road, "EGE3_GE160")
    assert figures.counts["taken"] == ROWS
    assert SchoolFigure.objects.filter(academic_year=2015, metric="EGE3_GE160").count() == ROWS


def test_lying_column_is_refused_in_words_that_name_what_it_really_is(road):
    as_register(road)
    with pytest.raises(Refusal) as refused:
        as_figures(road, "EGE3_LT160")
    issue = ImportBatch.objects.get(target="figures").issues.get(code="COLUMN_MEANING")
    assert refused.value.code == "COLUMN_MEANING"
    assert issue.column == "G"
    assert "PASSER_UNDER_160" in issue.message
    assert "160 баллов и более" in issue.hint
    assert not SchoolFigure.objects.exists()


def test_figures_loaded_onto_created_schools_hold_the_register(road, officer):
    register = as_register(road)
    as_figures(road, "EGE3_GE160")
    with pytest.raises(Refusal) as refused:
        undo_batch(batch_id=register.public_id, by=officer)
    assert refused.value.code == "SCHOOL_IN_USE"
    assert School.objects.count() == ROWS


def test_workbook_of_a_register_and_its_undo(road, officer):
    head = ["№", "Краткое наименование", "Вид", "Код ОО (РИС ГИА)", "ОГРН", "Обучающихся в 2020/2021"]
    rows = [[n, f"СОШ № {n}", "лицей", codes(n)["ris"], codes(n)["ogrn"], 100 + n] for n in (1, 2)]
    batch = road(table([["Реестр школ"], head, *rows]), "register", name="реестр.xlsx")
    assert (batch.layout, batch.state) == ("register", BatchState.APPLIED)
    assert sorted(School.objects.values_list("name", "kind")) == [("СОШ № 1", "lyceum"), ("СОШ № 2", "lyceum")]
    assert sorted(SchoolFigure.objects.values_list("value", flat=True)) == [101, 102]
    undo_batch(batch_id=batch.public_id, by=officer)
    assert not School.objects.exists()
    assert not SchoolFigure.objects.exists()


def test_table_without_a_mapping_asks_for_one(road):
    with pytest.raises(Refusal) as refused:
        road(open_data(), "register", layout="register_table")
    assert refused.value.code == "MAPPING_REQUIRED"
    assert ImportBatch.objects.get().issues.filter(code="MAPPING_REQUIRED").exists()


def test_columns_are_proposed_with_reasons():
    mapper = target_named("register").mapper
    rows = [line.strip('";').split('";"') for line in open_data().decode("utf-8-sig").splitlines()]
    proposal = mapper.propose(rows, 1, 1)
    assert proposal.columns == {"B": "district", "C": "name", "D": "ogrn"}
    assert "ОГРН" in proposal.reasons["D"]
    offered = {role for _, roles in mapper.roles() for role, _ in roles}
    assert set(proposal.columns.values()) <= offered


def test_who_may_not_keep_the_register_may_not_load_it(road, city, school_admin):
    coordinator = make_user(Role.MUNICIPAL_COORDINATOR, city)
    for person in (coordinator, school_admin):
        with pytest.raises(PermissionDenied):
            road(open_data(), "register", by=person, layout="register_table", mapping=COLUMNS)


def test_register_of_one_city_is_not_loaded_by_an_officer_of_another(road, stranger):
    with pytest.raises(PermissionDenied):
        road(open_data(), "register", by=stranger, layout="register_table", mapping=COLUMNS)


def test_officer_names_the_columns_on_the_page_and_loads_the_table(officer_client, city):
    upload = SimpleUploadedFile("школы.csv", open_data())
    officer_client.post(reverse("imports:upload"), {"target": "register", "workbooks": upload, "nonce": "n"})
    batch = ImportBatch.objects.get()
    page = officer_client.get(reverse("imports:mapping", args=[batch.public_id]))
    assert "численность обучающихся" in page.content.decode()
    form = page.context["form"]
    assert form["column_D"].initial == "ogrn"
    sent = {"header_row": 1, "version": batch.version, "column_B": "district", "column_C": "name", "column_D": "ogrn"}
    sent |= {"column_E": "headcount", "headcount_year": "2015"}
    answer = officer_client.post(reverse("imports:mapping", args=[batch.public_id]), sent)
    assert answer.status_code == 302
    run_job(Job.objects.get(kind="imports.check").pk)
    officer_client.post(reverse("imports:apply", args=[batch.public_id]), {})
    run_job(Job.objects.get(kind="imports.apply").pk)
    assert School.objects.filter(municipality=city).count() == ROWS
    assert set(SchoolFigure.objects.values_list("metric", "academic_year")) == {("HEADCOUNT", 2015)}
