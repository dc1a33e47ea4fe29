"""Word, Excel and PowerPoint documents: what they are, and whether they would do something when opened.

Relationships and types of parts tell what a part is for, however it is named. Links that a person clicks are no
active content; what a program fetches by itself is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pyexpat import ExpatError, ParserCreate

from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.xmlscreen import Element, elements, screened
from shnor_portal.uploads.faults import fault
from shnor_portal.uploads.parts import Part, is_web, leads_away

_TYPES = "[content_types].xml"
_MAIN = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
}
_MACROS, _OBJECTS, _OUTSIDE = "макросы", "вложенные объекты", "обращения к внешним файлам"
_ACTIVE_LINKS = {
    "vbaproject": _MACROS,
    "wordvbadata": _MACROS,
    "xlmacrosheet": _MACROS,
    "xlintlmacrosheet": _MACROS,
    "oleobject": _OBJECTS,
    "control": "элементы ActiveX",
    "activexcontrol": "элементы ActiveX",
    "activexcontrolbinary": "элементы ActiveX",
    "externallink": "связи с другими книгами",
    "externallinkpath": "связи с другими книгами",
    "connections": "подключения к внешним данным",
    "querytable": "подключения к внешним данным",
    "webextension": "надстройки",
    "webextensiontaskpanes": "надстройки",
    "extensibility": "изменённые меню",
    "afchunk": "вложенные файлы",
    "subdocument": _OUTSIDE,
    "frame": _OUTSIDE,
}
_MAY_LIE_OUTSIDE: dict[str, Callable[[str], bool]] = {
    "hyperlink": lambda target: True,
    "attachedtemplate": lambda target: not leads_away(target),
    "image": lambda target: is_web(target) or not leads_away(target),
}
"""External targets that ordinary documents have: a template on the author's disk, a picture pasted from a site."""
_ACTIVE_NAMES = re.compile(
    r"(?:^|/)(?:activex|externallinks|querytables|webextensions|macrosheets|dialogsheets|customui)/|vbaproject\.bin$"
)
_DDE_FIELD = re.compile(r"^\s*(?:DDE|DDEAUTO)\b", re.IGNORECASE | re.MULTILINE)
_TEXT_FIELD = re.compile(r"^\s*INCLUDETEXT\s+\"?\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_SLIDE_ACTION = re.compile(rb"ppaction://(?:program|macro|ole)", re.IGNORECASE)


class Screen:
    """Fed part by part; `extension()` says at the end what the document is. Raises ReadFault."""

    def __init__(self) -> None:
        self._extension = ""
        self._books: set[str] = set()
        self._of_charts: set[str] = set()

    def check(self, part: Part, limits: Limits) -> None:
        if _ACTIVE_NAMES.search(part.key):
            raise fault("OFFICE_ACTIVE", found="макросы или внешние подключения")
        if not part.key.endswith((".xml", ".rels")) or part.key.startswith("customxml/item"):
            return
        content = screened(part.name, part.content, limits)
        if part.key == _TYPES:
            self._check_types(elements(content))
        elif part.key.endswith(".rels"):
            self._check_links(part.key, elements(content))
        elif part.key.startswith("word/"):
            _check_fields(content)
        elif part.key.startswith("ppt/") and _SLIDE_ACTION.search(content):
            raise fault("OFFICE_ACTIVE", found="запуск программ со слайда")

    def book_of_figures(self, key: str) -> None:
        """A workbook lies inside: right only as the figures of a chart, which its relationship will tell."""
        self._books.add(key.rpartition("/")[2])

    def extension(self) -> str:
        if self._books - self._of_charts:
            raise fault("OFFICE_ACTIVE", found=_OBJECTS)
        if not self._extension:
            raise fault("FILE_DAMAGED", detail=": внутри нет документа")
        return self._extension

    def _check_types(self, types: list[Element]) -> None:
        for _, attributes in types:
            kind = attributes.get("ContentType", "").casefold()
            if "macroenabled" in kind or "vbaproject" in kind:
                raise fault("OFFICE_ACTIVE", found=_MACROS)
            if "activex" in kind:
                raise fault("OFFICE_ACTIVE", found="элементы ActiveX")
            self._extension = next((found for end, found in _MAIN.items() if kind.endswith(end)), self._extension)

    def _check_links(self, part: str, links: list[Element]) -> None:
        for name, attributes in links:
            if name == "Relationship":
                self._check_link(part, attributes)

    def _check_link(self, part: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2].casefold()
        target = attributes.get("Target", "")
        if kind in _ACTIVE_LINKS:
            raise fault("OFFICE_ACTIVE", found=_ACTIVE_LINKS[kind])
        if kind == "package":
            if "/charts/_rels/" not in part:
                raise fault("OFFICE_ACTIVE", found=_OBJECTS)
            self._of_charts.add(target.replace("\\", "/").rpartition("/")[2].casefold())
        if attributes.get("TargetMode", "").casefold() == "external":
            allowed = _MAY_LIE_OUTSIDE.get(kind)
            if allowed is None or not allowed(target):
                raise fault("OFFICE_ACTIVE", found=_OUTSIDE)


@dataclass(slots=True)
class _FieldCodes:
    """Codes of Word's fields, which may lie in pieces: one starts a program or fetches a file when it is updated."""

    pieces: list[str] = field(default_factory=list)
    inside: bool = False

    def of(self, content: bytes) -> str:
        """The codes of a screened part, each field on a line of its own."""
        parser = ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except ExpatError as error:
            raise fault("FILE_DAMAGED") from error
        return "".join(self.pieces)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        self.inside = tag == "instrText"
        if tag in ("fldChar", "fldSimple"):
            self.pieces.append("\n" + next((value for key, value in attributes.items() if key.endswith(":instr")), ""))

    def _end(self, _name: str) -> None:
        self.inside = False

    def _text(self, text: str) -> None:
        if self.inside:
            self.pieces.append(text)


def _check_fields(content: bytes) -> None:
    if b"instr" not in content:
        return
    codes = _FieldCodes().of(content)
    if _DDE_FIELD.search(codes):
        raise fault("OFFICE_ACTIVE", found="поля DDE")
    if any(leads_away(target) for target in _TEXT_FIELD.findall(codes)):
        raise fault("OFFICE_ACTIVE", found=_OUTSIDE)
