"""Who entered, who left, who stayed, and why, in words that name the figures."""

from diagnostics.enums import SchoolVerdict
from diagnostics.selection.comparison import Movement, compare_runs, compare_with_order
from diagnostics.selection.evaluation import evaluate
from diagnostics.selection.outcomes import SchoolInput
from tests.diagnostics.selection.rules import YEAR, P, always_held, make_rule, result


def run(rule, year, schools, **counts):
    """One evaluation; `counts` maps a school to its failures of ten in the three procedures, None for no result."""
    results = [
        result(code, failed, year=year, school=school)
        for school, failures in counts.items()
        for code, failed in zip(P, failures, strict=True)
        if failed is not None
    ]
    return evaluate(rule, [SchoolInput(school) for school in schools], results, year, always_held)


def test_movements_between_two_years_with_reasons():
    rule = make_rule()
    before = run(rule, YEAR - 1, "abcd", a=(5, 5, 0), b=(1, 0, 0), c=(5, 5, 5), d=(0, 0, 0))
    after = run(rule, YEAR, "abcd", a=(5, 1, 0), b=(4, 5, 0), c=(5, 5, 0), d=(0, 0, 0))
    comparison = compare_runs(before, after)
    (left,), (entered,), (stayed,) = comparison.left, comparison.entered, comparison.stayed
    assert (left.school_id, entered.school_id, stayed.school_id) == ("a", "b", "c")
    assert left.reasons == (
        "Остаётся низким: ВПР-5 РУ: 5 из 10 = 50,0\u00a0% ≥ 30\u00a0%.",
        "Перестал быть низким: ВПР-6 МА: было 5 из 10 = 50,0\u00a0% ≥ 30\u00a0%, "
        "стало 1 из 10 = 10,0\u00a0% < 30\u00a0%.",
    )
    assert entered.reasons[0] == (
        "Стал низким: ВПР-5 РУ: было 1 из 10 = 10,0\u00a0% < 30\u00a0%, стало 4 из 10 = 40,0\u00a0% ≥ 30\u00a0%."
    )
    assert (stayed.movement, Movement.STAYED.label) == (Movement.STAYED, "осталась")
    assert (entered.before, entered.after) == (SchoolVerdict.NOT_LISTED, SchoolVerdict.LISTED)


def test_data_that_came_or_went_is_told_apart_from_change():
    rule = make_rule()
    before = run(rule, YEAR - 1, "ab", a=(5, None, 0), b=(5, 5, 0))
    after = run(rule, YEAR, "ab", a=(5, 4, 0), b=(5, None, 0))
    comparison = compare_runs(before, after)
    assert comparison.entered[0].reasons[-1] == (
        "Появились данные, результат низкий: ВПР-6 МА: 4 из 10 = 40,0\u00a0% ≥ 30\u00a0%."
    )
    assert comparison.left[0].reasons[-1] == (
        "Был низким (5 из 10 = 50,0\u00a0% ≥ 30\u00a0%), теперь ВПР-6 МА: нет данных, результаты не загружены."
    )
    assert comparison.left[0].after == SchoolVerdict.UNKNOWN


def test_another_rule_on_the_same_data_is_named_as_the_reason():
    data = {"a": (5, 0, 0), "b": (2, 3, 0), "c": (5, 5, 0)}
    before = run(make_rule(), YEAR, "abc", **data)
    looser = compare_runs(before, run(make_rule(combine={"count_low_at_least": 1}), YEAR, "abc", **data))
    assert [change.school_id for change in looser.entered] == ["a", "b"]
    assert looser.entered[0].reasons[0] == (
        "Изменилось условие включения: было «низкий результат не менее чем в 2 процедурах одного учебного года», "
        "стало «низкий результат не менее чем в 1 процедуре одного учебного года»."
    )
    lower = compare_runs(before, run(make_rule(low={"op": ">=", "value": 20}), YEAR, "abc", **data))
    assert lower.entered[0].reasons[0] == (
        "Стал низким: ВПР-5 РУ: было 2 из 10 = 20,0\u00a0% < 30\u00a0%, стало 2 из 10 = 20,0\u00a0% ≥ 20\u00a0%."
    )
    narrower = make_rule(procedures=[P[0], P[2]])
    dropped = compare_runs(before, run(narrower, YEAR, "abc", **data))
    assert "Процедуры нет в новом правиле: ВПР-6 МА: 5 из 10 = 50,0\u00a0% ≥ 30\u00a0%." in dropped.left[0].reasons
    joined = compare_runs(run(narrower, YEAR, "abc", **data), before)
    assert (
        "Процедуры не было в прежнем правиле: ВПР-6 МА: 5 из 10 = 50,0\u00a0% ≥ 30\u00a0%." in joined.entered[0].reasons
    )


def test_schools_that_appear_vanish_or_are_excluded():
    rule = make_rule()
    before = run(rule, YEAR - 1, "ab", a=(5, 5, 0), b=(5, 5, 0))
    after = run(rule, YEAR, "bc", b=(5, 5, 0), c=(5, 5, 0))
    comparison = compare_runs(before, after)
    assert comparison.left[0].reasons == ("В новом расчёте школы нет.",)
    assert comparison.entered[0].reasons[0] == "В прежнем расчёте школы не было."
    closed = evaluate(make_rule(exclude_school_kinds=["closed"]), [SchoolInput("b", "closed")], [], YEAR, always_held)
    assert compare_runs(before[1:], closed).left[0].reasons == (
        "Правило не рассматривает школы этого вида: закрытого типа.",
    )


def test_order_from_above_stands_beside_the_computed_list():
    outcomes = run(make_rule(), YEAR, "abc", a=(5, 5, 0), b=(1, 0, 0), c=(5, 5, 5))
    comparison = compare_with_order(outcomes, ["a", "b", "x"])
    assert comparison.on_both == ("a",)
    assert [difference.school_id for difference in comparison.only_in_order] == ["b", "x"]
    assert comparison.only_in_order[0].reasons == (
        "Вывод расчёта: не включать.",
        "Условие не выполнено: низкий результат не менее чем в 2 процедурах одного учебного года.",
        "Низких результатов нет: оценено 3.",
    )
    assert comparison.only_in_order[1].reasons == ("Расчёт эту школу не рассматривал.",)
    assert [difference.school_id for difference in comparison.only_computed] == ["c"]
