"""The rule engine and the brute force agree on the invented city."""

from collections import Counter
from functools import partial

import pytest

from diagnostics.enums import SchoolVerdict
from diagnostics.reference.calendar import availability
from diagnostics.selection.evaluation import evaluate
from diagnostics.selection.outcomes import ResultInput, SchoolInput
from diagnostics.selection.presets import PRESETS
from shnor_portal.demo.world.city import calendar_overrides
from tests.demo.counting import listed, low_procedures


def judge(world, results_year):
    schools = [
        SchoolInput(s.ris_code, s.register_kind, s.name, frozenset(range(s.first_grade, s.last_grade + 1)))
        for s in world.working_schools
    ]
    results = [
        ResultInput(school, key.code, year, row.participants, row.fails)
        for (year, key), by_school in world.figures.items()
        for school, row in by_school.items()
    ]
    calendar = partial(availability, overrides=calendar_overrides())
    return evaluate(PRESETS["rosobr-847-2020"], schools, results, results_year, calendar)


def test_the_federal_rule_lists_thirty_and_leaves_nobody_undecided(world):
    verdicts = Counter(outcome.verdict for outcome in judge(world, 2019))

    assert verdicts == {SchoolVerdict.LISTED: 30, SchoolVerdict.NOT_LISTED: 46, SchoolVerdict.EXCLUDED: 2}


@pytest.mark.parametrize("year", [2017, 2018, 2019])
def test_engine_and_brute_force_name_the_same_schools_and_procedures(world, year):
    outcomes = {outcome.school_id: outcome for outcome in judge(world, year)}

    assert {code for code, o in outcomes.items() if o.verdict == SchoolVerdict.LISTED} == listed(world, year)
    for school, low in low_procedures(world, year).items():
        assert sorted(outcome.procedure for outcome in outcomes[school].low) == sorted(low)
