"""An import over the API from upload to undo, and everything that must not happen on the way."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from diagnostics.models import AssessmentResult
from shnor_portal.imports.models import ImportBatch
from shnor_portal.jobs.services import run_job
from tests.api.conftest import ROOT, client_for
from tests.factories import SchoolFactory, add_code
from tests.imports.books import class_of, individual

IMPORTS = f"{ROOT}imports/"


@pytest.fixture
def logins(city):
    for login in ("edu990001", "edu990002"):
        add_code(SchoolFactory.create(municipality=city), "fisoko", login)


@pytest.fixture
def book():
    return individual([*class_of("edu990001", [2, 2, 3]), *class_of("edu990002", [4, 5, 5])])


def send(client, data, *, key=None, **fields):
    form = {"file": SimpleUploadedFile("протокол.xlsx", data), "target": "results", **fields}
    headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return client.post(IMPORTS, form, format="multipart", **headers)


def run(response):
    """Do the queued job; gives what the API then tells of it."""
    assert response.status_code == 202, response.content
    run_job(UUID(response.json()["id"]))
    return response["Location"]


def code_of(response):
    return response.status_code, response.json()["code"]


def test_from_upload_to_undo(api, logins, book):
    taken = send(api, book)
    assert taken.status_code == 201, taken.content
    address = taken["Location"]
    shown = taken.json()
    assert (shown["state"], shown["layout"]) == ("recognised", "vpr_v1")
    assert shown["recognition"]["claims"][0]["confidence"] >= 60

    job = api.get(run(api.post(f"{address}check/"))).json()
    assert job["state"] == "succeeded", job
    checked = api.get(address).json()
    counts = checked["counts"]
    assert checked["state"] == "checked"
    assert counts["seen"] == counts["taken"] + counts["skipped"] + counts["refused"]
    assert counts["items"] == {"new": 2, "changed": 0, "same": 0}
    items = api.get(f"{address}items/?change=new").json()["results"]
    assert len(items) == 2
    assert not AssessmentResult.objects.exists()

    job = api.get(run(api.post(f"{address}apply/", {"skip_faulty": False}))).json()
    assert job["state"] == "succeeded", job
    assert api.get(address).json()["state"] == "applied"
    results = api.get(f"{ROOT}results/?is_current=true").json()["results"]
    assert sorted((row["participants"], row["marks_2"]) for row in results) == [(3, 0), (3, 2)]
    assert {row["batch"] for row in results} == {shown["id"]}

    assert api.post(f"{address}undo/").json()["state"] == "undone"
    assert api.get(f"{ROOT}results/?is_current=true").json()["results"] == []
    assert code_of(api.post(f"{address}undo/")) == (409, "STATE")


def test_rows_at_fault_are_told_and_left_out_only_on_purpose(api, logins):
    address = send(api, individual([*class_of("edu990001", [2, 3]), *class_of("edu777777", [4])]))["Location"]
    run(api.post(f"{address}check/"))
    assert api.get(address).json()["refusal"]["code"] == "ROWS_REFUSED"
    issues = api.get(f"{address}issues/?severity=error").json()["results"]
    assert [issue["code"] for issue in issues] == ["REF_UNKNOWN"]
    assert code_of(api.post(f"{address}apply/")) == (409, "ROWS_REFUSED")
    run(api.post(f"{address}apply/", {"skip_faulty": True}))
    assert AssessmentResult.objects.count() == 1


def test_same_key_sent_twice_is_one_import(api, logins, book):
    first, second = send(api, book, key="night-run-1"), send(api, book, key="night-run-1")
    assert first.json()["id"] == second.json()["id"]
    assert ImportBatch.objects.count() == 1
    other = individual(class_of("edu990001", [5]))
    assert code_of(send(api, other, key="night-run-1")) == (409, "IDEMPOTENCY_REUSED")
    assert code_of(send(api, book, key="short")) == (400, "IDEMPOTENCY_KEY")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "FILE_EMPTY"), (b"PK\x03\x04 broken", "XLSX_DAMAGED"), (b"<html><table></table></html>", "TYPE_MISMATCH")],
)
def test_broken_file_is_kept_and_refused(api, city, data, code):
    answer = send(api, data)
    assert code_of(answer) == (422, code)
    kept = api.get(f"{IMPORTS}{answer.json()['details']['batch']}/").json()
    assert (kept["state"], kept["refusal"]["code"]) == ("refused", code)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"target": "nonsense"}, "TARGET_UNKNOWN"),
        ({"municipality": "drugoy"}, "MUNICIPALITY_UNKNOWN"),
        ({"academic_year": "1"}, "FIELDS_INVALID"),
        ({"apply": "true"}, "FIELDS_INVALID"),
    ],
)
def test_form_is_read_strictly(api, city, other_city, book, fields, code):
    assert code_of(send(api, book, **fields)) == (400, code)
    assert not ImportBatch.objects.exists()


def test_one_file_a_request(api, city, book):
    files = [SimpleUploadedFile(f"{number}.xlsx", book) for number in range(2)]
    answer = api.post(IMPORTS, {"file": files, "target": "results"}, format="multipart")
    assert code_of(answer) == (400, "FILES_TOO_MANY")
    assert code_of(api.post(IMPORTS, {"target": "results"}, format="multipart")) == (400, "FIELDS_INVALID")


def test_choice_is_made_from_a_state_one_has_read(api, logins, book):
    address = send(api, book)["Location"]
    choice = {"layout": "vpr_v1", "academic_year": 2019}
    assert code_of(api.post(f"{address}options/", choice)) == (428, "IF_MATCH_NEEDED")
    tag = api.get(address)["ETag"]
    chosen = api.post(f"{address}options/", choice, HTTP_IF_MATCH=tag)
    assert chosen.json()["options"] == {"academic_year": 2019, "layout": "vpr_v1"}
    stale = api.post(f"{address}options/", choice, HTTP_IF_MATCH=tag)
    assert code_of(stale) == (409, "STALE")
    assert stale.json()["details"]["current"]["version"] == chosen.json()["version"]
    tag = api.get(address)["ETag"]
    unknown = api.post(f"{address}options/", {"layout": "nonsense"}, HTTP_IF_MATCH=tag)
    assert code_of(unknown) == (422, "LAYOUT_UNKNOWN")


@pytest.mark.parametrize("act", ["options", "check", "apply", "undo"])
def test_acts_are_for_those_who_may(api, guest, world, stranger, observer, act):
    address = f"{world.addresses['imports']}{act}/"
    assert guest.post(address).status_code == 401
    assert client_for(observer).post(address).status_code == 403
    assert client_for(stranger).post(address, {"layout": "vpr_v1"}).status_code == 404


def test_upload_is_for_those_who_may(guest, observer, book):
    assert send(guest, book).status_code == 401
    assert send(client_for(observer), book).status_code == 403
