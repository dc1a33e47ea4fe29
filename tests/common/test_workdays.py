"""Deadlines move off holidays, lateness is counted in working days, and a city has days of its own."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shnor_portal.common.workdays import OverrideError, WorkCalendar

PLAIN = WorkCalendar()
days = st.dates(date(2018, 1, 1), date(2031, 12, 31))
marks = st.dictionaries(days.map(date.isoformat), st.sampled_from(["off", "work"]), max_size=20)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2020-10-30", True),  # an ordinary Friday
        ("2020-10-31", False),  # a Saturday
        ("2020-11-04", False),  # Unity Day
        ("2021-01-08", False),  # New Year holidays
        ("2021-01-11", True),
        ("2021-02-20", True),  # a Saturday worked instead of 22 February
        ("2021-02-22", False),
        ("2021-11-05", False),  # transferred from 2 January
        ("2021-12-31", False),
        ("2022-03-05", True),  # a Saturday worked instead of 7 March
        ("2024-11-02", True),  # worked instead of 30 April
        ("2024-04-30", False),
        ("2025-11-01", True),  # worked instead of 3 November
        ("2025-06-13", False),
        ("2026-01-09", False),
        ("2026-03-09", False),  # 8 March is a Sunday
    ],
)
def test_production_calendar(day, works):
    assert PLAIN.is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("holiday", "moved_to"),
    [
        ("2034-02-23", None),  # a Thursday stays where it is
        ("2036-02-23", "2036-02-25"),  # a Saturday
        ("2037-03-08", "2037-03-09"),  # a Sunday
        ("2038-05-01", "2038-05-03"),
        ("2038-05-09", "2038-05-10"),
    ],
)
def test_year_not_yet_decided_follows_the_labour_code(holiday, moved_to):
    start = date.fromisoformat(holiday)
    weekdays = [day for step in range(1, 4) if (day := start + timedelta(days=step)).weekday() < 5]

    assert not PLAIN.is_workday(start)
    assert [day.isoformat() for day in weekdays if not PLAIN.is_workday(day)] == ([moved_to] if moved_to else [])


def test_january_of_an_undecided_year_gains_no_days():
    # 1, 2 and 8 January 2039 are weekend days, and only the government says where they go
    assert PLAIN.is_workday(date(2039, 1, 10))


@pytest.mark.parametrize(
    ("due", "done", "late"),
    [
        ("2020-10-30", "2020-10-30", 0),
        ("2020-10-30", "2020-09-01", 0),
        ("2020-10-30", "2020-11-01", 0),  # due on Friday, brought on Sunday
        ("2020-10-30", "2020-11-02", 1),
        ("2020-10-31", "2020-11-02", 0),  # due on Saturday moves to Monday
        ("2020-10-31", "2020-11-05", 2),  # Unity Day in between does not count
        ("2020-12-31", "2021-01-11", 1),  # ten days of holidays
        ("2021-01-01", "2021-01-11", 0),
    ],
)
def test_lateness(due, done, late):
    assert PLAIN.days_late(date.fromisoformat(due), date.fromisoformat(done)) == late


def test_citys_own_days_win_over_the_calendar():
    own = WorkCalendar({"2020-06-24": "off", "2020-11-07": "work"})

    assert PLAIN.is_workday(date(2020, 6, 24))
    assert not own.is_workday(date(2020, 6, 24))
    assert own.next_workday(date(2020, 6, 24)) == date(2020, 6, 25)
    assert own.is_workday(date(2020, 11, 7))
    assert own.days_late(date(2020, 11, 6), date(2020, 11, 7)) == 1


@pytest.mark.parametrize("overrides", [{"24.06.2020": "off"}, {"2020-06-24": "выходной"}, {"2021-02-29": "work"}])
def test_unreadable_override_is_refused(overrides):
    with pytest.raises(OverrideError, match=next(iter(overrides))):
        WorkCalendar(overrides)


@given(days, st.integers(-40, 900), marks)
@settings(max_examples=60)
def test_counting_equals_walking_day_by_day(start, length, own):
    calendar = WorkCalendar(own)
    end = start + timedelta(days=length)
    walked = sum(calendar.is_workday(start + timedelta(days=step)) for step in range(1, length + 1))
    assert calendar.workdays_between(start, end) == walked


@given(days, days, days, marks)
def test_counts_add_up(first, second, third, own):
    calendar = WorkCalendar(own)
    a, b, c = sorted((first, second, third))
    assert calendar.workdays_between(a, b) + calendar.workdays_between(b, c) == calendar.workdays_between(a, c)


@given(days, marks)
def test_deadline_moves_forward_to_the_nearest_working_day(day, own):
    calendar = WorkCalendar(own)
    moved = calendar.next_workday(day)
    assert calendar.is_workday(moved)
    skipped = [day + timedelta(days=step) for step in range((moved - day).days)]
    assert not any(calendar.is_workday(other) for other in skipped)
    assert calendar.days_late(day, moved) == 0


@given(days)
def test_calendars_without_days_of_their_own_agree(day):
    assert WorkCalendar().is_workday(day) == PLAIN.is_workday(day)
