"""V1: what an officer notices in individual results."""

import pytest

from diagnostics.importers.layouts import vpr_v1
from shnor_portal.imports.reader.types import CellError, Severity

from .books import V1_HEADER, adds_up, book, codes, pupil, pupils_of, read_v1, sheet, v1_sheet


def test_clean_protocol_is_read_whole():
    extracted = read_v1(v1_sheet([pupil(10001.0), pupil("10002", t3="X", primary=3.0, mark=3.0)]))
    block = extracted.blocks[0]
    assert (block.kind, block.grade, block.subject, block.academic_year) == ("VPR", 6, "MA", 2020)
    assert (block.held_on, block.max_score) == ("2021-03-16", 7)
    assert [(t.label, t.maximum, t.difficulty) for t in block.tasks] == [
        ("1", 1, "Б"),
        ("9.1", 2, "П"),
        ("1К1", 4, "Б"),
    ]
    assert pupils_of(extracted).row == [7, 8]
    assert pupils_of(extracted).pupil_code == ["10001", "10002"]
    assert pupils_of(extracted).tasks == [[1, 2, 3], [1, 2, None]]
    assert pupils_of(extracted).primary_score == [6, 3]
    assert extracted.problems == []


@pytest.mark.parametrize("blank", ["X", "Х", "х", "-", "–", "НЕТ ОТМЕТКИ", "", None, " "])
def test_absence_marks_are_missing_not_zero(blank):
    extracted = read_v1(v1_sheet([pupil(mark=blank, journal=blank, t1=blank, primary=5.0)]))
    pupils = pupils_of(extracted)
    assert (pupils.mark, pupils.journal_mark, pupils.tasks) == ([None], [None], [[None, 2, 3]])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"mark": 6.0}, "VALUE_RANGE"),
        ({"mark": 1.0}, "VALUE_RANGE"),
        ({"t1": 2.0, "primary": 7.0}, "VALUE_RANGE"),
        ({"t1": -1.0}, "VALUE_RANGE"),
        ({"t2": 1.5}, "VALUE_TYPE"),
        ({"t2": True}, "VALUE_TYPE"),
        ({"t2": "зачёт"}, "VALUE_TYPE"),
        ({"t2": "4,35"}, "VALUE_TYPE"),
        ({"t2": float("nan")}, "VALUE_TYPE"),
        ({"t2": float("inf")}, "VALUE_TYPE"),
        ({"t2": CellError("#N/A")}, "CELL_ERROR"),
        ({"t2": CellError("")}, "FORMULA_NO_VALUE"),
        ({"primary": 101.0}, "VALUE_RANGE"),
        ({"primary": 5.0}, "ROW_INCONSISTENT"),
        ({"t1": "X", "primary": 4.0}, "ROW_INCONSISTENT"),
        ({"code": "1.23E+19"}, "CODE_NUMERIC"),
        ({"code": "100012"}, "CODE_INVALID"),
        ({"code": "10\u200d01"}, "CODE_INVISIBLE"),
        ({"code": "Иванов Иван Иванович"}, "PERSONAL_DATA"),
        ({"login": "еdu250001"}, "CODE_MIXED_SCRIPT"),
        ({"login": "школа 1"}, "CODE_INVALID"),
        ({"login": None}, "REF_UNKNOWN"),
        ({"code": None}, "ROW_NOT_DATA"),
    ],
)
def test_faulty_row_is_refused_with_its_place(change, code):
    extracted = read_v1(v1_sheet([pupil(10001.0), pupil(**({"code": 10002.0} | change))]))
    assert codes(extracted) == [code]
    assert {(p.row, p.sheet, p.severity) for p in extracted.problems} == {
        (8, "Ф1_Индивидуальные результаты", Severity.ERROR)
    }
    assert pupils_of(extracted).pupil_code == ["10001"]
    assert (extracted.counts.taken, extracted.counts.refused) == (1, 1)
    assert adds_up(extracted)


def test_a_name_in_place_of_a_code_is_never_repeated():
    extracted = read_v1(v1_sheet([pupil("Сидоров Пётр"), pupil(10002.0)]))
    assert "Сидоров" not in repr(extracted)


def test_column_of_names_refuses_the_sheet_without_its_content():
    header = [*V1_HEADER, "Фамилия"]
    extracted = read_v1(v1_sheet([[*pupil(), "Сидоров"]], header=header))
    assert codes(extracted) == ["PERSONAL_DATA"]
    assert extracted.problems[0].column == "M"
    assert "Сидоров" not in repr(extracted)
    assert extracted.blocks == []
    assert adds_up(extracted)


def test_repeats_exact_are_skipped_and_different_name_both_rows():
    rows = [pupil(10001.0), pupil(10001.0), pupil(10002.0), pupil(10002.0, mark=5.0), pupil(10003.0)]
    extracted = read_v1(v1_sheet(rows))
    assert pupils_of(extracted).pupil_code == ["10001", "10003"]
    assert [(p.code, p.row) for p in extracted.problems] == [("ROW_CONFLICT", 9), ("ROW_CONFLICT", 10)]
    assert "Строки 9 и 10" in extracted.problems[0].message
    assert extracted.counts.skip_reasons["полный повтор другой строки"] == 1
    assert adds_up(extracted)


def test_same_pupil_on_two_sheets_of_one_procedure_is_a_conflict():
    extracted = read_v1(v1_sheet([pupil()]), v1_sheet([pupil(mark=5.0)], name="Индивидуальные 2"))
    assert codes(extracted) == ["ROW_CONFLICT"]
    assert "листа «Индивидуальные 2»" in extracted.problems[0].message
    assert extracted.counts.taken == 0
    assert adds_up(extracted)


def test_same_code_in_two_schools_is_two_pupils():
    extracted = read_v1(v1_sheet([pupil(10001.0, "edu250001"), pupil(10001.0, "sch250002")]))
    assert pupils_of(extracted).school_code == ["edu250001", "sch250002"]
    assert extracted.problems == []


def test_programme_grade_and_written_grade():
    title = "ВПР 2020 Русский язык 5 класс (по программе 4 класса)"
    page = v1_sheet([pupil()], title)
    page.rows[1][1], page.rows[3][1] = "Русский язык", "22.09.2020"
    block = read_v1(page).blocks[0]
    assert (block.grade, block.written_in_grade, block.subject, block.academic_year) == (4, 5, "RU", 2019)


def test_autumn_work_without_a_programme_grade_is_doubted_aloud():
    page = v1_sheet([pupil()], "ВПР 2020 Математика 6 класс")
    page.rows[3][1] = "22.09.2020"
    extracted = read_v1(page)
    assert codes(extracted) == ["YEAR_UNCLEAR"]
    assert extracted.blocks[0].academic_year == 2020
    assert extracted.counts.taken == 1


def test_a_school_named_after_a_subject_does_not_change_the_subject():
    page = v1_sheet([pupil()], above=[["МБОУ «Физический лицей» (edu250001) | Кол-во участников: 1"]])
    page.rows[1][0] = page.rows[1][1] = None
    assert read_v1(page).blocks[0].subject == "MA"


def test_stated_number_of_participants_is_compared():
    line = ["МБОУ СОШ № 1 (edu250001) | Кол-во участников: 3"]
    extracted = read_v1(v1_sheet([pupil(10001.0), pupil(10002.0)], above=[line]))
    assert [(p.code, p.severity, p.row) for p in extracted.problems] == [("ROW_INCONSISTENT", Severity.WARNING, 5)]
    assert "заявлено участников 3, строк в таблице 2" in extracted.problems[0].message
    assert extracted.counts.taken == 2


def test_school_line_inside_the_table_gives_its_login_to_the_rows_below():
    rows = [["МБОУ СОШ № 2 (edu250002) | Кол-во участников: 1"], pupil(10001.0, None)]
    extracted = read_v1(v1_sheet(rows))
    assert pupils_of(extracted).school_code == ["edu250002"]
    assert extracted.counts.skip_reasons["строка школы с числом участников"] == 1


def test_totals_notes_blanks_and_repeated_header_are_skipped_with_reason():
    rows = [pupil(), [], V1_HEADER, ["Итого", None, None, None, None, None, 1.0], ["* предварительные данные"]]
    extracted = read_v1(v1_sheet(rows))
    reasons = extracted.counts.skip_reasons
    assert {"пустая строка", "повтор заголовка", "итоговая строка", "примечание"} <= set(reasons)
    assert extracted.counts.taken == 1
    assert adds_up(extracted)


def test_headers_misspelt_are_read_with_a_warning_and_spaces_are_nothing():
    header = ["ОО ", *V1_HEADER[1:3], "Код\nучастника", *V1_HEADER[4:9], "Первичный  бал", "Oтметка", V1_HEADER[11]]
    extracted = read_v1(v1_sheet([pupil()], header=header))
    assert [(p.code, p.severity, p.column) for p in extracted.problems] == [
        ("HEADER_UNKNOWN", Severity.WARNING, "K"),
        ("HEADER_UNKNOWN", Severity.WARNING, "J"),
    ]
    assert extracted.counts.taken == 1


def test_header_missing_duplicate_and_ignored_columns_are_named():
    missing = read_v1(v1_sheet([pupil()], header=[*V1_HEADER[:10], "Балл", "Прочее"]))
    assert "HEADER_MISSING" in codes(missing)
    twice = read_v1(v1_sheet([[*pupil(), 4.0]], header=[*V1_HEADER, "Отметка"]))
    assert codes(twice) == ["HEADER_DUPLICATE"]
    extra = read_v1(v1_sheet([[*pupil(), "м"]], header=[*V1_HEADER, "Пол"]))
    assert codes(extra) == ["HEADER_IGNORED"]
    assert "M «Пол»" in extra.problems[0].message
    assert extra.counts.taken == 1


def test_reordered_columns_are_read_by_title():
    order = [3, 0, 9, 10, 6, 7, 8, 4, 5, 11, 1, 2]
    extracted = read_v1(v1_sheet([[pupil()[i] for i in order]], header=[V1_HEADER[i] for i in order]))
    assert pupils_of(extracted).tasks == [[1, 2, 3]]
    assert extracted.problems == []


def test_named_sheet_without_header_says_what_was_found():
    extracted = read_v1(sheet([["Номер", "Балл"], [1.0, 2.0]], "Индивидуальные результаты"))
    assert codes(extracted) == ["HEADER_NOT_FOUND"]
    assert "«Номер», «Балл»" in extracted.problems[0].message
    assert adds_up(extracted)


def test_header_without_rows():
    assert codes(read_v1(v1_sheet([]))) == ["NO_DATA_ROWS"]


def test_hidden_rows_and_sheets_are_told_and_read():
    extracted = read_v1(v1_sheet([pupil()], hidden_rows=1, visibility="hidden"))
    assert codes(extracted) == ["ROWS_HIDDEN", "SHEET_HIDDEN"]
    assert extracted.counts.taken == 1


def test_other_sheets_are_named_and_counted():
    extracted = read_v1(v1_sheet([pupil()]), sheet([["Справка"], ["о чём угодно"]], "О файле"))
    assert codes(extracted) == ["SHEET_IGNORED"]
    assert adds_up(extracted)


def test_another_year_than_asked_for_is_refused():
    extracted = read_v1(v1_sheet([pupil()]), academic_year=2021)
    assert codes(extracted) == ["TEMPLATE_VERSION"]
    assert "2020/2021" in extracted.problems[0].message
    assert extracted.blocks == []


def test_untitled_protocol_takes_the_procedure_from_the_options():
    page = sheet([V1_HEADER, pupil()])
    assert codes(read_v1(page)) == ["PROCEDURE_UNKNOWN"]
    block = read_v1(page, subject="MA", grade=6, academic_year=2020).blocks[0]
    assert (block.subject, block.grade, block.academic_year) == ("MA", 6, 2020)


def test_every_faulty_row_is_complained_of_at_its_place():
    extracted = read_v1(v1_sheet([pupil(float(10000 + i), mark=9.0) for i in range(501)]))
    assert len({problem.row for problem in extracted.problems}) == 501
    assert extracted.problem_counts == {"VALUE_RANGE": 501}


def test_complaints_past_what_a_workbook_holds_are_only_counted(monkeypatch):
    monkeypatch.setattr("shnor_portal.imports.tables.report.KEPT_PER_SEVERITY", 100)
    extracted = read_v1(v1_sheet([pupil(float(10000 + i), mark=9.0) for i in range(101)]))
    assert len(extracted.problems) == 100
    assert extracted.problem_counts == {"VALUE_RANGE": 101}


def test_table_of_something_else_is_not_claimed():
    assert vpr_v1.LAYOUT.recognise(book(sheet([["Школа", "Ученики"], ["СОШ 1", 500.0]]))) is None


def test_one_code_for_every_pupil_is_refused_briefly():
    extracted = read_v1(v1_sheet([pupil(10001.0, mark=2.0 + i % 3) for i in range(600)]))
    assert extracted.problem_counts == {"ROW_CONFLICT": 600}
    assert len(extracted.problems) == 600
    assert max(len(problem.message) for problem in extracted.problems) < 150
