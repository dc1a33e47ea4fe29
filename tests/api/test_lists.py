"""Pages, tables, tags: the same rows whichever way they are read."""

import csv
import io

import pytest

from diagnostics.models import IndicatorValue
from schools.models import School
from tests.api.conftest import ROOT, client_for
from tests.factories import SchoolFactory

SCHOOLS = f"{ROOT}schools/"
VALUES = f"{ROOT}indicator-values/"


@pytest.fixture
def schools(city):
    return [SchoolFactory.create(municipality=city, name=f"СОШ № {number // 2}") for number in range(7)]


@pytest.fixture
def values(city, schools):
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            municipality=city, school=school, academic_year=2019, indicator=code, procedure="VPR-6-MA",
            numerator=number, denominator=20, formula_version=1,
        )
        for number, school in enumerate(schools)
        for code in ("R01", "R02")
    )  # fmt: skip


def walk(client, address):
    """All rows by following «next»."""
    rows = []
    while address:
        page = client.get(address).json()
        rows += page["results"]
        address = page["next"]
    return rows


@pytest.mark.parametrize("ordering", ["name", "-name", "id", "-id", "kind", "-district"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_pages_hold_every_row_once(api, schools, ordering, size):
    """Names are in pairs, kinds and districts all alike: ties must not lose or double a row."""
    rows = walk(api, f"{SCHOOLS}?ordering={ordering}&page_size={size}")
    whole = api.get(f"{SCHOOLS}?ordering={ordering}").json()
    assert whole["next"] is None
    assert rows == whole["results"]
    assert sorted(row["id"] for row in rows) == sorted(school.pk for school in schools)


def test_row_added_before_the_cursor_shifts_nothing(api, schools):
    first = api.get(f"{SCHOOLS}?ordering=id&page_size=3").json()
    School.objects.filter(pk=first["results"][0]["id"]).delete()
    rest = walk(api, first["next"])
    assert [row["id"] for row in rest] == sorted(school.pk for school in schools)[3:]


def test_cursor_belongs_to_its_ordering(api, schools):
    address = api.get(f"{SCHOOLS}?ordering=id&page_size=3").json()["next"]
    answer = api.get(address.replace("ordering=id", "ordering=name"))
    assert (answer.status_code, answer.json()["code"]) == (400, "CURSOR_INVALID")
    tampered = api.get(address[:-1] + ("a" if address[-1] != "a" else "b"))
    assert tampered.status_code == 400


def test_cursor_shows_nothing_of_another_city(api, schools, stranger):
    address = api.get(f"{SCHOOLS}?page_size=3").json()["next"]
    assert client_for(stranger).get(address).json()["results"] == []


def test_table_is_the_list(api, values):
    answer = api.get(f"{VALUES}?format=csv&indicator=R01")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    table = list(csv.DictReader(io.StringIO(answer.content.decode())))
    rows = walk(api, f"{VALUES}?indicator=R01&page_size=3")
    shown = [(int(line["id"]), int(line["numerator"]), int(line["denominator"])) for line in table]
    assert shown == [(row["id"], row["numerator"], row["denominator"]) for row in rows]
    assert table[0].keys() == rows[0].keys()
    assert api.get(VALUES, HTTP_ACCEPT="text/csv").status_code == 200


def test_table_has_no_pages(api, values):
    answer = api.get(f"{VALUES}?format=csv&page_size=3")
    assert answer.json()["code"] == "PARAMETER_UNKNOWN"


def test_table_of_nothing_still_has_a_head(api, schools):
    answer = api.get(f"{SCHOOLS}?format=csv&q=нет-такой")
    assert answer.content.decode().splitlines()[0].startswith("id,municipality,name,")


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_table_has_no_formulas(api, city, name):
    SchoolFactory.create(municipality=city, name=name)
    table = csv.DictReader(io.StringIO(api.get(f"{SCHOOLS}?format=csv").content.decode(), newline=""))
    (line,) = table
    assert line["name"] == "'" + name
    assert api.get(SCHOOLS).json()["results"][0]["name"] == name


def test_table_is_bounded(api, schools, settings):
    settings.API_EXPORT_ROWS = 6
    assert api.get(f"{SCHOOLS}?format=csv").json()["code"] == "EXPORT_TOO_LARGE"
    settings.API_EXPORT_ROWS = 7
    assert api.get(f"{SCHOOLS}?format=csv").status_code == 200


def test_tables_are_limited_by_account(api, officer, schools, settings, stranger):
    settings.API_LIMITS = {**settings.API_LIMITS, "export": (2, 3600)}
    again = client_for(officer)
    codes = [client.get(f"{SCHOOLS}?format=csv").status_code for client in (api, again, api)]
    assert codes == [200, 200, 429]
    assert int(api.get(f"{SCHOOLS}?format=csv")["Retry-After"]) > 0
    assert api.get(SCHOOLS).status_code == 200
    assert client_for(stranger).get(f"{SCHOOLS}?format=csv").status_code == 200


@pytest.mark.parametrize("address", [SCHOOLS, f"{SCHOOLS}?format=csv", f"{ROOT}me/", f"{ROOT}indicators/"])
def test_unchanged_answer_is_304(api, schools, address):
    first = api.get(address)
    again = api.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert api.get(address, HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_tag_changes_with_the_row(api, schools):
    address = f"{SCHOOLS}{schools[0].pk}/"
    tag = api.get(address)["ETag"]
    School.objects.filter(pk=schools[0].pk).update(district="Северный")
    assert api.get(address, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_answers_are_nobody_elses(api, schools):
    answer = api.get(SCHOOLS)
    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Accept", "Authorization", "Cookie"} <= set(answer["Vary"].split(", "))


def test_page_and_api_and_workbook_agree_on_schools(api, client, officer, schools):
    client.force_login(officer)
    for query in ("q=№ 1", "kind=ordinary", "status=closed", "locality=city"):
        on_page = {school.pk for school in client.get(f"/schools/?{query}").context["page"]}
        over_api = {row["id"] for row in api.get(f"{SCHOOLS}?{query}").json()["results"]}
        assert on_page == over_api


def test_page_and_api_agree_on_values(api, client, officer, values, schools):
    client.force_login(officer)
    table = client.get("/indicators/R01/?academic_year=2019").content.decode()
    for row in api.get(f"{VALUES}?indicator=R01&academic_year=2019").json()["results"]:
        share = f"{row['numerator'] * 100 / row['denominator']:.1f}".replace(".", ",")
        assert share in table


def test_text_search_is_blind_to_case(api, schools):
    assert len(api.get(f"{SCHOOLS}?q=сош № 2").json()["results"]) == 2


def test_municipality_narrows(api, schools, officer, other_city):
    assert len(api.get(f"{SCHOOLS}?municipality=gorod").json()["results"]) == 7
    assert api.get(f"{SCHOOLS}?municipality=drugoy").json()["results"] == []
