"""Requests no browser of ours would send: a calm answer of the right kind, never a breakage."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from shnor_portal.accounts.permissions import Role
from tests.factories import SchoolFactory, make_user

pytestmark = pytest.mark.django_db
KEYS = ["-1", "0", str(2**63), "9" * 400, "1'", "%00", "1e3", "٣", "00000000-0000-0000-0000-000000000000", " ", "1;2"]
ROWS = ["schools", "orders", "risk-lists", "imports", "jobs"]
LISTS = ["/schools/", "/imports/", "/jobs/", "/orders/", "/risk-lists/", "/notifications/", "/indicators/"]
POST_ONLY = ["/municipality/", "/notifications/read-all/"]


@pytest.fixture
def angry_client(officer):
    """Does not raise what the server would answer with 500."""
    made = Client(raise_request_exception=False)
    made.force_login(officer)
    return made


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("key", KEYS)
def test_strange_keys_are_absent(angry_client, row, key):
    assert angry_client.get(f"/{row}/{key}/").status_code == 404


def without_tokens(page: bytes) -> str:
    """The page less what is new in every answer."""
    return re.sub(r'(nonce="[^"]+"|"X-CSRFToken": "\w+"|name="csrfmiddlewaretoken" value="\w+")', "", page.decode())


def test_foreign_and_absent_rows_give_the_same_bytes(angry_client, other_city):
    school: Any = SchoolFactory(municipality=other_city)
    foreign = angry_client.get(f"/schools/{school.pk}/")
    absent = angry_client.get(f"/schools/{10**9}/")
    assert foreign.status_code == absent.status_code == 404
    assert without_tokens(foreign.content) == without_tokens(absent.content)


@pytest.mark.parametrize("page", ["-1", "0", "10" * 20, "x", "", "1.5", "%00", "٣"])
@pytest.mark.parametrize("address", LISTS)
def test_strange_pages_of_a_list(angry_client, address, page):
    assert angry_client.get(f"{address}?page={page}").status_code in (200, 400, 404)


@pytest.mark.parametrize(
    "query",
    [
        "ordering=password",
        "ordering=" + ",".join(["-pk"] * 2000),
        "sort=owner__password",
        "name__regex=(a%2B)%2B$",
        "search=" + "%25" * 1000,
        "q=" + "%25" * 1000,
        "q=%00",
        "q=%ED%A0%80",
        "a[b]=1",
        "state=nowhere",
        "year=99999999999999999999",
        "day=0000-00-00",
        "&".join(f"f{n}=1" for n in range(900)),
    ],
)
@pytest.mark.parametrize("address", LISTS)
def test_strange_filters_of_a_list(angry_client, address, query):
    assert angry_client.get(f"{address}?{query}").status_code in (200, 400, 404)


@pytest.mark.parametrize("method", ["PROPFIND", "TRACE", "CONNECT", "DELETE", "PUT", "PATCH"])
@pytest.mark.parametrize("address", ["/", *LISTS])
def test_unknown_methods(angry_client, address, method):
    assert angry_client.generic(method, address).status_code == 405


@pytest.mark.parametrize("address", POST_ONLY)
def test_acts_are_not_reached_by_reading_nor_by_a_header(angry_client, address):
    assert angry_client.get(address).status_code == 405
    assert angry_client.head(address).status_code == 405
    assert angry_client.get(address, headers={"X-HTTP-Method-Override": "POST"}).status_code == 405


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 400, "\x00"])
def test_strange_choice_of_a_city(angry_client, value):
    assert angry_client.post("/municipality/", {"municipality": value}).status_code == 404


def test_form_without_its_token_or_with_anothers_is_refused(officer, city):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(officer)
    stranger = Client()
    stranger.force_login(make_user(Role.OBSERVER, city))
    stranger.get("/notifications/settings/")
    token = stranger.cookies["csrftoken"].value
    assert careful.post("/notifications/read-all/").status_code == 403
    assert careful.post("/notifications/read-all/", {"csrfmiddlewaretoken": token}).status_code == 403


def test_form_of_a_thousand_fields_is_refused(angry_client):
    assert angry_client.post("/notifications/settings/", {f"f{n}": "1" for n in range(1001)}).status_code == 400


def test_broken_multipart_body_is_refused(angry_client):
    answer = angry_client.generic(
        "POST", "/notifications/settings/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary="
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1:80:80", "a_b.example", "[::2]", "localhost/evil", "@localhost"]
)
def test_foreign_hosts_are_refused(client, host):
    assert client.get("/healthz/../account/login/", headers={"Host": host}).status_code == 400


def test_forged_forwarding_changes_no_address(client, officer):
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Original-URL": "/people/",
        "X-Rewrite-URL": "/people/",
    }
    answer = client.get("/", headers=forged)
    assert answer["Location"].startswith("/account/login/?next=/")
    assert "evil" not in client.get(reverse("account_login"), headers=forged).content.decode()


def test_too_many_files_at_once_are_told_with_the_limit(angry_client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    assert "можно до 3 сразу" in angry_client.get("/imports/new/").content.decode()
    files = [SimpleUploadedFile(f"{number}.xlsx", b"-") for number in range(4)]
    answer = angry_client.post("/imports/new/", {"target": "results", "workbooks": files})
    page = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 400
    assert "до 3 файлов" in page
    assert "FILES_TOO_MANY" in page


def test_other_nonsense_does_not_speak_of_files(angry_client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    answer = angry_client.post("/schools/new/", {f"field{number}": "1" for number in range(4)})
    assert answer.status_code == 400
    assert "файл" not in answer.content.decode()
