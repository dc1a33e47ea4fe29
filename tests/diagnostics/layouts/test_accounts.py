"""Whatever a sheet holds, every row ends in one place, and what is said to be taken is there."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostics.importers.layouts import ege_e1, generic, oge_o2, vpr_v1, vpr_v2, vpr_v8, vpr_v10
from shnor_portal.imports.reader.types import CellError, RawWorkbook, Recognition
from shnor_portal.imports.tables.report import Report, RowsUnaccountedError

from .books import V1_HEADER, adds_up, pupil, sheet
from .test_exams import E1_HEADER, O2_HEADER, TITLE, person
from .test_exams import pupil as oge_pupil
from .test_vpr_shares import V2_HEADER, V10_HEADER, flat

ANYTHING = st.one_of(
    st.none(),
    st.sampled_from(
        ["", " ", "X", "Х", "-", "Итого", "Всего участников: 2", "edu250001", "10001", "85%", "4,35", "=A1"]
    ),
    st.text(max_size=6),
    st.floats(),
    st.integers(-3, 120),
    st.booleans(),
    st.sampled_from([CellError("#N/A"), CellError(""), date(2021, 3, 16), time(10)]),
)
V2_ROW = ["МБОУ СОШ № 1 (edu250001)", None, 27.0, 29.63, 40.74, 18.52, 11.11]
MAPPING = {"sheet": "Лист1", "header_row": 1, "columns": {"F": "fisoko", "G": "HEADCOUNT"},
           "constants": {"academic_year": 2020}}  # fmt: skip
FORMS: dict[str, tuple[Any, list[Any], list[Any], dict[str, Any]]] = {
    "vpr_v1": (vpr_v1.LAYOUT, [["ВПР 2021 Математика 6 класс"], V1_HEADER], [pupil(), pupil(10002.0)], {}),
    "vpr_v2": (vpr_v2.LAYOUT, [["ВПР 2021 Математика 6 класс"], V2_HEADER], [V2_ROW], {}),
    "vpr_v10": (vpr_v10.LAYOUT, [V10_HEADER], [flat(), flat("edu250002")], {}),
    "ege_e1": (ege_e1.LAYOUT, [[TITLE], E1_HEADER], [person(1), person(2), [TITLE], E1_HEADER], {}),
    "oge_o2": (oge_o2.LAYOUT, [["01 - Русский язык 2019.05.28"], O2_HEADER], [oge_pupil(1), oge_pupil(2)], {}),
    "vpr_v8": (vpr_v8.LAYOUT, [["Код", "1 (1б)", "2 (1б)"]], [[40001.0, 1.0]], {}),
    "generic": (generic.LAYOUT, [V10_HEADER], [flat(), flat("edu250002")], {"mapping": MAPPING}),
}


def taken(extracted):
    """Source rows that the blocks speak for."""
    pupils = sum(len(block.pupils.row) for block in extracted.blocks if block.pupils is not None)
    return pupils + sum(row.rows for block in extracted.blocks for row in block.aggregates)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_rows_add_up_whatever_the_sheet_holds(form, data):
    layout, head, samples, options = FORMS[form]
    spoilt = st.builds(spoil, st.sampled_from(samples), st.lists(st.tuples(st.integers(0, 14), ANYTHING), max_size=3))
    rows = data.draw(st.lists(st.one_of(spoilt, st.lists(ANYTHING, max_size=15), st.just(list(head[-1]))), max_size=12))
    page = sheet([*head, *rows], "Протокол" if form == "vpr_v8" else "Лист1")
    extracted = layout.extract(RawWorkbook("xlsx", [page]), Recognition(layout.code, 90, [], 0, 1), options)
    assert extracted.counts.seen == len(page.rows)
    assert adds_up(extracted)
    assert taken(extracted) == extracted.counts.taken
    assert sum(extracted.counts.skip_reasons.values()) == extracted.counts.skipped
    assert sum(extracted.problem_counts.values()) == len(extracted.problems)


def spoil(row, changes):
    spoilt = list(row)
    for place, value in changes:
        if place < len(spoilt):
            spoilt[place] = value
    return spoilt


def test_a_lost_row_stops_the_layout():
    report = Report("любая")
    report.see(3)
    report.take(1)
    report.skip("пустая строка")
    with pytest.raises(RowsUnaccountedError):
        report.settle()
