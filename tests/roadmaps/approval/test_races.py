"""Two officers decide at once: one wins, the other is told."""

import pytest

from roadmaps.enums import RoadmapState
from roadmaps.models import Measure, RoadmapSubmission
from roadmaps.services.building import take_typical
from shnor_portal.audit.services import verify_chains
from shnor_portal.common.refusals import Refusal
from tests.audit.concurrency import at_once
from tests.roadmaps.approval.builders import ACTS, in_state, new_plan
from tests.roadmaps.building.test_building import typical

THREADS = 8
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def code_of(act, *args, **kwargs) -> str:
    try:
        act(*args, **kwargs)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_one_of_many_answers_wins(city):
    plan = in_state(new_plan(city), RoadmapState.SUBMITTED)

    def answer(number):
        return code_of(ACTS["agree" if number % 2 else "withdraw"], plan.roadmap.pk, people[number % 2])

    people = [plan.admin, plan.coordinator]
    codes = at_once(answer, THREADS)
    assert (codes.count(""), set(codes)) == (1, {"", "STATE"})
    assert plan.fresh().state in (RoadmapState.AGREED, RoadmapState.DRAFT)
    assert verify_chains().faults == []


def test_handed_in_at_once_it_is_handed_in_once(city):
    plan = new_plan(city)
    codes = at_once(lambda _: code_of(ACTS["submit"], plan.roadmap.pk, plan.admin), THREADS)
    assert (codes.count(""), RoadmapSubmission.objects.filter(roadmap=plan.roadmap).count()) == (1, 1)


def test_the_same_request_many_times_takes_rows_once(city):
    plan, chosen = new_plan(city), typical(city, "a")
    sent = {"roadmap_id": plan.roadmap.pk, "typical_ids": [chosen.pk], "section": None, "key": "k", "by": plan.admin}
    at_once(lambda _: code_of(take_typical, **sent), THREADS)
    assert Measure.objects.filter(typical_code="a").count() == 1
