"""Old .xls workbooks (catalogue Z5, Z6, S13): officers really hold them, and they are read like the rest."""

import pytest

from tests.imports.reader.conftest import Reads, Refuses, cells
from tests.imports.reader.old_excel import container, old_book

ROWS: list[list[str | float]] = [["Код ОО", "Балл"], ["111002", 4.0], ["111003", 27.0]]


@pytest.mark.parametrize("name", ["протокол.xls", "протокол.xlsx", "протокол"])
def test_old_workbook_is_read_under_any_name(read: Reads, name: str) -> None:
    result = read(old_book(ROWS), name)

    assert (result.kind, [sheet.name for sheet in result.sheets]) == ("xls", ["Лист1"])
    assert cells(result) == ROWS


def test_old_workbook_full_to_the_last_row_is_suspected(read: Reads) -> None:
    result = read(old_book([n] for n in range(65_536)), "выгрузка.xls")

    assert [(p.code, p.row) for p in result.problems] == [("ROW_LIMIT_SUSPECT", 65_536)]
    assert result.sheets[0].rows == 65_536


def test_control_character_in_old_workbook_is_marked(read: Reads) -> None:
    result = read(old_book([["а\0б", "в"]]), "а.xls")

    assert cells(result) == [["TEXT_CONTROL:", "в"]]


@pytest.mark.parametrize("keep", [600, 5000, -700])
def test_old_workbook_cut_short_is_damaged(refusal: Refuses, keep: int) -> None:
    content = old_book([[float(n), "текст"] for n in range(500)])

    assert refusal(content[:keep], "а.xls").code == "XLSX_DAMAGED"


def test_word_document_is_no_workbook(refusal: Refuses) -> None:
    assert refusal(container({"WordDocument": b"x"}), "а.xls").code == "TYPE_UNSUPPORTED"
