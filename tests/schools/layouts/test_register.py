"""The register of schools: names, codes with check digits, words of kinds and places."""

import pytest

from schools.codes import is_fisoko_login, is_inn, is_ogrn, is_ris_code
from schools.importers.layouts import register
from shnor_portal.imports.reader.types import Cell, RawSheet, RawWorkbook, Severity

HEADER = [
    "№", "Краткое наименование", "Вид", "Местность", "Логин ФИС ОКО", "Код ОО (РИС ГИА)", "ОГРН", "ИНН",
    "10–11 классы", "Дата закрытия", "Обучающихся в 2019/2020", "Обучающихся в 2020/2021", "Телефон директора",
]  # fmt: skip
GOOD = {
    "n": 1.0, "name": "МБОУ СОШ № 1", "kind": "общеобразовательная", "place": "город", "login": "edu250001",
    "ris": "111001", "ogrn": 1027700566761.0, "inn": "7830002293", "senior": "да", "closed": None,
    "h1": 400.0, "h2": 410.0, "phone": "8 914 123-45-67",
}  # fmt: skip


def row(**change):
    return list((GOOD | change).values())


def read(*rows, header=HEADER, above=(["Реестр школ"],)):
    width = len(header)
    cells = [[*r, *[None] * (width - len(r))] for r in (*above, header, *rows)]
    workbook = RawWorkbook("xlsx", [RawSheet("Реестр", cells)])
    recognition = register.LAYOUT.recognise(workbook)
    assert recognition is not None
    return register.LAYOUT.extract(workbook, recognition, {})


def codes(extracted):
    return sorted(code for code in extracted.problem_counts if code != "PERSONAL_DATA")


def test_school_is_read_with_its_codes_and_figures():
    extracted = read(row())
    school = extracted.blocks[0].register[0]
    assert school["row"] == 3
    assert school["name"] == "МБОУ СОШ № 1"
    assert school["codes"] == {"fisoko": "edu250001", "ris": "111001", "ogrn": "1027700566761", "inn": "7830002293"}
    assert (school["kind"], school["locality"], school["has_senior_grades"]) == ("ordinary", "city", True)
    assert school["headcount"] == {"2019": 400, "2020": 410}
    assert codes(extracted) == []


def test_contacts_are_dropped_counted_and_told():
    extracted = read(row())
    assert extracted.counts.dropped_personal_columns == 1
    assert [(p.code, p.severity) for p in extracted.problems] == [("PERSONAL_DATA", Severity.INFO)]
    assert "914" not in repr(extracted)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ogrn": "1027700566762"}, "CODE_INVALID"),
        ({"ogrn": "1.0277E+12"}, "CODE_NUMERIC"),
        ({"inn": "7830002294"}, "CODE_INVALID"),
        ({"login": "edu25"}, "CODE_INVALID"),
        ({"login": "eдu250001"}, "CODE_MIXED_SCRIPT"),
        ({"ris": "1110\u200d01"}, "CODE_INVISIBLE"),
        ({"login": None, "ris": None, "ogrn": None, "inn": None}, "REF_UNKNOWN"),
        ({"closed": "31.02.2021"}, "VALUE_DATE"),
        ({"closed": 44000.0}, "VALUE_DATE"),
        ({"h1": -5.0}, "VALUE_RANGE"),
        ({"name": None}, "ROW_NOT_DATA"),
        ({"name": "Школа\x00"}, "TEXT_CONTROL"),
    ],
)
def test_faulty_row_is_refused(change, code):
    extracted = read(row(**change), row(login="edu250002", ris="111002"))
    assert codes(extracted) == [code]
    assert [s["codes"]["ris"] for s in extracted.blocks[0].register] == ["111002"]
    counts = extracted.counts
    assert (counts.taken, counts.refused) == (1, 1)
    assert counts.seen == counts.taken + counts.skipped + counts.refused


def test_number_cell_gets_its_leading_zero_back_only_when_the_check_digit_agrees():
    assert read(row(inn=564000228.0)).problem_counts.get("CODE_INVALID") == 1
    assert read(row(inn=277014003.0)).blocks[0].register[0]["codes"]["inn"] == "0277014003"


def test_unknown_kind_is_left_empty_with_a_warning():
    extracted = read(row(kind="кадетская"))
    assert codes(extracted) == ["REF_UNKNOWN"]
    assert extracted.blocks[0].register[0]["kind"] == ""
    assert extracted.counts.taken == 1


def test_two_rows_of_one_login_conflict_and_a_plain_repeat_is_skipped():
    same = read(row(), row(n=2.0))
    assert same.counts.taken == 1
    assert same.counts.skip_reasons["полный повтор другой строки"] == 1
    other = read(row(), row(n=2.0, ris="111002", h2=5.0))
    assert codes(other) == ["ROW_CONFLICT"]
    assert other.counts.taken == 0


def test_branches_may_share_the_registration_number():
    extracted = read(row(), row(login="edu250002", ris="111002"))
    assert extracted.counts.taken == 2


def test_short_register_with_a_bare_headcount():
    extracted = read(["Лицей 3", "edu250003", 700.0], header=["Школа", "Логин", "Контингент"], above=())
    school = extracted.blocks[0].register[0]
    assert (school["codes"], school["headcount"]) == ({"fisoko": "edu250003"}, {"": 700})


def test_table_without_codes_is_not_a_register():
    rows: list[list[Cell]] = [["Школа", "Адрес"], ["СОШ 1", "ул. Мира"]]
    assert register.LAYOUT.recognise(RawWorkbook("xlsx", [RawSheet("Л", rows)])) is None


@pytest.mark.parametrize("code", ["1027700566761", "1137746779576", "1147746919319"])
def test_ogrn_with_another_check_digit_fails(code):
    assert is_ogrn(code)
    assert not [digit for digit in "0123456789" if digit != code[-1] and is_ogrn(code[:-1] + digit)]
    assert not is_ogrn(code[:-1])
    assert not is_ogrn("١" + code[1:])


def test_inn_login_and_ris_shapes():
    assert is_inn("7830002293")
    assert not is_inn("7830002239")
    assert not is_inn("783000229")
    assert is_fisoko_login("sch250001")
    assert not is_fisoko_login("EDU250001")
    assert is_ris_code("111002")
    assert not is_ris_code("11a002")
