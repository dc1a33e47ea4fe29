"""A file comes in: what is kept, what is refused, who may."""

import hashlib
import io

import pytest
from django.core.exceptions import PermissionDenied

from shnor_portal.audit.models import AuditEntry
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services import upload_file
from shnor_portal.imports.services.upload import shown_name
from tests.imports.books import class_of, individual, table

pytestmark = pytest.mark.django_db


def test_file_is_kept_under_our_own_name_with_its_fingerprint(upload, schools):
    data = individual(class_of("edu990001", [2, 3]))
    batch = upload(data, name="../../этажом выше.xlsx")
    assert batch.state == BatchState.RECOGNISED
    assert batch.layout == "vpr_v1"
    assert batch.original_name == "этажом выше.xlsx"
    assert batch.sha256 == hashlib.sha256(data).hexdigest()
    assert "этажом" not in batch.file.name
    with batch.file.open("rb") as stored:
        assert stored.read() == data
    assert AuditEntry.objects.get(action="import.upload").details["sha256"] == batch.sha256


def test_recognition_tells_confidence_reasons_and_what_was_found(upload, schools):
    batch = upload(individual(class_of("edu990001", [2, 3])))
    best = batch.recognition["claims"][0]
    assert best["title"].startswith("ВПР: индивидуальные")
    assert best["confidence"] >= 60
    assert any("Код участника" in reason for reason in best["reasons"])
    block = batch.recognition["blocks"][0]
    assert (block["kind"], block["grade"], block["subject"], block["academic_year"]) == ("VPR", 6, "MA", 2019)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "FILE_EMPTY"), (b"PK\x03\x04 broken", "XLSX_DAMAGED"), (b"<html><table></table></html>", "TYPE_MISMATCH")],
)
def test_broken_container_is_refused_and_remembered(upload, city, data, code):
    with pytest.raises(Refusal) as said:
        upload(data)
    assert (said.value.code, said.value.status) == (code, 422)
    batch = ImportBatch.objects.get(public_id=said.value.details["batch"])
    assert batch.state == BatchState.REFUSED
    assert batch.refusal["code"] == code
    assert batch.sha256 == hashlib.sha256(data).hexdigest()
    assert AuditEntry.objects.get(action="import.refuse").details["code"] == code


def test_file_without_a_known_head_is_refused_at_upload(upload, city):
    with pytest.raises(Refusal) as said:
        upload(table([["Просто", "слова"], ["и", "ещё"]]))
    assert said.value.code == "HEADER_NOT_FOUND"
    assert "Лист1" in said.value.message


def test_headless_protocol_is_refused_before_any_job(upload, schools):
    with pytest.raises(Refusal) as said:
        upload(individual([]))
    assert said.value.code == "NO_DATA_ROWS"


def test_too_large_file_is_refused_with_413(upload, city, settings):
    settings.IMPORT_LIMITS = {"file_bytes": 1000}
    with pytest.raises(Refusal) as said:
        upload(b"x" * 1001)
    assert (said.value.code, said.value.status) == ("FILE_TOO_LARGE", 413)


def test_names_of_pupils_never_reach_the_disk(upload, schools, settings):
    head = ["ОО", "Код участника", "Фамилия", "Класс", "1 (1б)", "Первичный балл", "Отметка"]
    with pytest.raises(Refusal) as said:
        upload(table([["ВПР 2020 Математика 6 класс"], head, ["edu990001", "10001", "Примерова", "6А", 1, 1, 3]]))
    assert said.value.code == "PERSONAL_DATA"
    batch = ImportBatch.objects.get()
    assert not batch.file
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert kept == []
    assert "Примерова" not in str(batch.recognition) + str(batch.refusal)


def test_same_nonce_makes_one_batch(city, officer, schools):
    data = individual(class_of("edu990001", [2, 3]))
    made = {
        upload_file(
            municipality=city, name="a.xlsx", stream=io.BytesIO(data), target="results", by=officer, nonce="n1"
        ).pk
        for _ in range(2)
    }
    assert len(made) == 1
    assert ImportBatch.objects.count() == 1


def test_stranger_and_school_may_not_upload(city, stranger, school_admin):
    for person in (stranger, school_admin):
        with pytest.raises(PermissionDenied):
            upload_file(municipality=city, name="a.xlsx", stream=io.BytesIO(b"x"), target="results", by=person)
    assert not ImportBatch.objects.exists()


def test_unknown_target_is_a_malformed_request(upload, city):
    with pytest.raises(Refusal) as said:
        upload(b"x", target="everything")
    assert (said.value.code, said.value.status) == ("TARGET_UNKNOWN", 400)


def test_shown_name_holds_no_tricks():
    assert shown_name("отчёт\u202efdp.exe") == "отчётfdp.exe"
    assert shown_name("C:\\temp\\a.xlsx") == "a.xlsx"
    assert shown_name("\x00\r\n") == "файл без имени"
    assert len(shown_name("я" * 400 + ".xlsx")) == 255
