"""What kind of file it is, by its content. The name only tells what the sender believed."""

import re

from shnor_portal.imports.reader.faults import damaged, fault

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_START = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "документ PDF"),
    (b"Rar!", "архив RAR"),
    (b"7z\xbc\xaf", "архив 7-Zip"),
    (b"\x1f\x8b", "архив GZIP"),
    (b"\x89PNG", "рисунок PNG"),
    (b"\xff\xd8\xff", "рисунок JPEG"),
    (b"GIF8", "рисунок GIF"),
    (b"MZ", "программа"),
    (b"{\\rtf", "документ RTF"),
    (b"SQLite format 3", "база данных"),
    (b"\x09\x08\x10\x00\x00\x06", "книга очень старого Excel"),
    (b"\x09\x08\x08\x00\x00\x05", "книга очень старого Excel"),
    (b"\x09\x04", "книга очень старого Excel"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
DOCUMENT_EXTENSIONS = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".rtf", ".odt"})
_BOOK_EXTENSIONS = {".xlsx", ".xls", ".xlsm", ".xlsb"}


def sniff(data: bytes, extension: str) -> str:
    """`xlsx`, `xls` or `csv`; raises ReadFault for anything else.

    `extension` is the lower-case end of the sender's file name with the dot, or "". A zip archive is only taken for
    `xlsx` here: what is inside it, the container check says.
    """
    if not data:
        raise fault("FILE_EMPTY")
    if data.startswith(_ZIP_START):
        return "xlsx"
    if data.startswith(OLE):
        return _ole_kind(data)
    for signature, found in _SIGNATURES:
        if data.startswith(signature):
            raise fault("TYPE_UNSUPPORTED", found=found)
    return _text_kind(data, extension)


def is_document(data: bytes, extension: str) -> bool:
    """Whether the file is to be read, or refused, as a document: by what it holds, else by its name."""
    if data.startswith(_ZIP_START) and (b"word/" in data or b"xl/" in data):
        return b"xl/workbook" not in data
    return extension in DOCUMENT_EXTENSIONS


def _ole_kind(data: bytes) -> str:
    """Old Excel, or another document in the same container, told by the names of its streams."""
    if has_stream(data, "EncryptedPackage"):
        raise fault("XLSX_ENCRYPTED")
    if has_stream(data, "_VBA_PROJECT_CUR"):
        raise fault("XLSX_MACRO")
    if has_stream(data, "Workbook") or has_stream(data, "Book"):
        return "xls"
    if has_stream(data, "WordDocument"):
        raise fault("TYPE_UNSUPPORTED", found="документ Word старого вида (.doc)")
    raise damaged("в нём нет таблицы")


def has_stream(data: bytes, name: str) -> bool:
    """A directory entry of an OLE container: the name in UTF-16, padded to 64 bytes, then its length in bytes."""
    raw = name.encode("utf-16-le")
    return raw.ljust(64, b"\0") + (len(raw) + 2).to_bytes(2, "little") in data


def _text_kind(data: bytes, extension: str) -> str:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HTML.match(start) or (start.startswith(b"<?xml") and _HTML.search(start)):
        raise _mismatch(
            extension, "HTML, а не книга Excel", "Откройте файл в Excel и сохраните как «Книга Excel (.xlsx)»."
        )
    if start.startswith(b"<?xml"):
        raise fault("TYPE_UNSUPPORTED", found="документ XML")
    if start.startswith(b"{") and b'"' in start[:20]:
        raise fault("TYPE_UNSUPPORTED", found="ссылка на документ или файл JSON, а не таблица")
    if not _looks_like_text(data):
        if extension in _BOOK_EXTENSIONS:
            raise damaged("содержимое не похоже на книгу Excel")
        raise fault("TYPE_UNSUPPORTED", found="файл неизвестного вида")
    if extension in _BOOK_EXTENSIONS:
        raise _mismatch(extension, "текстовая таблица CSV", "Переименуйте файл в .csv и загрузите его снова.")
    return "csv"


def _mismatch(extension: str, found: str, advice: str) -> Exception:
    if extension in ("", ".html", ".htm"):
        return fault("TYPE_UNSUPPORTED", found=found)
    return fault("TYPE_MISMATCH", extension=extension, found=found, advice=advice)


def _looks_like_text(data: bytes) -> bool:
    """A text may hold a stray control character (said later, with its cell) but not be made of them."""
    if data.startswith(_BOMS):
        return True
    sample = data[:65_536]
    odd = sum(sample.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13))
    return odd * 50 <= len(sample)
