"""Reading the road: what a case, a plan, a measure, a review and the calendar tell, and to whom."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.enums import CaseStage, EvidenceState, MeasureState, ReviewState, RoadmapState
from roadmaps.models import CaseNote, MeasureAim, MonthlyReview, ReviewCorrection
from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.accounts.permissions import Permission, Role
from tests.api.conftest import ROOT, client_for
from tests.factories import (
    CaseDeficitFactory,
    CaseFactory,
    CaseRiskFactory,
    MeasureFactory,
    RoadmapFactory,
    SchoolFactory,
    SectionFactory,
    make_user,
)
from tests.roadmaps.doing.builders import link_of, measure_of, plan_in_force, review_of

CASES, PLANS, MEASURES = f"{ROOT}support-cases/", f"{ROOT}roadmaps/", f"{ROOT}measures/"
REVIEWS, CALENDAR = f"{ROOT}reviews/", f"{ROOT}occurrences/"


@pytest.fixture(autouse=True)
def _december(time_machine):
    """The fourth of December 2020, a Friday."""
    time_machine.move_to("2020-12-04T03:00:00Z", tick=False)


@pytest.fixture
def plan(school):
    return plan_in_force(school)


@pytest.fixture
def own(school_admin):
    return client_for(school_admin)


@pytest.fixture
def neighbour(city):
    """Administration of another school of the city."""
    return client_for(make_user(Role.SCHOOL_ADMIN, city, SchoolFactory(municipality=city)))


def rows(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def keys(client, address):
    return [row["id"] for row in rows(client, address)]


def test_case_tells_its_state_deficits_risks_and_plan(own, plan):
    deficit = CaseDeficitFactory.create(case=plan.case)
    risk = CaseRiskFactory.create(case=plan.case)
    (shown,) = rows(own, CASES)
    assert (shown["stage"], shown["roadmap"], shown["watch_year"], shown["rag"]) == (
        "implementation",
        plan.pk,
        None,
        "",
    )
    assert shown["deficits"] == [
        {"id": deficit.pk, "procedure": "OGE-9-MA", "failed": 31, "participants": 62, "results_year": 2019}
    ]
    assert [(one["factor"], one["level"], one["is_chosen"]) for one in shown["risks"]] == [
        (risk.factor.code, "high", False)
    ]


def test_notes_and_reasons_are_not_told(api, plan, officer):
    case = plan.case
    CaseNote.objects.create(municipality=case.municipality, case=case, text="Тайная заметка", author=officer)
    case.pause_reason = "Тайная причина"
    case.save()
    told = api.get(f"{CASES}{case.pk}/").content.decode()
    assert "Тайная" not in told


def test_case_and_plan_are_their_schools_and_the_departments(api, own, neighbour, stranger, plan):
    measure = measure_of(plan)
    for address in (CASES, PLANS, MEASURES):
        assert len(keys(api, address)) == len(keys(own, address)) == 1
        assert keys(neighbour, address) == keys(client_for(stranger), address) == []
    for address in (f"{CASES}{plan.case_id}/", f"{PLANS}{plan.pk}/", f"{MEASURES}{measure.pk}/"):
        assert own.get(address).status_code == 200
        assert neighbour.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [("stage=planning", 1), ("stage=closed", 0), ("academic_year=2020", 2), ("standing=paused", 0), ("rag=none", 2)],
)
def test_cases_are_filtered_as_on_the_page(api, city, plan, query, found):
    CaseFactory.create(school=SchoolFactory(municipality=city), stage=CaseStage.PLANNING)
    assert len(keys(api, f"{CASES}?{query}")) == found


def test_case_is_found_by_school(api, city, plan):
    CaseFactory.create(school=SchoolFactory(municipality=city))
    assert keys(api, f"{CASES}?school={plan.school_id}") == [plan.case_id]


def test_draft_of_the_city_is_not_for_schools(api, own, plan, city):
    draft = RoadmapFactory.create(case=None, school=None, municipality=city)
    assert draft.pk in keys(api, PLANS)
    assert keys(own, PLANS) == [plan.pk]
    draft.state = RoadmapState.APPROVED
    draft.save()
    assert draft.pk in keys(own, PLANS)
    assert keys(own, f"{PLANS}?of=city") == [draft.pk]


def test_plan_comes_in_the_order_and_with_the_numbers_of_its_print(own, plan):
    second = SectionFactory.create(roadmap=plan, position=2048, title="Кадры")
    first = SectionFactory.create(roadmap=plan, position=1024, title="Диагностика")
    gone = SectionFactory.create(roadmap=plan, position=512, is_removed=True)
    names = [
        MeasureFactory.create(
            section=section, roadmap=plan, municipality=plan.municipality, position=position, title=title
        )
        for section, position, title in (
            (second, 1, "Наставники"),
            (first, 2, "Анализ"),
            (first, 1, "Опрос"),
            (None, 9, "Совещание"),
        )
    ]
    MeasureFactory.create(section=first, position=3, title="Убранное", is_removed=True)
    shown = own.get(f"{PLANS}{plan.pk}/").json()
    assert [(one["number"], one["title"]) for one in shown["sections"]] == [("I", "Диагностика"), ("II", "Кадры")]
    assert [(one["number"], one["title"]) for one in shown["measures"]] == [
        ("1", "Совещание"),
        ("1.1", "Опрос"),
        ("1.2", "Анализ"),
        ("2.1", "Наставники"),
    ]
    assert shown["goals"] == plan.goals
    assert gone.pk not in [one["id"] for one in shown["sections"]]
    assert sorted(keys(own, f"{MEASURES}?roadmap={plan.pk}")) == sorted(one.pk for one in names)


def test_long_plan_takes_as_many_queries_as_a_short_one(own, plan):
    measure = measure_of(plan)
    address = f"{PLANS}{plan.pk}/"
    own.get(address)
    with CaptureQueriesContext(connection) as short:
        own.get(address)
    MeasureFactory.create_batch(200, section=measure.section)
    with CaptureQueriesContext(connection) as long:
        shown = own.get(address).json()
    assert len(shown["measures"]) == 201
    assert len(long) == len(short)


def test_measure_tells_what_it_treats_and_how_it_is_proved(own, plan, school_admin):
    measure = measure_of(plan)
    deficit = CaseDeficitFactory.create(case=plan.case)
    MeasureAim.objects.create(municipality=plan.municipality, roadmap=plan, measure=measure, deficit=deficit)
    proof = link_of(measure, school_admin, EvidenceState.ACCEPTED)
    shown = own.get(f"{MEASURES}{measure.pk}/").json()
    assert (shown["school"], shown["academic_year"], shown["due_days"]) == (plan.school_id, 2020, ["2020-11-30"])
    assert (shown["deficits"], shown["risks"]) == ([deficit.pk], [])
    (told,) = shown["evidence"]
    assert (told["id"], told["state"], told["url"]) == (proof.pk, "accepted", proof.url)
    assert not {"file", "uploaded_by"} & told.keys()


def test_lateness_is_counted_in_working_days_of_today(own, plan):
    """The thirtieth of November is a Monday: by Friday four working days have passed."""
    late, in_time = measure_of(plan, "2020-11-30"), measure_of(plan, "2020-12-25")
    done = measure_of(plan, "2020-11-30", state=MeasureState.DONE)
    without_term = MeasureFactory.create(section=late.section, due_on=None, due_days=[])
    told = {row["id"]: row["days_late"] for row in rows(own, MEASURES)}
    assert told == {late.pk: 4, in_time.pk: 0, done.pk: 0, without_term.pk: None}
    assert keys(own, f"{MEASURES}?late=true") == [late.pk]


def test_plan_that_is_not_in_force_is_not_late(api, school):
    measure = measure_of(plan_in_force(school, state=RoadmapState.DRAFT))
    (row,) = rows(api, MEASURES)
    assert (row["id"], row["days_late"]) == (measure.pk, None)
    assert rows(api, f"{MEASURES}?late=true") == []


def test_measures_are_found_by_term_state_school_and_year(api, plan, city):
    first = measure_of(plan, "2020-10-30")
    second = measure_of(plan, "2020-12-25", state=MeasureState.IN_PROGRESS)
    other = measure_of(plan_in_force(SchoolFactory(municipality=city)), "2020-12-25")
    found = {
        f"?school={plan.school_id}&due_from=2020-11-01&due_to=2020-12-25": [second.pk],
        "?due_to=2020-10-30": [first.pk],
        "?state=in_progress": [second.pk],
        f"?roadmap={other.roadmap_id}": [other.pk],
        "?academic_year=2019": [],
    }
    assert {query: keys(api, f"{MEASURES}{query}") for query in found} == found


@pytest.mark.parametrize(
    "query", ["late=false", "due_from=2020-13-01", "state=overdue", "roadmap=x", "due_on=2020-12-01"]
)
def test_wrong_filters_are_refused(api, plan, query):
    assert api.get(f"{MEASURES}?{query}").status_code == 400


def test_table_of_measures_is_the_list(api, plan):
    measure_of(plan)
    (line,) = csv.DictReader(io.StringIO(api.get(f"{MEASURES}?format=csv").content.decode()))
    (row,) = rows(api, MEASURES)
    assert list(line) == list(row)
    assert (line["days_late"], line["due_days"]) == ("4", '["2020-11-30"]')


def test_draft_of_a_review_is_for_those_who_write_it(api, own, plan, officer, stranger):
    draft = review_of(plan.case, officer)
    assert keys(api, REVIEWS) == [draft.pk]
    assert keys(own, REVIEWS) == keys(client_for(stranger), REVIEWS) == []
    assert own.get(f"{REVIEWS}{draft.pk}/").status_code == 404
    narrow = client_for(officer, scopes=[Permission.VIEW_CASES.value])
    assert keys(narrow, REVIEWS) == []
    MonthlyReview.objects.filter(pk=draft.pk).update(state=ReviewState.SIGNED)
    assert keys(own, REVIEWS) == keys(narrow, REVIEWS) == [draft.pk]


def test_review_comes_with_its_corrections(own, plan, officer):
    review = review_of(plan.case, officer, state=ReviewState.SIGNED, marks={"dates": {"mark": 2, "note": ""}})
    ReviewCorrection.objects.create(
        municipality=plan.municipality, case=plan.case, review=review, text="Уточнить срок", due_on=date(2020, 12, 15)
    )
    shown = own.get(f"{REVIEWS}{review.pk}/").json()
    assert (shown["school"], shown["month"], shown["done"]) == (plan.school_id, "2020-11-01", None)
    assert shown["marks"] == {"dates": {"mark": 2, "note": ""}}
    assert [(one["text"], one["state"]) for one in shown["corrections"]] == [("Уточнить срок", "open")]


def test_calendar_tells_what_is_due(api, own, neighbour, stranger, plan):
    measure = measure_of(plan, "2020-12-25", title="Итоги полугодия")
    lines = [row for row in rows(own, CALENDAR) if row["kind"] == "measure"]
    assert [(row["title"], row["day"], row["school"], row["is_mine"]) for row in lines] == [
        ("Итоги полугодия", "2020-12-25", plan.school_id, True)
    ]
    assert lines[0]["key"] == f"measure-{measure.pk}-2020-12-25"
    assert [row["key"] for row in rows(api, f"{CALENDAR}?day_from=2020-12-25&day_to=2020-12-25")] == [lines[0]["key"]]
    for client in (neighbour, client_for(stranger)):
        assert lines[0]["key"] not in [row["key"] for row in rows(client, CALENDAR)]
    assert not [row for row in rows(own, f"{CALENDAR}?day_from=2020-12-26") if row["kind"] == "measure"]


@pytest.mark.parametrize(
    "query",
    [
        "day_from=2020-13-01",
        "day_from=1999-12-31",
        "day_from=20201201",
        "day_from=2020-12-10&day_to=2020-12-09",
        "day_from=2020-01-01&day_to=2021-06-01",
        "only_mine=false",
        "page_size=5",
    ],
)
def test_calendar_is_asked_for_a_stretch_of_days(api, plan, query):
    assert api.get(f"{CALENDAR}?{query}").status_code == 400


def test_calendar_of_several_cities_names_one(api, plan, officer, other_city):
    RoleAssignment.objects.create(user=officer, municipality=other_city, role=Role.MUNICIPAL_OFFICER)
    assert api.get(CALENDAR).json()["code"] == "MUNICIPALITY_NEEDED"
    assert api.get(f"{CALENDAR}?municipality=gorod").status_code == 200


def test_token_opens_cases_or_plans_as_it_was_given(officer, plan):
    client = client_for(officer, scopes=[Permission.VIEW_CASES.value])
    assert keys(client, CASES) == [plan.case_id]
    assert client.get(PLANS).json()["code"] == client.get(MEASURES).json()["code"] == "TOKEN_SCOPE"
