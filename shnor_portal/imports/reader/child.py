"""The process that reads one file from outside and ends: `python -m shnor_portal.imports.reader.child`.

The order names, beside what every guarded child is told, the modules of layouts and the mode. The answer «read» holds
the result, «unexplained» says that a diagnosis found nothing; the others are those of `common.guarded.child`.
"""

import codecs
import importlib
import resource
import time
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from shnor_portal.common.guarded.child import serve
from shnor_portal.common.guarded.confine import close_doors, plug_doors
from shnor_portal.imports.reader import standin, workbook
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.opening import open_workbook
from shnor_portal.imports.reader.outcome import ReadResult, SheetSummary
from shnor_portal.imports.reader.package import repack
from shnor_portal.imports.reader.preview import preview
from shnor_portal.imports.reader.sniff import is_document, sniff
from shnor_portal.imports.reader.types import Extract, Layout, RawSheet, RawWorkbook, Recognition

_PLAIN = "shnor_portal.imports.reader.plain"
"""Imported when tables are asked for: the way to documents would cost every other child time."""
_CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp437", "ascii")


def _answer(order: dict[str, Any], limits: Limits, source: BinaryIO, scratch: BinaryIO) -> bytes:
    standin.install()
    layouts: list[Layout] = [importlib.import_module(module).LAYOUT for module in order["layouts"]]
    plain = importlib.import_module(_PLAIN) if order["mode"] == "tables" else None
    for codec in _CODECS:
        codecs.lookup(codec)
    close_doors()
    started = time.perf_counter()
    name = Path(order["name"])
    if plain is not None:
        return orjson.dumps({"status": "read", "result": plain.read_plain(source, name, scratch, limits)})
    if order["mode"] == "diagnose":
        _diagnose(source.read(), name.suffix.lower(), scratch, limits)
        return b'{"status":"unexplained"}'
    book = open_workbook(source, name, scratch, limits)
    plug_doors()
    result = _result(book, layouts, order, limits)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    result.cost = {
        "read": round(time.perf_counter() - started, 4),
        "cpu": round(usage.ru_utime + usage.ru_stime, 4),
    }
    return orjson.dumps({"status": "read", "result": result})


def _diagnose(data: bytes, extension: str, scratch: BinaryIO, limits: Limits) -> None:
    """Raise the fault that explains why the fast way died, if the slow way finds it."""
    if not is_document(data, extension) and sniff(data, extension) == "xlsx":
        package = repack(data, scratch, limits)
        scratch.seek(0)
        workbook.diagnose(package, scratch, limits)


def _result(book: RawWorkbook, layouts: list[Layout], order: dict[str, Any], limits: Limits) -> ReadResult:
    claims = [(layout, claim) for layout in layouts if (claim := layout.recognise(book)) is not None]
    claims.sort(key=lambda pair: -pair[1].confidence)
    recognising = order["mode"] == "recognise"
    return ReadResult(
        book.kind,
        [_summary(sheet) for sheet in book.sheets],
        book.problems[: limits.listed_problems],
        [claim for _, claim in claims],
        None if recognising else _extract(book, layouts, claims, order["options"]),
        [preview(sheet, limits) for sheet in book.sheets] if recognising else [],
    )


def _extract(
    book: RawWorkbook,
    layouts: list[Layout],
    claims: list[tuple[Layout, Recognition]],
    options: dict[str, Any],
) -> Extract | None:
    """By the layout the person chose (`options["layout"]`), else by the surest one.

    A chosen layout that makes no claim of its own (the generic table) is told the sheet and the header row by
    `options["sheet_index"]` (from 0) and `options["header_row"]`.
    """
    chosen = options.get("layout")
    for layout, claim in claims:
        if chosen in (None, layout.code):
            return layout.extract(book, claim, options)
    for layout in layouts:
        if layout.code == chosen:
            claim = Recognition(layout.code, 0, [], options.get("sheet_index", 0), options.get("header_row", 1))
            return layout.extract(book, claim, options)
    return None


def _summary(sheet: RawSheet) -> SheetSummary:
    return SheetSummary(
        sheet.name,
        len(sheet.rows),
        max(map(len, sheet.rows), default=0),
        sheet.first_row,
        sheet.first_column,
        sheet.visibility,
        sheet.hidden_rows,
        sheet.grouped,
        sheet.filtered,
    )


if __name__ == "__main__":
    serve(Limits, _answer)
