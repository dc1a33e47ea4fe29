"""Pages of the calendar: a month, a list, filters, the workbook, ticks, and the block of the first page."""

import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from roadmaps.models import ObligationDone
from roadmaps.selectors.calendar import my_terms
from roadmaps.selectors.occurrences import occurrences
from roadmaps.services.programme import load_reference
from tests.factories import SectionFactory
from tests.roadmaps.calendar.builders import measure_of, place_in, plan_of

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 12, 8, 3, tzinfo=UTC)


@pytest.fixture
def here(city):
    return place_in(city)


def open_page(person, **query):
    client = Client()
    client.force_login(person)
    return client.get(reverse("roadmaps:calendar"), query)


def text_of(person, **query) -> str:
    answer = open_page(person, **query)
    assert answer.status_code == 200
    return answer.content.decode()


@time_machine.travel(NOW)
def test_month_shows_what_is_due_and_says_late_in_words(city, here):
    plan_of(here, date(2020, 12, 2), date(2020, 12, 20), title="Провести семинар")
    text = text_of(here.head)
    assert "Декабрь 2020" in text
    assert text.count("Провести семинар") == 2
    assert "просрочено на 4 рабочих дня" in text
    assert "Провести семинар" not in text_of(place_in(city).head)


@time_machine.travel(NOW)
@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ({"month": "2020-11"}, False),
        ({"view": "list"}, True),
        ({"day": "2020-12-20"}, True),
        ({"day": "2020-12-21"}, False),
        ({"kind": "interview"}, False),
        ({"kind": "measure"}, True),
        ({"state": "late"}, False),
        ({"state": "open", "who": "all"}, True),
        ({"year": "2021"}, False),
        ({"month": "2020-13", "day": "вчера", "year": "99999", "kind": "чужое", "school": "1'"}, True),
    ],
)
def test_address_chooses_what_is_shown(city, here, query, is_there):
    plan_of(here, date(2020, 12, 20), title="Провести семинар")
    assert ("Провести семинар" in text_of(here.head, **query)) == is_there


@time_machine.travel(NOW)
def test_department_begins_with_its_own_and_may_look_at_all(city, here, officer):
    plan_of(here, date(2020, 12, 20), title="Провести семинар")
    assert "Провести семинар" not in text_of(officer)
    assert "Провести семинар" in text_of(officer, who="all")
    other = place_in(city)
    assert "Провести семинар" not in text_of(officer, who="all", school=other.school.pk)
    assert "Провести семинар" in text_of(officer, who="all", school=here.school.pk)


@time_machine.travel(NOW)
def test_many_schools_on_one_day_are_one_line(city, here, officer):
    section = SectionFactory.create(roadmap=plan_of(here))
    for number in range(6):
        measure_of(section, date(2020, 12, 20), title=f"Мероприятие школы {number}")
    text = text_of(officer, who="all")
    assert "Мероприятия школ" in text
    assert "Мероприятие школы 3" not in text
    assert "Мероприятие школы 3" in text_of(officer, who="all", day="2020-12-20")
    assert "Мероприятие школы 0" in text_of(here.head), "one's own are told by name"


@time_machine.travel(NOW)
def test_tick_and_back_return_to_the_same_page(city, here):
    load_reference(municipality=city, by=None)
    client = Client()
    client.force_login(here.head)
    query = "view=list&month=2021-02"
    page = client.get(f"{reverse('roadmaps:calendar')}?{query}").content.decode()
    assert "Провести пробные экзамены" in page
    obligation = next(row for row in my_rows(here.head, city) if "пробные" in row.title)
    told = {
        "obligation": obligation.tick.obligation_id,
        "school": here.school.pk,
        "due_on": "2021-02-28",
        "back": query,
    }
    answer = client.post(reverse("roadmaps:tick_obligation"), told)
    assert answer["Location"] == f"{reverse('roadmaps:calendar')}?{query}"
    assert "Снять отметку" in client.get(answer["Location"]).content.decode()
    client.post(reverse("roadmaps:untick_obligation"), told)
    assert not ObligationDone.objects.exists()
    assert client.post(reverse("roadmaps:tick_obligation"), {"obligation": "x"}).status_code == 302


def my_rows(person, city):
    return occurrences(person, city, date(2021, 2, 1), date(2021, 2, 28), only_mine=True)


@time_machine.travel(NOW)
def test_workbook_holds_the_lines_of_the_page(city, here):
    plan_of(here, date(2020, 12, 2), title="=Провести семинар")
    client = Client()
    client.force_login(here.head)
    answer = client.get(reverse("roadmaps:calendar_export"), {"view": "list"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("Срок", "Последний день", "Что")
    assert [row[:6] for row in rows[1:]] == [
        (
            "02.12.2020",
            "02.12.2020",
            "=Провести семинар",
            "мероприятие школы",
            here.school.name,
            "просрочено на 4 рабочих дня",
        )
    ]


@time_machine.travel(NOW)
def test_first_page_tells_late_ones_first(city, here, officer):
    plan_of(here, date(2020, 12, 20), date(2020, 12, 1), date(2021, 3, 1), title="Провести семинар")
    terms = my_terms(here.head, city)
    assert [line.row.day for line in terms.lines] == [date(2020, 12, 1), date(2020, 12, 20)]
    assert (terms.late, terms.coming, terms.more) == (1, 1, 0)
    client = Client()
    client.force_login(here.head)
    assert "Провести семинар" in client.get("/").content.decode()
    client.force_login(officer)
    text = client.get("/").content.decode()
    assert "Мои сроки" in text
    assert "Провести семинар" not in text


@time_machine.travel(NOW)
def test_page_of_two_hundred_terms_asks_no_more_than_of_two(city, here, django_assert_max_num_queries):
    section = SectionFactory.create(roadmap=plan_of(here))
    for number in range(60):
        measure_of(section, date(2020, 12, 1 + number % 28), date(2021, 2, 1))
    client = Client()
    client.force_login(here.head)
    with django_assert_max_num_queries(32):
        assert client.get(reverse("roadmaps:calendar"), {"view": "list"}).status_code == 200
