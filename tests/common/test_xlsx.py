"""The one writer of workbooks: what opens in Excel is what was meant."""

import io
from datetime import date

from openpyxl import load_workbook

from shnor_portal.common.xlsx import Sheet, workbook_bytes, workbook_response


def read(data):
    return load_workbook(io.BytesIO(data))


def test_text_never_becomes_a_formula_and_numbers_stay_numbers():
    cells = ["=1+1", "+7 900", "@SUM(A1)", "-5", 7, None, date(2021, 2, 1), True]
    sheet = read(workbook_bytes([Sheet("Лист", [str(n) for n in range(8)], [cells])])).active
    row = next(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in row] == ["=1+1", "+7 900", "@SUM(A1)", "-5", 7, None, "01.02.2021", "да"]
    assert {cell.data_type for cell in row[:4]} == {"s"}
    assert row[4].data_type == "n"


def test_control_characters_and_long_texts_do_not_break_the_book():
    sheet = read(workbook_bytes([Sheet("Лист", ["a", "b"], [["a\x00b\x0bc", "я" * 40_000]])])).active
    assert sheet["A2"].value == "abc"
    assert len(sheet["B2"].value) == 32_767


def test_titles_are_made_acceptable_and_different():
    book = read(workbook_bytes([Sheet("Год [2020/2021]: школы города и всего района", ["a"], [])] * 2))
    assert len(set(book.sheetnames)) == 2
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in book.sheetnames)


def test_download_is_an_attachment_with_a_russian_name():
    response = workbook_response("Реестр школ.xlsx", [Sheet("Школы", ["a"], [["б"]])])
    assert response["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
