"""Shares are compared exactly, printed as Russian readers expect, and never rounded into a verdict."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shnor_portal.common.numbers import (
    clopper_pearson,
    compare_share,
    exact,
    format_decimal,
    format_fraction,
    format_percent,
    format_threshold,
    interval_covers,
    plural,
    pupils_to_flip,
)

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
percents = st.decimals(0, 100, places=2)
signs = st.sampled_from([">=", ">", "<=", "<"])


@pytest.mark.parametrize(
    ("participants", "smallest_low"), [(5, 2), (9, 3), (10, 3), (13, 4), (20, 6), (27, 9), (30, 9)]
)
def test_smallest_low_count_at_thirty_percent(participants, smallest_low):
    assert compare_share(smallest_low, participants, ">=", 30)
    assert not compare_share(smallest_low - 1, participants, ">=", 30)
    assert pupils_to_flip(smallest_low, participants, ">=", 30) == 1
    assert pupils_to_flip(smallest_low - 1, participants, ">=", 30) == 1


@pytest.mark.parametrize("written", ["28,5", "28.5", 28.5, Decimal("28.5"), Fraction(57, 2)])
def test_fractional_threshold_is_exact_however_written(written):
    assert exact(written) == Fraction(57, 2)
    assert compare_share(57, 200, ">=", written)
    assert not compare_share(57, 200, ">", written)


def test_float_threshold_means_what_was_typed():
    assert compare_share(1, 1000, ">=", 0.1)
    assert not compare_share(1, 1000, ">", 0.1)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (1, -1), (-1, 5)])
def test_what_is_not_a_share_is_refused(numerator, denominator):
    with pytest.raises(ValueError, match="not a share"):
        compare_share(numerator, denominator, ">=", 30)


def test_text_that_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="тридцать"):
        exact("тридцать")


@given(counts, signs, percents)
def test_comparison_agrees_with_fractions(share, op, threshold):
    numerator, denominator = share
    value, limit = Fraction(100 * numerator, denominator), Fraction(threshold)
    expected = {">=": value >= limit, ">": value > limit, "<=": value <= limit, "<": value < limit}[op]
    assert compare_share(numerator, denominator, op, threshold) is expected


@given(counts, signs, percents)
def test_distance_is_the_nearest_count_with_the_other_answer(share, op, threshold):
    numerator, denominator = share
    now = compare_share(numerator, denominator, op, threshold)
    others = [c for c in range(denominator + 1) if compare_share(c, denominator, op, threshold) is not now]
    expected = min((abs(c - numerator) for c in others), default=None)
    assert pupils_to_flip(numerator, denominator, op, threshold) == expected


def test_distance_in_pupils_reads_as_an_officer_counts_it():
    assert pupils_to_flip(31, 62, ">=", 30) == 13
    assert pupils_to_flip(31, 62, ">=", 0) is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (31, 62, "50,0\u00a0%"),
        (30, 78, "38,5\u00a0%"),
        (0, 7, "0,0\u00a0%"),
        (1, 2000, "0,1\u00a0%"),
        (7, 7, "100,0\u00a0%"),
    ],
)
def test_percent_has_a_comma_and_a_no_break_space(numerator, denominator, printed):
    assert format_percent(numerator, denominator) == printed


def test_percent_beside_a_threshold_never_looks_equal_to_it():
    assert format_percent(2996, 10000) == "30,0\u00a0%"
    assert format_percent(2996, 10000, beside=30) == "29,96\u00a0%"
    assert format_percent(3, 10, beside=30) == "30,0\u00a0%"


@given(counts)
def test_printed_percent_is_within_half_a_digit(share):
    numerator, denominator = share
    printed = Fraction(format_percent(numerator, denominator).removesuffix("\u00a0%").replace(",", "."))
    assert abs(printed - Fraction(100 * numerator, denominator)) <= Fraction(1, 20)


def test_fraction_of_one_as_monitoring_tables_print_it():
    assert format_fraction(9, 200) == "0,045"
    assert format_fraction(1, 5) == "0,200"
    assert format_fraction(1, 5, trim=True) == "0,2"
    assert format_fraction(5, 5, trim=True) == "1"
    assert format_fraction(0, 5, trim=True) == "0"


def test_half_is_rounded_away_from_zero_and_minus_is_a_minus():
    assert format_decimal(Fraction(25, 1000), 2) == "0,03"
    assert format_decimal(Fraction(-25, 1000), 2) == "\u22120,03"
    assert format_decimal(Fraction(-1, 1000), 2) == "0,00"
    assert format_decimal(Fraction(5, 2), 0) == "3"


def test_threshold_is_printed_as_written():
    assert format_threshold(30) == "30\u00a0%"
    assert format_threshold("28,5") == "28,5\u00a0%"


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.3084971),
        (1, 10, 0.0025286, 0.4450161),
        (3, 10, 0.0667395, 0.6524529),
        (5, 10, 0.1870860, 0.8129140),
        (10, 10, 0.6915029, 1.0),
        (8, 27, 0.1375, 0.5018),
        (15, 100, 0.0864544, 0.2353075),
    ],
)
def test_interval_matches_published_tables(successes, trials, low, high):
    assert clopper_pearson(successes, trials) == pytest.approx((low, high), abs=6e-5)


def _tail(at_least, trials, share):
    """P(X ≥ at_least) by exact integers, the obvious way."""
    p = Fraction(share)
    return sum(math.comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(at_least, trials + 1))


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_each_end_of_the_interval_leaves_exactly_half_the_risk(share):
    successes, trials = share
    low, high = clopper_pearson(successes, trials)
    assert float(_tail(successes, trials, low)) == pytest.approx(0.025, rel=1e-8)
    assert float(1 - _tail(successes + 1, trials, high)) == pytest.approx(0.025, rel=1e-8)
    assert 0 < low < successes / trials < high < 1


@given(st.integers(1, 20000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_holds_the_share_and_mirrors(share):
    successes, trials = share
    low, high = clopper_pearson(successes, trials)
    mirrored = clopper_pearson(trials - successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-12)


def test_interval_refuses_more_successes_than_trials_and_odd_confidence():
    with pytest.raises(ValueError, match="11"):
        clopper_pearson(11, 10)
    with pytest.raises(ValueError, match=r"0\.2"):
        clopper_pearson(1, 10, 0.2)


def test_borderline_is_where_the_interval_reaches_over_the_threshold():
    assert interval_covers(8, 27, 30)
    assert not interval_covers(31, 62, 30)


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (0, "школ"),
        (1, "школа"),
        (3, "школы"),
        (5, "школ"),
        (11, "школ"),
        (12, "школ"),
        (21, "школа"),
        (104, "школы"),
        (112, "школ"),
    ],
)
def test_noun_agrees_with_its_number(count, word):
    assert plural(count, "школа", "школы", "школ") == word
