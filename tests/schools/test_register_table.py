"""A free table of schools: what a mapping may say, and what comes back when it cannot be used."""

import pytest

from schools.importers.layouts import register_table
from shnor_portal.demo.world.codes import ogrn
from shnor_portal.imports.reader.types import RawSheet, RawWorkbook

HEAD = ["ID", "OGRN", "EDU_NAME", "Телефон директора", "Pupils"]
BODY = [[str(n), ogrn(n), f"Школа № {n}", "8 914 000-00-00", str(100 + n)] for n in (1, 2, 3)]
MAPPING = {"header_row": 1, "columns": {"B": "ogrn", "C": "name", "E": "headcount"}}


def workbook(*rows, more=()):
    return RawWorkbook("csv", [RawSheet("Таблица", [list(row) for row in rows]), *more])


def read(mapping, *rows, more=()):
    book = workbook(*(rows or (HEAD, *BODY)), more=more)
    recognition = register_table.LAYOUT.recognise(book)
    return register_table.LAYOUT.extract(book, recognition, {"mapping": mapping})


def test_claims_weakly_with_a_reason():
    claim = register_table.LAYOUT.recognise(workbook(HEAD, *BODY))
    assert claim.confidence == 30
    assert any("ОГРН" in reason for reason in claim.reasons)
    assert register_table.LAYOUT.recognise(workbook(["Имя", "Цвет"], ["а", "б"])) is None


def test_rows_are_those_of_a_register_and_phones_are_not_read():
    found = read(MAPPING)
    rows = found.blocks[0].register
    assert [row["name"] for row in rows] == ["Школа № 1", "Школа № 2", "Школа № 3"]
    assert rows[0]["codes"] == {"ogrn": ogrn(1)}
    assert rows[0]["headcount"] == {"": 101}
    assert found.counts.dropped_personal_columns == 1
    assert (found.counts.seen, found.counts.taken, found.counts.skipped) == (4, 3, 1)


def test_wrong_check_digit_refuses_the_row_only():
    wrong = ["9", "1027700566762", "Школа № 9", "", "5"]
    found = read(MAPPING, HEAD, *BODY, wrong)
    assert (found.counts.taken, found.counts.refused) == (3, 1)
    assert (found.problems[-1].row, found.problems[-1].column) == (5, "B")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"C": "name"}, "кодом школы"),
        ({"B": "ogrn"}, "названием школы"),
        ({"B": "ogrn", "C": "ogrn"}, "двух столбцов"),
        ({"B": "ogrn", "C": "name", "D": "boss"}, "Неизвестное назначение"),
        ({"B": "ogrn", "C": "name", "Ю": "district"}, "Нет столбца"),
    ],
)
def test_useless_mapping_is_refused_in_words(columns, words):
    found = read({"header_row": 1, "columns": columns})
    assert found.problems[0].code == "MAPPING_INVALID"
    assert words in found.problems[0].message
    assert found.counts.refused == found.counts.seen == 4


def test_mapping_of_a_column_or_row_that_the_sheet_lacks():
    assert read({"header_row": 1, "columns": {"B": "ogrn", "AZ": "name"}}).problems[0].code == "HEADER_NOT_FOUND"
    assert read({"header_row": 99, "columns": MAPPING["columns"]}).problems[0].code == "HEADER_NOT_FOUND"
    assert read({"header_row": "x", "columns": MAPPING["columns"]}).problems[0].code == "MAPPING_INVALID"


def test_other_sheets_are_passed_over_and_counted():
    other = RawSheet("Справка", [["что угодно"]])
    found = read({**MAPPING, "sheet": "Таблица"}, more=[other])
    assert found.counts.skip_reasons["лист не относится к этой форме"] == 1
    assert read({**MAPPING, "sheet": "Нет такого"}, more=[other]).problems[0].code == "MAPPING_INVALID"
