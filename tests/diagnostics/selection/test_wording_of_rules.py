"""A rule reads as Russian sentences that an officer can hold against the act."""

import pytest

from diagnostics.selection.presets import PRESETS
from diagnostics.selection.reading import read_definition
from diagnostics.selection.wording import describe, describe_condition, describe_low

BASE = {
    "code": "r",
    "title": "Правило",
    "procedures": ["VPR-5-RU", "VPR-6-MA", "OGE-9-MA"],
    "low": {"metric": "share_fail", "op": ">=", "value": 30},
    "combine": {"count_low_at_least": 1},
    "window": {"years": 3, "base": "previous_school_year"},
}


def test_order_847_is_told_whole():
    text = " ".join(describe(PRESETS["rosobr-847-2020"]))
    assert "предшествующего тому, на который составляется перечень" in text
    assert "ВПР: 5 класс (русский язык, математика), 6 класс (русский язык, математика)" in text
    assert "ЕГЭ — русский язык, математика (профильный уровень), математика (базовый уровень)" in text
    assert "доля участников, не преодолевших минимальный порог, не менее 30\u00a0%" in text
    assert "низкий результат не менее чем в 2 процедурах одного учебного года" in text
    assert "вечерняя (сменная)" in text
    assert "недостаточно данных" in text
    assert "повышенный риск — от 2 процедур; высокий риск — от 4 процедур" in text


@pytest.mark.parametrize(
    ("combine", "words"),
    [
        ({"count_low_at_least": 1}, "низкий результат не менее чем в 1 процедуре одного учебного года"),
        (
            {"count_low_at_least": 2, "same_year": False},
            "низкий результат не менее чем в 2 процедурах за рассматриваемые годы",
        ),
        (
            {"count_low_at_least": 2, "same_year": False, "distinct": "result"},
            "низких результатов за рассматриваемые годы не менее 2",
        ),
        ({"same_procedure_low_years": 2}, "низкий результат по одной и той же процедуре 2 года подряд"),
        (
            {"same_procedure_low_years": 2, "consecutive": False, "procedures": ["OGE-9-MA"]},
            "низкий результат по одной и той же процедуре (ОГЭ МА) не менее чем в 2 учебных годах",
        ),
        (
            {
                "all": [
                    {"not": {"count_low_at_least": 3}},
                    {"any": [{"count_low_at_least": 1}, {"same_procedure_low_years": 5}]},
                ]
            },
            "(неверно, что низкий результат не менее чем в 3 процедурах одного учебного года) и (низкий результат "
            "не менее чем в 1 процедуре одного учебного года или низкий результат по одной и той же процедуре 5 "
            "лет подряд)",
        ),
    ],
)
def test_condition_reads_as_a_clause(combine, words):
    assert describe_condition(read_definition({**BASE, "combine": combine}).combine) == words


@pytest.mark.parametrize(
    ("low", "words"),
    [
        ({"metric": "quality", "op": "<", "value": "28,5"}, "доля участников с отметками «4» и «5» менее 28,5\u00a0%"),
        (
            {"metric": "mean_score", "op": "<=", "value": 40},
            "средний первичный балл в процентах от максимального не более 40\u00a0%",
        ),
    ],
)
def test_every_metric_has_words(low, words):
    assert describe_low(read_definition({**BASE, "low": low}).low) == words


def test_choices_of_the_region_are_told():
    data = {
        **BASE,
        "min_participants": 5,
        "small_cohorts": "set_aside",
        "attempts": "final",
        "biased_results": "low_only",
        "exclude_participants": ["gve"],
    }
    text = " ".join(describe(read_definition(data)))
    assert "за 3 года" in text
    assert "участников меньше 5, на вывод не влияет" in text
    assert "после пересдач" in text
    assert "учитывается, только если он низкий" in text
    assert "сдающие ГВЭ" in text
    assert "Не рассматриваются" not in text
