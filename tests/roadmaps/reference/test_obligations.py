"""The year of the programme: every row of the cycle, right days in any school year, who is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.enums import Audience, CaseStage
from roadmaps.reference.obligation_rules import ObligationRule, RuleKind, day_of, in_months, monthly, quarterly, window
from roadmaps.reference.obligations import OBLIGATIONS, obligations_for
from roadmaps.reference.sources import Trust
from shnor_portal.common.years import academic_year_of

YEAR_ROWS = {
    "results-import", "year-analysis", "control-plan", "list", "applications", "interviews", "project-order",
    "teacher-diagnosis", "content-analysis", "entry-monitoring", "city-roadmap", "school-roadmap",
    "school-roadmap-published", "school-plan-agreed", "quality-system-study", "recommendations", "exam-interviews",
    "plan-interviews", "trial-exams", "school-control-order", "control-group", "objectivity-support", "vpr",
    "self-assessment", "staff-forecast", "attendance", "heads-talks", "monthly-review", "final-monitoring",
    "regional-monitoring",
}  # fmt: skip


def due_days(code, year):
    return [span.due_on for span in OBLIGATIONS[code].rule.occurrences(year)]


def test_no_row_of_the_annual_cycle_is_missing():
    assert set(OBLIGATIONS) >= YEAR_ROWS
    assert {item.code for item in OBLIGATIONS.values() if item.source.trust is Trust.PROPOSAL} == {
        "results-import",
        "evidence-check",
    }


def test_school_hands_its_roadmap_over_and_publishes_it_within_november():
    assert due_days("school-roadmap", 2020) == [date(2020, 11, 15)]
    assert due_days("school-roadmap-published", 2020) == [date(2020, 11, 30)]
    assert Audience.SCHOOL in OBLIGATIONS["school-roadmap"].audience


def test_coordinator_reviews_in_every_month_of_the_year():
    days = due_days("monthly-review", 2023)
    assert [(day.year, day.month) for day in days] == [(2023, m) for m in range(9, 13)] + [
        (2024, m) for m in range(1, 9)
    ]
    assert date(2024, 2, 29) in days
    assert OBLIGATIONS["monthly-review"].is_monthly
    assert not OBLIGATIONS["attendance"].is_monthly


def test_span_over_new_year_ends_in_the_second_calendar_year():
    span = OBLIGATIONS["recommendations"].rule.occurrences(2020)[0]
    assert (span.starts_on, span.due_on) == (date(2020, 12, 1), date(2021, 2, 28))


def test_quarters_and_listed_months_come_in_order_of_the_year():
    assert due_days("attendance", 2020) == [date(2020, 11, 10), date(2021, 1, 15), date(2021, 4, 5), date(2021, 6, 10)]
    assert due_days("regional-monitoring", 2020) == [date(2020, 10, 31), date(2020, 11, 30), date(2021, 3, 31)]
    assert due_days("final-monitoring", 2020) == [date(2021, 5, 31), date(2021, 8, 31)]


@pytest.mark.parametrize("item", OBLIGATIONS.values(), ids=lambda item: item.code)
def test_obligation_stays_inside_its_school_year_and_reminds_before_it_is_due(item):
    for year in (2019, 2020, 2023):
        for span in item.rule.occurrences(year):
            assert academic_year_of(span.starts_on) == academic_year_of(span.due_on) == year
            assert span.starts_on <= span.due_on
    assert item.rule.reminders == tuple(sorted(set(item.rule.reminders), reverse=True))
    assert item.rule.reminders[-1] > 0
    assert item.audience
    assert item.basis
    assert len(f"{item.basis}. {item.source}") <= 300
    assert item.stage in {"", *CaseStage.values}
    assert len(item.title) <= 200


@pytest.mark.parametrize("audience", list(Audience))
def test_each_reader_has_something_to_do_and_nothing_of_others(audience):
    mine = obligations_for(audience)
    assert mine
    assert all(audience in item.audience for item in mine)
    assert len(mine) < len(OBLIGATIONS)


def test_only_what_depends_on_the_region_is_optional():
    assert [item.code for item in OBLIGATIONS.values() if item.is_optional] == ["regional-monitoring"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (window((12, 1), (2, 28)), "с 1 декабря по 28 февраля"),
        (monthly(), "каждый месяц, до последнего дня"),
        (monthly(day=20), "каждый месяц, до 20 числа"),
        (in_months(5, 8), "до 31 мая, до 31 августа"),
        (in_months(2), "до 28 февраля"),
        (quarterly((((10, 31), (11, 10)), ((12, 30), (1, 15)))), "до 10 ноября, до 15 января"),
    ],
)
def test_rule_is_read_aloud(rule, words):
    assert rule.describe() == words
    assert rule.kind.label


@pytest.mark.parametrize("span", [((8, 1), (9, 1)), ((5, 2), (5, 1)), ((13, 1), (1, 1)), ((1, 0), (1, 5))])
def test_span_that_cannot_be_is_refused(span):
    with pytest.raises(ValueError, match=r"ends before|no such day"):
        ObligationRule(RuleKind.WINDOW, (span,))


@given(st.integers(1, 12), st.integers(1, 31), st.integers(2000, 2098))
def test_any_day_of_the_year_falls_into_the_school_year_asked_for(month, day, year):
    found = day_of((month, day), year)
    assert academic_year_of(found) == year
    assert found.month == month
    assert found.day <= day
