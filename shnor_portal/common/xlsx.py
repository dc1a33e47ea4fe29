"""The one writer of workbooks: text goes out as text, whole numbers as numbers, and nothing becomes a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_TEXT = 32_767
_FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_WIDEST = 60

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: a title, the heads of its columns, and rows of as many values."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The workbook as bytes. Heads are bold and frozen; text beginning with «=», «+» or «@» stays text.

    Dates are written as text the Russian way (01.02.2021), booleans as «да» and «нет». Characters that XML
    cannot hold are left out.
    """
    workbook = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        _write(workbook.create_sheet(_title(sheet.title, taken)), sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def workbook_response(filename: str, sheets: Sequence[Sheet]) -> HttpResponse:
    """The workbook as a download under the given Russian name (with «.xlsx»)."""
    response = HttpResponse(workbook_bytes(sheets), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _write(page: Any, sheet: Sheet) -> None:
    for number, head in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = min(max(len(head) + 3, 12), _WIDEST)
    page.freeze_panes = "A2"
    page.append([_head(page, head) for head in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])


def _head(page: Any, text: str) -> Any:
    cell = _cell(page, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Any, value: Value) -> Any:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return WriteOnlyCell(page, value)
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", _text(value))[:MAX_TEXT])
    cell.data_type = "s"  # openpyxl would turn «=…» into a live formula
    return cell


def _text(value: str | bool | date) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def _title(wanted: str, taken: set[str]) -> str:
    """A title Excel accepts: 31 characters, none of []:*?/\\, unlike the others."""
    title = wanted.translate(_FORBIDDEN_IN_TITLE).strip("' ")[:31] or "Лист"
    number = 2
    while title.casefold() in taken:
        title = f"{title[:27]} ({number})"
        number += 1
    taken.add(title.casefold())
    return title
