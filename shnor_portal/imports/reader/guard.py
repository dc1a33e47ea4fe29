"""Reading a file from outside, seen from the portal: one call, one answer, whatever the file does to its reader.

The file is read in a child process with limits on memory, processor and wall time, without a way to open another
file or a socket. This side never imports a parser. Whatever happens to the child becomes one Refusal with a code of the
bad-input catalogue.
"""

import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NoReturn

from shnor_portal.common.guarded.parent import Ended, run_child
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.reader.documents.faults import in_document
from shnor_portal.imports.reader.faults import fault
from shnor_portal.imports.reader.limits import DEFAULT, MIB, PLANS, Limits
from shnor_portal.imports.reader.outcome import ReadResult, problem_from, result_from, table_from
from shnor_portal.imports.reader.sniff import DOCUMENT_EXTENSIONS
from shnor_portal.imports.reader.types import PlainTable, Problem

logger = logging.getLogger(__name__)

Mode = Literal["recognise", "extract"]
_CHILD = "shnor_portal.imports.reader.child"


def read_file(
    path: str | os.PathLike[str],
    *,
    layouts: Sequence[str],
    mode: Mode = "recognise",
    options: dict[str, Any] | None = None,
    limits: Limits = DEFAULT,
    name: str = "",
) -> ReadResult:
    """Read one file in a child process.

    `layouts` are dotted modules, each with a `LAYOUT`; `name` is the sender's file name where `path` is our own. Mode
    «recognise» gives ranked claims and masked previews, «extract» the rows by the layout named in `options["layout"]`
    or the surest one; all options are handed to the layout and must be JSON. Raises Refusal (422, or 413 for
    FILE_TOO_LARGE) for a file that can't be read.
    """
    path = Path(path)
    _check_size(path, limits)
    order = {
        "path": str(path.resolve()),
        "name": name or path.name,
        "layouts": list(layouts),
        "mode": mode,
        "options": options or {},
        "limits": limits.as_dict(),
    }
    started = time.perf_counter()
    result = result_from(_asked(order, limits))
    result.cost["wall"] = round(time.perf_counter() - started, 4)
    return result


def read_tables(path: str | os.PathLike[str], *, name: str, limits: Limits = PLANS) -> list[PlainTable]:
    """The tables of a .docx, .xlsx, .xls or .csv as plain text, with the text between them, read in a child process.

    `name` is the sender's file name. Raises Refusal as `read_file` does; a document is refused with the codes of
    attached files (OFFICE_ACTIVE, FILE_DAMAGED) where the catalogue has them.
    """
    path = Path(path)
    _check_size(path, limits)
    order = {"path": str(path.resolve()), "name": name, "layouts": [], "mode": "tables", "limits": limits.as_dict()}
    return [table_from(table) for table in _asked(order, limits)]


def _asked(order: dict[str, Any], limits: Limits) -> Any:
    """The result of a child that has read the file; whatever else it ended with becomes a Refusal."""
    ended = _run(order, limits)
    if ended.answer is None or ended.status in ("memory", "panic"):
        _refuse_crash(order, ended, limits)
    return _read_answer(ended, ended.answer)


def _check_size(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size == 0:
        raise _refusal(fault("FILE_EMPTY").problem)
    if size > limits.file_bytes:
        raise _refusal(fault("FILE_TOO_LARGE", limit=limits.file_bytes // MIB).problem, status=413)


def _run(order: dict[str, Any], limits: Limits) -> Ended:
    """Have a child read it. Its folder goes whatever happened."""
    with TemporaryDirectory(prefix="reader-") as folder:
        return run_child(_CHILD, order, limits, folder=folder)


def _read_answer(ended: Ended, answer: dict[str, Any]) -> Any:
    """The result in an answer; a fault or a broken layout becomes a Refusal."""
    if answer["status"] == "fault":
        raise _refusal(problem_from(answer["problem"]))
    if answer["status"] == "failed":
        _refuse_failure(ended.failure)
    return answer["result"]


def _refuse_failure(what: str) -> NoReturn:
    """Our own mistake, in a layout or in the reader: the operator gets the place, the person a calm sentence."""
    logger.error("Reading failed: %s", what)
    raise Refusal(
        "READER_FAILED",
        "Файл открыт, но прочитать таблицу не удалось из-за ошибки программы",
        "Сообщите администратору портала время загрузки; сам файл сохранён.",
        status=422,
    )


def _refuse_crash(order: dict[str, Any], ended: Ended, limits: Limits) -> NoReturn:
    """One clear code for a child that died: what a second, slower child finds, else what the end itself tells."""
    if ended.code > 0:
        _refuse_failure(ended.said.decode("utf-8", "replace"))
    _refuse_slowness(ended, limits)
    logger.warning("The reading process ended with code %s (out of memory: %s)", ended.code, ended.out_of_memory)
    second = _run({**order, "mode": "diagnose", "layouts": []}, limits)
    if second.answer is not None and second.answer["status"] == "fault":
        raise _refusal(problem_from(second.answer["problem"]))
    _refuse_slowness(second, limits)
    unexplained = fault("MEMORY_LIMIT" if ended.out_of_memory else "XLSX_DAMAGED")
    of_document = Path(order["name"]).suffix.lower() in DOCUMENT_EXTENSIONS
    raise _refusal((in_document(unexplained) if of_document else unexplained).problem)


def _refuse_slowness(ended: Ended, limits: Limits) -> None:
    """A child stopped by the kernel for its processor time, or by us for the time on the clock."""
    seconds = ended.stopped_after(limits)
    if seconds is not None:
        raise _refusal(fault("CPU_LIMIT", limit=seconds).problem)


def _refusal(problem: Problem, status: int = 422) -> Refusal:
    places = {"sheet": problem.sheet, "row": problem.row, "column": problem.column}
    where = {name: value for name, value in places.items() if value not in ("", None)}
    return Refusal(problem.code, problem.message, problem.hint, where, status)
