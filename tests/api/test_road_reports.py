"""A school's own system reports: the same acts as on the page, once, and only on the state it has read."""

import pytest
from rest_framework.test import APIClient

from roadmaps.enums import MeasureState, RoadmapState
from roadmaps.models import Evidence, ProgressReport
from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.audit.models import AuditEntry
from tests.api.conftest import ROOT, client_for
from tests.factories import RoadmapFactory, SchoolFactory, make_user
from tests.roadmaps.doing.builders import LINK, measure_of, plan_in_force

REPORT = {"text": "Проведено три занятия", "done_on": "2020-11-27"}
LINKED = {"title": "Новость на сайте", "url": LINK}
ACTS = [("start", {}), ("finish", REPORT), ("take-back", {}), ("evidence", LINKED)]


@pytest.fixture(autouse=True)
def _december(time_machine):
    time_machine.move_to("2020-12-04T03:00:00Z", tick=False)


@pytest.fixture
def measure(school):
    return measure_of(plan_in_force(school))


@pytest.fixture
def own(school_admin):
    return client_for(school_admin)


@pytest.fixture
def address(measure):
    return f"{ROOT}measures/{measure.pk}/"


def refused(answer, status, code):
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content


def in_session(user):
    """A client whose rights no token narrows."""
    client = APIClient()
    client.force_login(user)
    return client


def tag_of(client, address):
    return {"HTTP_IF_MATCH": client.get(address)["ETag"]}


def test_measure_is_carried_out_from_start_to_link(own, address, measure):
    assert own.post(f"{address}start/", {"text": "Начали"}, **tag_of(own, address)).json()["state"] == "in_progress"
    done = own.post(f"{address}finish/", REPORT, **tag_of(own, address))
    assert (done.status_code, done.json()["state"], done.json()["done_on"]) == (200, "done", "2020-11-27")
    linked = own.post(f"{address}evidence/", LINKED)
    assert (linked.status_code, linked["Location"]) == (201, address)
    assert (linked.json()["state"], linked.json()["url"]) == ("uploaded", LINK)
    assert own.get(address).json()["evidence"] == [linked.json()]
    back = own.post(f"{address}take-back/", {}, **tag_of(own, address)).json()
    assert (back["state"], back["done_on"]) == ("in_progress", None)
    acts = list(ProgressReport.objects.filter(measure=measure).values_list("act", flat=True))
    assert acts == ["start", "finish", "take_back"]
    assert AuditEntry.objects.filter(action__in=["measure.start", "measure.finish", "evidence.add"]).count() == 3


def test_one_of_several_terms_is_reported_by_its_day(own, school):
    measure = measure_of(plan_in_force(school), "2020-10-30", "2020-12-25")
    address = f"{ROOT}measures/{measure.pk}/"
    refused(own.post(f"{address}finish/", REPORT, **tag_of(own, address)), 409, "TURNS_LEFT")
    turn = {**REPORT, "due_day": "2020-10-30"}
    first = own.post(f"{address}finish/", turn, **tag_of(own, address)).json()
    assert (first["state"], first["days_late"]) == ("in_progress", 0)
    refused(own.post(f"{address}finish/", turn, **tag_of(own, address)), 409, "TURN_UNKNOWN")
    last = own.post(f"{address}finish/", {**REPORT, "due_day": "2020-12-25"}, **tag_of(own, address))
    assert last.json()["state"] == "done"


def test_report_is_made_on_the_state_that_was_read(own, address, measure):
    refused(own.post(f"{address}start/", {}), 428, "IF_MATCH_NEEDED")
    old = tag_of(own, address)
    own.post(f"{address}start/", {}, **old)
    stale = own.post(f"{address}finish/", REPORT, **old)
    refused(stale, 409, "STALE")
    details = stale.json()["details"]
    assert (details["current"]["state"], details["etag"]) == ("in_progress", own.get(address)["ETag"])
    measure.refresh_from_db()
    assert measure.state == MeasureState.IN_PROGRESS


def test_repeated_report_is_made_once(own, address, measure):
    headers = {**tag_of(own, address), "HTTP_IDEMPOTENCY_KEY": "journal-2020-11-27"}
    first = own.post(f"{address}finish/", REPORT, **headers)
    again = own.post(f"{address}finish/", REPORT, **headers)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert ProgressReport.objects.filter(measure=measure).count() == 1
    refused(own.post(f"{address}finish/", {**REPORT, "text": "Другое"}, **headers), 409, "IDEMPOTENCY_REUSED")


def test_refused_report_may_be_sent_again_under_its_key(own, address, measure):
    keys = {"HTTP_IDEMPOTENCY_KEY": "journal-2020-11-27"}
    refused(own.post(f"{address}start/", {}, **keys), 428, "IF_MATCH_NEEDED")
    assert own.post(f"{address}start/", {}, **keys, **tag_of(own, address)).status_code == 200


def test_key_of_one_measure_does_not_stand_for_another(own, address, measure):
    other = measure_of(measure.roadmap)
    keys = {"HTTP_IDEMPOTENCY_KEY": "journal-2020-11-27"}
    assert own.post(f"{address}evidence/", LINKED, **keys).status_code == 201
    refused(own.post(f"{ROOT}measures/{other.pk}/evidence/", LINKED, **keys), 409, "IDEMPOTENCY_REUSED")


def test_repeated_link_is_attached_once(own, address):
    keys = {"HTTP_IDEMPOTENCY_KEY": "news-17-attached"}
    first, again = own.post(f"{address}evidence/", LINKED, **keys), own.post(f"{address}evidence/", LINKED, **keys)
    assert first.json() == again.json()
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(("act", "body"), ACTS)
def test_only_the_schools_own_people_report(guest, officer, stranger, city, address, act, body):
    """The officer sees the measure and may not; to another school and another city it does not exist."""
    neighbour = make_user(Role.SCHOOL_ADMIN, city, SchoolFactory(municipality=city))
    assert guest.post(f"{address}{act}/", body, format="json").status_code == 401
    refused(in_session(officer).post(f"{address}{act}/", body), 403, "FORBIDDEN")
    refused(client_for(neighbour).post(f"{address}{act}/", body), 404, "NOT_FOUND")
    assert client_for(stranger).post(f"{address}{act}/", body).status_code == 403
    assert not ProgressReport.objects.exists()
    assert not Evidence.objects.exists()


def test_curator_sees_and_does_not_report(school, city, address):
    curator = in_session(make_user(Role.CURATOR, city, school))
    assert curator.get(address).status_code == 200
    refused(curator.post(f"{address}start/", {}), 403, "FORBIDDEN")


def test_measure_of_the_city_is_not_the_schools_to_report(own, city, measure):
    plan = RoadmapFactory.create(case=None, school=None, municipality=city, state=RoadmapState.APPROVED)
    address = f"{ROOT}measures/{measure_of(plan).pk}/"
    assert own.get(address).status_code == 200
    refused(own.post(f"{address}start/", {}, **tag_of(own, address)), 403, "FORBIDDEN")


@pytest.mark.parametrize("may_write", [True, False])
def test_token_reports_when_it_was_given_for_it(school_admin, address, may_write):
    reading = [Permission.VIEW_ROADMAPS.value]
    scopes = reading if may_write else [*reading, Permission.REPORT_PROGRESS.value]
    client = client_for(school_admin, scopes=scopes, may_write=may_write)
    code = "TOKEN_SCOPE" if may_write else "TOKEN_READ_ONLY"
    refused(client.post(f"{address}start/", {}, **tag_of(client, address)), 403, code)


@pytest.mark.parametrize(
    ("act", "body", "status", "code"),
    [
        ("finish", {}, 400, "FIELDS_INVALID"),
        ("finish", {**REPORT, "done_on": 20201127}, 400, "FIELDS_INVALID"),
        ("finish", {**REPORT, "done_on": "27.11.2020"}, 400, "FIELDS_INVALID"),
        ("finish", {**REPORT, "done_on": "2020-12-05"}, 400, "VALUE_DATE"),
        ("finish", {**REPORT, "text": ""}, 400, "FIELDS_INVALID"),
        ("finish", {**REPORT, "text": "а" * 4001}, 400, "FIELDS_INVALID"),
        ("start", {"state": "done"}, 400, "FIELDS_INVALID"),
        ("start", {"version": 1}, 400, "FIELDS_INVALID"),
        ("take-back", {}, 409, "STATE"),
        ("evidence", {"title": "Новость"}, 400, "FIELDS_INVALID"),
        ("evidence", {**LINKED, "url": "http://school.example.org/"}, 400, "LINK_BAD"),
        ("evidence", {**LINKED, "url": "javascript:alert(1)"}, 400, "LINK_BAD"),
        ("evidence", {**LINKED, "file": "…"}, 400, "FIELDS_INVALID"),
    ],
)
def test_wrong_reports_change_nothing(own, address, measure, act, body, status, code):
    refused(own.post(f"{address}{act}/", body, **tag_of(own, address)), status, code)
    measure.refresh_from_db()
    assert (measure.state, measure.version) == (MeasureState.PLANNED, 1)
    assert not Evidence.objects.exists()


def test_plan_must_be_in_force(own, school):
    measure = measure_of(plan_in_force(school, state=RoadmapState.SUBMITTED))
    address = f"{ROOT}measures/{measure.pk}/"
    refused(own.post(f"{address}start/", {}, **tag_of(own, address)), 409, "PLAN_NOT_IN_FORCE")


def test_paused_case_takes_no_reports(own, address, measure):
    case = measure.roadmap.case
    case.paused_at, case.pause_reason = "2020-12-01T03:00:00Z", "Капитальный ремонт"
    case.save()
    refused(own.post(f"{address}start/", {}, **tag_of(own, address)), 409, "CASE_PAUSED")
    refused(own.post(f"{address}evidence/", LINKED), 409, "CASE_PAUSED")


def test_removed_row_is_absent(own, measure, address):
    measure.is_removed = True
    measure.save()
    assert own.get(address).status_code == 404
    assert own.post(f"{address}start/", {}).status_code == 404
