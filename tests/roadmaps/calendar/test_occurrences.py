"""The calendar is computed: what gives a line, to whom, and that a part of the year is a slice of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmaps.enums import CaseStage, MeasureState, RoadmapState
from roadmaps.models import (
    Interview,
    InterviewDecision,
    Measure,
    MonthlyReview,
    ObligationDone,
    ReviewCorrection,
    SupportDose,
)
from roadmaps.selectors.occurrences import occurrences
from roadmaps.services.programme import load_reference
from shnor_portal.accounts.permissions import Role
from tests.factories import RoadmapFactory, SectionFactory, make_user
from tests.roadmaps.calendar.builders import YEAR, measure_of, place_in, plan_of

pytestmark = pytest.mark.django_db
TODAY = date(2020, 12, 8)


def lines(user, city, *, kind=None, first=YEAR[0], last=YEAR[1], **options):
    found = occurrences(user, city, first, last, today=TODAY, **options)
    return [row for row in found if kind is None or row.kind == kind]


@pytest.fixture
def here(city):
    return place_in(city)


def test_school_sees_its_own_the_neighbour_and_the_stranger_do_not(city, other_city, here):
    plan_of(here, date(2020, 11, 30))
    neighbour = place_in(city)
    [line] = lines(here.head, city, kind="measure")
    assert (line.day, line.school, line.is_mine, line.is_late) == (date(2020, 11, 30), here.school.name, True, True)
    assert line.days_late == 6
    assert lines(neighbour.head, city, kind="measure") == []
    assert lines(make_user(Role.MUNICIPAL_OFFICER, other_city), city) == []
    assert lines(make_user(Role.TEACHER, city, here.school), city) == []


def test_department_sees_all_measures_but_none_is_hers(city, here, officer):
    plan_of(here, date(2020, 11, 30))
    assert [line.is_mine for line in lines(officer, city, kind="measure")] == [False]
    assert lines(officer, city, kind="measure", only_mine=True) == []
    assert len(lines(here.curator, city, kind="measure")) == 1


def test_city_measure_waits_for_its_keeper(city, here, officer):
    roadmap = RoadmapFactory.create(case=None, school=None, municipality=city, state=RoadmapState.APPROVED)
    measure_of(SectionFactory.create(roadmap=roadmap), date(2021, 3, 1))
    assert [line.is_mine for line in lines(officer, city, kind="city_measure")] == [True]
    assert [line.is_mine for line in lines(here.head, city, kind="city_measure")] == [False]


@pytest.mark.parametrize("state", [RoadmapState.DRAFT, RoadmapState.SUBMITTED, RoadmapState.RETURNED])
def test_plan_that_is_not_in_force_gives_nothing(city, here, state):
    roadmap = plan_of(here, date(2020, 11, 30))
    roadmap.state = state
    roadmap.save()
    assert lines(here.head, city, kind="measure") == []


def test_removed_and_cancelled_measures_give_nothing_done_ones_stay_done(city, here):
    roadmap = plan_of(here, date(2020, 11, 30), date(2020, 12, 1), date(2020, 12, 2))
    removed, cancelled, done = roadmap.measures.order_by("due_on")
    Measure.objects.filter(pk=removed.pk).update(is_removed=True)
    Measure.objects.filter(pk=cancelled.pk).update(state=MeasureState.CANCELLED)
    Measure.objects.filter(pk=done.pk).update(state=MeasureState.DONE)
    [line] = lines(here.head, city, kind="measure")
    assert line.page == ("roadmaps:measure", done.pk)
    assert (line.is_done, line.is_late) == (True, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"paused_at": datetime(2020, 11, 1, tzinfo=UTC), "pause_reason": "Ремонт"},
        {"stage": CaseStage.CLOSED, "outcome": "exit", "closed_on": date(2020, 12, 1)},
    ],
)
def test_paused_and_closed_cases_give_nothing(city, officer, fields):
    place = place_in(city, **fields)
    plan_of(place, date(2020, 11, 30))
    load_reference(municipality=city, by=None)
    interview = Interview.objects.create(municipality=city, case=place.case, planned_at=timezone.now())
    InterviewDecision.objects.create(
        municipality=city, case=place.case, interview=interview, position=1, text="-", due_on=date(2020, 12, 1)
    )
    for person in (place.head, place.curator):
        assert lines(person, city) == []
    assert {line.kind for line in lines(officer, city)} == {"obligation"}
    assert [line for line in lines(officer, city) if line.tally] == []


def test_words_of_a_case_stand_on_their_days(city, here, other_city):
    about = {"municipality": city, "case": here.case}
    late_evening = datetime(2020, 12, 10, 22, 30, tzinfo=UTC)  # the 11th in Vladivostok
    interview = Interview.objects.create(planned_at=late_evening, **about)
    Interview.objects.create(planned_at=late_evening, state="cancelled", **about)
    InterviewDecision.objects.create(interview=interview, position=1, text="Нанять", due_on=date(2020, 12, 5), **about)
    review = MonthlyReview.objects.create(month=date(2020, 11, 1), reviewer=here.coordinator, **about)
    ReviewCorrection.objects.create(review=review, text="Поправить", due_on=date(2020, 12, 20), **about)
    SupportDose.objects.create(
        kind="visit", title="Выезд", planned_on=date(2020, 12, 9), recorded_by=here.coordinator, **about
    )
    told = {line.kind: line for line in lines(here.coordinator, city)}
    assert told["interview"].day == date(2020, 12, 11)
    assert (told["decision"].until, told["decision"].days_late) == (date(2020, 12, 7), 1)
    assert told["correction"].is_mine is False
    assert told["support"].is_mine is True
    assert "correction" not in {line.kind for line in lines(here.head, city)}, "the review is not signed yet"
    MonthlyReview.objects.update(state="signed")
    assert [line.is_mine for line in lines(here.head, city, kind="correction")] == [True]


def test_hand_in_of_a_roadmap_is_the_schools_and_counts_for_the_city(city, here, officer):
    place_in(city)
    [own] = lines(here.head, city, kind="roadmap")
    assert (own.day, own.is_late, own.is_mine) == (date(2020, 11, 30), True, True)
    [counted] = lines(officer, city, kind="roadmap")
    assert (counted.tally.done, counted.tally.total, counted.is_late) == (0, 2, True)
    RoadmapFactory.create(case=here.case, state=RoadmapState.SUBMITTED)
    [own] = lines(here.head, city, kind="roadmap")
    assert (own.is_done, own.is_late) == (True, False)
    assert lines(officer, city, kind="roadmap")[0].tally.done == 1


def test_reviews_are_counted_by_months_and_signed_ones_are_done(city, here, officer):
    load_reference(municipality=city, by=None)
    place_in(city)
    mine = [line for line in lines(here.coordinator, city, kind="review") if line.is_mine]
    assert [line.day.month for line in mine] == [10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]
    assert [line.is_late for line in mine[:3]] == [True, True, False]
    assert all(line.tally.total == 1 for line in mine)
    MonthlyReview.objects.create(
        municipality=city, case=here.case, month=date(2020, 11, 1), reviewer=here.coordinator, state="signed"
    )
    november = [line for line in lines(here.coordinator, city, kind="review") if line.day == date(2020, 11, 30)]
    assert {line.is_mine: (line.tally.done, line.is_done) for line in november} == {True: (1, True), False: (1, False)}
    assert lines(here.head, city, kind="review") == []


def test_obligations_go_to_their_audience(city, here, officer):
    load_reference(municipality=city, by=None)
    mine = lines(here.head, city, kind="obligation", only_mine=True)
    assert {line.school for line in mine} == {here.school.name}
    assert "Провести всероссийские проверочные работы" in {line.title for line in mine}
    theirs = lines(officer, city, kind="obligation", only_mine=True)
    assert "Составить и утвердить перечень школ" in {line.title for line in theirs}
    assert all(line.tick and line.tick.school_id is None for line in theirs)
    seen = [line for line in lines(officer, city, kind="obligation") if line.tally]
    assert {line.tally.total for line in seen} == {1}
    assert all(line.tick is None for line in seen)


def test_ticked_obligation_is_done_for_the_school_that_ticked_it(city, here):
    load_reference(municipality=city, by=None)
    neighbour = place_in(city)
    line = lines(here.head, city, kind="obligation", only_mine=True)[0]
    ObligationDone.objects.create(
        municipality=city,
        obligation_id=line.tick.obligation_id,
        school=here.school,
        due_on=line.day,
        done_by=here.head,
    )
    assert lines(here.head, city, kind="obligation", only_mine=True)[0].is_done is True
    assert lines(neighbour.head, city, kind="obligation", only_mine=True)[0].is_done is False


def test_number_of_queries_does_not_grow(city, here, officer, django_assert_max_num_queries):
    load_reference(municipality=city, by=None)
    plan_of(here, date(2020, 11, 30), date(2020, 12, 1))
    for _ in range(4):
        plan_of(place_in(city), date(2020, 11, 30), date(2020, 12, 1), date(2021, 2, 1))
    assert officer.current_assignments
    with django_assert_max_num_queries(24):
        assert len(lines(officer, city, kind="measure")) == 14


DAYS = st.dates(*YEAR)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.lists(st.sets(DAYS, min_size=1, max_size=6), min_size=1, max_size=5), month=st.integers(0, 11))
def test_every_due_day_stands_once_in_the_year_and_a_month_is_a_slice_of_it(city, plans, month):
    place = place_in(city)
    section = SectionFactory.create(roadmap=plan_of(place))
    made = [(measure_of(section, *days), days) for days in plans]
    wanted = sorted((measure.pk, day) for measure, days in made for day in days)
    year = lines(place.head, city)
    told = sorted((line.page[1], line.day) for line in year if line.kind == "measure")
    assert told == wanted
    first = date(2020 + (month + 8) // 12, (month + 8) % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert lines(place.head, city, first=first, last=last) == [line for line in year if first <= line.day <= last]


@time_machine.travel(datetime(2020, 12, 7, 20, tzinfo=UTC))
def test_today_is_the_citys_own(city, here):
    """The 8th has begun in Vladivostok while it is the 7th in London."""
    plan_of(here, date(2020, 12, 7))
    [line] = [row for row in occurrences(here.head, city, *YEAR) if row.kind == "measure"]
    assert line.days_late == 1
