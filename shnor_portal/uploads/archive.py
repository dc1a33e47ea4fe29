"""Documents that are archives of XML: Open XML and OpenDocument, told apart and screened part by part.

The same checks as for workbooks come first (`imports.reader`): number, names and declared sizes before anything is
unpacked, bytes counted while unpacking. The document is then kept as it came, so that its signature stays valid.
"""

from collections.abc import Iterable, Iterator
from zipfile import ZipInfo

from shnor_portal.imports.reader.container import checked_entries, inflated_parts
from shnor_portal.imports.reader.faults import ReadFault
from shnor_portal.imports.reader.sniff import OLE
from shnor_portal.uploads import opendocument, openxml
from shnor_portal.uploads.faults import fault, in_our_words
from shnor_portal.uploads.limits import UploadLimits
from shnor_portal.uploads.outcome import Looked
from shnor_portal.uploads.parts import NESTED, Part

_FOREIGN = ((OLE, "вложенные объекты"), (NESTED, "вложенные файлы"), (b"\x7fELF", "программы"), (b"Rar!", "архивы"))
_CHARTS = ("word/embeddings/", "xl/embeddings/", "ppt/embeddings/")


def look(data: bytes, limits: UploadLimits) -> Looked:
    """Raises ReadFault: ZIP_*, XML_DTD, FILE_DAMAGED, TYPE_FORBIDDEN, OFFICE_ACTIVE, OFFICE_ENCRYPTED."""
    try:
        return Looked(_screened(data, limits, depth=0))
    except ReadFault as error:
        raise in_our_words(error) from error


def _screened(data: bytes, limits: UploadLimits, *, depth: int) -> str:
    """The extension of what the archive is. A book of figures inside a chart is looked into as well, once."""
    entries = checked_entries(data, limits.archive)
    if any(entry.flag_bits & 1 for entry in entries):
        raise fault("OFFICE_ENCRYPTED")
    names = {entry.filename.casefold() for entry in entries}
    parts = _parts(data, entries, limits)
    if "mimetype" in names:
        return opendocument.check(_without_foreign(parts))
    if "[content_types].xml" not in names:
        raise fault("TYPE_FORBIDDEN", found="архив ZIP", advice="Распакуйте архив и приложите файлы по одному.")
    screen = openxml.Screen()
    for part in parts:
        if depth == 0 and part.key.startswith(_CHARTS) and part.content.startswith(NESTED):
            screen.book_of_figures(part.key)
            if _screened(part.content, limits, depth=1) != "xlsx":
                raise fault("OFFICE_ACTIVE", found="вложенные файлы")
            continue
        _check_foreign(part)
        screen.check(part, limits.archive)
    return screen.extension()


def _parts(data: bytes, entries: list[ZipInfo], limits: UploadLimits) -> Iterator[Part]:
    return (Part(name, content) for name, content in inflated_parts(data, entries, limits.archive))


def _without_foreign(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        _check_foreign(part)
        yield part


def _check_foreign(part: Part) -> None:
    """A part that is a file of another program, told by its first bytes."""
    for signature, found in _FOREIGN:
        if part.content.startswith(signature):
            raise fault("OFFICE_ACTIVE", found=found)
    if (
        part.content.startswith(b"MZ") and "font" not in part.key
    ):  # fonts of Word are scrambled: any bytes may begin one
        raise fault("OFFICE_ACTIVE", found="программы")
