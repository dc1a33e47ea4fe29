"""The process that reads one file from outside and ends: `python -m shnor_portal.imports.reader.child`.

The order (JSON on standard input) names the file, its own folder, the modules of layouts and the limits. The answer
is one JSON file with `status`: «read» with the result, «fault» with the problem, «memory» when memory ran out,
«panic» when the native parser gave up, «failed» when a layout broke, with the frames and without any value of the file.
"""

import codecs
import gc
import importlib
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from shnor_portal.imports.reader import delimited, standin, workbook
from shnor_portal.imports.reader.confine import close_doors, limit_resources, plug_doors
from shnor_portal.imports.reader.faults import ReadFault
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.outcome import ReadResult, SheetSummary
from shnor_portal.imports.reader.package import repack
from shnor_portal.imports.reader.preview import preview
from shnor_portal.imports.reader.sniff import sniff
from shnor_portal.imports.reader.types import Extract, Layout, RawSheet, RawWorkbook, Recognition

_CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp437", "ascii")


def main() -> None:
    """Read as ordered, write the answer, leave at once: nothing is worth tidying in a process that ends."""
    order = orjson.loads(sys.stdin.buffer.read())
    limits = Limits(**order["limits"])
    limit_resources(limits)
    gc.disable()
    folder = Path(order["folder"])
    with (
        open(order["path"], "rb") as source,
        open(f"{folder}/scratch", "w+b") as scratch,
        open(folder / "answer.json", "wb") as out,
    ):
        out.write(_guarded(lambda: _answer(order, limits, source, scratch)))
        out.flush()
        os._exit(0)


def _guarded(answer: Callable[[], bytes]) -> bytes:
    """The answer, or how it came to none, as JSON."""
    try:
        return answer()
    except ReadFault as error:
        return orjson.dumps({"status": "fault", "problem": error.problem})
    except MemoryError:
        return b'{"status":"memory"}'
    except Exception as error:
        return orjson.dumps({"status": "failed", "error": type(error).__name__, "frames": _frames(error)})
    except BaseException:  # a panic of the native parser is no Exception
        return b'{"status":"panic"}'


def _frames(error: BaseException) -> list[str]:
    """Where it happened, outermost first. The message stays here: it may quote a cell."""
    frames, at = [], error.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        frames.append(f"{Path(code.co_filename).name}:{at.tb_lineno} {code.co_name}")
        at = at.tb_next
    return frames


def _answer(order: dict[str, Any], limits: Limits, source: BinaryIO, scratch: BinaryIO) -> bytes:
    standin.install()
    layouts: list[Layout] = [importlib.import_module(module).LAYOUT for module in order["layouts"]]
    for codec in _CODECS:
        codecs.lookup(codec)
    close_doors()
    started = time.perf_counter()
    name = Path(order["name"])
    if order["mode"] == "diagnose":
        _diagnose(source.read(), name.suffix.lower(), scratch, limits)
        return b'{"status":"unexplained"}'
    book = _workbook(source, name, scratch, limits)
    plug_doors()
    result = _result(book, layouts, order, limits)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    result.cost = {
        "read": round(time.perf_counter() - started, 4),
        "cpu": round(usage.ru_utime + usage.ru_stime, 4),
    }
    return orjson.dumps({"status": "read", "result": result})


def _workbook(source: BinaryIO, name: Path, scratch: BinaryIO, limits: Limits) -> RawWorkbook:
    data = source.read()
    kind = sniff(data, name.suffix.lower())
    if kind == "xlsx":
        source.close()  # the parser opens the checked copy in its place
        return workbook.read_xlsx(data, scratch, limits)
    if kind == "xls":
        source.seek(0)
        return workbook.read_xls(source, limits)
    return delimited.read_csv(data, name.stem, limits)


def _diagnose(data: bytes, extension: str, scratch: BinaryIO, limits: Limits) -> None:
    """Raise the fault that explains why the fast way died, if the slow way finds it."""
    if sniff(data, extension) == "xlsx":
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
    main()
