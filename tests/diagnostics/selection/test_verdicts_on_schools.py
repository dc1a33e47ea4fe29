"""Verdicts on schools: inclusive thresholds, three values, and everything that stands beside a verdict."""

import json
from functools import partial

import pytest

from diagnostics.enums import NoDataReason, SchoolVerdict, Verdict
from diagnostics.reference.calendar import availability
from diagnostics.selection.evaluation import DuplicateResultError, evaluate
from diagnostics.selection.outcomes import ResultInput, SchoolInput
from diagnostics.selection.presets import PRESETS
from tests.diagnostics.selection.rules import YEAR, P, judge, make_rule, result


@pytest.mark.parametrize(("participants", "smallest"), [(5, 2), (9, 3), (10, 3), (13, 4), (20, 6), (27, 9), (30, 9)])
def test_low_begins_at_thirty_percent_inclusive(participants, smallest):
    rule = make_rule(combine={"count_low_at_least": 1})
    low = judge(rule, [result(P[0], smallest, participants)]).procedures[0]
    not_low = judge(rule, [result(P[0], smallest - 1, participants)]).procedures[0]
    assert (low.verdict, low.distance) == (Verdict.LOW, 1)
    assert (not_low.verdict, not_low.distance) == (Verdict.NOT_LOW, 1)


def test_two_low_procedures_list_the_school_and_say_why():
    outcome = judge(make_rule(), [result(P[0], 1), result(P[1], 31, 62), result(P[2], 3)])
    assert outcome.verdict == SchoolVerdict.LISTED
    assert (outcome.low_count, outcome.possible_low_count, outcome.assessed_count) == (2, 2, 3)
    assert outcome.reasons == (
        "Выполнено условие: низкий результат не менее чем в 2 процедурах одного учебного года.",
        "ВПР-6 МА: 31 из 62 = 50,0\u00a0% ≥ 30\u00a0%",
        "ОГЭ МА: 3 из 10 = 30,0\u00a0% ≥ 30\u00a0%",
    )


def test_each_procedure_keeps_counts_distance_interval_and_source():
    outcome = judge(make_rule(), [result(P[1], 31, 62)]).procedures[1]
    assert (outcome.participants, outcome.failed, outcome.distance) == (62, 31, 13)
    assert outcome.interval == pytest.approx((0.370, 0.630), abs=1e-3)
    assert (outcome.is_borderline, outcome.is_small) == (False, False)
    assert outcome.result_ids == (f"{P[1]}@{YEAR}",)


def test_small_and_borderline_are_flagged_but_change_nothing():
    outcome = judge(make_rule(), [result(P[0], 3, 9)]).procedures[0]
    assert (outcome.verdict, outcome.is_small, outcome.is_borderline) == (Verdict.LOW, True, True)


def test_share_printed_beside_the_threshold_never_contradicts_the_verdict():
    outcome = judge(make_rule(), [result(P[0], 2996, 10000)]).procedures[0]
    assert outcome.sentence == "ВПР-5 РУ: 2996 из 10000 = 29,96\u00a0% < 30\u00a0%"


def test_missing_results_leave_the_verdict_open_only_while_they_matter():
    one_low = judge(make_rule(), [result(P[0], 5), result(P[1], 0)])
    assert one_low.verdict == SchoolVerdict.UNKNOWN
    assert (one_low.low_count, one_low.possible_low_count) == (1, 2)
    assert one_low.reasons[0].startswith("Недостаточно данных: низких результатов — 1, отсутствующих — 1")
    assert "ОГЭ МА: нет данных, результаты не загружены" in one_low.reasons
    assert judge(make_rule(), [result(P[0], 0), result(P[1], 0)]).verdict == SchoolVerdict.NOT_LISTED
    assert judge(make_rule(), [result(P[0], 5), result(P[1], 5)]).verdict == SchoolVerdict.LISTED
    assert judge(make_rule(), []).verdict == SchoolVerdict.UNKNOWN


def test_procedure_that_was_not_held_or_that_nobody_took_cannot_matter():
    not_held = partial(availability, overrides={("OGE-9-MA", YEAR): "not_held"})
    known = [result(P[0], 5), result(P[1], 0)]
    closed = judge(make_rule(), known, calendar=not_held)
    assert closed.verdict == SchoolVerdict.NOT_LISTED
    assert closed.procedures[2].reason == NoDataReason.NOT_HELD
    nobody = judge(make_rule(), [*known, result(P[2], None, 0)])
    assert nobody.verdict == SchoolVerdict.NOT_LISTED
    assert nobody.procedures[2].sentence == "ОГЭ МА: нет данных, нет участников"
    without_ninth = judge(make_rule(), known, SchoolInput("s", grades=frozenset(range(1, 9))))
    assert without_ninth.verdict == SchoolVerdict.NOT_LISTED


def test_a_result_that_came_in_counts_whatever_the_calendar_says():
    not_held = partial(availability, overrides={("OGE-9-MA", YEAR): "not_held"})
    outcome = judge(make_rule(), [result(P[0], 5), result(P[1], 0), result(P[2], 5)], calendar=not_held)
    assert outcome.verdict == SchoolVerdict.LISTED


def test_reference_calendar_closes_oge_of_2020():
    rule = PRESETS["rosobr-847-2020"]
    outcome = evaluate(rule, [SchoolInput("s")], [], 2019)[0]
    reasons = {one.procedure: one.reason for one in outcome.procedures}
    assert reasons["OGE-9-MA"] == reasons["EGE-11-MA-BASE"] == NoDataReason.NOT_HELD
    assert reasons["EGE-11-RU"] == reasons["VPR-5-MA"] == NoDataReason.NOT_IMPORTED


def test_too_few_participants_is_no_data_never_not_low():
    known = [result(P[0], 5), result(P[1], 0), result(P[2], 4, 4)]
    open_one = judge(make_rule(min_participants=5), known)
    assert open_one.verdict == SchoolVerdict.UNKNOWN
    assert open_one.procedures[2].sentence == ("ОГЭ МА: нет данных, участников меньше минимума правила (участников: 4)")
    assert judge(make_rule(min_participants=5, small_cohorts="set_aside"), known).verdict == SchoolVerdict.NOT_LISTED


def test_unknown_failures_keep_the_reason_that_the_source_gave():
    missing = result(P[2], None, 12, reason=NoDataReason.NO_THRESHOLD)
    outcome = judge(make_rule(), [result(P[0], 5), result(P[1], 0), missing])
    assert outcome.verdict == SchoolVerdict.UNKNOWN
    assert outcome.procedures[2].reason == NoDataReason.NO_THRESHOLD
    assert outcome.procedures[2].result_ids == (f"{P[2]}@{YEAR}",)


def test_biased_results_are_flagged_or_count_only_when_low():
    known = [result(P[0], 5, is_biased=True), result(P[1], 0, is_biased=True), result(P[2], 0)]
    kept = judge(make_rule(), known)
    assert kept.verdict == SchoolVerdict.NOT_LISTED
    assert [one.is_biased for one in kept.procedures] == [True, True, False]
    doubted = judge(make_rule(biased_results="low_only"), known)
    assert doubted.verdict == SchoolVerdict.UNKNOWN
    assert [one.verdict for one in doubted.procedures] == [Verdict.LOW, Verdict.NO_DATA, Verdict.NOT_LOW]
    assert doubted.procedures[1].reason == NoDataReason.BIASED


def test_excluded_kind_is_set_aside_with_its_results_to_be_seen():
    rule = make_rule(exclude_school_kinds=["evening"], levels=[{"code": "h", "title": "высокий", "min_low": 1}])
    outcome = judge(rule, [result(code, 9) for code in P], SchoolInput("s", kind="evening"))
    assert outcome.verdict == SchoolVerdict.EXCLUDED
    assert outcome.reasons == ("Правило не рассматривает школы этого вида: вечерняя (сменная).",)
    assert (len(outcome.low), outcome.level) == (3, None)


def test_level_follows_the_number_of_low_procedures():
    levels = [{"code": "high", "title": "высокий", "min_low": 3}, {"code": "some", "title": "есть", "min_low": 1}]
    rule = make_rule(levels=levels)
    assert judge(rule, [result(code, 0) for code in P]).level is None
    assert judge(rule, [result(P[0], 5), result(P[1], 5), result(P[2], 0)]).level == "some"
    assert judge(rule, [result(code, 5) for code in P]).level == "high"


def test_one_procedure_two_years_running_lists_and_needs_both_years():
    rule = make_rule(combine={"any": [{"count_low_at_least": 2}, {"same_procedure_low_years": 2}]})
    now = [result(P[0], 5), result(P[1], 0), result(P[2], 0)]
    assert judge(rule, [*now, result(P[0], 4, year=YEAR - 1)]).verdict == SchoolVerdict.LISTED
    assert judge(rule, [*now, result(P[0], 2, year=YEAR - 1)]).verdict == SchoolVerdict.NOT_LISTED
    without_past = judge(rule, now)
    assert without_past.verdict == SchoolVerdict.UNKNOWN
    assert [condition.holds for condition in without_past.conditions] == [False, None]
    repeated = judge(rule, [*now, result(P[0], 4, year=YEAR - 1)])
    assert repeated.reasons[-1] == "2017/2018, ВПР-5 РУ: 4 из 10 = 40,0\u00a0% ≥ 30\u00a0%"
    assert repeated.low_count == 1


def test_low_years_of_different_procedures_do_not_repeat():
    rule = make_rule(combine={"same_procedure_low_years": 2})
    past = [result(P[1], 5, year=YEAR - 1), *(result(code, 0, year=YEAR - 1) for code in (P[0], P[2]))]
    assert judge(rule, [result(P[0], 5), result(P[1], 0), result(P[2], 0), *past]).verdict == SchoolVerdict.NOT_LISTED


def test_window_of_years_counts_within_a_year_or_across():
    years = {"years": 2, "base": "previous_school_year"}
    spread = [
        *(result(code, 5 if code == P[0] else 0) for code in P),
        *(result(code, 5 if code == P[1] else 0, year=YEAR - 1) for code in P),
    ]
    together = make_rule(window=years)
    across = make_rule(window=years, combine={"count_low_at_least": 2, "same_year": False})
    assert judge(together, spread).verdict == SchoolVerdict.NOT_LISTED
    assert judge(across, spread).verdict == SchoolVerdict.LISTED


def test_other_metrics_low_means_what_the_rule_says():
    quality = make_rule(low={"metric": "quality", "op": "<", "value": 20}, combine={"count_low_at_least": 1})
    outcome = judge(quality, [result(P[0], None, 10, good=1)]).procedures[0]
    assert (outcome.verdict, outcome.sentence) == (Verdict.LOW, "ВПР-5 РУ: 1 из 10 = 10,0\u00a0% < 20\u00a0%")
    score = make_rule(low={"metric": "mean_score", "op": "<=", "value": "37,5"}, combine={"count_low_at_least": 1})
    scored = judge(score, [result(P[0], None, 10, score_sum=60, scored=8, max_score=20)]).procedures[0]
    assert (scored.verdict, scored.share, scored.distance, scored.interval) == (Verdict.LOW, "37,5\u00a0%", None, None)
    assert judge(score, [result(P[0], 3)]).procedures[0].reason == NoDataReason.NO_SCORES


def test_result_given_twice_is_refused():
    with pytest.raises(DuplicateResultError):
        judge(make_rule(), [result(P[0], 1), result(P[0], 2)])


@pytest.mark.parametrize(
    "counts", [{"participants": -1}, {"participants": 5, "failed": 6}, {"participants": 5, "good": -1}]
)
def test_impossible_counts_are_refused(counts):
    with pytest.raises(ValueError, match="impossible"):
        ResultInput("s", P[0], YEAR, **counts)


def test_outcome_is_json_with_the_printed_sentences():
    outcome = judge(make_rule(), [result(P[0], 5), result(P[1], 0)])
    data = json.loads(json.dumps(outcome.to_json()))
    assert data["verdict"] == "unknown"
    assert data["procedures"][0]["sentence"] == "ВПР-5 РУ: 5 из 10 = 50,0\u00a0% ≥ 30\u00a0%"
    assert data["procedures"][0]["threshold"] == "30"
    assert data["procedures"][2]["reason"] == "not_imported"
    assert data["conditions"] == [
        {"text": "низкий результат не менее чем в 2 процедурах одного учебного года", "holds": None}
    ]
