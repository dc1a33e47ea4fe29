"""Workbooks built part by part, so that each fault is exactly where the test puts it."""

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8"?>'

SHEET_PART = "xl/worksheets/sheet1.xml"
TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>Код</t></is></c><c r="B1"><v>5</v></c></row>'

Parts = Mapping[str, str | bytes | None]


def relationships(*links: tuple[str, str, str]) -> str:
    """Relationship part from (id, kind, target); a target with a scheme is external."""
    body = "".join(
        f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for number, kind, target in links
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def workbook(*sheets: str, states: Mapping[str, str] | None = None) -> str:
    """The workbook part with sheets by name; sheet N has relationship rIdN."""
    body = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"'
        f"{' state=' + chr(34) + states[name] + chr(34) if states and name in states else ''}/>"
        for number, name in enumerate(sheets, start=1)
    )
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{body}</sheets></workbook>'


def sheet(rows: str = ROW, *, before: str = "", after: str = "") -> str:
    """A worksheet part around the given rows."""
    return f'{XML}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*texts: str) -> str:
    """The part of shared strings."""
    return f'{XML}<sst xmlns="{MAIN}">{"".join(f"<si><t>{text}</t></si>" for text in texts)}</sst>'


def parts(rows: str | bytes | None = None, extra: Parts | None = None) -> dict[str, str | bytes]:
    """The parts of a one-sheet workbook; `extra` adds, replaces, or with None takes away."""
    book: dict[str, str | bytes | None] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook("Лист1"),
        "xl/_rels/workbook.xml.rels": relationships(("rId1", "worksheet", "worksheets/sheet1.xml")),
        SHEET_PART: sheet() if rows is None else rows,
        **(extra or {}),
    }
    return {name: content for name, content in book.items() if content is not None}


def packed(content: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return out.getvalue()


def book(rows: str | bytes | None = None, extra: Parts | None = None) -> bytes:
    """A one-sheet workbook as bytes; `rows` is the whole worksheet part."""
    return packed(parts(rows, extra))


def many_sheets(number: int) -> bytes:
    """A workbook with so many one-row sheets."""
    links = tuple((f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, number + 1))
    extra: dict[str, str | bytes | None] = {f"xl/worksheets/sheet{at}.xml": sheet() for at in range(1, number + 1)}
    extra["xl/workbook.xml"] = workbook(*(f"Лист{at}" for at in range(1, number + 1)))
    extra["xl/_rels/workbook.xml.rels"] = relationships(*links)
    return book(extra=extra)


def lying(content: bytes, part: str, declared: int) -> bytes:
    """The archive with the directory claiming another unpacked size for one part."""
    data = bytearray(content)
    for entry in zipfile.ZipFile(io.BytesIO(content)).infolist():
        if entry.filename == part:
            struct.pack_into("<I", data, entry.header_offset + 22, declared)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if bytes(data[at + 46 : at + 46 + length]).decode() == part:
            struct.pack_into("<I", data, at + 24, declared)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def ole(*streams: str) -> bytes:
    """The start of an OLE container and a directory with the given stream names (enough to be told apart)."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + b"\0" * 62
        for name in streams
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


def write(folder: Path, content: bytes, name: str = "книга.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
