"""Any file with tables as plain text: a document in Word, a workbook, delimited text."""

from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO

from shnor_portal.imports.reader.documents.faults import in_document
from shnor_portal.imports.reader.documents.reading import read_document
from shnor_portal.imports.reader.documents.text import plain
from shnor_portal.imports.reader.faults import ReadFault, fault
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.opening import open_workbook
from shnor_portal.imports.reader.sniff import is_document
from shnor_portal.imports.reader.types import Cell, CellError, PlainTable, RawSheet, RawWorkbook

_MOST_OF_WIDTH = 0.8
_HIDDEN_SHEET = "Лист скрыт в книге, но прочитан."


def read_plain(source: BinaryIO, name: Path, scratch: BinaryIO, limits: Limits) -> list[PlainTable]:
    """Tables in order. Raises ReadFault, told of a document where it is one."""
    data, extension = source.read(), name.suffix.lower()
    try:
        if is_document(data, extension):
            return read_document(data, extension, limits)
        source.seek(0)
        return _tables(open_workbook(source, name, scratch, limits), limits)
    except ReadFault as error:
        if is_document(data, extension) or error.problem.code == "TYPE_UNSUPPORTED":
            raise in_document(error) from error
        raise


def _tables(book: RawWorkbook, limits: Limits) -> list[PlainTable]:
    tables = [_table(sheet) for sheet in book.sheets if sheet.rows]
    letters = sum(len(cell) for table in tables for row in table.rows for cell in row)
    if letters > limits.text_chars:
        raise fault("MEMORY_LIMIT", detail=f": больше {limits.text_chars} знаков")
    for table, sheet in zip(tables, (sheet for sheet in book.sheets if sheet.rows), strict=True):
        table.notes += [problem.message + "." for problem in book.problems if problem.sheet == sheet.name]
    return tables


def _table(sheet: RawSheet) -> PlainTable:
    width = max(map(len, sheet.rows))
    rows = [
        [*(_text(cell, sheet, number) for cell in row), *[""] * (width - len(row))]
        for number, row in enumerate(sheet.rows, start=sheet.first_row)
    ]
    table = PlainTable(f"лист «{sheet.name}»", rows, list(range(sheet.first_row, sheet.first_row + len(rows))))
    if sheet.visibility != "visible":
        table.notes.append(_HIDDEN_SHEET)
    if sheet.hidden_rows:
        table.notes.append(f"Скрытых строк на листе: {sheet.hidden_rows}; они прочитаны.")
    for merge in sheet.merges:
        _spread(table, sheet, merge)
    return table


def _spread(table: PlainTable, sheet: RawSheet, merge: tuple[int, int, int, int]) -> None:
    """A merged cell holds its text once, above and at the left: put it into every row it reaches over."""
    top, left, bottom, right = merge
    first, last = top - sheet.first_row, min(bottom - sheet.first_row, len(table.rows) - 1)
    column, end = left - sheet.first_column, right - sheet.first_column
    if first < 0 or column < 0 or first >= len(table.rows) or column >= len(table.rows[0]):
        return
    width = len(table.rows[0])
    if first == last and min(end, width - 1) - column + 1 >= _MOST_OF_WIDTH * width and width > 1:
        table.wide.append(first)
    for row in range(first + 1, last + 1):
        table.rows[row][column] = table.rows[first][column]
        table.repeats.append((row, column))


def _text(cell: Cell, sheet: RawSheet, row: int) -> str:
    """A cell as a person reads it there: days the Russian way, whole numbers without a point."""
    if isinstance(cell, CellError):
        if cell.code in ("TEXT_CONTROL", "TEXT_TOO_LONG"):
            raise fault("TEXT_CONTROL", sheet=sheet.name, row=row, detail=f" (лист «{sheet.name}», строка {row})")
        return cell.text
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == time() else f"{cell:%d.%m.%Y %H:%M}"
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else plain(str(cell)).strip()
