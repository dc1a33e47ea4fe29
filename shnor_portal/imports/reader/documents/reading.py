"""A .docx from bytes to plain tables: the only way into this package, called in the guarded child."""

from itertools import chain
from xml.etree.ElementTree import Element

from shnor_portal.common.text import text_problem
from shnor_portal.imports.reader.documents.grid import plain_table
from shnor_portal.imports.reader.documents.numbering import numbering_of
from shnor_portal.imports.reader.documents.package import checked_parts
from shnor_portal.imports.reader.documents.text import Reading, blocks
from shnor_portal.imports.reader.documents.tree import child, children, parsed, tag
from shnor_portal.imports.reader.faults import damaged, fault
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.sniff import sniff
from shnor_portal.imports.reader.types import PlainTable

_ZIP = b"PK"


def read_document(data: bytes, extension: str, limits: Limits) -> list[PlainTable]:
    """Tables in order with the text before each; text after the last one is a table without rows.

    Raises ReadFault in the words of a workbook; the caller tells it of a document.
    """
    if not data.startswith(_ZIP):
        sniff(data, extension)
        raise fault("TYPE_MISMATCH", extension=extension, found="", advice="")
    parts = checked_parts(data, limits)
    body = child(parsed(parts.document, "document"), "body")
    if body is None:
        raise damaged("в документе нет текста")
    try:
        return _tables(body, _reading(parts.styles, parts.numbering, parts.footnotes, parts.endnotes, limits), limits)
    except RecursionError as error:
        raise damaged("слишком глубокая вложенность") from error


def _reading(
    styles: bytes | None, numbering: bytes | None, footnotes: bytes | None, endnotes: bytes | None, limits: Limits
) -> Reading:
    notes = {
        (kind, next((text for key, text in note.attrib.items() if tag(key) == "id"), "")): note
        for kind, content in (("footnote", footnotes), ("endnote", endnotes))
        for note in children(parsed(content, f"{kind}s"), kind)
    }
    return Reading(numbering_of(parsed(numbering, "numbering"), parsed(styles, "styles")), notes, limits)


def _tables(body: Element, reading: Reading, limits: Limits) -> list[PlainTable]:
    tables: list[PlainTable] = []
    before: list[str] = []
    rows = 0
    for block in blocks(body):
        if tag(block.tag) == "p":
            before += reading.lines(block)
            continue
        if len(tables) == limits.tables:
            raise fault("ROWS_TOO_MANY", number=f"больше {limits.tables} таблиц", limit=limits.tables)
        table = plain_table(block, reading, f"таблица {len(tables) + 1}")
        table.paragraphs_before, before = before, []
        rows += len(table.rows)
        if rows > limits.rows:
            raise fault("ROWS_TOO_MANY", number=rows, limit=limits.rows)
        tables.append(table)
    if before or not tables:
        tables.append(PlainTable("текст после таблиц" if tables else "текст документа", paragraphs_before=before))
    for table in tables:
        _check_text(table, limits)
        table.footnotes = reading.notes_of("\n".join([*table.paragraphs_before, *chain.from_iterable(table.rows)]))
    return tables


def _check_text(table: PlainTable, limits: Limits) -> None:
    for row, number in zip(table.rows, table.numbers, strict=True):
        for cell in row:
            if text_problem(cell, limits.cell_chars) is not None:
                raise fault("TEXT_CONTROL", sheet=table.place, row=number, detail=f" ({table.place}, строка {number})")
    for text in table.paragraphs_before:
        if text_problem(text, limits.cell_chars) is not None:
            raise fault("TEXT_CONTROL", detail=f" в тексте перед «{table.place}»")
