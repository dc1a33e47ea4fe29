"""Requests that are wrong: a code and a 4xx within a second, never a 500, and nothing ignored in silence."""

import json
import time

import pytest

from tests.api.conftest import ROOT, client_for

SCHOOLS = f"{ROOT}schools/"
VALUES = f"{ROOT}indicator-values/"


def refused(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert {"type", "title", "status", "code", "detail", "where", "hint"} <= set(body)
    assert (body["status"], body["code"]) == (status, code)
    assert "Traceback" not in body["detail"]
    return body


@pytest.mark.parametrize(
    "key",
    ["-1", "0", str(2**63), "9" * 401, "1'", "%00", "1e3", "%D9%A3", "+1", "007", "1.0", "1%20",
     "00000000-0000-4000-8000-000000000000"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["schools", "imports", "jobs", "rule-sets", "results"])
def test_malformed_keys_are_absent_rows(api, world, name, key):
    absent = api.get(f"{ROOT}schools/987654321/")
    answer = api.get(f"{ROOT}{name}/{key}/")
    assert answer.status_code == 404
    assert answer.content == absent.content


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("page_size=1000000000", "PAGE_SIZE"),
        ("page_size=0", "PAGE_SIZE"),
        ("page_size=-1", "PAGE_SIZE"),
        ("page_size=٣", "PAGE_SIZE"),
        ("page=-1", "PARAMETER_UNKNOWN"),
        ("offset=1000000000000", "PARAMETER_UNKNOWN"),
        ("cursor=abc", "CURSOR_INVALID"),
        ("cursor=" + "A" * 5000, "CURSOR_INVALID"),
        ("ordering=password", "ORDERING_UNKNOWN"),
        ("ordering=owner__password", "ORDERING_UNKNOWN"),
        ("ordering=%3F", "ORDERING_UNKNOWN"),
        ("ordering=a.b", "ORDERING_UNKNOWN"),
        ("ordering=--name", "ORDERING_UNKNOWN"),
        ("ordering=" + "-pk," * 10_000, "PARAMETER_INVALID"),
        ("name__regex=(a%2B)%2B$", "PARAMETER_UNKNOWN"),
        ("id__in=" + "1," * 50_000, "PARAMETER_UNKNOWN"),
        ("q=" + "%25" * 5000, "PARAMETER_INVALID"),
        ("q=%00", "PARAMETER_INVALID"),
        ("q=", "PARAMETER_INVALID"),
        ("token=shnor_0", "PARAMETER_UNKNOWN"),
        ("kind=gymnasium&kind=lyceum", "PARAMETER_REPEATED"),
        ("kind[]=gymnasium", "PARAMETER_UNKNOWN"),
        ("a[b]=1", "PARAMETER_UNKNOWN"),
        ("kind=nonsense", "PARAMETER_INVALID"),
        ("&".join(f"p{number}=1" for number in range(900)), "PARAMETER_UNKNOWN"),
        ("&".join(f"p{number}=1" for number in range(1100)), "REQUEST_MALFORMED"),
    ],
)
def test_parameters_are_declared_single_and_bounded(api, world, query, code):
    begin = time.monotonic()
    refused(api.get(f"{SCHOOLS}?{query}"), 400, code)
    assert time.monotonic() - begin < 1


@pytest.mark.parametrize(
    "query", ["academic_year=2019.5", "academic_year=1e3", "academic_year=NaN", "school=9" + "9" * 30, "school=x"]
)
def test_numbers_are_whole(api, world, query):
    refused(api.get(f"{VALUES}?{query}"), 400, "PARAMETER_INVALID")


@pytest.mark.parametrize("year", ["0", "10000", "-1"])
def test_years_of_the_calendar_are_bounded(api, world, year):
    refused(api.get(f"{ROOT}orders/?registered_year={year}"), 400, "PARAMETER_INVALID")


@pytest.mark.parametrize("day", ["0000-01-01", "2025-02-29", "9999-99-99", "2026-01-01T00:00:60Z"])
def test_days_exist(api, world, day):
    refused(api.get(f"{ROOT}imports/?created_after={day}"), 400, "PARAMETER_INVALID")


def test_a_tick_only_narrows(api, world):
    entries = world.list_of("entries")
    refused(api.get(f"{entries}?is_borderline=false"), 400, "PARAMETER_INVALID")
    assert api.get(f"{entries}?is_borderline=true").json()["results"] == []


@pytest.mark.parametrize("address", ["schools", "jobs", "imports"])
def test_an_object_takes_no_parameters(api, world, address):
    refused(api.get(world.addresses[address] + "?expand=all"), 400, "PARAMETER_UNKNOWN")


PROPOSE = f"{ROOT}risk-lists/"
GOOD = {"academic_year": 2020, "rules": "rosobr-847-2020"}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "FIELDS_INVALID"),
        (b"{", 400, "JSON_MALFORMED"),
        (b"null", 400, "JSON_MALFORMED"),
        (b"[]", 400, "JSON_MALFORMED"),
        (b'"text"', 400, "JSON_MALFORMED"),
        (b'{"academic_year": NaN}', 400, "JSON_MALFORMED"),
        (b'{"academic_year": Infinity}', 400, "JSON_MALFORMED"),
        (b'{"academic_year": 2020, "academic_year": 2021}', 400, "JSON_DUPLICATE"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, 400, "JSON_DEPTH"),
        (b'{"a":' * 25 + b"1" + b"}" * 25, 400, "JSON_DEPTH"),
        (b'{"academic_year": ' + b"1" * 5000 + b"}", 400, "JSON_MALFORMED"),
        (b'{"rules": "\xff\xfe"}', 400, "JSON_ENCODING"),
        (b'{"rules": "\\ud800"}', 400, "TEXT_CONTROL"),
        (b'{"rules": "\\u0000"}', 400, "TEXT_CONTROL"),
        (b'{"rules": "' + b"x" * 2_000_000 + b'"}', 413, "BODY_TOO_LARGE"),
        (json.dumps({**GOOD, "approve": True}).encode(), 400, "FIELDS_INVALID"),
        (json.dumps({**GOOD, "academic_year": "2020"}).encode(), 400, "FIELDS_INVALID"),
        (json.dumps({**GOOD, "academic_year": True}).encode(), 400, "FIELDS_INVALID"),
        (json.dumps({**GOOD, "academic_year": 10**30}).encode(), 400, "FIELDS_INVALID"),
        (json.dumps({**GOOD, "academic_year": None}).encode(), 400, "FIELDS_INVALID"),
        (json.dumps({**GOOD, "as_draft": "false"}).encode(), 400, "FIELDS_INVALID"),
        (json.dumps({**GOOD, "rules": "nope"}).encode(), 400, "RULE_UNKNOWN"),
        (json.dumps({**GOOD, "municipality": "drugoy"}).encode(), 400, "MUNICIPALITY_UNKNOWN"),
    ],
)
def test_bodies_are_read_strictly(api, world, body, status, code):
    refused(api.generic("POST", PROPOSE, body, content_type="application/json"), status, code)


@pytest.mark.parametrize("kind", ["application/xml", "text/plain", "multipart/form-data; boundary=x", "x"])
def test_bodies_of_another_kind_are_not_taken(api, world, kind):
    refused(api.generic("POST", PROPOSE, b"<a/>", content_type=kind), 415, "MEDIA_TYPE")


def test_broken_form_is_malformed(api, world):
    answer = api.generic("POST", f"{ROOT}imports/", b"--y\r\nnonsense", content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    assert api.generic("POST", f"{ROOT}imports/", b"x", content_type="multipart/form-data").status_code == 400
    refused(api.generic("POST", f"{ROOT}imports/", b"{}", content_type="application/json"), 415, "MEDIA_TYPE")


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "DELETE", "PUT", "PATCH", "OPTIONS", "POST"])
def test_other_methods_are_refused(api, world, method):
    refused(api.generic(method, world.addresses["schools"]), 405, "METHOD_NOT_ALLOWED")


def test_method_cannot_be_overridden(api, world):
    answer = api.get(world.addresses["schools"], HTTP_X_HTTP_METHOD_OVERRIDE="DELETE")
    assert answer.status_code == 200
    assert api.head(f"{world.addresses['jobs']}cancel/").status_code == 405


@pytest.mark.parametrize("accept", ["application/xml", "text/html", "image/png"])
def test_unknown_kinds_of_answer(api, world, accept):
    refused(api.get(SCHOOLS, HTTP_ACCEPT=accept), 406, "NOT_ACCEPTABLE")
    refused(api.get(f"{SCHOOLS}?format=xml"), 406, "NOT_ACCEPTABLE")
    refused(api.get(world.addresses["schools"], HTTP_ACCEPT="text/csv"), 406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize("suffix", ["schools.json", "schools/1.json", "schools/.json", "nothing/", "schools"])
def test_other_addresses_are_absent_rows(api, guest, world, suffix):
    answer = api.get(ROOT + suffix)
    assert answer.status_code == 404
    assert answer.content == api.get(f"{ROOT}schools/987654321/").content
    assert guest.get(ROOT + suffix).status_code == 401


def test_act_that_the_state_forbids(api, world):
    refused(api.post(f"{world.addresses['imports']}check/"), 409, "STATE")
    refused(api.post(f"{world.addresses['jobs']}repeat/"), 409, "STATE")


def test_defect_is_a_problem_too(api, world, monkeypatch):
    monkeypatch.setattr("schools.api.views.codes_by_school", {}.__getitem__)
    api.raise_request_exception = False
    body = refused(api.get(SCHOOLS), 500, "INTERNAL")
    assert "TypeError" not in json.dumps(body)


def test_request_number_comes_back(api, world, stranger):
    assert api.get(SCHOOLS, HTTP_X_REQUEST_ID="client-12345")["X-Request-ID"] == "client-12345"
    assert client_for(stranger).get(world.addresses["schools"])["X-Request-ID"]
