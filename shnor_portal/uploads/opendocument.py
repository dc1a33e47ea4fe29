"""OpenDocument texts, tables and presentations: what they are, and whether they would do something when opened."""

from collections.abc import Iterable
from pyexpat import ExpatError, ParserCreate

from shnor_portal.uploads.faults import fault
from shnor_portal.uploads.parts import Part, is_web, leads_away

_MIME = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_SCRIPT = f"{_SPACE}script:1.0 "
_HREF = "http://www.w3.org/1999/xlink href"
_ACTION = f"{_SPACE}presentation:1.0 action"
_FOREIGN = {
    "object-ole": "вложенные объекты",
    "plugin": "вложенные объекты",
    "applet": "вложенные объекты",
    "floating-frame": "обращения к внешним файлам",
    "dde-source": "поля DDE",
    "dde-connection-decl": "поля DDE",
}
_MACRO_FOLDERS = ("basic/", "scripts/", "dialogs/")
_KEYBOARD = "configurations2/"
"""Toolbars and keys of the author's program, as a rule empty parts."""
_CLICKED = {"a", "event-listener", "area-rectangle", "area-circle", "area-polygon"}
"""A person follows these links, no program does by itself."""
_RUNNING = {"execute", "verb"}


def check(parts: Iterable[Part]) -> str:
    """The extension of the document. Raises ReadFault TYPE_FORBIDDEN, OFFICE_ACTIVE, OFFICE_ENCRYPTED, XML_DTD."""
    extension = ""
    for part in parts:
        if part.key == "mimetype":
            extension = _MIME.get(part.content.strip(), "")
        elif part.key.startswith(_MACRO_FOLDERS):
            raise fault("OFFICE_ACTIVE", found="макросы")
        elif part.key.endswith(".xml") and not part.key.startswith(_KEYBOARD):
            _check_xml(part)
    if not extension:
        raise fault("TYPE_FORBIDDEN", found="документ OpenDocument этого вида", advice="Сохраните его как PDF.")
    return extension


def _check_xml(part: Part) -> None:
    """Every start tag, with a namespace-aware parser that knows no document type."""
    parser = ParserCreate("utf-8", " ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _check_element
    try:
        parser.Parse(part.content, True)
    except ExpatError as error:
        raise fault("FILE_DAMAGED", detail=f": часть «{part.name[:60]}»") from error


def _refuse_doctype(*_declared: object) -> None:
    raise fault("XML_DTD")


def _check_element(name: str, attributes: dict[str, str]) -> None:
    tag = name.rpartition(" ")[2]
    if name.startswith(_SCRIPT):
        raise fault("OFFICE_ACTIVE", found="макросы")
    if tag in _FOREIGN:
        raise fault("OFFICE_ACTIVE", found=_FOREIGN[tag])
    if tag == "encryption-data":
        raise fault("OFFICE_ENCRYPTED")
    if attributes.get(_ACTION) in _RUNNING:
        raise fault("OFFICE_ACTIVE", found="запуск программ со слайда")
    if _fetches(tag, attributes.get(_HREF, "")):
        raise fault("OFFICE_ACTIVE", found="обращения к внешним файлам")


def _fetches(tag: str, target: str) -> bool:
    """A picture pasted from a site is ordinary; anything else that lies elsewhere is fetched behind one's back."""
    if tag in _CLICKED or not leads_away(target):
        return False
    return not (tag == "image" and is_web(target))
