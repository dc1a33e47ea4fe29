"""The schedule of tries."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shnor_portal.webhooks.rules.backoff import LONGEST, MOST_ATTEMPTS, delay_after

tries = st.integers(1, MOST_ATTEMPTS - 1)
chances = st.floats(0, 1, exclude_max=True)


@given(tries, chances)
def test_wait_is_a_minute_to_a_day(attempt, chance):
    assert timedelta(minutes=1) <= delay_after(attempt, chance) <= LONGEST


@given(st.integers(1, MOST_ATTEMPTS - 2), chances, chances)
def test_wait_grows_whatever_the_chance(attempt, one, other):
    assert delay_after(attempt, one) < delay_after(attempt + 1, other)


@pytest.mark.parametrize("chance", [0.0, 0.999])
def test_ten_tries_take_a_day_and_a_half_to_two(chance):
    whole = sum((delay_after(n, chance) for n in range(1, MOST_ATTEMPTS)), timedelta())
    assert timedelta(hours=30) < whole <= timedelta(hours=48)


def test_those_who_failed_together_come_back_apart():
    assert delay_after(5, 0.0) != delay_after(5, 0.5)
