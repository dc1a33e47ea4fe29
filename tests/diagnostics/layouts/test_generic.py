"""A free table with a column mapping: school figures, and the column whose name lies."""

import pytest

from diagnostics.importers.layouts import generic
from diagnostics.importers.layouts._generic.proposal import propose_mapping
from diagnostics.importers.metrics import INVARIANTS, METRICS, ROLE_TITLES

from .books import adds_up, book, codes, extract, sheet

OGRN = ["1027700566761", "1027739314734", "1137746779576", "1027739423304", "1027739525098"]
HEADER = ["ID", "EDU_NAME", "OGRN", "PASSED_NUMBER_FULL", "PASSES_OVER_220", "PASSER_UNDER_160", "YEAR", "LINK", ""]
COLUMNS = {
    "B": "name",
    "C": "ogrn",
    "D": "EGE_PARTICIPANTS",
    "E": "EGE3_GE220",
    "F": "EGE3_LT160",
    "G": "academic_year",
}
COUNTS = [("109", "80", "101"), ("87", "3", "19"), ("58", "40", "44"), ("56", "36", "48"), ("60", "6", "20")]


def school(position, counts):
    blob = "{global_id=19646366, value=null}"
    return [str(5000 + position), f"«Школа № {position}»", OGRN[position], *counts, "2015-2016", blob, ""]


def figures(rows=None, columns=COLUMNS, header=HEADER, **mapping):
    rows = [school(i, counts) for i, counts in enumerate(COUNTS)] if rows is None else rows
    workbook = book(sheet([header, *rows], "data"), kind="csv")
    chosen = {"sheet": "data", "header_row": 1, "columns": columns, "constants": {}} | mapping
    return extract(generic.LAYOUT, workbook, mapping=chosen)


def test_lying_column_is_said_in_words_with_the_meaning_that_fits():
    extracted = figures()
    problem = next(p for p in extracted.problems if p.code == "COLUMN_MEANING")
    assert problem.column == "F"
    assert problem.row is None
    assert "PASSER_UNDER_160" in problem.message
    assert "нарушено в 3 из 5 строк, например в строке 2: 101 + 80 > 109" in problem.message
    assert "EGE3_GE160" in problem.hint
    assert extracted.blocks == []
    assert extracted.counts.refused == 5
    assert adds_up(extracted)


def test_right_meaning_lets_every_row_in():
    extracted = figures(columns=COLUMNS | {"F": "EGE3_GE160"})
    block = extracted.blocks[0]
    assert (block.kind, block.academic_year, len(block.aggregates)) == ("", 2015, 5)
    first = block.aggregates[0]
    assert (first.row, first.codes, first.school_name) == (2, {"ogrn": OGRN[0]}, "«Школа № 0»")
    assert first.figures == {"EGE_PARTICIPANTS": 109, "EGE3_GE220": 80, "EGE3_GE160": 101}
    assert codes(extracted) == ["HEADER_IGNORED"]
    assert "I (без названия)" in extracted.problems[0].message
    assert "global_id=" not in repr(extracted)


def test_a_single_impossible_row_is_refused_and_the_column_kept():
    rows = [school(i, ("100", "10", "60")) for i in range(4)] + [school(4, ("50", "60", "55"))]
    extracted = figures(rows, COLUMNS | {"F": "EGE3_GE160"})
    assert codes(extracted) == ["HEADER_IGNORED", "ROW_INCONSISTENT"]
    assert [p.row for p in extracted.problems if p.code == "ROW_INCONSISTENT"] == [6]
    assert (extracted.counts.taken, extracted.counts.refused) == (4, 1)


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (2, "1027700566762", "CODE_INVALID"),
        (2, "1.0277E+12", "CODE_NUMERIC"),
        (2, "", "ROW_NOT_DATA"),
        (3, "много", "VALUE_TYPE"),
        (3, "-1", "VALUE_RANGE"),
        (6, "не помню", "VALUE_TYPE"),
        (1, "а" * 1001, "TEXT_TOO_LONG"),
    ],
)
def test_faulty_cell_refuses_its_row(place, value, code):
    rows = [school(0, ("100", "10", "60")), school(1, ("100", "10", "60"))]
    rows[1][place] = value
    extracted = figures(rows, COLUMNS | {"F": "EGE3_GE160"})
    assert codes(extracted) == sorted(["HEADER_IGNORED", code])
    assert (extracted.counts.taken, extracted.counts.refused) == (1, 1)
    assert adds_up(extracted)


def test_absent_figure_is_left_out_not_zero():
    extracted = figures([school(0, ("100", "", "-"))], COLUMNS | {"F": "EGE3_GE160"})
    assert extracted.blocks[0].aggregates[0].figures == {"EGE_PARTICIPANTS": 100}


def test_table_of_one_procedure_with_counts():
    header = ["Школа", "Логин", "Сдавали", "2", "3", "4", "5"]
    rows = [["СОШ 1", "edu250001", 20.0, 6.0, 8.0, 4.0, 2.0], ["СОШ 2", "edu250002", 10.0, 1.0, 4.0, 4.0, 2.0]]
    columns = {"A": "name", "B": "fisoko", "C": "participants", "D": "mark2", "E": "mark3", "F": "mark4", "G": "mark5"}
    constants = {"kind": "OGE", "grade": 9, "subject": "MA", "academic_year": 2019}
    extracted = figures(rows, columns, header, constants=constants)
    block = extracted.blocks[0]
    assert (block.kind, block.grade, block.subject, block.academic_year) == ("OGE", 9, "MA", 2019)
    assert [row.marks for row in block.aggregates] == [{"2": 6, "3": 8, "4": 4, "5": 2}]
    assert [(p.code, p.row) for p in extracted.problems] == [("ROW_INCONSISTENT", 3)]


def test_table_of_one_procedure_with_fractions():
    header = ["Логин", "Сдавали", "2", "3", "4", "5"]
    columns = {"A": "fisoko", "B": "participants", "C": "percent2", "D": "percent3", "E": "percent4", "F": "percent5"}
    constants = {"kind": "VPR", "grade": 6, "subject": "RU", "academic_year": 2020}
    extracted = figures(
        [["edu250001", 20.0, 0.3, 0.4, 0.2, 0.1]], columns, header, constants=constants, percent_scale=1
    )
    row = extracted.blocks[0].aggregates[0]
    assert (row.participants, row.marks) == (20, {"2": 6, "3": 8, "4": 4, "5": 2})


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"D": "EGE_PARTICIPANTS", "G": "academic_year"}, "кодом школы"),
        ({"C": "ogrn", "G": "academic_year"}, "ни одного столбца"),
        ({"C": "ogrn", "D": "HEADCOUNT"}, "учебный год"),
        ({"C": "ogrn", "D": "mark2", "G": "academic_year"}, "все четыре"),
        ({"C": "ogrn", "D": "participants", "G": "academic_year"}, "вид работы"),
        ({"C": "ogrn", "D": "ogrn"}, "двух столбцов"),
        ({"C": "ogrn", "D": "salary"}, "Неизвестное назначение"),
        ({"C3": "ogrn"}, "Нет столбца"),
    ],
)
def test_useless_mapping_is_refused_in_words(columns, words):
    extracted = figures(columns=columns)
    assert codes(extracted) == ["MAPPING_INVALID"]
    assert words in extracted.problems[0].message
    assert adds_up(extracted)


def test_column_beyond_the_sheet_and_table_without_mapping():
    assert codes(figures(columns=COLUMNS | {"ZZ": "HEADCOUNT"})) == ["HEADER_NOT_FOUND"]
    assert codes(figures(columns={})) == ["MAPPING_REQUIRED"]


def test_personal_column_is_refused_and_not_repeated():
    rows = [[*school(0, ("100", "10", "60"))[:-1], "Сидорова Анна"]]
    extracted = figures(rows, COLUMNS | {"F": "EGE3_GE160"}, [*HEADER[:-1], "ФИО директора"])
    assert "PERSONAL_DATA" in codes(extracted)
    assert "Сидорова" not in repr(extracted)
    assert extracted.blocks == []


def test_proposal_names_codes_by_content_and_corrects_the_lying_column():
    proposal = propose_mapping([HEADER, *(school(i, counts) for i, counts in enumerate(COUNTS))])
    assert proposal is not None
    roles = {column.column: column.role for column in proposal.columns}
    assert roles == COLUMNS | {"F": "EGE3_GE160"}
    lying = next(column for column in proposal.columns if column.column == "F")
    assert lying.confidence == 50
    assert "нарушено в 3 из 5 строк" in lying.reasons[0]
    assert ("H", "LINK") in proposal.ignored
    assert proposal.as_mapping()["columns"] == roles


def test_proposal_finds_a_header_under_a_title_and_codes_under_a_strange_name():
    rows = [["Сведения о школах"], [], ["Школа", "Номер в реестре"], ["СОШ 1", OGRN[0]], ["СОШ 2", OGRN[1]]]
    proposal = propose_mapping(rows)
    assert proposal is not None
    assert proposal.header_row == 3
    assert {column.role for column in proposal.columns} == {"name", "ogrn"}


def test_no_proposal_for_a_table_without_codes():
    assert propose_mapping([["Месяц", "Дождей"], ["Май", 5.0]]) is None


def test_every_invariant_speaks_of_known_names():
    names = {name for invariant in INVARIANTS for name in invariant.names}
    assert names <= {*METRICS, *ROLE_TITLES}
    assert all(len(code) <= 32 for code in METRICS)
