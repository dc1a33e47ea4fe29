"""Single cells that can't be taken: marked where they stand, so that a layout refuses the row, and told in a line."""

from shnor_portal.common.text import text_problem
from shnor_portal.imports.reader.limits import XLS_ROWS, Limits
from shnor_portal.imports.reader.sheetmarks import column_letters
from shnor_portal.imports.reader.types import CellError, Problem, RawSheet, Severity

FaultyCells = dict[tuple[int, int], CellError]
"""(row, column), counted from 1 → what is wrong there."""

_CELL_FAULTS = {
    "CELL_ERROR": ("ячеек с ошибкой Excel (#ДЕЛ/0!, #Н/Д и подобных)", "Исправьте формулы или введите значения."),
    "FORMULA_NO_VALUE": (
        "формул без сохранённого значения",
        "Откройте книгу в Excel, дождитесь пересчёта и сохраните её.",
    ),
    "TEXT_CONTROL": ("ячеек со служебными знаками в тексте", "Наберите текст в этих ячейках заново."),
    "TEXT_TOO_LONG": ("ячеек с слишком длинным текстом", "Сократите текст в этих ячейках."),
}


def cell_summary(sheet: RawSheet, faulty: FaultyCells) -> list[Problem]:
    """One warning for each kind of faulty cell: how many, and where the first one is."""
    by_code: dict[str, list[tuple[int, int]]] = {}
    for place, cell in faulty.items():
        by_code.setdefault(cell.code, []).append(place)
    problems = []
    for code, places in by_code.items():
        (row, column), (what, hint) = min(places), _CELL_FAULTS[code]
        letters = column_letters(column)
        message = f"На листе «{sheet.name}» {what}: {len(places)}, первая — {letters}{row}"
        problems.append(Problem(code, message, hint, Severity.WARNING, sheet.name, row, letters))
    return problems


def row_limit_problem(sheet: RawSheet) -> list[Problem]:
    """A table that ends exactly at the last row of the old format was probably cut there."""
    if sheet.first_row + len(sheet.rows) - 1 != XLS_ROWS:
        return []
    message = f"Таблица на листе «{sheet.name}» кончается строкой {XLS_ROWS} — на пределе старого формата .xls"
    hint = "Проверьте в исходной программе, не обрезана ли выгрузка."
    return [Problem("ROW_LIMIT_SUSPECT", message, hint, Severity.WARNING, sheet.name, XLS_ROWS)]


def mark_bad_text(sheet: RawSheet, limits: Limits) -> FaultyCells:
    """Replace every text that can't be stored by a CellError; give their places."""
    found: FaultyCells = {}
    for at, row in enumerate(sheet.rows):
        for index, cell in enumerate(row):
            problem = text_problem(cell, limits.cell_chars) if isinstance(cell, str) else None
            if problem is not None:
                row[index] = found[sheet.first_row + at, sheet.first_column + index] = CellError("", problem.code)
    return found
