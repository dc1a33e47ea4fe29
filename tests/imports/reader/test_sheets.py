"""Shapes of sheets and cells that the fast parser hides (catalogue W-S and W-D, as read)."""

import datetime
import time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.types import Severity
from tests.imports.reader import books
from tests.imports.reader.conftest import Reads, Refuses, cells


def row(number: int, *values: object) -> str:
    columns = "ABCDEFGHIJ"
    body = "".join(f'<c r="{columns[at]}{number}"><v>{value}</v></c>' for at, value in enumerate(values))
    return f'<row r="{number}">{body}</row>'


def merges(*ranges: str) -> str:
    body = "".join(f'<mergeCell ref="{r}"/>' for r in ranges)
    return f'<mergeCells count="{len(ranges)}">{body}</mergeCells>'


@pytest.mark.parametrize("dimension", ["", '<dimension ref="A1:A1"/>', '<dimension ref="A1:XFD1048576"/>'])
def test_claimed_size_is_never_believed(read: Reads, dimension: str) -> None:
    """S1, S2: too small, absent, far too large."""
    result = read(books.book(books.sheet(row(1, 1, 2) + row(4, 3), before=dimension)))

    assert cells(result) == [[1.0, 2.0], ["", ""], ["", ""], [3.0, ""]]
    assert (result.sheets[0].rows, result.sheets[0].columns) == (4, 2)


def test_million_rows_are_refused_with_the_number(refusal: Refuses) -> None:
    """S3."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_048_577))
    answer = refusal(books.book(books.sheet(rows)))

    assert answer.code == "ROWS_TOO_MANY"
    assert "1048576" in answer.message
    assert answer.where["sheet"] == "Лист1"


@pytest.mark.parametrize(
    "rows",
    [
        row(1, 1) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        row(1, 1) + '<row r="2"><c r="AAAAAAA2"><v>1</v></c></row>',
        '<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>',
        '<row r="-2"><c r="A-2"><v>1</v></c></row>',
        '<row r="1"><c r="A99999999999999999999"><v>1</v></c></row>',
        row(1, 1) + '<row r="2"><c r="XFD2"><v>1</v></c></row>',
        '<row r="900000"><c r="ZZ900000"><f>1+1</f></c></row>',
    ],
    ids=[
        "last cell",
        "only the last cell",
        "no such column",
        "only no such column",
        "row −2",
        "huge row",
        "far right",
        "far formula",
    ],
)
def test_cell_out_of_range_is_refused_quickly(refusal: Refuses, rows: str) -> None:
    """S4: on some of these the fast parser aborts its process; the answer names the cell all the same."""
    started = time.perf_counter()
    answer = refusal(books.book(books.sheet(rows)))

    assert answer.code == "SHEET_RANGE"
    assert answer.where["sheet"] == "Лист1"
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "after",
    [merges("A1:XFD1048576"), merges(*(f"A{n}:B{n}" for n in range(1, 100_001)))],
    ids=["whole sheet", "100 000 merges"],
)
def test_merges_without_end_are_refused(refusal: Refuses, after: str) -> None:
    """S5."""
    assert refusal(books.book(books.sheet(after=after))).code == "MERGES_TOO_MANY"


def test_ordinary_merges_are_read(read: Reads) -> None:
    assert cells(read(books.book(books.sheet(after=merges("A1:B1", "A3:A9"))))) == [["Код", 5.0]]


def test_hidden_sheets_and_rows_are_read_and_told(read: Reads, tmp_path: Path) -> None:
    """S9: three sheets of three visibilities; hidden, grouped and filtered rows."""
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        first = workbook.add_worksheet("Первый")
        for at in range(6):
            first.write_row(at, 0, [f"код{at}", at])
        first.set_row(2, None, None, {"hidden": True})
        first.set_row(3, None, None, {"hidden": True})
        first.set_row(4, None, None, {"level": 1})
        first.autofilter(0, 0, 5, 1)
        workbook.add_worksheet("Второй").hide()
        workbook.add_worksheet("Третий").very_hidden()

    result = read(path.read_bytes())

    assert [(sheet.name, sheet.visibility) for sheet in result.sheets] == [
        ("Первый", "visible"),
        ("Второй", "hidden"),
        ("Третий", "very_hidden"),
    ]
    assert (result.sheets[0].hidden_rows, result.sheets[0].grouped, result.sheets[0].filtered) == (2, True, True)
    assert [line[0] for line in cells(result)] == [f"код{at}" for at in range(6)]


def test_table_cut_at_the_old_limit_is_suspected(read: Reads) -> None:
    """S13: 65 536 rows exactly; one row less is nothing to suspect."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 65_537))
    suspected = read(books.book(books.sheet(rows))).problems
    fine = read(books.book(books.sheet(rows[: rows.rindex("<row")]))).problems

    assert [(p.code, p.severity, p.row) for p in suspected] == [("ROW_LIMIT_SUSPECT", Severity.WARNING, 65_536)]
    assert fine == []


def test_errors_and_formulas_without_value_stand_in_their_cells(read: Reads) -> None:
    """D7: also errors the fast parser does not know, at the edge and outside the rest of the table."""
    rows = (
        row(2, 1, 2)
        + '<row r="3"><c r="A3" t="e"><v>#DIV/0!</v></c><c r="B3" t="e"><f>X()</f><v>#SPILL!</v></c></row>'
        + '<row r="5"><c r="C5"><f>A2+B2</f></c></row><row r="6"><c r="A6"><f>1+1</f><v>2</v></c></row>'
        + '<row r="7"><c r="A7" t="str"><f>IF(1,"")</f><v></v></c></row>'
    )
    result = read(books.book(books.sheet(rows)))

    assert cells(result)[:5] == [
        [1.0, 2.0, ""],
        ["CELL_ERROR:#DIV/0!", "CELL_ERROR:#SPILL!", ""],
        ["", "", ""],
        ["", "", "FORMULA_NO_VALUE:"],
        [2.0, "", ""],
    ]
    assert [(p.code, p.sheet, p.row, p.column) for p in result.problems] == [
        ("CELL_ERROR", "Лист1", 3, "A"),
        ("FORMULA_NO_VALUE", "Лист1", 5, "C"),
    ]


def test_error_before_the_table_moves_its_first_row(read: Reads) -> None:
    """D7: row numbers stay those of the spreadsheet when blank rows are put back."""
    result = read(
        books.book(
            books.sheet('<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>' + '<row r="4"><c r="D4"><v>7</v></c></row>')
        )
    )

    assert (result.sheets[0].first_row, result.sheets[0].first_column) == (2, 2)
    assert cells(result) == [["CELL_ERROR:#N/A", "", ""], ["", "", ""], ["", "", 7.0]]


def test_workbook_saved_without_values_is_told(read: Reads, tmp_path: Path) -> None:
    """D7: what openpyxl writes for a formula nobody has computed."""
    workbook = openpyxl.Workbook()
    workbook.create_sheet("Баллы", 0).append(["Балл", "=1+1"])
    workbook.save(tmp_path / "f.xlsx")

    assert cells(read((tmp_path / "f.xlsx").read_bytes())) == [["Балл", "FORMULA_NO_VALUE:"]]


def with_text(text: str, place: str) -> bytes:
    """A workbook with 1 in A1 and the text in B1, shared or inline."""
    if place == "shared":
        value, extra = '<c r="B1" t="s"><v>0</v></c>', {"xl/sharedStrings.xml": books.strings(text)}
    else:
        value, extra = f'<c r="B1" t="inlineStr"><is><t>{text}</t></is></c>', {}
    return books.book(books.sheet(f'<row r="1"><c r="A1"><v>1</v></c>{value}</row>'), extra)


@pytest.mark.parametrize("place", ["shared", "inline"])
@pytest.mark.parametrize(
    ("text", "code"),
    [("а_x0000_б", "TEXT_CONTROL"), ("я" * 32_768, "TEXT_TOO_LONG"), ("я" * 5_000_000, "TEXT_TOO_LONG")],
    ids=["NUL", "one sign too long", "10 MB"],
)
def test_text_that_cannot_be_stored_is_marked(read: Reads, text: str, code: str, place: str) -> None:
    """D10: the cell carries the code, so that a layout refuses its row."""
    result = read(with_text(text, place), limits=Limits(ratio=5000))

    assert cells(result) == [[1.0, f"{code}:"]]
    assert [(p.code, p.sheet, p.row, p.column) for p in result.problems] == [(code, "Лист1", 1, "B")]


@pytest.mark.parametrize("place", ["shared", "inline"])
@pytest.mark.parametrize("text", ["а\x07б", "а&#x1;б", "а&#xD800;б"], ids=["bell", "one", "surrogate"])
def test_character_that_no_xml_may_hold_refuses_the_book(refusal: Refuses, text: str, place: str) -> None:
    """D10: such a part is no XML, whatever parser looks at it; the answer tells of the character."""
    assert refusal(with_text(text, place)).code == "TEXT_CONTROL"


def test_longest_lawful_text_and_line_breaks_are_kept(read: Reads) -> None:
    """D10: 32 767 signs, tabs and breaks are no fault."""
    text = "я" * 32_760 + "\n\t_x000D_"
    result = read(
        books.book(
            books.sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c></row>')
        )
    )

    assert cells(result) == [["я" * 32_760 + "\n\t\r"]]
    assert result.problems == []


def test_dates_and_booleans_come_as_such(read: Reads, tmp_path: Path) -> None:
    """D9, D11: also in the calendar that begins in 1904."""
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as workbook:
        page = workbook.add_worksheet()
        page.write_datetime(0, 0, datetime.date(2020, 9, 14), workbook.add_format({"num_format": "dd.mm.yyyy"}))
        page.write_boolean(0, 1, True)
        page.write_rich_string(0, 2, "5", workbook.add_format({"bold": True}), "А")

    assert cells(read(path.read_bytes())) == [["2020-09-14", True, "5А"]]


def test_prefixed_tags_are_read_like_others(read: Reads) -> None:
    """Some programs write `x:row` for `row`; hidden rows and errors are still found."""
    body = (
        f'{books.XML}<x:worksheet xmlns:x="{books.MAIN}"><x:sheetData>'
        '<x:row r="1" hidden="1"><x:c r="A1" t="e"><x:v>#REF!</x:v></x:c><x:c r="B1"><x:f>1</x:f></x:c></x:row>'
        '<x:row r="2"><x:c r="A2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    result = read(books.book(body))

    assert cells(result) == [["CELL_ERROR:#REF!", "FORMULA_NO_VALUE:"], [7.0, ""]]
    assert result.sheets[0].hidden_rows == 1


def test_table_too_large_for_memory_is_refused(refusal: Refuses) -> None:
    rows = "".join(row(n, *range(10)) for n in range(1, 2001))

    assert refusal(books.book(books.sheet(rows)), limits=Limits(sheet_cells=10_000)).code == "MEMORY_LIMIT"
