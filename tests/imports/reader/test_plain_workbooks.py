"""Workbooks and delimited text read as plain tables, the way documents are."""

from tests.imports.reader import books
from tests.imports.reader.conftest import Tables
from tests.imports.reader.old_excel import old_book


def test_workbook_gives_plain_tables_by_sheet(tables: Tables) -> None:
    first = '<c r="B3" t="inlineStr"><is><t>Собрать\nзаявки</t></is></c><c r="C3"><v>5</v></c><c r="D3"><v>1.5</v></c>'
    cells = f'<row r="3">{first}</row><row r="4"><c r="C4"><v>7</v></c></row>'
    merged = books.sheet(cells, after='<mergeCells><mergeCell ref="B3:B4"/></mergeCells>')
    table = tables(books.book(merged), "план.xlsx")[0]

    assert (table.place, table.numbers) == ("лист «Лист1»", [3, 4])
    assert table.rows == [["Собрать\nзаявки", "5", "1,5"], ["Собрать\nзаявки", "7", ""]]
    assert table.repeats == [(1, 0)]


def test_row_merged_across_a_sheet_is_wide(tables: Tables) -> None:
    rows_ = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>I. Начало</t></is></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c><c r="C2"><v>3</v></c></row>'
    )
    table = tables(
        books.book(books.sheet(rows_, after='<mergeCells><mergeCell ref="A1:C1"/></mergeCells>')), "план.xlsx"
    )[0]
    assert (table.rows[0], table.wide) == (["I. Начало", "", ""], [0])


def test_hidden_sheets_and_rows_are_read_and_said(tables: Tables) -> None:
    extra = {"xl/workbook.xml": books.workbook("Лист1", states={"Лист1": "hidden"})}
    table = tables(books.book(books.sheet(books.ROW.replace("<row ", '<row hidden="1" ')), extra), "план.xlsx")[0]
    assert table.rows == [["Код", "5"]]
    assert len(table.notes) == 2


def test_old_workbook_and_text_are_read_too(tables: Tables) -> None:
    assert tables(old_book([["Код", 5.0]]), "план.xls")[0].rows == [["Код", "5"]]
    assert tables("№;Что\n1;Собрать\n2\n".encode(), "план.csv")[0].rows == [["№", "Что"], ["1", "Собрать"], ["2", ""]]
