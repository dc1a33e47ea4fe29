"""Secret addresses: shown once, read without a session, dead when revoked or when the person loses her role."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from roadmaps.models import CalendarFeed, CaseNote
from roadmaps.services.feeds import MOST_FEEDS, READING, issue_feed
from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.accounts.permissions import Role
from shnor_portal.common.refusals import Refusal
from tests.factories import make_user
from tests.roadmaps.calendar.builders import place_in, plan_of

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 12, 8, 3, tzinfo=UTC)


@pytest.fixture
def here(city):
    return place_in(city)


@pytest.fixture
def guest():
    return Client()


def path_of(person, city, title="Телефон") -> str:
    return reverse("roadmaps:feed", args=[issue_feed(municipality=city, title=title, by=person).key])


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_address_is_shown_once_and_only_its_fingerprint_is_kept(city, here):
    client = signed_in(here.head)
    page = client.post(reverse("roadmaps:new_feed"), {"title": "Телефон", "nonce": "a"})
    key = re.search(r"/calendar/feed/([\w-]+)\.ics", page.content.decode())[1]
    feed = CalendarFeed.objects.get()
    assert len(key) >= 43, "256 bits"
    assert key not in str(CalendarFeed.objects.values().get())
    assert "no-store" in page["Cache-Control"]
    again = client.post(reverse("roadmaps:new_feed"), {"title": "Телефон", "nonce": "a"}, follow=True)
    assert "показан один раз" in again.content.decode()
    assert key not in client.get(reverse("roadmaps:feeds")).content.decode()
    assert feed.user == here.head


@time_machine.travel(NOW)
def test_feed_parses_back_and_says_what_the_calendar_says(city, here, guest):
    plan_of(here, date(2020, 12, 12), title="Провести семинар; с разбором, по шагам")
    CaseNote.objects.create(municipality=city, case=here.case, text="Тайна", is_restricted=True, author=here.head)
    answer = guest.get(path_of(here.head, city))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert not calendar.errors
    [event] = [event for event in calendar.walk("VEVENT") if "семинар" in event["SUMMARY"]]
    assert event["SUMMARY"] == "Провести семинар; с разбором, по шагам"
    assert event.decoded("DTSTART") == date(2020, 12, 14), "a Saturday's term is met on Monday"
    assert event.decoded("DTEND") == date(2020, 12, 15)
    assert event["UID"].startswith("measure-")
    assert event["CATEGORIES"].to_ical().decode() == "мероприятие школы"
    assert event["URL"].startswith("http")
    assert [alarm["ACTION"] for alarm in event.walk("VALARM")] == ["DISPLAY"]
    assert "Тайна" not in answer.content.decode()
    assert here.coordinator.full_name not in answer.content.decode()
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


@time_machine.travel(NOW, tick=False)
def test_same_lines_give_the_same_bytes_and_are_not_sent_twice(city, here, guest):
    roadmap = plan_of(here, date(2020, 12, 12))
    path = path_of(here.head, city)
    first = guest.get(path)
    with time_machine.travel(datetime(2020, 12, 8, 9, tzinfo=UTC)):
        assert guest.get(path).content == first.content
    known = guest.get(path, headers={"If-None-Match": first["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    roadmap.measures.update(title="Другое название")
    changed = guest.get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    uids = [
        {str(event["UID"]) for event in Calendar.from_ical(each.content).walk("VEVENT")} for each in (first, changed)
    ]
    assert uids[0] == uids[1]


@time_machine.travel(NOW)
def test_each_person_gets_her_own(city, here, guest, officer):
    plan_of(here, date(2020, 12, 12), title="Провести семинар")
    neighbour = place_in(city)
    assert "семинар" in guest.get(path_of(here.head, city)).content.decode()
    for person in (neighbour.head, officer, here.curator):
        assert "семинар" not in guest.get(path_of(person, city)).content.decode()


def test_revoked_address_opens_nothing(city, here, guest):
    path = path_of(here.head, city)
    assert guest.get(path).status_code == 200
    feed = CalendarFeed.objects.get()
    assert signed_in(here.curator).post(reverse("roadmaps:revoke_feed", args=[feed.pk])).status_code == 404
    signed_in(here.head).post(reverse("roadmaps:revoke_feed", args=[feed.pk]))
    assert guest.get(path).status_code == 404
    feed.refresh_from_db()
    assert feed.last_used_on is not None


def test_lost_role_and_closed_account_open_nothing(city, here, guest):
    head, curator = path_of(here.head, city), path_of(here.curator, city)
    RoleAssignment.objects.filter(user=here.head).update(valid_to=date(2020, 1, 1))
    type(here.curator).objects.filter(pk=here.curator.pk).update(is_active=False)
    absent = guest.get(reverse("roadmaps:feed", args=["net-takogo-klyucha"]))
    assert [guest.get(path).status_code for path in (head, curator)] == [404, 404]
    assert absent.status_code == 404


def test_role_without_a_calendar_gets_no_address(city, here):
    teacher = make_user(Role.TEACHER, city, here.school)
    assert signed_in(teacher).post(reverse("roadmaps:new_feed"), {"title": "Телефон"}).status_code == 403


def test_reading_too_often_is_put_off(city, here, guest):
    path = path_of(here.head, city)
    answers = [guest.get(path).status_code for _ in range(READING.times + 1)]
    assert answers.count(429) >= 1
    assert answers[: READING.times].count(200) >= READING.times - 1


def test_number_of_addresses_has_a_bound(city, here):
    for number in range(MOST_FEEDS):
        issue_feed(municipality=city, title=str(number), by=here.head)
    with pytest.raises(Refusal):
        issue_feed(municipality=city, title="лишний", by=here.head)
    page = signed_in(here.head).post(reverse("roadmaps:new_feed"), {"title": "лишний"})
    assert page.status_code == 400
    assert 'data-error-code="TOO_MANY_FEEDS"' in page.content.decode()
