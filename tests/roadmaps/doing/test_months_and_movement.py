"""P04 by months, and the movement of counts."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.rules.lateness import Pause
from roadmaps.rules.months import Regularity, Supported, regularity
from roadmaps.rules.movement import Counts, Movement, movement

counts = st.integers(0, 60).flatmap(lambda part: st.integers(max(part, 1), 60).map(lambda of: Counts(part, of)))


@given(counts, counts)
def test_movement_is_exact(before, now):
    better = Fraction(now.failed, now.participants) < Fraction(before.failed, before.participants)
    assert movement(before, now) == (Movement.BETTER if better else Movement.NOT_BETTER)


@pytest.mark.parametrize("absent", [None, Counts(None, 20), Counts(0, 0), Counts(3, None)])
def test_absent_count_is_no_data_on_either_side(absent):
    known = Counts(3, 20)
    assert movement(known, absent) == movement(absent, known) == Movement.NO_DATA


def month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def test_month_going_on_counts_only_when_signed():
    months = [month("2020-10"), month("2020-11")]
    assert regularity(months, [], date(2020, 11, 20)) == Regularity(0, 1, (month("2020-10"),))
    assert regularity(months, [month("2020-11")], date(2020, 11, 20)) == Regularity(1, 2, (month("2020-10"),))


def test_months_before_opening_after_closing_and_whole_months_of_pause_are_not_asked():
    pause = Pause(date(2020, 11, 20), date(2021, 1, 1))
    case = Supported(date(2020, 10, 15), date(2021, 2, 3), (pause,))
    assert case.months(2020, date(2022, 1, 1)) == [month(m) for m in ("2020-10", "2020-11", "2021-01", "2021-02")]


def test_case_entered_after_its_year_is_asked_for_the_whole_year():
    months = Supported(date(2026, 5, 1), None).months(2020, date(2026, 6, 1))
    assert (months[0], months[-1], len(months)) == (month("2020-09"), month("2021-08"), 12)


@given(st.dates(date(2020, 9, 1), date(2021, 8, 31)), st.sets(st.integers(0, 11)))
def test_reviewed_and_missing_make_up_the_months(on, signed):
    months = Supported(date(2020, 9, 1), None).months(2020, on)
    done = {months[place] for place in signed if place < len(months)}
    found = regularity(months, done, on)
    assert found.reviewed == len(done)
    assert found.reviewed + len(found.missing) == found.months <= len(months)
