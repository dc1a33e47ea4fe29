"""A table of a paper: head on every page, exact widths, sections across all columns."""

import math
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from shnor_portal.common.docx.ooxml import clean, flag
from shnor_portal.common.docx.paper import Align, Column, PaperStyle, Row, SectionRow, Table

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.BOTH: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_CELL_MARGINS_MM = 3.0  # both sides together, as the style of tables has them
_POINT_MM = 25.4 / 72
_ROOM = 0.5  # mm: widths that were computed may be a hair too wide


def write_table(document: WordDocument, table: Table, style: PaperStyle) -> None:
    """Append the table. Raises ValueError for a table wider than the text or a row of another length."""
    _check(table, style)
    written = document.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    written.alignment = WD_TABLE_ALIGNMENT.LEFT
    written.autofit = False
    _set_grid(written, table.columns)
    head = _add_row(written, table.columns)
    flag(head._tr.get_or_add_trPr(), "w:cantSplit")
    flag(head._tr.get_or_add_trPr(), "w:tblHeader")
    for cell, column in zip(head.cells, table.columns, strict=True):
        _fill(cell, column.title, Align.CENTER, bold=True)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for row in table.rows:
        if isinstance(row, SectionRow):
            _write_section(written, row, table.columns)
        else:
            _write_row(written, row, table.columns, style)


def is_tall(row: Row, columns: Sequence[Column], style: PaperStyle) -> bool:
    """Whether the row would fill more than half of a page, by a count of letters: then it may be parted."""
    lines = max(_lines(text, column.width, style) for text, column in zip(row.cells, columns, strict=True))
    return lines * style.table_size * 1.15 * _POINT_MM > style.text_height / 2


def _check(table: Table, style: PaperStyle) -> None:
    width = sum(column.width for column in table.columns)
    if width > style.text_width + _ROOM:
        raise ValueError(f"the table is {width:g} mm wide, the text {style.text_width:g} mm")
    for row in table.rows:
        if isinstance(row, Row) and len(row.cells) != len(table.columns):
            raise ValueError(f"{len(row.cells)} cells for {len(table.columns)} columns")


def _set_grid(written: Any, columns: Sequence[Column]) -> None:
    """Widths where every program looks for them: of the table, of the grid; cells get theirs row by row."""
    for at, column in zip(written._tbl.tblGrid.gridCol_lst, columns, strict=True):
        at.w = Mm(column.width)
    width = written._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(round(sum(Mm(column.width).twips for column in columns))))


def _add_row(written: Any, columns: Sequence[Column]) -> Any:
    row = written.add_row()
    for cell, column in zip(row.cells, columns, strict=True):
        cell.width = Mm(column.width)
    return row


def _write_section(written: Any, row: SectionRow, columns: Sequence[Column]) -> None:
    """One cell over the whole grid, made at once: merging cell by cell would leave empty paragraphs behind."""
    added = _add_row(written, columns)
    first, *others = added._tr.tc_lst
    for cell in others:
        added._tr.remove(cell)
    first.grid_span = len(columns)
    first.width = Mm(sum(column.width for column in columns))
    flag(added._tr.get_or_add_trPr(), "w:cantSplit")
    for paragraph in _fill(added.cells[0], row.text, Align.CENTER, bold=True):
        paragraph.paragraph_format.keep_with_next = True


def _write_row(written: Any, row: Row, columns: Sequence[Column], style: PaperStyle) -> None:
    added = _add_row(written, columns)
    if not is_tall(row, columns, style):
        flag(added._tr.get_or_add_trPr(), "w:cantSplit")
    for cell, text, column in zip(added.cells, row.cells, columns, strict=True):
        _fill(cell, text, column.align, bold=row.bold)


def _fill(cell: Any, text: str, align: Align, *, bold: bool) -> list[Any]:
    """One paragraph of the cell for every line of the text."""
    lines = clean(text).split("\n")
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in lines[1:])]
    for paragraph, line in zip(paragraphs, lines, strict=True):
        paragraph.style = "Table Text"
        paragraph.alignment = ALIGNMENTS[align]
        if line:
            paragraph.add_run(line).bold = bold or None
    return paragraphs


def _lines(text: str, width: float, style: PaperStyle) -> int:
    """Lines a text takes in a column, with letters half as wide as they are high."""
    letters = max(1.0, (width - _CELL_MARGINS_MM) / (style.table_size * 0.5 * _POINT_MM))
    return sum(max(1, math.ceil(len(line) / letters)) for line in text.split("\n"))
