"""A rule is data: what reads back equal, and what is refused, where and in which words."""

import json
from decimal import Decimal

import pytest

from diagnostics.selection.definition import (
    AnyOf,
    CountLow,
    Distinct,
    Metric,
    RepeatLow,
    WindowBase,
    default_results_year,
)
from diagnostics.selection.fields import RuleDefinitionError
from diagnostics.selection.presets import PRESET_DATA, PRESETS
from diagnostics.selection.reading import read_definition


def rule(**changes):
    data = {
        "code": "r",
        "title": "Правило",
        "procedures": ["VPR-5-RU", "VPR-6-MA", "OGE-9-MA"],
        "low": {"metric": "share_fail", "op": ">=", "value": 30},
        "combine": {"any": [{"count_low_at_least": 2}]},
    }
    return {**data, **changes}


@pytest.mark.parametrize("code", list(PRESETS))
def test_presets_survive_a_trip_through_json(code):
    definition = PRESETS[code]
    assert definition.code == code
    assert read_definition(json.loads(json.dumps(definition.to_json()))) == definition


def test_presets_say_what_is_confirmed_and_what_is_not():
    assert all(len(data["trust"]) > 80 and len(data["trust"]) <= 600 for data in PRESET_DATA.values())
    assert "текста приказа под рукой не было" in PRESETS["rosobr-847-2020"].trust


def test_order_847_is_two_low_procedures_of_nine_in_one_year():
    definition = PRESETS["rosobr-847-2020"]
    assert len(definition.procedures) == 9
    assert definition.low.value == Decimal(30)
    assert definition.combine == AnyOf((CountLow(2, True, Distinct.PROCEDURE),))
    assert definition.years_needed == 1


def test_edition_of_2025_adds_one_procedure_two_years_running():
    assert PRESETS["rosobr-2025"].combine == AnyOf((CountLow(2), RepeatLow(2)))
    assert PRESETS["rosobr-2025"].years_needed == 2


def test_forecast_reads_vpr_of_grades_four_to_eight_and_ten():
    procedures = PRESETS["city-forecast"].procedures
    assert {procedure.kind.value for procedure in procedures} == {"VPR"}
    assert {procedure.grade for procedure in procedures} == {4, 5, 6, 7, 8, 10}


def test_list_rests_on_results_of_the_year_before_unless_the_rule_says_otherwise():
    assert default_results_year(read_definition(rule()), 2020) == 2019
    same = read_definition(rule(window={"years": 1, "base": "same_school_year"}))
    assert same.window_base is WindowBase.SAME
    assert default_results_year(same, 2020) == 2020


@pytest.mark.parametrize("written", [28.5, "28.5", "28,5"])
def test_fractional_threshold_is_kept_exactly(written):
    definition = read_definition(rule(low={"metric": "quality", "op": "<", "value": written}))
    assert definition.low.value == Decimal("28.5")
    assert definition.low.metric is Metric.QUALITY
    assert read_definition(json.loads(json.dumps(definition.to_json()))) == definition


def test_nested_conditions_survive_a_trip_through_json():
    combine = {
        "all": [
            {
                "any": [
                    {"count_low_at_least": 3, "same_year": False, "distinct": "result"},
                    {"same_procedure_low_years": 2},
                ]
            },
            {"not": {"count_low_at_least": 1, "procedures": ["OGE-9-MA"]}},
        ]
    }
    definition = read_definition(rule(combine=combine, window={"years": 3, "base": "previous_school_year"}))
    assert read_definition(json.loads(json.dumps(definition.to_json()))) == definition


def deep(depth):
    node: dict[str, object] = {"count_low_at_least": 1}
    for _ in range(depth):
        node = {"not": node}
    return node


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"code": " "}, "code"),
        ({"title": 5}, "title"),
        ({"colour": 1}, "colour"),
        ({"procedures": []}, "procedures"),
        ({"procedures": "VPR-5-RU"}, "procedures"),
        ({"procedures": ["VPR-5-RU", "VPR-5-RU"]}, "procedures"),
        ({"procedures": ["VPR-5-RU", "VPR5-RU"]}, "procedures[1]"),
        ({"procedures": ["VPR-05-RU"]}, "procedures[0]"),
        ({"low": None}, "low"),
        ({"low": {"op": "==", "value": 30}}, "low.op"),
        ({"low": {"op": ">=", "value": 130}}, "low.value"),
        ({"low": {"op": ">=", "value": "NaN"}}, "low.value"),
        ({"low": {"op": ">=", "value": True}}, "low.value"),
        ({"low": {"op": ">=", "value": "1e-9"}}, "low.value"),
        ({"low": {"metric": "rank", "value": 30}}, "low.metric"),
        ({"low": {"metric": ["rank"], "value": 30}}, "low.metric"),
        ({"low": {"metric": "share_fail", "value": 30, "unit": "%"}}, "low.unit"),
        ({"min_participants": 0}, "min_participants"),
        ({"warn_below": 2.5}, "warn_below"),
        ({"window": {"years": 9}}, "window.years"),
        ({"window": {"base": "yesterday"}}, "window.base"),
        ({"missing": "not_low"}, "missing"),
        ({"attempts": "second"}, "attempts"),
        ({"exclude_school_kinds": ["вечерняя"]}, "exclude_school_kinds[0]"),
        ({"exclude_participants": ["all"]}, "exclude_participants[0]"),
        ({"levels": [{"code": "a", "title": "А"}]}, "levels[0].min_low"),
        ({"levels": [{"code": "a", "title": "А", "min_low": 1}, {"code": "a", "title": "Б", "min_low": 2}]}, "levels"),
        ({"applies_to_lists_from": "2020"}, "applies_to_lists_from"),
        ({"combine": []}, "combine"),
        ({"combine": {"any": []}}, "combine.any"),
        ({"combine": {"any": [{}]}}, "combine.any[0]"),
        ({"combine": {"any": [{"count_low_at_least": 1}], "all": [{"count_low_at_least": 1}]}}, "combine"),
        ({"combine": {"count_low_at_least": 4}}, "combine.count_low_at_least"),
        ({"combine": {"count_low_at_least": 1, "same_year": "да"}}, "combine.same_year"),
        ({"combine": {"count_low_at_least": 1, "procedures": ["VPR-4-RU"]}}, "combine.procedures"),
        ({"combine": {"same_procedure_low_years": 1}}, "combine.same_procedure_low_years"),
        (
            {"combine": {"not": {"same_procedure_low_years": 2, "consecutive": False}}},
            "combine.not.same_procedure_low_years",
        ),
        ({"combine": deep(7)}, "combine" + ".not" * 6),
        ({"combine": {"any": [{"count_low_at_least": 3}] * 9}}, "combine"),
    ],
)
def test_what_the_engine_cannot_honour_is_refused_at_its_place(changes, path):
    with pytest.raises(RuleDefinitionError) as caught:
        read_definition(rule(**changes))
    assert caught.value.path == path
    assert any("а" <= letter <= "я" for letter in caught.value.message)
    assert caught.value.message.endswith((".", "»."))


def test_data_that_is_no_object_is_refused():
    with pytest.raises(RuleDefinitionError, match="объект"):
        read_definition([1])
