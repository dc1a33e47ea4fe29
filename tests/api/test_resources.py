"""Every resource: who may, who is of the same house and may not, a stranger, a guest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.accounts.permissions import Role
from tests.api.conftest import ROOT, build_world, client_for
from tests.factories import MunicipalityFactory

NAMES = [
    "municipalities",
    "schools",
    "assessments",
    "results",
    "indicator-values",
    "rule-sets",
    "risk-lists",
    "entries",
    "orders",
    "support-cases",
    "roadmaps",
    "measures",
    "reviews",
    "imports",
    "jobs",
]
SEEN_BY_OBSERVER = {"municipalities", "schools", "indicator-values", "rule-sets"}
SHARED = {"assessments"}


def results(response):
    assert response.status_code == 200, response.content
    return response.json()["results"]


@pytest.mark.parametrize("name", NAMES)
def test_officer_reads_the_list_and_the_object(api, world, name):
    rows = results(api.get(world.list_of(name)))
    shown = api.get(world.addresses[name])
    assert shown.status_code == 200, shown.content
    # A row of the list says the same as the object, which may say more.
    assert any(row.items() <= shown.json().items() for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_colleague_without_the_right_is_forbidden(world, observer, name):
    client = client_for(observer)
    expected = 200 if name in SEEN_BY_OBSERVER else 403
    assert client.get(world.addresses[name]).status_code == expected
    assert client.get(world.list_of(name)).status_code == expected


@pytest.mark.parametrize("name", NAMES)
def test_foreign_and_absent_are_one_answer(world, stranger, name):
    client = client_for(stranger)
    foreign = client.get(world.addresses[name])
    absent_key = "00000000-0000-4000-8000-000000000000" if name in ("imports", "jobs") else "987654321"
    absent = client.get(f"{world.list_of(name)}{absent_key}/")
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content
    assert foreign["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("entries", "municipalities")])
def test_lists_hold_nothing_foreign(world, stranger, name):
    assert results(client_for(stranger).get(world.list_of(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_guest_is_asked_to_sign_in(guest, world, name):
    for address in (world.addresses[name], world.list_of(name)):
        answer = guest.get(address)
        assert answer.status_code == 401
        assert answer.json()["code"] == "SIGN_IN"
        assert answer["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize("name", ["items", "issues"])
def test_preview_of_an_import(api, world, stranger, name):
    address = f"{world.addresses['imports']}{name}/"
    assert len(results(api.get(address))) == 1
    assert client_for(stranger).get(address).status_code == 404


def test_school_comes_with_its_codes(api, world):
    shown = api.get(world.addresses["schools"]).json()
    assert shown["codes"] == [
        {"system": "fisoko", "value": "edu250007", "valid_from_year": None, "valid_to_year": None}
    ]


def test_school_people_see_their_own_school_only(world, school, school_admin):
    rows = results(client_for(school_admin).get(f"{ROOT}schools/"))
    assert [row["id"] for row in rows] == [school.pk]


def test_indicator_value_names_the_import_it_came_from(api, world):
    shown = api.get(world.addresses["indicator-values"]).json()
    result = api.get(world.addresses["results"]).json()
    assert (shown["numerator"], shown["denominator"]) == (6, 20)
    assert shown["batches"] == [result["batch"]]
    assert (result["sheet"], result["row_from"], result["row_to"]) == ("Лист1", 2, 21)


def test_catalogue_tells_every_passport(api, db):
    rows = results(api.get(f"{ROOT}indicators/"))
    assert {"R01", "R09", "R19", "R20"} <= {row["code"] for row in rows}
    assert api.get(f"{ROOT}indicators/R01/").json()["direction"] == "down"
    assert api.get(f"{ROOT}indicators/R99/").status_code == 404


def test_rule_is_read_aloud(api, world):
    (version,) = api.get(world.addresses["rule-sets"]).json()["versions"]
    assert version["number"] == 1
    assert any("низким" in sentence for sentence in version["wording"])


def test_entry_tells_its_reasons(api, world):
    shown = api.get(world.addresses["entries"]).json()
    assert shown["low_procedures"] == ["VPR-6-MA"]
    assert shown["reasons"] == [{"procedure": "VPR-6-MA"}]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("entries", "municipalities")])
def test_list_takes_the_same_queries_for_one_row_and_three(api, world, officer, name):
    address = world.list_of(name)
    api.get(address)
    with CaptureQueriesContext(connection) as for_one:
        before = len(results(api.get(address)))
    for city in MunicipalityFactory.create_batch(2):
        RoleAssignment.objects.create(user=officer, municipality=city, role=Role.MUNICIPAL_OFFICER)
        build_world(city, officer)
    with CaptureQueriesContext(connection) as for_three:
        after = len(results(api.get(address)))
    assert after == before if name in SHARED else after == 3 * before
    assert len(for_one) == len(for_three)
