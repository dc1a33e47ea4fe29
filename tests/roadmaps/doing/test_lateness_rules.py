"""The clock of lateness against a naive one that walks day by day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.enums import MeasureState
from roadmaps.rules.lateness import Clock, Lateness, Owed, Pause, lateness_of, next_due, pauses_from
from shnor_portal.common.workdays import WorkCalendar

CALENDAR = WorkCalendar({"2020-11-27": "off", "2020-11-29": "work"})
FIRST = date(2020, 9, 1)
days = st.integers(0, 250).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def pauses(draw):
    """Up to three pauses that do not touch, the last one perhaps still open."""
    edges = sorted(draw(st.sets(days, max_size=6)))
    marks = [(day, place % 2 == 0) for place, day in enumerate(edges)]
    return pauses_from(marks)


def counts(clock: Clock, day: date) -> bool:
    return clock.workdays.is_workday(day) and not any(pause.holds(day) for pause in clock.pauses)


def naive_days_late(clock: Clock, due: date, on: date) -> int:
    """Walk from the due day; the first counted day from it is still in time."""
    day, counted = due, 0
    while day <= on:
        counted += counts(clock, day)
        day += timedelta(days=1)
    return max(0, counted - 1)


@given(pauses(), days, days)
def test_days_late_equal_a_walk_day_by_day(stops, due, on):
    clock = Clock(CALENDAR, stops)
    assert clock.days_late(due, on) == naive_days_late(clock, due, on)


@given(pauses(), days)
def test_deadline_is_the_first_counted_day_or_none_under_an_open_pause(stops, due):
    clock = Clock(CALENDAR, stops)
    found = clock.deadline(due)
    day = due
    while not counts(clock, day) and day < date(2021, 12, 31):
        day += timedelta(days=1)
    assert found == (day if day < date(2021, 12, 31) else None)


@given(pauses(), days, days, days)
def test_clock_stopped_for_good_counts_nothing_from_that_day(stops, end, due, on):
    clock = Clock(CALENDAR, stops)
    walked = naive_days_late(Clock(CALENDAR, (*stops, Pause(end))), due, on)
    assert clock.until(end).days_late(due, on) == walked


@given(st.lists(st.tuples(days, st.booleans())))
def test_pauses_never_touch_and_only_the_last_is_open(marks):
    found = pauses_from(sorted(marks))
    assert all(pause.until is not None and pause.until > pause.since for pause in found[:-1])
    assert all(a.until <= b.since for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("due", "on", "late"),
    [
        ("2020-10-30", "2020-10-30", 0),  # the day itself
        ("2020-10-31", "2020-11-02", 0),  # Saturday moves to Monday
        ("2020-10-31", "2020-11-03", 1),
        ("2020-10-30", "2020-11-05", 3),  # the 4th is a holiday
        ("2020-11-26", "2020-11-29", 1),  # the city's own day off, and its own working Sunday
    ],
)
def test_days_of_the_city_calendar(due, on, late):
    assert Clock(CALENDAR).days_late(date.fromisoformat(due), date.fromisoformat(on)) == late


def test_due_day_inside_a_pause_waits_for_its_end():
    clock = Clock(WorkCalendar(), (Pause(date(2020, 10, 5), date(2020, 10, 20)),))
    assert clock.deadline(date(2020, 10, 12)) == date(2020, 10, 20)
    assert clock.days_late(date(2020, 10, 12), date(2020, 10, 21)) == 1


def test_turn_with_a_report_is_not_late_and_the_last_one_is_until_the_measure_is_done():
    due = (date(2020, 10, 30), date(2020, 12, 30))
    clock, on = Clock(WorkCalendar()), date(2021, 1, 12)  # after 31 December, the 11th and the 12th
    reported = frozenset(due)
    assert lateness_of(Owed(MeasureState.IN_PROGRESS, due, reported), clock, on) == Lateness(3, (due[1],))
    assert lateness_of(Owed(MeasureState.DONE, due, reported), clock, on) is None
    assert next_due(Owed(MeasureState.IN_PROGRESS, due, reported)) == due[1]


@given(st.lists(days, min_size=1, max_size=5, unique=True), st.sampled_from(MeasureState), days)
def test_settled_measure_is_never_late(due, state, on):
    owed = Owed(state, tuple(sorted(due)))
    late = lateness_of(owed, Clock(WorkCalendar()), on)
    if state in {MeasureState.DONE, MeasureState.CONFIRMED, MeasureState.CANCELLED}:
        assert late is None
    else:
        assert (late is None) == all(naive_days_late(Clock(WorkCalendar()), day, on) == 0 for day in due)
