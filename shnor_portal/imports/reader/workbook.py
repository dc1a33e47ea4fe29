"""Workbooks through the fast parser: lists of rows as it gives them, with what it hides put back.

Only the child process imports this module: the parser ends the process, past any `except`, on some crafted files.
"""

import zipfile
from typing import BinaryIO, cast

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from shnor_portal.imports.reader.cellfaults import FaultyCells, cell_summary, mark_bad_text, row_limit_problem
from shnor_portal.imports.reader.cellscan import CellScan
from shnor_portal.imports.reader.faults import damaged, fault
from shnor_portal.imports.reader.limits import SHEET_COLUMNS, SHEET_ROWS, Limits
from shnor_portal.imports.reader.package import Package, repack
from shnor_portal.imports.reader.sheetmarks import SheetMarks, column_letters
from shnor_portal.imports.reader.types import Cell, RawSheet, RawWorkbook


def read_xlsx(data: bytes, scratch: BinaryIO, limits: Limits) -> RawWorkbook:
    """Read an .xlsx; `scratch` is an empty named file for the checked copy. Raises ReadFault."""
    package = repack(data, scratch, limits)
    scratch.flush()
    try:
        return _read(CalamineWorkbook.from_path(scratch.name), "xlsx", package, limits)
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        diagnose(package, scratch, limits)
        raise damaged("лист не читается") from error


def read_xls(source: BinaryIO, limits: Limits) -> RawWorkbook:
    """Read an old .xls. Its hidden rows can't be told from the others; all are read."""
    try:
        return _read(CalamineWorkbook.from_filelike(source), "xls", Package(), limits)
    except PasswordError as error:
        raise fault("XLSX_ENCRYPTED") from error
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise damaged("книга старого формата не читается") from error


def diagnose(package: Package, scratch: BinaryIO, limits: Limits) -> None:
    """Go through the sheets the slow way and raise the fault of the first cell or sheet that can't be read."""
    with zipfile.ZipFile(scratch) as safe:
        names = {name.casefold(): name for name in safe.namelist()}
        for sheet, part in package.sheet_parts.items():
            if part in names:
                with safe.open(names[part]) as content:
                    CellScan(sheet, package.strings).feed(iter(lambda: content.read(1 << 16), b"")).check(limits)


def _read(book: CalamineWorkbook, kind: str, package: Package, limits: Limits) -> RawWorkbook:
    metadata = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if not metadata:
        raise damaged("в книге нет ни одного листа с таблицей")
    if len(metadata) > limits.sheets:
        raise fault("SHEETS_TOO_MANY", number=len(metadata), limit=limits.sheets)
    result = RawWorkbook(kind, [])
    for sheet in metadata:
        part = package.sheet_parts.get(sheet.name, "")
        marks = package.marks.get(part, SheetMarks(odd_text=kind == "xls"))
        raw = _sheet(book.get_sheet_by_name(sheet.name), _visibility(sheet.visible), marks, limits)
        faulty = package.faulty_cells.get(part, {})
        _put(raw, faulty, limits)
        if marks.odd_text or package.odd_text:
            faulty = faulty | mark_bad_text(raw, limits)
        result.sheets.append(raw)
        result.problems += cell_summary(raw, faulty) + row_limit_problem(raw)
    return result


def _visibility(visible: SheetVisibleEnum) -> str:
    if visible == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if visible == SheetVisibleEnum.Hidden else "very_hidden"


def _sheet(sheet: CalamineSheet, visibility: str, marks: SheetMarks, limits: Limits) -> RawSheet:
    _check_size(sheet, limits)
    start = sheet.start or (0, 0)
    return RawSheet(
        sheet.name,
        cast(list[list[Cell]], sheet.to_python()),
        start[0] + 1,
        start[1] + 1,
        visibility,
        hidden_rows=marks.hidden_rows,
        grouped=marks.grouped,
        filtered=marks.filtered,
        merges=marks.merges or _merges_of(sheet),
    )


def _merges_of(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    """What the parser knows of merged cells: of an old .xls, where we look into no part ourselves."""
    ranges = sheet.merged_cell_ranges or []
    return [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]


def _check_size(sheet: CalamineSheet, limits: Limits) -> None:
    """By the first and last cell with a value; what the sheet claims of its own size is never asked."""
    if sheet.end is None:
        return
    last_row, last_column = sheet.end[0] + 1, sheet.end[1] + 1
    cell = f"{column_letters(last_column)}{last_row}"
    if last_row > SHEET_ROWS or last_column > SHEET_COLUMNS:
        raise fault("SHEET_RANGE", sheet=sheet.name, cell=cell)
    if sheet.height > limits.rows:
        raise fault("ROWS_TOO_MANY", sheet=sheet.name, number=sheet.height, limit=limits.rows)
    if last_row > limits.rows or last_column > limits.columns:
        raise fault("SHEET_RANGE", sheet=sheet.name, row=last_row, column=column_letters(last_column), cell=cell)
    if sheet.height * sheet.width > limits.sheet_cells:
        raise fault("MEMORY_LIMIT", sheet=sheet.name, detail=f": {sheet.height} строк × {sheet.width} столбцов")


def _put(sheet: RawSheet, faulty: FaultyCells, limits: Limits) -> None:
    """Put faulty cells where they stand; the parser leaves them blank, at an edge even outside the table."""
    if not faulty:
        return
    row, column = max(row for row, _ in faulty), max(column for _, column in faulty)
    if row > limits.rows or column > limits.columns:
        letters = column_letters(column)
        raise fault("SHEET_RANGE", sheet=sheet.name, row=row, column=letters, cell=f"{letters}{row}")
    if not sheet.rows:
        sheet.first_row, sheet.first_column = min(row for row, _ in faulty), min(column for _, column in faulty)
    _widen(sheet, faulty)
    for (row, column), cell in faulty.items():
        sheet.rows[row - sheet.first_row][column - sheet.first_column] = cell


def _widen(sheet: RawSheet, faulty: FaultyCells) -> None:
    """Add blank rows and columns until every faulty cell lies inside."""
    width = len(sheet.rows[0]) if sheet.rows else 0
    above = max(0, sheet.first_row - min(row for row, _ in faulty))
    left = max(0, sheet.first_column - min(column for _, column in faulty))
    below = max(0, max(row for row, _ in faulty) - (sheet.first_row + len(sheet.rows) - 1))
    right = max(0, max(column for _, column in faulty) - (sheet.first_column + width - 1))
    if left or right:
        sheet.rows = [[*_blank(left), *row, *_blank(right)] for row in sheet.rows]
    full = left + width + right
    sheet.rows = [*(_blank(full) for _ in range(above)), *sheet.rows, *(_blank(full) for _ in range(below))]
    sheet.first_row -= above
    sheet.first_column -= left


def _blank(width: int) -> list[Cell]:
    return [""] * width
