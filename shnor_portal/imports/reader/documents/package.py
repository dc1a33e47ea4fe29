"""The container of a .docx: every part checked before one is read, everything active or fetched from afar refused."""

import posixpath
import re
import zipfile
from dataclasses import dataclass

from shnor_portal.imports.reader.container import checked_entries, inflated_parts, part_name
from shnor_portal.imports.reader.faults import damaged, fault
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.xmlscreen import elements, screened

_CONTENT_TYPES = "[content_types].xml"
_ACTIVE_PARTS = (
    ("word/embeddings/", "вложенные документы"),
    ("word/activex/", "элементы ActiveX"),
    ("word/webextensions/", "надстройки"),
    ("customui/", "изменённые меню"),
)
_ACTIVE_LINKS = {
    "oleobject": "вложенные документы",
    "package": "вложенные документы",
    "afchunk": "вложенные документы",
    "subdocument": "вложенные документы",
    "control": "элементы ActiveX",
    "activexcontrol": "элементы ActiveX",
    "webextension": "надстройки",
    "extensibility": "изменённые меню",
}
_MACRO_LINKS = {"vbaproject", "wordvbadata"}
_LOCAL_TEMPLATE = re.compile(r"(?:file:///)?(?:[a-z]:[\\/]|[^:/\\]+$)", re.IGNORECASE)
"""A template on the author's own disk («file:///C:\\…\\Normal.dotm»): many documents name one, none is fetched."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that hold text, screened; an absent one is None."""

    document: bytes
    styles: bytes | None
    numbering: bytes | None
    footnotes: bytes | None
    endnotes: bytes | None


def checked_parts(data: bytes, limits: Limits) -> Parts:
    """Check every part of the archive, give those with text. Raises ReadFault in the words of a workbook."""
    entries = checked_entries(data, limits)
    _check_kind({part_name(entry).casefold(): entry for entry in entries})
    parts = {
        name.casefold(): screened(name, content, limits)
        for name, content in inflated_parts(data, entries, limits)
        if name.casefold().endswith((".xml", ".rels"))
    }
    _check_types(parts.get(_CONTENT_TYPES))
    for name, content in parts.items():
        if name.endswith(".rels"):
            _check_links(content)
    return _text_parts(parts)


def _check_kind(names: dict[str, zipfile.ZipInfo]) -> None:
    if "mimetype" in names:
        raise fault("TYPE_UNSUPPORTED", found="документ OpenDocument")
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise fault("XLSX_MACRO")
    for start, found in _ACTIVE_PARTS:
        if any(name.startswith(start) for name in names):
            raise fault("XLSX_ACTIVE", found=found)
    if any(entry.flag_bits & 1 for entry in names.values()):
        raise fault("XLSX_ENCRYPTED")


def _check_types(content: bytes | None) -> None:
    if content is None:
        raise damaged("в документе нет списка частей")
    for _, attributes in elements(content):
        kind = attributes.get("ContentType", "").casefold()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise fault("XLSX_MACRO")


def _check_links(content: bytes) -> None:
    """By what a link is for, however its part is named. A page of the web may be named, nothing is drawn from it."""
    for name, attributes in elements(content):
        kind = attributes.get("Type", "").rpartition("/")[2].casefold()
        if name != "Relationship":
            continue
        if kind in _MACRO_LINKS:
            raise fault("XLSX_MACRO")
        if kind in _ACTIVE_LINKS:
            raise fault("XLSX_ACTIVE", found=_ACTIVE_LINKS[kind])
        if attributes.get("TargetMode") == "External" and kind != "hyperlink":
            _check_external(kind, attributes.get("Target", ""))


def _check_external(kind: str, target: str) -> None:
    if kind == "attachedtemplate":
        if not _LOCAL_TEMPLATE.match(target):
            raise fault("XLSX_ACTIVE", found="шаблон из сети")
        return
    raise fault("XLSX_ACTIVE", found="ссылки на внешние файлы")


def _text_parts(parts: dict[str, bytes]) -> Parts:
    """By relationships: the main part is not always called «word/document.xml»."""
    main = _linked(parts, "", "_rels/.rels").get("officedocument", "")
    if main not in parts:
        raise damaged("в документе нет основной части")
    folder, name = posixpath.split(main)
    links = _linked(parts, folder, posixpath.join(folder, "_rels", f"{name}.rels"))
    styles, numbering, footnotes, endnotes = (
        parts.get(links.get(kind, "")) for kind in ("styles", "numbering", "footnotes", "endnotes")
    )
    return Parts(parts[main], styles, numbering, footnotes, endnotes)


def _linked(parts: dict[str, bytes], folder: str, rels: str) -> dict[str, str]:
    """Kind of link → part, both in lower case, of one relationship part."""
    return {
        attributes.get("Type", "").rpartition("/")[2].casefold(): _part_of(folder, attributes.get("Target", ""))
        for name, attributes in elements(parts.get(rels, b"<none/>"))
        if name == "Relationship" and attributes.get("TargetMode") != "External"
    }


def _part_of(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/").casefold()
