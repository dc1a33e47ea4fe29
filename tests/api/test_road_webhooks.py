"""Other systems are told of the road: one message for each act and endpoint, with keys that REST answers to."""

from datetime import date
from pathlib import Path

import orjson
import pytest
from django.conf import settings
from django.db import transaction

from roadmaps.enums import CaseStage, MeasureState, RoadmapState
from roadmaps.models import MonthlyReview
from roadmaps.services import approval, case_endings, case_moves, cases, evidence, exits, measures, reviews
from roadmaps.services.publishing import publish_roadmap
from roadmaps.services.submissions import submit_roadmap, withdraw_roadmap
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.refusals import Refusal
from shnor_portal.webhooks.events import all_events
from shnor_portal.webhooks.models import WebhookDelivery
from tests.api.conftest import ROOT, client_for
from tests.factories import CaseFactory, SchoolFactory, make_user
from tests.roadmaps.cases.builders import concluded, engine_says, new_entry, new_list
from tests.roadmaps.doing.builders import LINK, done_measure, full_draft, link_of, measure_of, plan_in_force, review_of
from tests.webhooks.builders import connected

ROAD = ("case.", "roadmap.", "measure.", "review.")
PRIVATE = "Слова, которых никто чужой не прочтёт"


def road_events():
    return [event.code for event in all_events() if event.code.startswith(ROAD)]


@pytest.fixture(autouse=True)
def endpoint(city, other_city):
    """A system that listens to everything; another one of the city that listens to something else; a foreign one."""
    administrator = make_user(Role.CITY_ADMINISTRATOR, city)
    connected(city, administrator, events=["measure.confirmed"])
    connected(other_city, make_user(Role.CITY_ADMINISTRATOR, other_city), events=road_events())
    return connected(city, administrator, events=road_events())


@pytest.fixture
def plan(school):
    return plan_in_force(school)


class Told:
    """Messages of the listening system that are new since the last look."""

    def __init__(self, endpoint):
        self.endpoint, self.seen = endpoint, 0

    def __call__(self):
        found = WebhookDelivery.objects.filter(endpoint=self.endpoint, pk__gt=self.seen).order_by("pk")
        bodies = [orjson.loads(row.body) for row in found]
        self.seen = max([self.seen, *(row.pk for row in found)])
        for body in bodies:
            assert PRIVATE not in orjson.dumps(body).decode()
        return bodies

    def short(self):
        return [(body["event"], body["object"]["id"], body["data"]["state"]) for body in self()]


@pytest.fixture
def told(endpoint):
    return Told(endpoint)


def test_roadmap_is_told_step_by_step(told, school, school_admin, officer):
    plan = plan_in_force(school, state=RoadmapState.DRAFT)
    plan.case.stage = CaseStage.PLANNING
    plan.case.save()
    measure_of(plan)
    key, case = str(plan.pk), str(plan.case_id)
    submit_roadmap(roadmap_id=plan.pk, note=PRIVATE, by=school_admin)
    (body,) = told()
    assert body["object"] == {"type": "roadmap", "id": key}
    assert body["data"] == {
        "roadmap_id": plan.pk, "case_id": plan.case_id, "school_id": school.pk, "academic_year": 2020,
        "previous_state": "draft", "state": "submitted", "version": 2,
    }  # fmt: skip
    approval.return_roadmap(roadmap_id=plan.pk, reason_codes=["no_period"], comment=PRIVATE, by=officer)
    assert told.short() == [("roadmap.returned", key, "returned")]
    submit_roadmap(roadmap_id=plan.pk, note="", by=school_admin)
    assert told.short() == [("roadmap.submitted", key, "submitted")]
    approval.agree_roadmap(roadmap_id=plan.pk, comment=PRIVATE, by=officer)
    assert told.short() == [("roadmap.agreed", key, "agreed")]
    approval.approve_roadmap(roadmap_id=plan.pk, by=officer)
    assert sorted(told.short()) == [("case.moved", case, "implementation"), ("roadmap.approved", key, "approved")]
    publish_roadmap(roadmap_id=plan.pk, url=LINK, by=school_admin)
    assert told.short() == [("roadmap.published", key, "published")]
    approval.reopen_roadmap(roadmap_id=plan.pk, reason=PRIVATE, by=officer)
    assert told.short() == [("roadmap.reopened", key, "returned")]


def test_taking_a_roadmap_back_tells_nobody(told, school, school_admin):
    plan = plan_in_force(school, state=RoadmapState.DRAFT)
    measure_of(plan)
    submit_roadmap(roadmap_id=plan.pk, note="", by=school_admin)
    told()
    withdraw_roadmap(roadmap_id=plan.pk, by=school_admin)
    assert told() == []


def test_measure_is_told_when_it_is_reported_confirmed_and_returned(told, plan, school_admin, officer):
    measure = measure_of(plan)
    link_of(measure, school_admin, "accepted")
    key = str(measure.pk)
    measures.start_measure(measure_id=measure.pk, by=school_admin, text=PRIVATE)
    assert told() == []
    measures.finish_measure(measure_id=measure.pk, text=PRIVATE, done_on=date(2020, 11, 20), by=school_admin)
    (body,) = told()
    assert body["data"] == {
        "roadmap_id": plan.pk, "school_id": plan.school_id, "academic_year": 2020, "previous_state": "in_progress",
        "state": "done", "due_on": "2020-11-30", "reason_code": "",
    }  # fmt: skip
    measures.confirm_measure(measure_id=measure.pk, by=officer, text=PRIVATE)
    assert told.short() == [("measure.confirmed", key, "confirmed")]
    measures.return_measure(measure_id=measure.pk, reason_code="link_broken", by=officer, text=PRIVATE)
    (body,) = told()
    assert (body["event"], body["data"]["reason_code"]) == ("measure.returned", "link_broken")


def test_decision_of_the_coordinator_is_told_as_a_confirmation(told, plan, officer):
    measure = measure_of(plan)
    measures.override_measure(
        measure_id=measure.pk, act="override_confirm", reason_code="done_elsewhere", by=officer, text=PRIVATE
    )
    assert told.short() == [("measure.confirmed", str(measure.pk), "confirmed")]


def test_evidence_alone_tells_nobody(told, plan, school_admin, officer):
    row = evidence.add_evidence(measure_id=measure_of(plan).pk, title=PRIVATE, link=LINK, by=school_admin)
    evidence.accept_evidence(evidence_id=row.pk, by=officer)
    assert told() == []


def test_signed_review_is_told_with_its_light(told, plan, officer):
    review = review_of(plan.case, officer)
    draft = full_draft(checked=PRIVATE, remarks=PRIVATE, rag_reason=PRIVATE)
    reviews.sign_review(review_id=review.pk, draft=draft, version=1, by=officer)
    (body,) = told()
    assert body["object"] == {"type": "review", "id": str(MonthlyReview.objects.get().pk)}
    assert body["data"] == {
        "case_id": plan.case_id, "school_id": plan.school_id, "academic_year": 2020, "month": "2020-11",
        "state": "green",
    }  # fmt: skip


def test_list_tells_of_each_school_it_brings_in(told, city, officer, django_assert_max_num_queries):
    risk_list = new_list(city)
    schools = SchoolFactory.create_batch(5, municipality=city)
    for school in schools:
        new_entry(risk_list, school)
    with django_assert_max_num_queries(40):
        cases.open_cases(risk_list_id=risk_list.pk, by=officer)
    bodies = told()
    assert sorted(body["data"]["school_id"] for body in bodies) == sorted(school.pk for school in schools)
    assert {(body["event"], body["data"]["state"]) for body in bodies} == {("case.opened", "candidate")}
    cases.open_cases(risk_list_id=risk_list.pk, by=officer)
    assert told() == []


def test_case_is_told_from_its_opening_to_its_end(told, school, officer):
    case = cases.open_case(school=school, academic_year=2020, reason=PRIVATE, by=officer)
    key = str(case.pk)
    assert told.short() == [("case.opened", key, "candidate")]
    case_moves.move_case(case_id=case.pk, act="diagnose", by=officer)
    (body,) = told()
    assert body["data"] == {
        "case_id": case.pk, "school_id": school.pk, "academic_year": 2020, "previous_state": "candidate",
        "state": "diagnosis", "version": 2,
    }  # fmt: skip
    case_moves.pause_case(case_id=case.pk, reason_code="repair", comment=PRIVATE, by=officer)
    assert told.short() == [("case.paused", key, "diagnosis")]
    case_moves.resume_case(case_id=case.pk, by=officer)
    assert told.short() == [("case.resumed", key, "diagnosis")]
    case_endings.stop_case(case_id=case.pk, reason_code="excluded_from_list", comment=PRIVATE, by=officer)
    assert told.short() == [("case.closed", key, "closed")]
    case_endings.reopen_case(case_id=case.pk, reason_code="new_data", comment=PRIVATE, by=officer)
    assert told.short() == [("case.moved", key, "diagnosis")]


def test_case_handed_to_a_successor_is_one_closed_and_one_opened(told, city, school, officer):
    case, heir = CaseFactory.create(school=school), SchoolFactory(municipality=city)
    school.successor = heir
    school.save()
    target = case_endings.transfer_case(case_id=case.pk, reason=PRIVATE, by=officer)
    assert sorted(told.short()) == [
        ("case.closed", str(case.pk), "closed"),
        ("case.opened", str(target.pk), "candidate"),
    ]


def test_exit_and_next_year_are_told(told, school, officer):
    case = CaseFactory.create(school=school, stage=CaseStage.EXPERTISE)
    engine_says(case)
    concluded(case, officer)
    following = exits.continue_case(case_id=case.pk, reason=PRIVATE, by=officer)
    assert sorted(told.short()) == [
        ("case.closed", str(case.pk), "closed"),
        ("case.opened", str(following.pk), "candidate"),
    ]


def test_act_taken_back_tells_nobody(told, plan, officer, school_admin):
    measure = done_measure(plan, school_admin)
    acts = [
        lambda: measures.confirm_measure(measure_id=measure.pk, by=officer),
        lambda: case_moves.pause_case(case_id=plan.case_id, reason_code="repair", comment="", by=officer),
        lambda: approval.reopen_roadmap(roadmap_id=plan.pk, reason="Уточнить сроки", by=officer),
    ]
    for act in acts:
        with transaction.atomic():
            act()
            assert WebhookDelivery.objects.exists()
            transaction.set_rollback(True)
        assert told() == []


def test_refused_act_tells_nobody(told, plan, officer):
    measure = measure_of(plan)
    with pytest.raises(Refusal):
        measures.confirm_measure(measure_id=measure.pk, by=officer)
    measure.refresh_from_db()
    assert measure.state == MeasureState.PLANNED
    assert told() == []


def test_report_over_rest_is_told_once_and_its_key_opens_the_measure(told, plan, school_admin):
    client = client_for(school_admin)
    address = f"{ROOT}measures/{measure_of(plan).pk}/"
    headers = {"HTTP_IDEMPOTENCY_KEY": "journal-17", "HTTP_IF_MATCH": client.get(address)["ETag"]}
    for _ in range(2):
        body = {"text": PRIVATE, "done_on": "2020-11-20"}
        assert client.post(f"{address}finish/", body, **headers).status_code == 200
    (message,) = told()
    assert client.get(f"{ROOT}measures/{message['object']['id']}/").json()["state"] == message["data"]["state"]


def test_events_are_documented():
    page = (Path(settings.BASE_DIR) / "docs/webhooks.md").read_text(encoding="utf-8")
    assert len(road_events()) == 15
    assert [code for code in road_events() if f"`{code}`" not in page] == []
