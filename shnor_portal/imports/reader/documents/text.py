"""The text of a paragraph as a person sees it who has accepted all changes.

Insertions and moved text are read where they stand now, deletions are not read. A text box is read after the paragraph
that holds it, once (a document keeps it in two versions). Footnotes leave their mark in the text, a raised number in
order of appearance. Fields give what they last showed; those that would run a program are refused. Hidden text
is read: a person cannot find what was silently left out. Pictures, comments and formulas' layout are no text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from shnor_portal.imports.reader.documents.numbering import Numbering
from shnor_portal.imports.reader.documents.tree import children, tag
from shnor_portal.imports.reader.faults import fault
from shnor_portal.imports.reader.limits import Limits

_UNREAD = frozenset({"del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "Fallback", "sdtPr", "rPrChange"})
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}
_RUNNING_FIELD = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass(slots=True)
class Reading:
    """One way through a document: lists counted, notes met, letters counted against the limit."""

    numbering: Numbering
    notes: dict[tuple[str, str], Element]  # kind of note and its id → where its text stands
    limits: Limits
    letters: int = 0
    marks: dict[tuple[str, str], str] = field(default_factory=dict)  # note → its mark

    def lines(self, paragraph: Element) -> list[str]:
        """The paragraph's lines without empty ones, its number first, then those of its text boxes."""
        label = self.numbering.label(paragraph)
        pieces: list[str] = []
        boxes: list[Element] = []
        instructions: list[str] = []
        self._gather(paragraph, pieces, boxes, instructions)
        if _RUNNING_FIELD.search("".join(instructions)):
            raise fault("XLSX_ACTIVE", found="поля, которые загружают другие файлы")
        text = plain("".join(pieces))
        found = [line for line in f"{label} {text}".strip().split("\n") if line]
        for box in boxes:
            for inner in paragraphs(box):
                found += self.lines(inner)
        for line in found:
            self.count(line)
        return found

    def count(self, text: str) -> None:
        """Take the text into account. Raises MEMORY_LIMIT when there is more of it than people write."""
        self.letters += len(text)
        if self.letters > self.limits.text_chars:
            raise fault("MEMORY_LIMIT", detail=f": больше {self.limits.text_chars} знаков")

    def notes_of(self, text: str) -> list[tuple[str, str]]:
        """The footnotes whose marks stand in the text: mark and words."""
        standing = set(_MARK.findall(text))
        return [(mark, self._note(key)) for key, mark in list(self.marks.items()) if mark in standing]

    def _note(self, key: tuple[str, str]) -> str:
        return " ".join(line for inner in paragraphs(self.notes.get(key)) for line in self.lines(inner))

    def _gather(self, element: Element, pieces: list[str], boxes: list[Element], instructions: list[str]) -> None:
        for inner in element:
            name = tag(inner.tag)
            if name == "t":
                pieces.append(inner.text or "")
            elif name in _SIGNS:
                pieces.append(_SIGNS[name])
            elif name == "instrText":
                instructions.append(inner.text or "")
            elif name in ("footnoteReference", "endnoteReference"):
                pieces.append(self._mark(name.removesuffix("Reference"), inner))
            elif name == "txbxContent":
                boxes.append(inner)
            elif name not in _UNREAD:
                instructions += [text for key, text in inner.attrib.items() if tag(key) == "instr"]
                self._gather(inner, pieces, boxes, instructions)

    def _mark(self, kind: str, reference: Element) -> str:
        key = (kind, next((text for name, text in reference.attrib.items() if tag(name) == "id"), ""))
        return self.marks.setdefault(key, str(len(self.marks) + 1).translate(_RAISED))


def plain(text: str) -> str:
    """Composed letters (NFC), one space for any run of spaces, soft hyphens left out, no spaces at line ends."""
    text = unicodedata.normalize("NFC", text).replace("\xad", "").replace("\u200b", "").replace("\ufeff", "")
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text.replace("\r", "\n")).split("\n"))


def blocks(element: Element | None) -> Iterator[Element]:
    """Paragraphs and tables in order, also those inside content controls and other wrappers."""
    for inner in element if element is not None else ():
        name = tag(inner.tag)
        if name in ("p", "tbl"):
            yield inner
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from blocks(inner)


def paragraphs(element: Element | None) -> Iterator[Element]:
    """Paragraphs in order; a table inside gives those of its cells, row by row."""
    for block in blocks(element):
        if tag(block.tag) == "p":
            yield block
        else:
            for row in rows_of(block):
                for cell in cells_of(row):
                    yield from paragraphs(cell)


def rows_of(table: Element) -> Iterator[Element]:
    """Rows that are there once changes are accepted, also those inside content controls."""
    for inner in table:
        name = tag(inner.tag)
        if name == "tr":
            if not any(True for properties in children(inner, "trPr") for _ in children(properties, "del")):
                yield inner
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from rows_of(inner)


def cells_of(row: Element) -> Iterator[Element]:
    for inner in row:
        name = tag(inner.tag)
        if name == "tc":
            yield inner
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from cells_of(inner)
