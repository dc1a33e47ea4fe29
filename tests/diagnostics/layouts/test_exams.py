"""ЕГЭ and ОГЭ protocols: counted by school, and nobody's name in what comes out."""

import pytest

from diagnostics.importers.layouts import ege_e1, ege_e2, oge_o1, oge_o2, oge_o3
from shnor_portal.imports.reader.types import Severity

from .books import adds_up, book, codes, extract, sheet

E1_HEADER = [
    "№", "Код МСУ", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Фамилия", "Имя", "Отчество", "Серия", "Номер",
    "Задания с кратким ответом", "Задания с развёрнутым ответом", "Первичный балл", "Балл",
]  # fmt: skip
O2_HEADER = [
    "№", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Фамилия", "Имя", "Отчество", "Серия", "Номер",
    "Задания с кратким ответом", "Задания с развёрнутым ответом", "Первичный балл", "Оценка",
]  # fmt: skip
E2_HEADER = [title for title in O2_HEADER if title != "Задания с развёрнутым ответом"]
TITLE = "01 - Русский язык 2022.06.23"
SECRETS = ("Приметнов", "Ёлкин", "Акакиевич", "4509", "77123")


def person(i, school=111002.0, primary=30.0, score=60.0):
    name = ["Приметнов" if i % 2 else "Ёлкин", "Акакий", "Акакиевич"]
    place = [float(i), 111.0, school, "11А", 1.0, 5.0]
    return [*place, *name, "4509", f"77123{i}", "++-+", "1(2)0(3)", primary, score]


def pupil(i, school="112001", primary=15.0, mark=3.0):
    return [float(i), school, "9Б", 1.0, 5.0, "Приметнов", "Акакий", "Акакиевич", "4509", f"77123{i}", "++", "1(2)",
            primary, mark]  # fmt: skip


def base(row, primary, mark):
    """A row of base maths: no extended answers."""
    return [*row[:11], primary, mark]


def e1(*rows, title=TITLE, header=E1_HEADER, **options):
    return extract(ege_e1.LAYOUT, book(sheet([[None, None, title], header, *rows])), **options)


def o2(*rows, title="02 - Математика 2019.06.06", **options):
    return extract(oge_o2.LAYOUT, book(sheet([[title], O2_HEADER, *rows])), **options)


def assert_nobody_named(extracted):
    told = repr(extracted)
    assert not [secret for secret in SECRETS if secret in told]


def test_ege_is_counted_by_school_with_codes_in_any_writing():
    extracted = e1(person(1, 111002.0, score=60.0), person(2, "111002.0", score=20.0), person(3, "111003", score=20.0),
                   person(4, "111002", score=20.0))  # fmt: skip
    block = extracted.blocks[0]
    assert (block.kind, block.grade, block.subject, block.level) == ("EGE", 11, "RU", "")
    assert (block.academic_year, block.held_on) == (2021, "2022-06-23")
    first, second = block.aggregates
    assert (first.codes, first.participants, first.rows, first.row, first.row_to) == ({"ris": "111002"}, 3, 3, 3, 6)
    assert (first.distribution, first.score_sum, first.scored) == ({"20": 2, "60": 1}, 100, 3)
    assert first.marks == {}
    assert second.distribution == {"20": 1}
    assert extracted.counts.dropped_personal_columns == 5
    assert extracted.problems == []
    assert_nobody_named(extracted)


def test_marks_are_taken_from_the_file_and_never_from_points():
    extracted = o2(pupil(1, primary=9.0, mark=2.0), pupil(2, primary=8.0, mark=3.0), pupil(3, primary=31.0, mark=5.0))
    row = extracted.blocks[0].aggregates[0]
    assert row.marks == {"2": 1, "3": 1, "4": 0, "5": 1}
    assert row.distribution == {"8": 1, "9": 1, "31": 1}
    assert (row.score_sum, row.scored) == (48, 3)
    assert_nobody_named(extracted)


def test_footers_are_skipped_and_the_total_is_compared():
    footers = [["Средние", *[None] * 12, 30.0, 60.0], ["Минимальная граница", None, 24.0], ["Всего участников: 3"]]
    extracted = e1(person(1), person(2), *footers)
    assert extracted.counts.skip_reasons["итоговая строка"] == 3
    assert [(p.code, p.severity, p.row) for p in extracted.problems] == [("ROW_INCONSISTENT", Severity.WARNING, 7)]
    assert extracted.blocks[0].aggregates[0].participants == 2
    assert adds_up(extracted)


def test_total_with_its_number_in_the_column_of_codes_is_no_participant():
    extracted = e1(person(1), person(2), ["Всего участников", None, 2.0])
    assert extracted.problems == []
    assert [row.codes["ris"] for row in extracted.blocks[0].aggregates] == ["111002"]


def test_pupil_called_like_a_footer_is_a_pupil():
    row = person(1)
    row[0], row[6] = None, "Средний"
    assert e1(row).counts.taken == 1


def test_stacked_exams_of_one_sheet():
    rows = [[None, None, None, TITLE], E1_HEADER, person(1), [], ["02 - Математика 2022.06.02"], E1_HEADER, person(1),
            person(2), ["22 - Математика базовая 2022.06.03"], E2_HEADER, base(pupil(1), 10.0, 4.0)]  # fmt: skip
    extracted = extract(ege_e1.LAYOUT, book(sheet(rows)))
    blocks = [(b.subject, b.level, sum(r.rows for r in b.aggregates)) for b in extracted.blocks]
    assert blocks == [("RU", "", 1), ("MA", "PROFILE", 2), ("MA", "BASE", 1)]
    assert extracted.counts.dropped_personal_columns == 15
    assert adds_up(extracted)
    assert_nobody_named(extracted)


def test_base_maths_has_marks():
    rows = [["22 - Математика базовая 2022.06.03"], E2_HEADER, base(pupil(1), 5.0, 2.0), base(pupil(2), 12.0, 4.0)]
    extracted = extract(ege_e2.LAYOUT, book(sheet(rows)))
    block = extracted.blocks[0]
    assert (block.kind, block.subject, block.level) == ("EGE", "MA", "BASE")
    assert block.aggregates[0].marks == {"2": 1, "3": 0, "4": 1, "5": 0}
    assert block.aggregates[0].distribution == {"5": 1, "12": 1}


def test_name_of_the_subject_wins_over_its_number():
    extracted = o2(pupil(1), title="09 - Обществознание 2019.06.10")
    assert extracted.blocks[0].subject == "SOC"
    assert [(p.code, p.severity) for p in extracted.problems] == [("SUBJECT_CODE_MISMATCH", Severity.WARNING)]


def test_gve_is_left_out_with_a_word():
    rows = [
        ["51 - Русский язык ГВЭ 2022.05.24"],
        O2_HEADER,
        pupil(1),
        ["01 - Русский язык 2022.06.07"],
        O2_HEADER,
        pupil(2),
    ]
    extracted = extract(oge_o2.LAYOUT, book(sheet(rows)))
    assert [b.held_on for b in extracted.blocks] == ["2022-06-07"]
    assert codes(extracted) == ["KIND_UNSUPPORTED"]
    assert adds_up(extracted)


def test_sparse_protocol():
    def spread(values):
        places = [0, 8, 1, 2, 4, 6, 10, 12, 13, 15, 16, 14, 17, 18, 20]
        row = [None] * 21
        for place, value in zip(places, values, strict=True):
            row[place] = value
        return row

    header = spread(["№", "Код МСУ", *O2_HEADER[1:]])
    rows = [spread([1.0, 112.0, *pupil(1)[1:]]), spread([2.0, 112.0, *pupil(2, mark=5.0)[1:]])]
    extracted = extract(oge_o3.LAYOUT, book(sheet([[*[None] * 5, "01 - Русский язык 2019.05.28"], header, *rows])))
    assert extracted.blocks[0].aggregates[0].marks == {"2": 0, "3": 1, "4": 0, "5": 1}
    assert_nobody_named(extracted)


def test_normalised_csv_is_named_by_its_file():
    header = ["SchoolCode", "ClassCode", "SurnameCell", "NameCell", "SecondNameCell", "DocumentSeriesCode",
              "DocumentNumberCode", "TestResultBCell", "TestResultCCell", "PrimaryMark", "Mark5"]  # fmt: skip
    rows = [["112001", "9А", "Приметнов", "Акакий", "Акакиевич", "4509", f"77123{i}", "+-", "1(2)", "20", "4"]
            for i in range(2)]  # fmt: skip
    page = sheet([header, *rows], "02_2019.06.06")
    block = extract(oge_o1.LAYOUT, book(page, kind="csv")).blocks[0]
    assert (block.kind, block.subject, block.academic_year) == ("OGE", "MA", 2018)
    assert block.aggregates[0].marks == {"2": 0, "3": 0, "4": 2, "5": 0}
    page.name = "выгрузка"
    assert codes(extract(oge_o1.LAYOUT, book(page, kind="csv"))) == ["PROCEDURE_UNKNOWN"]
    chosen = extract(oge_o1.LAYOUT, book(page, kind="csv"), subject="RU", academic_year=2018).blocks[0]
    assert (chosen.subject, chosen.academic_year) == ("RU", 2018)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"score": 101.0}, "VALUE_RANGE"),
        ({"score": 60.5}, "VALUE_TYPE"),
        ({"school": "Приметнов Акакий"}, "PERSONAL_DATA"),
        ({"school": "Приметнов"}, "CODE_INVALID"),
        ({"school": "Примeтнов"}, "CODE_MIXED_SCRIPT"),
        ({"school": None}, "ROW_NOT_DATA"),
        ({"score": "Ёлкин"}, "VALUE_TYPE"),
    ],
)
def test_faulty_row_is_refused_and_nobody_is_named(change, code):
    extracted = e1(person(1), person(2, **change))
    assert codes(extracted) == [code]
    assert extracted.problems[0].row == 4
    assert (extracted.counts.taken, extracted.counts.refused) == (1, 1)
    assert_nobody_named(extracted)
    assert "Прим" not in repr(extracted)


def test_participant_without_a_result_is_skipped_not_failed():
    extracted = e1(person(1), person(2, primary=None, score=None), person(3, primary="-", score="-"))
    assert extracted.blocks[0].aggregates[0].participants == 1
    assert extracted.counts.skip_reasons["нет результата: не явился, удалён или результат аннулирован"] == 2
    assert adds_up(extracted)


def test_same_document_twice_exact_and_conflicting():
    again = [*person(1)]
    again[0] = 7.0
    extracted = e1(person(1), again, person(2), person(2, "111003"), person(3))
    assert extracted.counts.skip_reasons["полный повтор другой строки"] == 1
    assert [(p.code, p.row) for p in extracted.problems] == [("ROW_CONFLICT", 5), ("ROW_CONFLICT", 6)]
    assert extracted.counts.taken == 2
    assert adds_up(extracted)
    assert_nobody_named(extracted)


def test_protocol_of_another_year_is_refused():
    extracted = e1(person(1), academic_year=2020)
    assert codes(extracted) == ["TEMPLATE_VERSION"]
    assert extracted.counts.taken == 0
    assert adds_up(extracted)


def test_oge_without_marks_is_refused_rather_than_computed():
    rows = [["02 - Математика 2019.06.06"], E1_HEADER, person(1)]
    recognition = ege_e1.LAYOUT.recognise(book(sheet(rows)))
    assert recognition is not None
    extracted = oge_o2.LAYOUT.extract(book(sheet(rows)), recognition, {})
    assert codes(extracted) == ["HEADER_MISSING"]


@pytest.mark.parametrize("layout", [ege_e2, oge_o1, oge_o2, oge_o3])
def test_other_layouts_do_not_claim_the_protocol(layout):
    assert layout.LAYOUT.recognise(book(sheet([[TITLE], E1_HEADER, person(1)]))) is None


def test_headless_block_under_a_title_is_refused():
    extracted = e1(person(1), ["03 - Физика 2022.06.06"], person(2), person(3))
    assert codes(extracted) == ["HEADER_NOT_FOUND"]
    assert extracted.counts.refused == 3
    assert adds_up(extracted)
