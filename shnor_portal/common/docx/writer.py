"""Papers in Word: plain blocks in, the bytes of a .docx out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from shnor_portal.common.docx.ooxml import clean, font_table, page_number, set_font, set_size
from shnor_portal.common.docx.package import empty_document, saved
from shnor_portal.common.docx.paper import (
    INDENT_MM,
    BulletList,
    Heading,
    PageBreak,
    Paper,
    PaperStyle,
    Paragraph,
    RightBlock,
    SignatureBlock,
    Table,
)
from shnor_portal.common.docx.tables import ALIGNMENTS, write_table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NAME_MM = 55


def docx_bytes(paper: Paper) -> bytes:
    """The paper as a .docx; the same paper gives the same bytes.

    Text stays text: characters that XML cannot hold are left out, nothing becomes a field or a link. Raises ValueError
    for a table wider than the text or with a row of another length: both are mistakes of the program.
    """
    document = empty_document()
    _set_style(document, paper.style)
    document.core_properties.title = clean(paper.title)[:255]
    for block in paper.blocks:
        _WRITERS[type(block)](document, block, paper.style)
    return saved(document)


def docx_response(filename: str, paper: Paper) -> HttpResponse:
    """The paper as a download under the given Russian name (with «.docx»)."""
    response = HttpResponse(docx_bytes(paper), content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _set_style(document: WordDocument, style: PaperStyle) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if style.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(style.page[0]), Mm(style.page[1])
    section.left_margin, section.right_margin = Mm(style.left), Mm(style.right)
    section.top_margin, section.bottom_margin = Mm(style.top), Mm(style.bottom)
    set_font(document.styles.element.find(qn("w:docDefaults")), style.font, style.size)
    set_size(document.styles["Table Text"], style.table_size)
    fonts = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts._blob = font_table(fonts.blob, style.font, style.fallback)
    if style.numbered:
        section.different_first_page_header_footer = True
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        page_number(header)


def _write_heading(document: WordDocument, block: Heading, style: PaperStyle) -> None:
    document.add_heading(clean(block.text), block.level)


def _write_paragraph(document: WordDocument, block: Paragraph, style: PaperStyle) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGNMENTS[block.align]
    paragraph.paragraph_format.first_line_indent = Mm(INDENT_MM) if block.indent else None
    paragraph.paragraph_format.keep_with_next = block.keep_with_next or None
    paragraph.add_run(clean(block.text)).bold = block.bold or None


def _write_bullets(document: WordDocument, block: BulletList, style: PaperStyle) -> None:
    for item in block.items:
        document.add_paragraph(clean(item), style="List Bullet")


def _write_right_block(document: WordDocument, block: RightBlock, style: PaperStyle) -> None:
    for line in block.lines:
        paragraph = document.add_paragraph(clean(line))
        paragraph.paragraph_format.left_indent = Mm(style.text_width - block.width)
        paragraph.paragraph_format.keep_with_next = True


def _write_signature(document: WordDocument, block: SignatureBlock, style: PaperStyle) -> None:
    """A table without lines: post, room for the hand, name; an empty paragraph above keeps it off the text."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    widths = (style.text_width - _NAME_MM, _NAME_MM)
    for cell, text, width in zip(table.rows[0].cells, (block.post, block.name), widths, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        cell.paragraphs[0].add_run(clean(text))
    table.rows[0].cells[0].paragraphs[0].paragraph_format.right_indent = Mm(40)
    table.rows[0].cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for at, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        at.w = Mm(width)


def _write_page_break(document: WordDocument, block: PageBreak, style: PaperStyle) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_table(document: WordDocument, block: Table, style: PaperStyle) -> None:
    write_table(document, block, style)


_WRITERS: dict[type, Callable[[WordDocument, Any, PaperStyle], None]] = {
    Heading: _write_heading,
    Paragraph: _write_paragraph,
    BulletList: _write_bullets,
    RightBlock: _write_right_block,
    Table: _write_table,
    SignatureBlock: _write_signature,
    PageBreak: _write_page_break,
}
