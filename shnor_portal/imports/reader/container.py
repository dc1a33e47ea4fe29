"""The zip container of an .xlsx: directory checked before anything is inflated, bytes counted while inflating.

The parts that passed are written to a second, uncompressed archive, and only that one is given to the parser. So the
parser sees exactly what was checked, whatever a crafted directory would have led it to.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from shnor_portal.imports.reader.faults import ReadFault, damaged, fault
from shnor_portal.imports.reader.limits import Limits

_END_RECORD = b"PK\x05\x06"
_END_RECORD_SIZE = 22
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_MIMETYPES = {b"application/vnd.oasis.opendocument.spreadsheet": "таблица OpenDocument (.ods)"}
_ACTIVE_PARTS = (
    ("xl/embeddings/", "вложенные документы"),
    ("xl/activex/", "элементы ActiveX"),
    ("xl/externallinks/", "ссылки на другие книги"),
    ("xl/querytables/", "запросы к внешним данным"),
    ("xl/connections.xml", "подключения к внешним данным"),
    ("xl/webextensions/", "надстройки"),
    ("xl/model/", "модель данных"),
    ("customui/", "изменённые меню"),
)
_MACRO_PARTS = ("xl/macrosheets/", "xl/dialogsheets/")


def checked_directory(data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    """The entries of a workbook's archive; raises ReadFault by the first rule that is broken."""
    files = checked_entries(data, limits)
    _check_kind(data, files)
    return files


def checked_entries(data: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    """The entries of any archive in order, files only: their number, names and declared sizes are within bounds."""
    _check_count(data, limits)
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, UnicodeDecodeError) as error:
        raise damaged("оглавление архива не читается") from error
    if len(entries) > limits.zip_parts:
        raise fault("ZIP_PARTS", number=len(entries), limit=limits.zip_parts)
    _check_names(entries)
    _check_sizes(entries, limits)
    return [entry for entry in entries if not entry.is_dir()]


def inflated_parts(data: bytes, entries: list[zipfile.ZipInfo], limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Each part with its name (slashes forward, no leading slash) and content, never past its declared size."""
    total = 0
    for entry in entries:
        content = _inflate(data, entry)
        total += len(content)
        if total > limits.total_bytes:
            raise fault("ZIP_TOO_LARGE")
        yield part_name(entry), content


def part_name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _check_count(data: bytes, limits: Limits) -> None:
    """The end record tells the number of entries before they are parsed; 65 535 there means «even more»."""
    at = data.rfind(_END_RECORD, max(0, len(data) - 65_535 - _END_RECORD_SIZE))
    if at < 0 or len(data) < at + _END_RECORD_SIZE:
        raise damaged("нет конца архива")
    number = int.from_bytes(data[at + 10 : at + 12], "little")
    if number == 0:
        raise damaged("архив пуст")
    if number > limits.zip_parts:
        raise fault("ZIP_PARTS", number="больше 65 000" if number == 0xFFFF else number, limit=limits.zip_parts)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = part_name(entry)
        if _is_bad_path(name) or _is_link(entry) or "\0" in entry.orig_filename:
            raise fault("ZIP_PATH", part=_shown(entry.filename))
        key = name.casefold()
        if key in seen:
            raise fault("ZIP_DUPLICATE", part=_shown(name))
        seen.add(key)


def _is_bad_path(name: str) -> bool:
    return name.startswith("/") or ":" in name or ".." in name.split("/")


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _shown(name: str) -> str:
    """A name from outside, fit for a sentence."""
    return "".join(ch if ch.isprintable() else "·" for ch in name[:60])


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    for entry in entries:
        dense = entry.file_size > limits.ratio_from_bytes and entry.file_size > limits.ratio * entry.compress_size
        if entry.file_size > limits.part_bytes or dense:
            raise fault("ZIP_TOO_LARGE", detail=f": часть «{_shown(entry.filename)}»")
    if sum(entry.file_size for entry in entries) > limits.total_bytes:
        raise fault("ZIP_TOO_LARGE")


def _check_kind(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Another kind of document in the same container, macros, embedded things: told by names alone."""
    names = {part_name(entry).casefold(): entry for entry in entries}
    _check_other_documents(data, names)
    if any(name.endswith("vbaproject.bin") or name.startswith(_MACRO_PARTS) for name in names):
        raise fault("XLSX_MACRO")
    for start, found in _ACTIVE_PARTS:
        if any(name.startswith(start) for name in names):
            raise fault("XLSX_ACTIVE", found=found)
    if any(entry.flag_bits & 1 for entry in entries):
        raise fault("XLSX_ENCRYPTED")


def _check_other_documents(data: bytes, names: dict[str, zipfile.ZipInfo]) -> None:
    if "mimetype" in names:
        found = _MIMETYPES.get(_inflate(data, names["mimetype"])[:200].strip(), "документ OpenDocument")
        raise fault("TYPE_UNSUPPORTED", found=found)
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        raise fault("TYPE_UNSUPPORTED", found="таблица Apple Numbers")
    for part, found in (
        ("word/document.xml", "документ Word"),
        ("ppt/presentation.xml", "презентация"),
        ("xl/workbook.bin", "двоичная книга Excel (.xlsb)"),
    ):
        if part in names:
            raise fault("TYPE_UNSUPPORTED", found=found)
    if "[content_types].xml" not in names and not any(name.startswith("xl/") for name in names):
        raise fault("TYPE_UNSUPPORTED", found="архив ZIP")


def _inflate(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The content of one part. One byte more than declared is enough to know that the directory lies."""
    try:
        content = _inflate_counted(_raw(data, entry), entry)
    except (zlib.error, struct.error) as error:
        raise _part_damaged(entry) from error
    if len(content) > entry.file_size:
        raise fault("ZIP_TOO_LARGE", detail=f": часть «{_shown(entry.filename)}» больше, чем объявлено")
    if len(content) < entry.file_size or zlib.crc32(content) != entry.CRC:
        raise _part_damaged(entry)
    return content


def _inflate_counted(raw: bytes, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type == zipfile.ZIP_STORED:
        return raw
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, entry.file_size + 1)
    raise _part_damaged(entry)


def _raw(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The packed bytes, found through the local header, which must agree on the name with the directory."""
    header = _LOCAL_HEADER.unpack_from(data, entry.header_offset)
    name_at = entry.header_offset + _LOCAL_HEADER.size
    start = name_at + header[9] + header[10]
    name = data[name_at : name_at + header[9]].decode("utf-8" if header[2] & 0x800 else "cp437", "replace")
    end = start + entry.compress_size
    if header[0] != b"PK\x03\x04" or name != entry.orig_filename or end > len(data):
        raise _part_damaged(entry)
    return data[start:end]


def _part_damaged(entry: zipfile.ZipInfo) -> ReadFault:
    return damaged(f"не распаковывается часть «{_shown(entry.filename)}»")
