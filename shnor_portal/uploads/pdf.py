"""PDF files: kept byte for byte, so that a signature stays valid, or refused when they can do more than be read.

Only the child process imports this module. A file is looked at twice. Objects are walked as the cross-reference table
gives them; and names of actions are searched in the bytes, so that an object which no table lists, or a key that
stands twice, is seen too.
"""

import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from shnor_portal.uploads.faults import fault
from shnor_portal.uploads.limits import UploadLimits
from shnor_portal.uploads.outcome import Looked

_ACTIONS = {
    "/JavaScript": "сценарии JavaScript",
    "/Launch": "запуск программ",
    "/ImportData": "загрузка данных извне",
    "/SubmitForm": "отправка данных на чужой адрес",
    "/GoToE": "переход во вложенный файл",
    "/GoToR": "переход в другой файл",
    "/RichMediaExecute": "мультимедиа",
}
_KEYS = {
    "/JS": "сценарии JavaScript",
    "/JavaScript": "сценарии JavaScript",
    "/XFA": "форма XFA",
    "/EmbeddedFiles": "вложенные файлы",
    "/EF": "вложенные файлы",
}
_SUBTYPES = {
    "/FileAttachment": "вложенные файлы",
    "/RichMedia": "мультимедиа",
    "/Movie": "мультимедиа",
    "/Sound": "мультимедиа",
    "/3D": "мультимедиа",
}
_LAST_POINTER = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, RecursionError)


_SMALLEST = (
    b"%PDF-1.4\n"
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n142\n%%EOF\n"
)


def _spelt(name: str) -> str:
    """A name as a pattern: every character may also stand as its number, `/Java#53cript`."""
    return "/" + "".join(f"(?:{re.escape(sign)}|#{ord(sign):02x}|#{ord(sign):02X})" for sign in name.removeprefix("/"))


_IN_BYTES = {re.compile(f"{_spelt('/S')}\\s*{_spelt(name)}\\b".encode()): found for name, found in _ACTIONS.items()} | {
    re.compile(f"{_spelt('/Type')}\\s*{_spelt('/EmbeddedFile')}\\b".encode()): "вложенные файлы",
    re.compile(f"{_spelt('/XFA')}\\s*(?:\\[|\\d+\\s+\\d+\\s+R\\b)".encode()): "форма XFA",
}


def warm_up() -> None:
    """Read the smallest file there is, so that nothing is left to be loaded once no file can be opened."""
    _screened(_SMALLEST, UploadLimits())


def look(data: bytes, limits: UploadLimits) -> Looked:
    """Raises ReadFault FILE_DAMAGED, PDF_ENCRYPTED, PDF_ACTIVE, PAGES_TOO_MANY or TYPE_MISMATCH."""
    logging.disable(logging.CRITICAL)  # the parser tells of every oddity of a file; only the outcome matters
    _check_ends(data)
    try:
        return Looked("pdf", pages=_screened(data, limits))
    except DependencyError as error:
        raise fault("PDF_ENCRYPTED") from error
    except LimitReachedError as error:
        raise fault("MEMORY_LIMIT") from error
    except _BROKEN as error:
        raise fault("FILE_DAMAGED") from error


def _check_ends(data: bytes) -> None:
    """The last pointer leads to a table, and the file isn't an archive at the same time.

    A reader that finds no table looks for objects by itself, each in its own way: what one shows another hides.
    """
    pointers = _LAST_POINTER.findall(data, max(0, len(data) - 4096))
    if not pointers or not _TABLE.match(data, int(pointers[-1])):
        raise fault("FILE_DAMAGED", detail=": нет оглавления")
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise fault(
            "TYPE_MISMATCH", extension="pdf", found="документ вместе с архивом", advice="Оставьте сам документ."
        )


def _screened(data: bytes, limits: UploadLimits) -> int:
    """The number of pages of a file that holds nothing active."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise fault("PDF_ENCRYPTED")
    _check_bytes(data)
    for holder in {stream for stream, _ in reader.xref_objStm.values()}:
        packed = reader.get_object(IndirectObject(holder, 0, reader))
        if isinstance(packed, StreamObject):
            _check_bytes(packed.get_data())
    for thing in _objects(reader):
        _check_object(thing)
    return _pages(reader, limits)


def _check_bytes(data: bytes) -> None:
    for pattern, found in _IN_BYTES.items():
        if pattern.search(data):
            raise fault("PDF_ACTIVE", found=found)


def _objects(reader: PdfReader) -> Iterator[Any]:
    yield reader.trailer
    for generation, numbers in reader.xref.items():
        for number in numbers:
            yield reader.get_object(IndirectObject(number, generation, reader))
    for number in reader.xref_objStm:
        yield reader.get_object(IndirectObject(number, 0, reader))


def _check_object(thing: Any) -> None:
    """One object with all that is written inside it; what it only refers to is met on its own."""
    inside = [thing]
    while inside:
        current = inside.pop()
        if isinstance(current, DictionaryObject):
            _check_dictionary(current)
            inside += _direct(dict.values(current))
        elif isinstance(current, ArrayObject):
            inside += _direct(_held(current))


def _held(array: Any) -> list[Any]:
    """What an array holds as it is written, references unfollowed."""
    return list(list.__iter__(array))


def _direct(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, DictionaryObject | ArrayObject)]


def _check_dictionary(entry: DictionaryObject) -> None:
    for key, found in _KEYS.items():
        if key in entry:
            raise fault("PDF_ACTIVE", found=found)
    for key, table in (("/S", _ACTIONS), ("/Subtype", _SUBTYPES)):
        if key in entry and str(entry[key]) in table:
            raise fault("PDF_ACTIVE", found=table[str(entry[key])])
    if "/Type" in entry and entry["/Type"] == "/EmbeddedFile":
        raise fault("PDF_ACTIVE", found="вложенные файлы")


def _pages(reader: PdfReader, limits: UploadLimits) -> int:
    """Leaves of the tree of pages, each counted where it hangs: a tree that hangs itself in itself never ends."""
    catalogue: Any = reader.trailer["/Root"]
    waiting: list[Any] = [catalogue["/Pages"]]
    pages = steps = 0
    while waiting:
        node = waiting.pop().get_object()
        steps += 1
        if isinstance(node, DictionaryObject) and "/Kids" in node:
            waiting += _held(node["/Kids"])
        elif isinstance(node, DictionaryObject):
            pages += 1
        if pages > limits.pdf_pages or steps > 4 * limits.pdf_pages:
            raise fault("PAGES_TOO_MANY", limit=limits.pdf_pages)
    if not pages:
        raise fault("FILE_DAMAGED", detail=": нет ни одной страницы")
    return pages
