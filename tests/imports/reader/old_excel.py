"""Workbooks of the old .xls format (BIFF8 in an OLE container), just enough of them for a reader."""

import struct
from collections.abc import Iterable, Sequence

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
Rows = Iterable[Sequence[str | float]]


def old_book(rows: Rows, sheet: str = "Лист1") -> bytes:
    """A one-sheet .xls with the rows from A1."""
    bof = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)
    codepage = _record(0x0042, struct.pack("<H", 1200))
    name = sheet.encode("utf-16-le")
    named = struct.pack("<BBBB", 0, 0, len(sheet), 1) + name
    before = _record(0x0809, bof) + codepage
    at = len(before) + 4 + 4 + len(named) + 4
    start = before + _record(0x0085, struct.pack("<I", at) + named) + _record(0x000A, b"")
    cells = b"".join(_cell(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line))
    page = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 6)) + cells + _record(0x000A, b"")
    return container({"Workbook": start + page})


def container(streams: dict[str, bytes]) -> bytes:
    """An OLE container; streams are padded past the size under which they would be packed more tightly."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sizes = [-(-len(data) // SECTOR) for data in padded.values()]
    directory_sectors = -(-(len(padded) + 1) // 4)
    body = directory_sectors + sum(sizes)
    fat_sectors = -(-body // (SECTOR // 4 - 1)) + 1
    table = [FAT] * fat_sectors + _chain(fat_sectors, directory_sectors)
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, size) in enumerate(zip(padded, sizes, strict=True), start=1):
        right = number + 1 if number < len(padded) else FREE
        entries.append(_entry(name, 2, len(table), len(padded[name]), right=right))
        table += _chain(len(table), size)
    table += [FREE] * (fat_sectors * SECTOR // 4 - len(table))
    directory = b"".join(entries).ljust(directory_sectors * SECTOR, b"\0")
    data = b"".join(stream.ljust(size * SECTOR, b"\0") for stream, size in zip(padded.values(), sizes, strict=True))
    return _header(fat_sectors) + struct.pack(f"<{len(table)}I", *table) + directory + data


def _header(fat_sectors: int) -> bytes:
    places = [*range(fat_sectors), *([FREE] * (109 - fat_sectors))]
    fixed = struct.pack(
        "<8s16s5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        fat_sectors,
        fat_sectors,
        0,
        4096,
        END,
        0,
        END,
        0,
    )
    return fixed + struct.pack("<109I", *places)


def _chain(first: int, length: int) -> list[int]:
    return [*range(first + 1, first + length), END]


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack("<64sHBB3I16sI16xIII", raw, len(raw) + 2, kind, 1, FREE, right, child, b"", 0, start, size, 0)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text)
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))
