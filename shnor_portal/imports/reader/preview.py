"""The first rows of each sheet as text, for a person who maps columns by hand. Personal data is masked on the way."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from shnor_portal.common.text import fold, header_skeleton
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.sheetmarks import column_letters
from shnor_portal.imports.reader.types import Cell, CellError, RawSheet

MASK = "•••"
_SHOWN_CHARS = 200
_PERSONAL_HEADERS = re.compile(
    header_skeleton(
        r"фамили|отчеств|\bф\.? ?и\.? ?о\b|^имя\b|снилс|телефон|паспорт|e-?mail|эл.{0,12}почт|дата рожд|^д\.? ?р\.?$"
        r"|surname|^name(?:cell)?$|secondname|documentn|documents|серия|номер док|^адрес"
    )
)
_PERSONAL_VALUES = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"
    r"|\b\d{3}-\d{3}-\d{3}[ -]\d{2}\b"
    r"|(?:\+7|\b8)[ (-]*\d{3}[ )-]*\d{3}[ -]?\d{2}[ -]?\d{2}\b"
    r"|\b\d{2} ?\d{2} \d{6}\b"
    r"|\b[А-ЯЁ][а-яё-]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вич|вна|ична|оглы|кызы)\b"
)


@dataclass(slots=True)
class Preview:
    """`rows[0]` is spreadsheet row `first_row`; `masked` holds the letters of columns hidden for privacy."""

    sheet: str
    first_row: int
    first_column: int
    rows: list[list[str]] = field(default_factory=list)
    masked: list[str] = field(default_factory=list)


def preview(sheet: RawSheet, limits: Limits) -> Preview:
    """The first rows of a sheet; below a personal header, and wherever a value looks personal, only a mask."""
    rows = [[cell_text(cell) for cell in row[: limits.columns]] for row in sheet.rows[: limits.preview_rows]]
    masked: set[int] = set()
    for row in rows:
        headers = _personal_headers(row)
        for index, text in enumerate(row):
            if text and ((index in masked and index not in headers) or _PERSONAL_VALUES.search(text)):
                row[index] = MASK
        masked |= headers
    letters = [column_letters(sheet.first_column + index) for index in sorted(masked)]
    return Preview(sheet.name, sheet.first_row, sheet.first_column, rows, letters)


def cell_text(cell: Cell) -> str:
    """A cell as a person would see it, cut to a screen's worth."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ИСТИНА" if cell else "ЛОЖЬ"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else f"{cell:.15g}"
    if isinstance(cell, CellError):
        return cell.text or "#"
    shown = cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
    return "".join(ch if ch.isprintable() else " " for ch in shown[:_SHOWN_CHARS])


def _personal_headers(row: list[str]) -> set[int]:
    """Columns whose header names personal data; a bare «Номер» does so only beside «Серия»."""
    found = {index for index, text in enumerate(row) if _PERSONAL_HEADERS.search(header_skeleton(text))}
    folded = [fold(text) for text in row]
    if "серия" in folded:
        found |= {index for index, text in enumerate(folded) if text == "номер"}
    return found
