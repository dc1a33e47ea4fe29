"""The measuring itself: turns, medians, and what the table says."""

import pytest

from tests.benchmarks import measure as measuring
from tests.benchmarks.measure import Case, Measured, measure, table


@pytest.fixture
def clock(monkeypatch):
    """Work that takes as long as it says, and the order in which it was done."""
    now, done = [0.0], []
    monkeypatch.setattr(measuring.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(measuring.gc, "collect", lambda: 0)  # the heap of a whole suite takes seconds to walk

    def work(name: str, *seconds: float):
        left = list(seconds)

        def run() -> None:
            done.append(name)
            now[0] += left.pop(0) if len(left) > 1 else left[0]

        return run

    return work, done


def test_turns_alternate_and_the_first_of_each_is_not_counted(clock):
    work, done = clock
    case = Case("работа", ours=work("ours", 99, 3), yardstick=work("bare", 99, 2), allowed=1.6, repeats=3)
    result = measure(case)
    assert done == ["ours", "bare", "bare", "ours", "ours", "bare", "bare", "ours"]
    assert (result.ours, result.yardstick) == (3, 2)
    assert result.ratio == 1.5
    assert result.is_good


def test_one_slow_turn_does_not_move_the_median(clock):
    work, _ = clock
    case = Case("работа", ours=work("ours", 1, 1, 50, 1), yardstick=work("bare", 1), allowed=1, repeats=3)
    assert measure(case).ours == 1


def test_reading_is_taken_off_ours(clock):
    work, _ = clock
    case = Case("работа", ours=work("ours", 5), yardstick=work("bare", 2), read=work("read", 1), allowed=2)
    assert measure(case).ratio == 2


def test_reset_is_done_before_every_turn_and_not_counted(clock):
    work, done = clock
    case = Case("работа", ours=work("ours", 1), yardstick=work("bare", 1), reset=work("reset", 7), allowed=1, repeats=1)
    assert measure(case).ours == 1
    assert done == ["reset", "ours", "reset", "bare", "reset", "bare", "reset", "ours"]


def test_table_tells_what_is_past_the_allowed():
    good = Measured("быстрое", 0.010, 0.010, 0.0, 1.5)
    bad = Measured("медленное", 0.020, 0.010, 0.0, 1.5)
    lines = [line.split() for line in table([good, bad]).splitlines()]
    assert lines[1] == ["быстрое", "10.0", "10.0", "1.00", "≤", "1.5", "да"]
    assert lines[2] == ["медленное", "20.0", "10.0", "2.00", "≤", "1.5", "НЕТ"]
    assert bad.as_dict()["is_good"] is False
