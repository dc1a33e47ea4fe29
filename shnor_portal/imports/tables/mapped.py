"""A free table whose columns a person named: which sheet, which row is the head, which column holds what."""

import re
from collections.abc import Mapping

from shnor_portal.imports.reader.types import RawSheet, RawWorkbook, Recognition
from shnor_portal.imports.tables.cells import letter, text_of
from shnor_portal.imports.tables.headers import Header
from shnor_portal.imports.tables.report import Report

_LETTERS = re.compile(r"[A-Z]{1,3}", re.ASCII)


class MappingError(ValueError):
    """The mapping cannot be used; the text says why (Russian)."""


def column_number(letters: str) -> int:
    """«A» → 1, «AA» → 27. Raises MappingError for what is no column."""
    if not _LETTERS.fullmatch(letters):
        raise MappingError(f"Нет столбца «{letters[:8]}».")
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number


def mapped_sheet(workbook: RawWorkbook, name: str, recognition: Recognition) -> int:
    """The sheet the mapping names; a saved mapping of a file with one sheet fits whatever the sheet is called."""
    names = [sheet.name for sheet in workbook.sheets]
    if name in names:
        return names.index(name)
    if name and len(names) > 1:
        raise MappingError(f"В файле нет листа «{name[:60]}».")
    return recognition.sheet_index


def mapped_header(sheet: RawSheet, header_row: int, columns: Mapping[str, int]) -> Header | None:
    """The header as the mapping places it (spreadsheet row, role → column number); None when the sheet lacks it."""
    row = header_row - sheet.first_row
    if not 0 <= row < len(sheet.rows):
        return None
    labels = [text_of(cell) for cell in sheet.rows[row]]
    at = {role: number - sheet.first_column for role, number in columns.items()}
    width = max(len(labels), *(len(cells) for cells in sheet.rows[row : row + 5]))
    if any(not 0 <= index < width for index in at.values()):
        return None
    labels += [""] * (width - len(labels))
    others = [index for index in range(width) if index not in at.values()]
    return Header(row, 1, labels, at, others=others)


def refuse_mapping(report: Report, workbook: RawWorkbook, error: MappingError, *, is_given: bool) -> None:
    """Refuse every row for want of a mapping, or for a wrong one."""
    hint = "Откройте сопоставление столбцов и поправьте его."
    report.say("MAPPING_INVALID" if is_given else "MAPPING_REQUIRED", str(error), hint)
    for sheet in workbook.sheets:
        report.see(len(sheet.rows))
        report.refuse(len(sheet.rows))


def refuse_header(report: Report, sheet: RawSheet, header_row: int) -> None:
    """Refuse a sheet that has no such row or columns."""
    message = f"На листе нет строки {header_row} или нужных столбцов."
    report.say("HEADER_NOT_FOUND", message, "Проверьте сопоставление столбцов.", sheet=sheet.name)
    report.refuse(len(sheet.rows))


def tell_ignored(report: Report, sheet: RawSheet, header: Header) -> None:
    """Name every column that is not read, also those without a title."""
    named = [
        f"{letter(sheet.first_column + i)} " + (f"«{header.labels[i][:60]}»" if header.labels[i] else "(без названия)")
        for i in header.others
    ]
    if named:
        more = f" и ещё {len(named) - 20}" if len(named) > 20 else ""
        report.tell(
            "HEADER_IGNORED",
            f"Столбцы, которые не читались: {', '.join(named[:20])}{more}.",
            sheet=sheet.name,
            row=sheet.first_row + header.row,
        )
