"""A paper of blocks as HTML with its stylesheet: the page preview and the PDF show what common.docx writes to Word."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from shnor_portal.common.canonical import fingerprint
from shnor_portal.common.docx import Block, Paper, PaperStyle, Row, SectionRow, Table
from shnor_portal.common.docx.tables import is_tall

STYLESHEET = "css/documents/paper.css"
TEMPLATE = "roadmaps/documents/paper.html"


@dataclass(frozen=True, slots=True)
class RowSheet:
    """A row for the template: a section over all columns, or pairs of text and alignment."""

    is_section: bool
    text: str = ""
    cells: Sequence[tuple[str, str]] = ()
    is_bold: bool = False
    is_tall: bool = False


@dataclass(frozen=True, slots=True)
class BlockSheet:
    """A block for the template, which chooses by `kind`; of a table also its number, shares of widths and rows."""

    kind: str
    block: Block
    number: int = 0
    shares: Sequence[str] = ()
    rows: Sequence[RowSheet] = ()


def paper_fingerprint(paper: Paper) -> str:
    """SHA-256 over everything the paper shows and how it is laid out."""
    blocks = [[type(block).__name__, asdict(block)] for block in paper.blocks]
    return fingerprint({"title": paper.title, "style": asdict(paper.style), "blocks": blocks})


def paper_html(paper: Paper) -> str:
    """The paper alone, without the portal's frame."""
    return render_to_string(TEMPLATE, paper_context(paper))


def paper_context(paper: Paper) -> dict[str, Any]:
    """What the templates of the preview and of the PDF need."""
    return {"paper": paper, "blocks": block_sheets(paper), "is_landscape": paper.style.landscape}


def block_sheets(paper: Paper) -> list[BlockSheet]:
    """Blocks in order; tables are numbered, because the stylesheet of the PDF gives each its own widths."""
    sheets: list[BlockSheet] = []
    tables = 0
    for block in paper.blocks:
        if isinstance(block, Table):
            tables += 1
            sheets.append(_table(block, tables, paper.style))
        else:
            sheets.append(BlockSheet(type(block).__name__, block))
    return sheets


def paper_stylesheet(paper: Paper) -> str:
    """The shared stylesheet, the sheet's size and margins, and widths of the columns."""
    return "\n".join([_shared_stylesheet(), _page_rules(paper.style), *_widths(paper)])


def _table(table: Table, number: int, style: PaperStyle) -> BlockSheet:
    rows = [_row(row, table, style) for row in table.rows]
    return BlockSheet("Table", table, number, _shares(table), rows)


def _row(row: Row | SectionRow, table: Table, style: PaperStyle) -> RowSheet:
    if isinstance(row, SectionRow):
        return RowSheet(True, row.text)
    cells = [(text, column.align.value) for text, column in zip(row.cells, table.columns, strict=True)]
    return RowSheet(False, "", cells, row.bold, is_tall(row, table.columns, style))


def _shares(table: Table) -> list[str]:
    whole = sum(column.width for column in table.columns)
    return [f"{column.width / whole * 100:.2f}%" for column in table.columns]


def _widths(paper: Paper) -> list[str]:
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    return [
        f".paper .table-{number} col:nth-child({place}) {{ width: {share}; }}"
        for number, table in enumerate(tables, start=1)
        for place, share in enumerate(_shares(table), start=1)
    ]


def _page_rules(style: PaperStyle) -> str:
    size = "A4 landscape" if style.landscape else "A4"
    margins = f"{style.top:g}mm {style.right:g}mm {style.bottom:g}mm {style.left:g}mm"
    return (
        f"@page {{ size: {size}; margin: {margins}; }}\n"
        f".paper {{ font-size: {style.size:g}pt; }}\n"
        f".paper .grid {{ font-size: {style.table_size:g}pt; }}"
    )


def _shared_stylesheet() -> str:
    path = finders.find(STYLESHEET)
    if not isinstance(path, str):
        raise RuntimeError(f"{STYLESHEET} is missing")
    with open(path, encoding="utf-8") as file:
        return file.read()
