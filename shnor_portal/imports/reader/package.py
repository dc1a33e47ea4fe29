"""The checked package: which part is which sheet, and the second archive that the parser is given."""

import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import BinaryIO

from shnor_portal.imports.reader.cellfaults import FaultyCells
from shnor_portal.imports.reader.cellscan import scan_cells
from shnor_portal.imports.reader.container import checked_directory, inflated_parts
from shnor_portal.imports.reader.faults import ReadFault, damaged, fault
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.sheetmarks import SheetMarks, has_odd_text, mark_sheet, with_known_errors
from shnor_portal.imports.reader.xmlscreen import elements, screened

_CONTENT_TYPES = "[content_types].xml"
_ACTIVE_TYPES = {
    "oleobject": "вложенные документы",
    "package": "вложенные документы",
    "control": "элементы ActiveX",
    "activexcontrol": "элементы ActiveX",
    "externallink": "ссылки на другие книги",
    "externallinkpath": "ссылки на другие книги",
    "connections": "подключения к внешним данным",
    "querytable": "запросы к внешним данным",
    "webextension": "надстройки",
    "extensibility": "изменённые меню",
}
_MACRO_TYPES = {"vbaproject", "xlmacrosheet", "xlintlmacrosheet", "wordvbadata"}


@dataclass(slots=True)
class Package:
    """What is known of an .xlsx before the parser runs: marks of each worksheet by its part, in lower case."""

    sheet_parts: dict[str, str] = field(default_factory=dict)  # sheet name → part
    marks: dict[str, SheetMarks] = field(default_factory=dict)  # part → marks
    faulty_cells: dict[str, FaultyCells] = field(default_factory=dict)  # part → (row, column) → what is wrong
    part_faults: dict[str, ReadFault] = field(default_factory=dict)  # part → why its sheet can't be read
    strings: int = 0
    odd_text: bool = False  # among the shared strings


def repack(data: bytes, out: BinaryIO, limits: Limits) -> Package:
    """Check every part of the workbook in `data` and write the XML ones, stored, into `out`."""
    package = Package()
    links: dict[str, bytes] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as safe:
        for name, raw in inflated_parts(data, checked_directory(data, limits), limits):
            key = name.casefold()
            if not key.endswith((".xml", ".rels")):
                continue
            content = screened(name, raw, limits)
            if key.endswith(".rels") or key in (_CONTENT_TYPES, "xl/workbook.xml"):
                links[key] = content
            safe.writestr(name, _looked_inside(package, key, content, limits))
    _check_links(links)
    package.sheet_parts = _sheet_parts(links, limits)
    if not any(part in package.marks for part in package.sheet_parts.values()):
        raise damaged("в книге нет ни одного листа с таблицей")
    for sheet, part in package.sheet_parts.items():
        if part in package.part_faults:
            package.part_faults[part].problem.sheet = sheet
            raise package.part_faults[part]
    return package


def _looked_inside(package: Package, key: str, content: bytes, limits: Limits) -> bytes:
    """Take down what the parser won't tell, and give the part as the parser shall see it."""
    if key.startswith("xl/worksheets/") and key.endswith(".xml"):
        package.marks[key] = mark_sheet(content, limits)
        if package.marks[key].odd_cells:
            try:
                package.faulty_cells[key] = scan_cells(content).faulty
            except ReadFault as error:
                package.part_faults[key] = error
            return with_known_errors(content)
    elif key == "xl/sharedstrings.xml":
        package.strings = content.count(b"</si>") + content.count(b"<si/>") + content.count(b":si>") // 2
        if package.strings > limits.shared_strings:
            raise fault("STRINGS_TOO_MANY", number=package.strings)
        package.odd_text = has_odd_text(content, limits) or (len(content) > limits.cell_chars and b"<r>" in content)
    return content


def _check_links(links: dict[str, bytes]) -> None:
    """Active content told by what the parts are for, however they are named."""
    for name, attributes in elements(links.get(_CONTENT_TYPES, b"<none/>")):
        kind = attributes.get("ContentType", "").casefold()
        if name in ("Override", "Default") and ("macroenabled" in kind or "vbaproject" in kind):
            raise fault("XLSX_MACRO")
    for part, content in links.items():
        if part.endswith(".rels"):
            _check_relationships(content)


def _check_relationships(content: bytes) -> None:
    for name, attributes in elements(content):
        kind = attributes.get("Type", "").rpartition("/")[2].casefold()
        if name != "Relationship":
            continue
        if kind in _MACRO_TYPES:
            raise fault("XLSX_MACRO")
        if kind in _ACTIVE_TYPES:
            raise fault("XLSX_ACTIVE", found=_ACTIVE_TYPES[kind])
        if attributes.get("TargetMode") == "External" and kind != "hyperlink":
            raise fault("XLSX_ACTIVE", found="ссылки на внешние файлы")


def _sheet_parts(links: dict[str, bytes], limits: Limits) -> dict[str, str]:
    """Sheet name → part in lower case, as the workbook part and its relationships tell."""
    if "xl/workbook.xml" not in links:
        raise damaged("в книге нет списка листов")
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in elements(links.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        if name == "Relationship"
    }
    sheets = [attributes for name, attributes in elements(links["xl/workbook.xml"]) if name == "sheet"]
    if len(sheets) > limits.sheets:
        raise fault("SHEETS_TOO_MANY", number=len(sheets), limit=limits.sheets)
    return {sheet.get("name", ""): _part_of(targets.get(_relationship_id(sheet), "")) for sheet in sheets}


def _relationship_id(sheet: dict[str, str]) -> str:
    return next((value for key, value in sheet.items() if key.endswith(":id")), "")


def _part_of(target: str) -> str:
    """`worksheets/sheet1.xml` and `/xl/worksheets/sheet1.xml` name the same part."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").casefold()
