"""How many pupils a verdict hangs on: by hand, and against trying every set of flips."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.enums import SchoolVerdict
from diagnostics.selection.outcomes import SchoolInput
from diagnostics.selection.sensitivity import Margin, Sensitivity
from tests.diagnostics.selection.rules import YEAR, P, judge, make_rule, result


def margin_of(rule, outcome) -> Margin:
    margin = Sensitivity(rule).margin(outcome)
    assert margin is not None
    return margin


def test_passes_that_remove_a_listed_school_are_the_cheapest_ones():
    rule = make_rule()
    outcome = judge(rule, [result(P[0], 9), result(P[1], 4), result(P[2], 3)])
    margin = margin_of(rule, outcome)
    assert margin.pupils == 3
    assert [(step.outcome.procedure, step.pupils) for step in margin.steps] == [(P[1], 2), (P[2], 1)]
    assert margin.is_certain


def test_failures_that_would_list_a_school():
    rule = make_rule()
    outcome = judge(rule, [result(P[0], 5), result(P[1], 2), result(P[2], 0)])
    margin = margin_of(rule, outcome)
    assert (margin.pupils, margin.steps[0].outcome.procedure) == (1, P[1])


def test_missing_results_make_the_way_out_uncertain():
    rule = make_rule()
    listed = judge(rule, [result(P[0], 3), result(P[1], 5)])
    margin = margin_of(rule, listed)
    assert (margin.pupils, margin.is_certain) == (1, False)


def test_no_margin_where_there_is_no_verdict_or_no_way():
    rule = make_rule()
    assert Sensitivity(rule).margin(judge(rule, [])) is None
    always = make_rule(low={"metric": "share_fail", "op": ">=", "value": 0})
    assert Sensitivity(always).margin(judge(always, [result(code, 0) for code in P])) is None


def test_one_pupil_test_names_the_results_that_decide_alone():
    rule = make_rule()
    outcome = judge(rule, [result(P[0], 9), result(P[1], 3), result(P[2], 1)])
    (flip,) = Sensitivity(rule).one_pupil_test(outcome)
    assert (flip.outcome.procedure, flip.verdict_after) == (P[1], SchoolVerdict.NOT_LISTED)
    firm = judge(rule, [result(P[0], 9), result(P[1], 9), result(P[2], 3)])
    assert Sensitivity(rule).one_pupil_test(firm) == ()


def test_one_pupil_may_turn_a_verdict_into_unknown():
    rule = make_rule()
    outcome = judge(rule, [result(P[0], 2), result(P[1], 0)])
    (flip,) = Sensitivity(rule).one_pupil_test(outcome)
    assert flip.verdict_after == SchoolVerdict.UNKNOWN


def test_almost_listed_schools_come_nearest_first():
    rule = make_rule()
    far = [result(P[0], 5, school="far"), result(P[1], 0, school="far"), result(P[2], 0, school="far")]
    near = [result(P[0], 5, school="near"), result(P[1], 2, school="near"), result(P[2], 0, school="near")]
    outcomes = [judge_school(rule, "far", far), judge_school(rule, "near", near)]
    sensitivity = Sensitivity(rule)
    assert [entry.school_id for entry in sensitivity.almost_listed(outcomes)] == ["near"]
    assert [entry.school_id for entry in sensitivity.almost_listed(outcomes, within=3)] == ["near", "far"]


def judge_school(rule, school, results):
    return judge(rule, results, SchoolInput(school))


def test_excluded_school_has_no_one_pupil_test():
    rule = make_rule(exclude_school_kinds=["penal"])
    outcome = judge(rule, [result(P[0], 9), result(P[1], 3), result(P[2], 1)], SchoolInput("s", kind="penal"))
    assert Sensitivity(rule).one_pupil_test(outcome) == ()


counted = st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
places = tuple(product(P, (YEAR, YEAR - 1)))


@given(st.fixed_dictionaries(dict.fromkeys(places, counted)))
@settings(max_examples=150)
def test_margin_is_the_cheapest_of_all_sets_of_flips(cells):
    rule = make_rule(combine={"any": [{"count_low_at_least": 2}, {"same_procedure_low_years": 2}]})
    results = {place: result(place[0], cell[0], cell[1], place[1]) for place, cell in cells.items()}
    outcome = judge(rule, results.values())
    flips = {(one.procedure, one.academic_year): one for one in outcome.procedures}
    prices = []
    for chosen in product((False, True), repeat=len(places)):
        turned = [place for place, is_turned in zip(places, chosen, strict=True) if is_turned]
        if any(flips[place].distance is None for place in turned):
            continue
        changed = {**results}
        for place in turned:
            distance, was = flips[place].distance, cells[place]
            failed = was[0] - distance if flips[place].verdict == "low" else was[0] + distance
            changed[place] = result(place[0], failed, was[1], place[1])
        if judge(rule, changed.values()).verdict != outcome.verdict:
            prices.append(sum(flips[place].distance for place in turned))
    margin = Sensitivity(rule).margin(outcome)
    assert (margin.pupils if margin else None) == min(prices, default=None)
    if margin:
        assert sum(step.pupils for step in margin.steps) == margin.pupils
