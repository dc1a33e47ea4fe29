"""Passports are complete: a person can check any figure against its formula in words."""

import pytest

from diagnostics.indicators.catalogue import CATALOGUE, Aggregate, Direction, Scope, Unit

CODES = ["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R19", "R20"]


def test_catalogue_holds_the_results_in_order():
    assert list(CATALOGUE) == CODES


@pytest.mark.parametrize("code", CODES)
def test_passport_is_filled_in_russian(code):
    passport = CATALOGUE[code]
    assert passport.code == code
    for text in (passport.name, passport.formula, passport.source, passport.unit.label, passport.direction.label):
        assert any("а" <= letter <= "я" for letter in text.lower()) or text == "%"
    assert passport.formula_version >= 1
    assert passport.display.aggregates


def test_failures_are_better_lower_and_successes_higher():
    lower = {code for code, passport in CATALOGUE.items() if passport.direction is Direction.DOWN}
    assert lower == {"R01", "R06", "R07", "R08", "R09", "R19"}


def test_monitoring_rows_are_fractions_and_the_count_is_a_count():
    assert {code for code, passport in CATALOGUE.items() if passport.unit is Unit.FRACTION} == {"R07", "R08", "R09"}
    assert CATALOGUE["R19"].unit is Unit.COUNT
    assert CATALOGUE["R08"].scope is Scope.BOTH
    assert Aggregate.COUNT_NONZERO in CATALOGUE["R07"].display.aggregates
    assert Aggregate.COUNT_NONZERO.label == "число школ с ненулевым значением"


def test_no_result_of_a_single_school_is_public():
    assert not any(passport.is_public for passport in CATALOGUE.values())


def test_validity_is_by_school_year():
    assert not CATALOGUE["R01"].is_valid_in(2014)
    assert CATALOGUE["R01"].is_valid_in(2015)
