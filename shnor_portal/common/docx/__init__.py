"""The one door to python-docx: a paper of plain blocks becomes a .docx that Word and LibreOffice open alike."""

from shnor_portal.common.docx.paper import (
    Align,
    Block,
    BulletList,
    Column,
    Heading,
    PageBreak,
    Paper,
    PaperStyle,
    Paragraph,
    RightBlock,
    Row,
    SectionRow,
    SignatureBlock,
    Table,
)
from shnor_portal.common.docx.writer import DOCX, docx_bytes, docx_response

__all__ = [
    "DOCX",
    "Align",
    "Block",
    "BulletList",
    "Column",
    "Heading",
    "PageBreak",
    "Paper",
    "PaperStyle",
    "Paragraph",
    "RightBlock",
    "Row",
    "SectionRow",
    "SignatureBlock",
    "Table",
    "docx_bytes",
    "docx_response",
]
