"""Pages of measures: what each person finds, filters, downloads, a constant number of queries."""

import io
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from roadmaps.enums import EvidenceState, MeasureState
from roadmaps.models import Measure, ProgressReport, Roadmap
from roadmaps.selectors.lateness import late_measures
from roadmaps.selectors.progress import Progress, progress_of
from tests.factories import RoadmapFactory, SchoolFactory, SectionFactory
from tests.roadmaps.doing.builders import done_measure, link_of, measure_of, plan_in_force, stopped

ON = date(2020, 12, 10)


@pytest.fixture
def december():
    """10 December 2020 in the city."""
    with time_machine.travel("2020-12-10T03:00:00Z", tick=False):
        yield


def text_of(client, who, path):
    client.force_login(who)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_late_measure_is_said_in_words_and_found_by_the_filter(client, december, plan, coordinator):
    measure_of(plan, "2020-11-30", title="Просроченное дело")
    measure_of(plan, "2020-12-20", title="Близкое дело")
    measure_of(plan, "2021-05-20", title="Далёкое дело")
    late = text_of(client, coordinator, "/measures/?late=on")
    assert "Просроченное дело" in late
    assert "8\xa0рабочих дней" in late
    assert "Близкое дело" not in late
    soon = text_of(client, coordinator, "/measures/?within=14")
    assert "Близкое дело" in soon
    assert "Далёкое дело" not in soon
    assert "Просроченное дело" not in soon


def test_filters_by_state_words_school_responsible_and_waiting_evidence(client, december, plan, school_admin, officer):
    waiting = measure_of(plan, title="Диагностика", responsible="Психолог", state=MeasureState.DONE)
    link_of(waiting, school_admin)
    measure_of(plan, title="Семинар", responsible="Директор")
    found = {
        "state=done": "Диагностика",
        "q=Семин": "Семинар",
        f"school={plan.school.name[-4:]}&q=Диагн": "Диагностика",
        "responsible=Психолог": "Диагностика",
        "waiting=on": "Диагностика",
    }
    for query, title in found.items():
        page = text_of(client, officer, f"/measures/?{query}")
        other = {"Диагностика": "Семинар", "Семинар": "Диагностика"}[title]
        assert (f">{title}</a>" in page, f">{other}</a>" in page) == (True, False), query


def test_download_holds_what_is_on_the_screen(client, december, plan, coordinator):
    measure_of(plan, "2020-11-30", title="Просроченное дело")
    measure_of(plan, "2021-05-20", title="=Далёкое дело")
    client.force_login(coordinator)
    book = load_workbook(io.BytesIO(client.get("/measures/export/?late=on").content))
    rows = list(book.active.values)
    assert [row[2] for row in rows[1:]] == ["Просроченное дело"]
    assert rows[1][7] == 8


def test_school_finds_its_own_by_urgency(client, december, plan, school_admin, neighbour):
    measure_of(plan, "2020-11-30", title="Просроченное дело")
    measure_of(plan, "2020-12-20", title="Близкое дело")
    measure_of(plan, title="Возвращённое дело", state=MeasureState.RETURNED, state_note="Нет числа")
    page = text_of(client, school_admin, "/measures/mine/")
    places = [page.index(words) for words in ("Возвращённое дело", "Нет числа", "Просроченное дело", "Близкое дело")]
    assert places == sorted(places)
    assert "Просроченное дело" not in text_of(client, neighbour, "/measures/mine/")


def test_plan_that_is_not_approved_gives_no_measures(client, december, school, officer):
    measure_of(plan_in_force(school, state="draft"), title="Черновое дело")
    assert "Черновое дело" not in text_of(client, officer, "/measures/")


@pytest.mark.parametrize(
    ("state", "who", "seen", "unseen"),
    [
        ("planned", "school_admin", "Взять в работу", "Подтвердить выполнение"),
        ("planned", "curator", "Перенести срок", "Отметить выполненным"),
        ("done", "curator", "Подтвердить выполнение", "Снять мероприятие"),
        ("planned", "coordinator", "Снять мероприятие", "Взять в работу"),
        ("confirmed", "school_admin", "Ход работы", "Перенести срок"),
    ],
)
def test_page_offers_what_the_person_may_do(client, december, plan, request, state, who, seen, unseen):
    measure = measure_of(plan, state=state)
    page = text_of(client, request.getfixturevalue(who), f"/measures/{measure.pk}/")
    assert seen in page
    assert unseen not in page


def test_school_carries_a_measure_out_on_its_pages(client, december, measure, school_admin, curator):
    client.force_login(school_admin)
    assert client.post(f"/measures/{measure.pk}/start/", {"version": 1}).status_code == 302
    assert client.post(f"/measures/{measure.pk}/finish/", {"version": 2, "done_on": "2020-11-25"}).status_code == 400
    sent = {"version": 2, "done_on": "2020-11-25", "text": "Проведено 6 занятий"}
    assert client.post(f"/measures/{measure.pk}/finish/", sent).status_code == 302
    client.post(f"/measures/{measure.pk}/evidence/", {"title": "Новость", "link": "https://school.example.org/1"})
    evidence = measure.evidence.get()
    client.force_login(curator)
    refused = client.post(f"/measures/{measure.pk}/confirm/", {"text": "", "reason_code": "done_elsewhere"})
    assert (refused.status_code, 'data-error-code="EVIDENCE_NEEDED"' in refused.content.decode()) == (409, True)
    client.post(f"/evidence/{evidence.pk}/accept/")
    assert client.post(f"/measures/{measure.pk}/confirm/", {"text": ""}).status_code == 302
    measure.refresh_from_db()
    assert (measure.state, measure.confirmed_on) == (MeasureState.CONFIRMED, ON)
    page = client.get(f"/measures/{measure.pk}/").content.decode()
    assert "Проведено 6 занятий" in page


def test_stale_act_keeps_the_typed_text_and_goes_on(client, december, measure, school_admin):
    Measure.objects.filter(pk=measure.pk).update(version=5)
    client.force_login(school_admin)
    sent = {"version": 1, "done_on": "2020-11-25", "text": "Мой длинный отчёт"}
    answer = client.post(f"/measures/{measure.pk}/finish/", sent)
    page = answer.content.decode()
    assert (answer.status_code, 'data-error-code="STALE"' in page) == (409, True)
    assert "Мой длинный отчёт" in page
    assert 'name="version" value="5"' in page
    assert not ProgressReport.objects.exists()


def test_declined_evidence_keeps_the_title(client, measure, school_admin):
    client.force_login(school_admin)
    answer = client.post(f"/measures/{measure.pk}/evidence/", {"title": "Мой заголовок", "link": "http://x.ru"})
    page = answer.content.decode()
    assert (answer.status_code, 'data-error-code="LINK_BAD"' in page) == (400, True)
    assert "Мой заголовок" in page


def test_several_rows_at_once_and_back_to_the_same_filters(client, december, plan, school_admin, officer):
    rows = [done_measure(plan, school_admin) for _ in range(3)]
    client.force_login(officer)
    keys = [row.pk for row in rows]
    answer = client.post("/measures/bulk/", {"measure": keys, "act": "confirm", "query": "?state=done&page=1"})
    assert answer["Location"] == "/measures/?state=done&page=1"
    assert set(Measure.objects.values_list("state", flat=True)) == {MeasureState.CONFIRMED}


@pytest.mark.parametrize("path", ["/measures/?year=2020", "/measures/mine/?year=2020", "/measures/?year=2020&late=on"])
def test_two_hundred_measures_take_as_many_queries_as_ten(
    client, december, plan, school_admin, path, django_assert_num_queries
):
    def grow(number):
        for place in range(number):
            measure = measure_of(plan, "2020-10-30", "2020-12-30", "2021-03-25", title=f"Дело {place}")
            link_of(measure, school_admin, EvidenceState.ACCEPTED)

    client.force_login(school_admin)
    grow(10)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    grow(190)
    with django_assert_num_queries(len(few)):
        client.get(path)


def test_lateness_of_many_plans_is_one_set(december, city, django_assert_max_num_queries):
    expected = set()
    for number in range(20):
        plan = plan_in_force(SchoolFactory(municipality=city))
        expected.add(measure_of(plan, "2020-11-30").pk)
        measure_of(plan, "2020-12-30")
        if number % 5 == 0:
            stopped(plan.case, "2020-11-15")
            expected.discard(plan.measures.order_by("pk").first().pk)
    with django_assert_max_num_queries(5):
        found = late_measures(Roadmap.objects.all(), ON)
    assert set(found) == expected
    assert {late.days for late in found.values()} == {8}


def test_lateness_stands_still_when_the_support_or_the_year_is_over(plan):
    measure = measure_of(plan, "2021-08-25")
    long_after = late_measures(Roadmap.objects.all(), date(2026, 1, 1))[measure.pk]
    assert long_after == late_measures(Roadmap.objects.all(), date(2021, 8, 31))[measure.pk]
    type(plan.case).objects.filter(pk=plan.case_id).update(closed_on=date(2021, 8, 27), outcome="exit", stage="closed")
    assert late_measures(Roadmap.objects.all(), date(2026, 1, 1))[measure.pk].days == 1


def test_progress_counts_what_is_due_proven_and_late(december, plan, school_admin):
    proven = done_measure(plan, school_admin)
    bare = done_measure(plan, school_admin, proof=None)
    Measure.objects.filter(pk__in=[proven.pk, bare.pk]).update(state=MeasureState.CONFIRMED)
    measure_of(plan, "2020-12-08")
    measure_of(plan, "2021-05-20")
    measure_of(plan, state=MeasureState.CANCELLED)
    Measure.objects.filter(pk=measure_of(plan).pk).update(due_days=[], due_on=None)
    assert progress_of(Roadmap.objects.all(), ON)[plan.pk] == Progress(
        measures=5, confirmed=2, waiting=0, due=3, done=1, overdue=1, late_days=2, without_term=1
    )


def test_citys_own_plan_is_carried_out_by_those_who_keep_it(client, december, city, coordinator, school_admin):
    plan = RoadmapFactory.create(case=None, school=None, municipality=city, state="approved")
    SectionFactory.create(roadmap=plan)
    measure = measure_of(plan, "2020-11-30")
    client.force_login(school_admin)
    assert client.post(f"/measures/{measure.pk}/start/").status_code == 403
    client.force_login(coordinator)
    assert client.post(f"/measures/{measure.pk}/start/").status_code == 302
