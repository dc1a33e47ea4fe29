"""The city board: every school on its path, what is late, who sees it, acts with several schools at once."""

import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from roadmaps.enums import CaseStage, MeasureState, Rag
from roadmaps.models import CaseEvent, Evidence, Roadmap, SupportCase
from roadmaps.selectors.board import board_cases, board_rows, board_totals, shown_cases
from roadmaps.selectors.case_path import STOPS
from roadmaps.selectors.programme import programme_of
from roadmaps.selectors.progress import Progress, progress_of
from shnor_portal.accounts.permissions import Role
from shnor_portal.notifications.models import Notification
from tests.factories import MeasureFactory, SectionFactory, make_user
from tests.roadmaps.calendar.builders import place_in, plan_of

pytestmark = pytest.mark.django_db
TODAY = date(2020, 12, 8)
NOW = datetime(2020, 12, 8, 3, tzinfo=UTC)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def board(person, **query) -> str:
    with time_machine.travel(NOW):
        answer = signed_in(person).get(reverse("roadmaps:board"), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def row_of(person, city):
    [row] = board_rows(shown_cases(board_cases(person, city, 2020)), city, programme_of(city), TODAY)
    return row


def test_row_tells_stages_measures_and_the_next_term(city, officer):
    place = place_in(city, rag=Rag.AMBER)
    plan_of(place, date(2020, 11, 30), date(2020, 12, 20))
    CaseEvent.objects.create(
        municipality=city, case=place.case, act="move", stage_from="deficits", stage_to="planning", title="-"
    )
    row = row_of(officer, city)
    states = {stop.title: stop.state for stop in row.stops}
    assert (states["Дефициты"], states["Реализация"], states["Итог"]) == ("done", "current", "ahead")
    assert states["Собеседование"] == "skipped"
    progress = row.figures.progress
    assert (progress.done, progress.due, progress.overdue, row.next_on) == (0, 1, 1, date(2020, 11, 30))
    text = board(officer)
    assert "0 из 1" in text
    assert "есть риски" in text
    assert place.coordinator.full_name in text


TERMS = st.lists(
    st.tuples(
        st.sampled_from([state for state in MeasureState if state != MeasureState.CANCELLED]),
        st.sets(st.dates(date(2020, 9, 1), date(2021, 8, 31)), max_size=3),
        st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=TERMS, today=st.dates(date(2020, 10, 1), date(2021, 10, 1)), stood_still=st.booleans(), closed=st.booleans()
)
def test_board_counts_as_the_page_of_a_plan_does(city, officer, told, today, stood_still, closed):
    end = {"stage": CaseStage.CLOSED, "outcome": "exit", "closed_on": date(2021, 3, 1)} if closed else {}
    place = place_in(city, **end)
    roadmap = plan_of(place)
    section = SectionFactory.create(roadmap=roadmap)
    about = {"municipality": city, "case": place.case, "title": "-"}
    for act, month in (("pause", 11), ("resume", 12)) if stood_still else ():
        CaseEvent.objects.create(act=act, at=datetime(2020, month, 3, 3, tzinfo=UTC), **about)
    for state, days, is_proven in told:
        term = {"due_on": max(days, default=None), "due_days": sorted(day.isoformat() for day in days)}
        measure = MeasureFactory.create(section=section, state=state, **term)
        if is_proven:
            accept_link(measure, officer)
    cases = shown_cases(board_cases(officer, city, 2020).filter(pk=place.case.pk))
    [row] = board_rows(cases, city, programme_of(city), today)
    wanted = progress_of(Roadmap.objects.filter(pk=roadmap.pk), today).get(roadmap.pk, Progress())
    assert row.figures.progress == wanted


def accept_link(measure, by) -> None:
    Evidence.objects.create(
        municipality=measure.municipality,
        measure=measure,
        kind="link",
        url="https://a.example.org",
        title="-",
        state="accepted",
        uploaded_by=by,
    )


def test_cells_of_the_path_are_drawn_and_not_printed_as_code(city, officer):
    place_in(city, rag=Rag.AMBER)
    page = board(officer)
    assert page.count('<td class="stop stop-') == len(STOPS)
    assert "&lt;" not in page


def test_late_stage_is_told_in_words_and_a_paused_one_is_not(city, officer):
    place_in(city, stage=CaseStage.DIAGNOSIS)
    assert row_of(officer, city).late_stop == "Диагностика"
    assert "просрочено" in board(officer, late="stage")
    SupportCase.objects.update(paused_at=NOW, pause_reason="Ремонт")
    assert row_of(officer, city).late_stop == ""
    assert "По этому отбору школ нет" in board(officer, late="stage")


def test_days_a_school_stood_still_move_its_stage(city, officer):
    """Paused for two of the months of its stage: late by the calendar, in time by its own days."""
    place = place_in(city, stage=CaseStage.DIAGNOSIS)
    about = {"municipality": city, "case": place.case, "title": "-"}
    CaseEvent.objects.create(act="pause", at=datetime(2020, 10, 1, 3, tzinfo=UTC), **about)
    CaseEvent.objects.create(act="resume", at=datetime(2020, 12, 1, 3, tzinfo=UTC), **about)
    place_in(city, stage=CaseStage.DIAGNOSIS)
    totals = board_totals(board_cases(officer, city, 2020), 2020, programme_of(city), TODAY)
    assert totals.late == 1
    text = board(officer, late="stage")
    assert place.school.name not in text
    assert "1–1 из 1" in text


def test_totals_are_of_the_whole_year(city, officer):
    place_in(city, stage=CaseStage.DIAGNOSIS)
    place_in(city, rag=Rag.RED)
    place_in(city, coordinator=None, paused_at=NOW)
    place_in(city, stage=CaseStage.CLOSED, outcome="exit", closed_on=TODAY, coordinator=None)
    SupportCase.objects.filter(paused_at__isnull=False).update(coordinator=None)
    totals = board_totals(board_cases(officer, city, 2020), 2020, programme_of(city), TODAY)
    assert (totals.schools, totals.late, totals.paused, totals.red, totals.no_coordinator) == (4, 1, 1, 1, 0)
    assert sum(totals.by_stop) == 4


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"А", "Б"}),
        ({"stop": "2"}, {"А"}),
        ({"rag": "red"}, {"Б"}),
        ({"rag": "none"}, {"А"}),
        ({"late": "stage"}, {"А"}),
        ({"late": "measures"}, {"Б"}),
        ({"standing": "second_year"}, {"Б"}),
        ({"q": "б"}, {"Б"}),
        ({"stop": "99", "rag": "чужое", "late": "x", "ordering": "password"}, {"А", "Б"}),
    ],
)
def test_filters(city, officer, query, shown):
    first = place_in(city, stage=CaseStage.DIAGNOSIS)
    second = place_in(city, rag=Rag.RED, years_in_row=2)
    for place, name in ((first, "Школа А"), (second, "Школа Б")):
        place.school.name, place.school.search_name = name, name.casefold()
        place.school.save()
    plan_of(second, date(2020, 11, 30))
    text = board(officer, **query)
    assert {name for name in ("А", "Б") if f"Отметить: Школа {name}" in text} == shown


def test_sorting_by_stage(city, officer):
    later, earlier = place_in(city), place_in(city, stage=CaseStage.DEFICITS)
    text = board(officer, ordering="stop")
    assert text.index(f">{earlier.school.name}<") < text.index(f">{later.school.name}<")


def test_school_sees_its_own_row_alone_and_no_acts(city, other_city):
    place, neighbour = place_in(city), place_in(city)
    text = board(place.head)
    assert place.school.name in text
    assert neighbour.school.name not in text
    assert "Выполнить для отмеченных" not in text
    assert place.school.name not in board(make_user(Role.MUNICIPAL_OFFICER, other_city))


def test_workbook_holds_what_is_filtered(city, officer):
    place_in(city, rag=Rag.RED)
    shown = place_in(city, stage=CaseStage.DIAGNOSIS)
    with time_machine.travel(NOW):
        answer = signed_in(officer).get(reverse("roadmaps:board_export"), {"late": "stage"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][:3] == (shown.school.name, "диагностика", "да")
    assert "просрочено" in rows[1]


def test_one_coordinator_for_the_chosen_schools(city, officer):
    first, second = place_in(city), place_in(city)
    paused = place_in(city, paused_at=NOW, pause_reason="Ремонт")
    person = make_user(Role.MUNICIPAL_COORDINATOR, city)
    keys = [place.case.pk for place in (first, second, paused)]
    told = {"act": "assign", "coordinator": person.pk, "case": keys, "query": "?stop=5"}
    answer = signed_in(officer).post(reverse("roadmaps:board_act"), told)
    assert answer["Location"] == f"{reverse('roadmaps:board')}?stop=5"
    assert set(SupportCase.objects.filter(coordinator=person)) == {first.case, second.case}


def test_schools_are_reminded_and_strangers_are_not(city, officer, other_city):
    place, foreign = place_in(city), place_in(other_city)
    told = {"act": "remind", "text": "Сдайте карту", "case": [place.case.pk, foreign.case.pk]}
    signed_in(officer).post(reverse("roadmaps:board_act"), told)
    [message] = Notification.objects.filter(kind="school_reminded")
    assert (message.recipient, message.body) == (place.head, "Сдайте карту")
    assert CaseEvent.objects.get(act="reminded").case == place.case


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"act": "assign"}, "Выберите координатора"),
        ({"act": "remind", "text": " "}, "Напоминание пустое"),
        ({"act": "remind", "text": "Да", "case": []}, "Отметьте школы"),
        ({"act": "erase"}, "erase"),
        ({"act": "remind", "text": "Да", "case": ["x", "9" * 40]}, "Отметьте школы"),
    ],
)
def test_unfinished_act_is_explained_and_nothing_happens(city, officer, told, words):
    place = place_in(city)
    client = signed_in(officer)
    page = client.post(reverse("roadmaps:board_act"), {"case": [place.case.pk], **told}, follow=True)
    assert words in page.content.decode()
    assert not CaseEvent.objects.exists()


def test_those_who_do_not_lead_cases_act_on_nothing(city):
    place = place_in(city)
    told = {"act": "remind", "text": "Да", "case": [place.case.pk]}
    for person in (place.head, place.curator, make_user(Role.DEPARTMENT_HEAD, city)):
        assert signed_in(person).post(reverse("roadmaps:board_act"), told).status_code == 403
    assert not Notification.objects.exists()


def test_number_of_queries_does_not_grow(city, officer, django_assert_max_num_queries):
    for number in range(8):
        place = place_in(city, stage=CaseStage.INTERIM)
        plan_of(place, date(2020, 11, 30), date(2020, 12, 20))
        about = {"municipality": city, "case": place.case, "title": "-"}
        CaseEvent.objects.create(act="move", stage_from="planning", stage_to="implementation", **about)
        for act in ("pause", "resume") if number % 2 else ():
            CaseEvent.objects.create(act=act, **about)
    client = signed_in(officer)
    with django_assert_max_num_queries(34):
        assert client.get(reverse("roadmaps:board")).status_code == 200
