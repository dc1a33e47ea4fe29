"""A plan on the axis of its year: bars, terms, late in shape and word, and the table that says the same."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.enums import MeasureState, RoadmapState
from shnor_portal.common.charts.gantt import LABELS, RIGHT, WIDTH, Gantt, Group, Mark, Row, gantt
from tests.factories import SectionFactory
from tests.roadmaps.calendar.builders import measure_of, place_in, plan_of

NOW = datetime(2020, 12, 8, 3, tzinfo=UTC)
YEAR = (date(2020, 9, 1), date(2021, 8, 31))


def page_of(person, roadmap) -> str:
    client = Client()
    client.force_login(person)
    with time_machine.travel(NOW):
        answer = client.get(reverse("roadmaps:timeline", args=[roadmap.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_drawing_and_table_say_the_same(city):
    place = place_in(city)
    roadmap = plan_of(place, date(2020, 12, 1), title="Просроченное")
    section = SectionFactory.create(roadmap=roadmap, title="Раздел с работой", position=2**20)
    measure_of(
        section,
        date(2020, 11, 27),
        title="Выполненное",
        state=MeasureState.DONE,
        period_kind="span",
        intervals=[["2020-11-01", "2020-11-27"]],
    )
    measure_of(section, date(2021, 3, 1), title="Предстоящее")
    text = page_of(place.head, roadmap)
    drawing = text[text.index("<svg xmlns") : text.index("</svg>", text.index("<svg xmlns"))]
    assert drawing.count('class="gantt-bar"') == 1
    assert drawing.count('<path d="M0 -6.5l6.5 12h-13z"') == 1
    assert drawing.count(">просрочено</text>") == 1
    assert "Раздел с работой" in drawing
    assert 'class="gantt-today"' in drawing
    assert "style=" not in drawing
    assert "просрочено на 5 рабочих дней" in text
    assert text.index("Выполненное") < text.index("Предстоящее")


@pytest.mark.django_db
def test_plan_that_is_not_in_force_is_never_late(city):
    place = place_in(city)
    roadmap = plan_of(place, date(2020, 12, 1))
    roadmap.state = RoadmapState.DRAFT
    roadmap.save()
    text = page_of(place.head, roadmap)
    assert ">просрочено</text>" not in text
    assert "Карта ещё не утверждена" in text


@pytest.mark.django_db
def test_neighbour_sees_nothing_and_an_empty_plan_says_so(city):
    place, neighbour = place_in(city), place_in(city)
    roadmap = plan_of(place)
    assert "Мероприятий пока нет" in page_of(place.head, roadmap)
    client = Client()
    client.force_login(neighbour.head)
    assert client.get(reverse("roadmaps:timeline", args=[roadmap.pk])).status_code == 404


@pytest.mark.django_db
def test_two_hundred_measures_ask_no_more_than_two(city, django_assert_max_num_queries):
    place = place_in(city)
    section = SectionFactory.create(roadmap=plan_of(place))
    for number in range(200):
        measure_of(section, date(2020, 12, 1) + timedelta(days=number))
    client = Client()
    client.force_login(place.head)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("roadmaps:timeline", args=[section.roadmap_id])).status_code == 200


def chart(*rows: Row) -> Gantt:
    return Gantt("t", "График", "Описание", *YEAR, date(2020, 12, 8), [Group("Раздел", rows)])


@given(days=st.lists(st.dates(date(2019, 1, 1), date(2023, 1, 1)), min_size=2, max_size=2))
def test_nothing_is_drawn_outside_the_axis(days):
    first, last = sorted(days)
    drawing = gantt(chart(Row("Мероприятие", [(first, last)], [Mark(last, "open")])))
    left, width = map(float, re.search(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="12"', drawing).groups())
    assert LABELS <= left <= left + width <= WIDTH - RIGHT + 3
    place = float(re.search(r"translate\(([\d.]+) ", drawing)[1])
    assert LABELS <= place <= WIDTH - RIGHT


def test_text_of_people_is_escaped_and_a_long_one_is_shortened():
    drawing = gantt(chart(Row("<b>Очень</b> " + "длинное название " * 20, note="по <графику>")))
    assert "<b>" not in drawing
    assert "…" in drawing
    assert "по &lt;графику&gt;" in drawing


@pytest.mark.parametrize("rows", [[], [Group("Раздел", [])]])
def test_nothing_to_draw_is_refused(rows):
    with pytest.raises(ValueError, match="rows"):
        Gantt("t", "График", "Описание", *YEAR, date(2020, 12, 8), rows)
