"""Who is told of terms and when: the right people, on the right day, once, and never of what stands still."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.enums import RoadmapState
from roadmaps.models import ProgrammeSettings, ReminderRun
from roadmaps.rules.reminding import Telling, telling_on
from roadmaps.services.programme import load_reference
from roadmaps.services.reminders import remind_due, remind_municipality
from shnor_portal.accounts.permissions import Role
from shnor_portal.accounts.services import close_account
from shnor_portal.common.workdays import WorkCalendar
from shnor_portal.notifications.models import Notification
from shnor_portal.notifications.services import set_preferences
from tests.factories import RoadmapFactory, make_user
from tests.roadmaps.calendar.builders import place_in, plan_of

pytestmark = pytest.mark.django_db
MORNING = 22  # 8 in the morning of the next day in Vladivostok


def on(day: date) -> datetime:
    """The morning of the day in Vladivostok."""
    return datetime(day.year, day.month, day.day, MORNING, tzinfo=UTC) - timedelta(days=1)


def tell(city, day: date) -> int | None:
    with time_machine.travel(on(day), tick=False):
        return remind_municipality(municipality=city, now=on(day))


def told(person, kind) -> list[str]:
    rows = Notification.objects.filter(recipient=person, kind=kind).order_by("pk")
    return [f"{row.title}\n{row.body}" for row in rows]


@pytest.fixture
def here(city):
    place = place_in(city)
    plan_of(place, date(2020, 12, 23), title="Провести семинар")
    return place


def test_school_is_reminded_on_each_of_its_days_and_on_no_other(city, here):
    neighbour = place_in(city)
    for number in range(30):
        tell(city, date(2020, 12, 1) + timedelta(days=number))
    days = [
        row.created_at.date() + timedelta(days=1)
        for row in Notification.objects.filter(recipient=here.head, kind="term_near")
    ]
    assert sorted(days) == [date(2020, 12, 9), date(2020, 12, 16), date(2020, 12, 22)]
    assert all("Провести семинар" in text for text in told(here.head, "term_near"))
    assert told(here.coordinator, "term_near") == []
    assert told(neighbour.head, "term_near") == []


def test_days_off_are_left_in_peace_and_their_reminders_come_before_them(city, here):
    """A reminder of the 23rd less 10 days is a Sunday."""
    ProgrammeSettings.objects.create(municipality=city, reminder_days=[10])
    assert tell(city, date(2020, 12, 12)) is None
    assert tell(city, date(2020, 12, 13)) is None
    tell(city, date(2020, 12, 11))
    tell(city, date(2020, 12, 14))
    assert len(told(here.head, "term_near")) == 1
    assert ReminderRun.objects.count() == 2


def test_the_same_day_tells_once_and_before_half_past_seven_nobody(city, here):
    with time_machine.travel(datetime(2020, 12, 8, 21, 29, tzinfo=UTC), tick=False):
        assert remind_due() == {}
    with time_machine.travel(datetime(2020, 12, 8, 21, 30, tzinfo=UTC), tick=False) as clock:
        assert remind_due()[city.code] > 0
        clock.shift(timedelta(hours=2))
        assert remind_due() == {}
    assert len(told(here.head, "term_near")) == 1


def test_each_city_has_its_own_morning(city, other_city):
    other_city.time_zone = "Europe/Moscow"
    other_city.save()
    with time_machine.travel(datetime(2020, 12, 8, 22, tzinfo=UTC), tick=False):
        assert list(remind_due()) == [city.code]
    with time_machine.travel(datetime(2020, 12, 9, 5, tzinfo=UTC), tick=False):
        assert list(remind_due()) == [other_city.code]


def test_second_worker_sends_nothing(city, here, monkeypatch):
    """The other worker's row of the day appears while this one is still reading."""

    def meanwhile(*_):
        ReminderRun.objects.create(municipality=city, day=date(2020, 12, 9), covers_until=date(2020, 12, 10))
        return []

    monkeypatch.setattr("roadmaps.services.reminders.late_schools", meanwhile)
    assert tell(city, date(2020, 12, 9)) is None
    assert Notification.objects.count() == 0


def test_missed_mornings_are_made_good(city, here):
    tell(city, date(2020, 12, 7))
    tell(city, date(2020, 12, 10))
    assert len(told(here.head, "term_near")) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"paused_at": datetime(2020, 12, 1, tzinfo=UTC), "pause_reason": "Ремонт"},
        {"stage": "closed", "outcome": "stopped", "closed_on": date(2020, 12, 1)},
    ],
)
def test_nothing_is_told_of_a_case_that_stands_still(city, officer, fields):
    head = make_user(Role.DEPARTMENT_HEAD, city)
    place = place_in(city, **fields)
    plan_of(place, date(2020, 12, 11), date(2020, 11, 20))
    for day in (date(2020, 12, 10), date(2020, 12, 14)):
        tell(city, day)
    assert Notification.objects.filter(recipient__in=[place.head, place.curator, head]).count() == 0


def test_closed_account_hears_nothing(city, here):
    close_account(email=here.head.email)
    tell(city, date(2020, 12, 9))
    assert told(here.head, "term_near") == []


def test_letter_can_be_switched_off_and_the_inbox_stays(city, here):
    set_preferences(by=here.head, by_mail={"term_near": False})
    tell(city, date(2020, 12, 9))
    assert [row.mail_due for row in Notification.objects.filter(recipient=here.head, kind="term_near")] == [False]


def test_week_begins_with_a_digest(city, here, officer):
    plan_of(place_in(city, coordinator=officer), date(2020, 12, 4), title="Чужое мероприятие")
    RoadmapFactory.create(case=place_in(city).case, state=RoadmapState.SUBMITTED)
    for number in range(5):
        tell(city, date(2020, 12, 7) + timedelta(days=number))
    assert told(here.head, "calendar_digest") == [], "nothing is late, nothing is due in two weeks"
    tell(city, date(2020, 12, 14))
    [text] = told(here.head, "calendar_digest")
    assert "В ближайшие две недели" in text
    assert "23.12.2020: Провести семинар" in text
    assert "Чужое мероприятие" not in text
    assert "Дорожные карты ждут рассмотрения: 1" in told(officer, "calendar_digest")[0]


def test_digest_moves_to_tuesday_when_monday_is_off(city, here):
    ProgrammeSettings.objects.create(municipality=city, day_overrides={"2020-12-14": "off"})
    assert tell(city, date(2020, 12, 14)) is None
    tell(city, date(2020, 12, 15))
    assert len(told(here.head, "calendar_digest")) == 1


def test_head_is_told_after_five_working_days_and_again_after_a_week(city, here, officer):
    head = make_user(Role.DEPARTMENT_HEAD, city)
    late = place_in(city)
    plan_of(late, date(2020, 12, 1), date(2020, 12, 1))
    days = [date(2020, 12, 1) + timedelta(days=number) for number in range(21)]
    heard = []
    for day in days:
        before = len(told(head, "late_too_long"))
        tell(city, day)
        heard += [day] * (len(told(head, "late_too_long")) - before)
    texts = told(head, "late_too_long")
    about = [day for day, text in zip(heard, texts, strict=True) if late.school.name in text and "мероприятия" in text]
    assert about == [date(2020, 12, 8), date(2020, 12, 15)]
    assert (
        f"{late.school.name}: 2 мероприятия просрочены, дольше всего на 5 рабочих дней" in texts[heard.index(about[0])]
    )
    assert told(late.head, "late_too_long") == []
    assert len(heard) == len(set(heard)), "one message a day, whatever it tells"


def test_school_without_a_roadmap_is_told_of(city):
    head, place = make_user(Role.DEPARTMENT_HEAD, city), place_in(city)
    tell(city, date(2020, 12, 7))
    assert (
        f"{place.school.name}: дорожная карта не сдана, просрочено на 5 рабочих дней" in told(head, "late_too_long")[0]
    )
    RoadmapFactory.create(case=place.case, state=RoadmapState.SUBMITTED)
    tell(city, date(2020, 12, 14))
    assert len(told(head, "late_too_long")) == 1


def test_obligation_has_its_own_reminders(city, here):
    load_reference(municipality=city, by=None)
    tell(city, date(2020, 12, 24))
    assert "Провести пробные экзамены" not in "".join(told(here.head, "term_near"))
    tell(city, date(2021, 2, 12))
    assert "Провести пробные экзамены" in told(here.head, "term_near")[-1]


DAYS = st.dates(date(2020, 9, 1), date(2021, 6, 1))


@given(due=DAYS, before=st.integers(0, 30), runs=st.sets(st.integers(-40, 10), max_size=51))
def test_a_reminder_is_told_once_when_every_morning_comes(due, before, runs):
    """Whatever mornings are missed, a reminder is never told twice; with none missed it is told exactly once."""
    workdays = WorkCalendar()
    last, count = None, 0
    for number in sorted(runs | {-41}):
        day = due + timedelta(days=number)
        if workdays.is_workday(day):
            telling = telling_on(day, workdays, last)
            count += telling.reminds(due, [before])
            last = (day, telling.until)
    assert count <= 1


@given(due=DAYS, before=st.integers(0, 30))
def test_without_missed_mornings_every_reminder_is_told(due, before):
    workdays = WorkCalendar()
    last, count = None, 0
    for number in range(-45, 2):
        day = due + timedelta(days=number)
        if workdays.is_workday(day):
            telling = telling_on(day, workdays, last)
            count += telling.reminds(due, [before])
            last = (day, telling.until)
    assert count == 1


@given(late=st.integers(1, 60), after=st.integers(1, 20))
def test_lateness_is_told_at_the_mark_and_each_week_after(late, after):
    day = date(2020, 12, 1)
    telling = Telling(day, day, day + timedelta(days=1), worked=1, is_week_start=False)
    assert telling.escalates(late, after) == (late >= after and (late - after) % 5 == 0)
