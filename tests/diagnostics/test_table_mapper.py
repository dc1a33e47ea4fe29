"""The mapping screen offers for a target only what the target takes."""

import pytest

from shnor_portal.imports.targets import target_named

HEAD = ["Логин ОО", "Наименование", "Количество участников", "Численность обучающихся", "Учебный год"]
ROWS = [HEAD, *([f"edu99000{n}", f"СОШ № {n}", "20", "300", "2019/2020"] for n in range(1, 5))]


def proposed(target: str) -> set[str]:
    mapper = target_named(target).mapper
    assert mapper is not None
    answer = mapper.propose(ROWS, 1, 1)
    assert answer is not None
    assert answer.reasons.keys() == answer.columns.keys()
    return set(answer.columns.values())


def offered(target: str) -> set[str]:
    mapper = target_named(target).mapper
    assert mapper is not None
    return {role for _, roles in mapper.roles() for role, _ in roles}


def test_figures_take_no_column_that_asks_for_a_procedure():
    assert proposed("figures") == {"fisoko", "name", "HEADCOUNT", "academic_year"}
    assert not offered("figures") & {"participants", "mark2", "percent2", "grade", "subject", "FAILED"}


def test_results_take_no_figure_that_would_be_dropped():
    assert proposed("results") == {"fisoko", "name", "participants", "academic_year"}
    assert "FAILED" in offered("results")
    assert "HEADCOUNT" not in offered("results")


@pytest.mark.parametrize("target", ["figures", "results"])
def test_every_proposal_is_on_offer(target):
    assert proposed(target) <= offered(target)
