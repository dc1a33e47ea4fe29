"""Acts on indicators, lists and jobs."""

import pytest

from diagnostics.models import RiskList
from diagnostics.services.rules import ensure_presets
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import run_job
from tests.api.conftest import ROOT, client_for
from tests.factories import AssessmentFactory, ResultFactory, SchoolFactory

LISTS = f"{ROOT}risk-lists/"
BODY = {"academic_year": 2020, "rules": "rosobr-847-2020"}


@pytest.fixture
def low_school(city):
    """A school with two low results of 2019/2020."""
    school = SchoolFactory.create(municipality=city)
    for procedure in ("VPR-6-MA", "VPR-6-RU"):
        ResultFactory.create(
            school=school, assessment=AssessmentFactory.create(procedure=procedure, academic_year=2019)
        )
    ensure_presets(municipality_id=city.pk, by=None)
    return school


def test_list_is_proposed_and_read(api, low_school):
    made = api.post(LISTS, BODY)
    assert made.status_code == 201, made.content
    assert (made.json()["state"], made.json()["rule"]) == ("proposed", "rosobr-847-2020")
    (entry,) = api.get(f"{made['Location']}entries/").json()["results"]
    assert entry["school"] == low_school.pk
    assert set(entry["low_procedures"]) == {"VPR-6-MA", "VPR-6-RU"}
    assert entry["reasons"]
    again = api.post(f"{made['Location']}recompute/")
    assert again.json()["id"] == made.json()["id"]


def test_same_key_proposes_once(api, low_school):
    keys = {"HTTP_IDEMPOTENCY_KEY": "propose-2020"}
    first, second = api.post(LISTS, BODY, **keys), api.post(LISTS, BODY, **keys)
    assert first.json() == second.json()
    other = api.post(LISTS, {**BODY, "as_draft": True}, **keys)
    assert (other.status_code, other.json()["code"]) == (409, "IDEMPOTENCY_REUSED")
    assert RiskList.objects.count() == 1


def test_no_results_is_said(api, city):
    ensure_presets(municipality_id=city.pk, by=None)
    assert api.post(LISTS, BODY).json()["code"] == "NO_RESULTS"


def test_indicators_are_recomputed_by_a_job(api, low_school):
    queued = api.post(f"{ROOT}indicator-values/recompute/", {"academic_year": 2019})
    assert queued.status_code == 202, queued.content
    run_job(Job.objects.get().pk)
    assert api.get(queued["Location"]).json()["state"] == "succeeded"
    rows = api.get(f"{ROOT}indicator-values/?indicator=R01&procedure=VPR-6-MA").json()["results"]
    assert [(row["numerator"], row["denominator"]) for row in rows] == [(6, 20)]
    again = api.post(f"{queued['Location']}repeat/")
    assert (again.status_code, again.json()["state"]) == (202, "queued")


def test_waiting_job_is_cancelled(api, world):
    assert api.post(f"{world.addresses['jobs']}cancel/").json()["state"] == "cancelled"
    assert api.post(f"{world.addresses['jobs']}cancel/").json()["code"] == "STATE"


@pytest.mark.parametrize(
    ("name", "act"), [("risk-lists", "recompute"), ("jobs", "cancel"), ("jobs", "repeat"), ("indicator-values", "")]
)
def test_acts_are_for_those_who_may(guest, world, stranger, observer, name, act):
    address = f"{world.addresses[name]}{act}/" if act else f"{ROOT}indicator-values/recompute/"
    assert guest.post(address).status_code == 401
    assert client_for(observer).post(address).status_code == 403
    if act:
        assert client_for(stranger).post(address).status_code == 404


def test_proposing_is_for_those_who_may(guest, observer, low_school):
    assert guest.post(LISTS, BODY, format="json").status_code == 401
    assert client_for(observer).post(LISTS, BODY).status_code == 403
