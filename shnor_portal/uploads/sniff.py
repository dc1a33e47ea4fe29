"""What a file is by its first bytes. Its name only tells what the sender believed, its declared type nothing at all."""

import re
from dataclasses import dataclass

from shnor_portal.imports.reader.sniff import OLE

HEAD = 4096

_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_NAMED: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "программа"),
    (b"\x7fELF", "программа"),
    (b"\xca\xfe\xba\xbe", "программа"),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "ярлык Windows"),
    (b"#!", "сценарий"),
    (b"Rar!", "архив RAR"),
    (b"7z\xbc\xaf", "архив 7-Zip"),
    (b"\x1f\x8b", "архив GZIP"),
    (b"BZh", "архив BZIP2"),
    (b"\xfd7zXZ", "архив XZ"),
    (b"MSCF", "архив CAB"),
    (b"PK", "архив ZIP"),
    (b"GIF8", "рисунок GIF"),
    (b"II*\x00", "рисунок TIFF"),
    (b"MM\x00*", "рисунок TIFF"),
    (b"{\\rtf", "документ RTF"),
    (b"SQLite format 3", "база данных"),
)
_FTYP = {b"heic": "снимок HEIC", b"heix": "снимок HEIC", b"mif1": "снимок HEIC", b"avif": "снимок AVIF"}
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(
    rb"<(?:!doctype|\?xml|html|head|body|script|svg|iframe|table|meta|style|div|img|a|p|h[1-6])\b|<!--", re.IGNORECASE
)
_MAIL = re.compile(rb"(?:mime-version|content-type|return-path|received):", re.IGNORECASE)
_TEXT_CONTROLS = bytes({*range(32), 127} - {9, 10, 12, 13})


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`family` is pdf, image, archive or text; «ole» and "" are never taken. `found` says in Russian what it is."""

    family: str
    found: str


def sniff(head: bytes) -> Sniffed:
    """By the first `HEAD` bytes. Markup of any sort is no text here: somebody's browser would run it."""
    if head.startswith(_PDF):
        return Sniffed("pdf", "документ PDF")
    if head.startswith(_ZIP):
        return Sniffed("archive", "документ или архив ZIP")
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Sniffed("image", "рисунок")
    return _without_family(head) or _text(head)


def _without_family(head: bytes) -> Sniffed | None:
    if head.startswith(OLE):
        return Sniffed("ole", "документ старого формата (.doc, .xls, .ppt)")
    if head[4:8] == b"ftyp":
        return Sniffed("", _FTYP.get(head[8:12], "видео"))
    return next((Sniffed("", found) for signature, found in _NAMED if head.startswith(signature)), None)


def _text(head: bytes) -> Sniffed:
    plain = head
    if head.startswith(_UTF_16):
        plain = head.decode("utf-16", "replace").encode("utf-8", "replace")
    plain = plain.removeprefix(_BOM)
    start = plain.lstrip()
    if _MARKUP.match(start):
        return Sniffed("", "страница HTML, XML или рисунок SVG")
    if _MAIL.match(start):
        return Sniffed("", "письмо или сохранённая страница")
    if len(plain.translate(None, _TEXT_CONTROLS)) != len(plain):
        return Sniffed("", "файл неизвестного вида")
    return Sniffed("text", "простой текст")
