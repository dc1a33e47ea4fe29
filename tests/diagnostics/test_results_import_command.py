"""`manage.py import_results`: the same services, in text and JSON."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from diagnostics.models import AssessmentResult
from schools.models import SchoolFigure
from shnor_portal.audit.models import AuditEntry
from shnor_portal.imports.models import ImportBatch, MappingProfile
from tests.factories import SchoolFactory, add_code
from tests.imports.books import class_of, individual

pytestmark = pytest.mark.django_db

LYING = "ОГРН;Сдавали ЕГЭ;220 over;160 under\n" + "".join(
    f"{code};100;80;{value}\n"
    for code, value in (("1027700566761", 95), ("1027700132195", 90), ("1037739877295", 99), ("1027739642281", 85))
)


def run(*arguments):
    out = io.StringIO()
    code = 0
    try:
        call_command("import_results", *map(str, arguments), stdout=out)
    except SystemExit as left:
        code = int(left.code or 0)
    return code, out.getvalue()


@pytest.fixture
def protocol(tmp_path, schools):
    path = tmp_path / "протокол.xlsx"
    path.write_bytes(individual([*class_of("edu990001", [2, 3, 5]), *class_of("edu990002", [4])]))
    return path


def test_rehearsal_tells_and_writes_nothing(protocol, city):
    code, out = run(protocol, "--municipality", "gorod", "--dry-run")
    assert code == 0
    assert "новых 2" in out
    assert "ничего не записано" in out
    assert not AssessmentResult.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not AuditEntry.objects.exists()


def test_files_are_applied_and_told_in_json(protocol, city):
    code, out = run(protocol, "--municipality", "gorod", "--year", "2019/2020", "--format", "json")
    (report,) = json.loads(out)
    assert code == 0
    assert report["applied"]
    assert report["layout"] == "vpr_v1"
    counts = report["counts"]
    assert counts["seen"] == counts["taken"] + counts["skipped"] + counts["refused"]
    assert counts["written"]["Новых результатов"] == 2
    assert AssessmentResult.objects.count() == 2


def test_refused_file_leaves_with_a_code_and_the_place(tmp_path, schools):
    path = tmp_path / "ошибки.xlsx"
    path.write_bytes(individual([*class_of("edu990001", [2, 3]), ("edu990001", "10009", 9, 9, 7, 3)]))
    code, out = run(path, "--municipality", "gorod")
    assert code == 1
    assert "ОТКАЗ ROWS_REFUSED" in out
    assert "строка 7" in out
    assert not AssessmentResult.objects.exists()
    code, out = run(path, "--municipality", "gorod", "--skip-faulty")
    assert code == 0
    assert AssessmentResult.objects.get().participants == 2


def test_one_bad_file_does_not_stop_the_good_one(protocol, tmp_path, city):
    bad = tmp_path / "плохой.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    code, out = run(bad, protocol, "--municipality", "gorod", "--format", "json")
    first, second = json.loads(out)
    assert code == 1
    assert first["refusal"]["code"] == "XLSX_DAMAGED"
    assert second["applied"]


def test_officer_acts_with_her_own_rights(protocol, officer, stranger):
    code, _ = run(protocol, "--municipality", "gorod", "--as-user", officer.email)
    assert code == 0
    assert ImportBatch.objects.get().applied_by == officer


def test_unknown_names_are_said(protocol, city):
    for arguments in (["--municipality", "nowhere"], ["--municipality", "gorod", "--as-user", "a@example.org"],
                      ["--municipality", "gorod", "--profile", "нет такого"]):  # fmt: skip
        with pytest.raises(CommandError):
            run(protocol, *arguments)


def test_lying_column_is_caught_and_the_true_meaning_goes_in(tmp_path, city):
    for code in LYING.split("\n")[1:-1]:
        add_code(SchoolFactory.create(municipality=city), "ogrn", code.split(";")[0])
    path, mapping = tmp_path / "город.csv", tmp_path / "столбцы.json"
    path.write_text(LYING, encoding="utf-8")
    columns = {"A": "ogrn", "B": "EGE_PARTICIPANTS", "C": "EGE3_GE220", "D": "EGE3_LT160"}
    mapping.write_text(json.dumps({"header_row": 1, "columns": columns}), encoding="utf-8")
    shared = (path, "--municipality", "gorod", "--year", "2015/2016", "--target", "figures")
    code, out = run(*shared, "--mapping", mapping)
    assert code == 1
    assert "COLUMN_MEANING" in out
    assert "160 баллов и более" in out
    assert not SchoolFigure.objects.exists()
    columns["D"] = "EGE3_GE160"
    MappingProfile.objects.create(
        municipality=city, name="Открытые данные", header_key="", mapping={"header_row": 1, "columns": columns}
    )
    code, out = run(*shared, "--profile", "Открытые данные")
    assert code == 0
    assert SchoolFigure.objects.current().count() == 12


def test_target_that_does_not_exist_is_told_with_those_that_do(city, protocol):
    with pytest.raises(CommandError, match="'results', 'figures', 'register'"):
        run(protocol, "--municipality", "gorod", "--target", "rezultaty")


@pytest.mark.parametrize(("name", "said"), [("нет.xlsx", "такого файла нет"), (".", "это папка, а не файл")])
def test_path_that_is_no_file_is_told_in_russian(city, tmp_path, name, said):
    code, out = run(tmp_path / name, "--municipality", "gorod")
    assert code == 1
    assert f"{tmp_path / name}: {said}." in out
