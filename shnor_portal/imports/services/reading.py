"""The way to the reader: which layouts a target offers, and a file put through the guarded child."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from shnor_portal.common.incoming import temporary_copy
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader import guard
from shnor_portal.imports.reader.limits import Limits
from shnor_portal.imports.reader.outcome import ReadResult
from shnor_portal.imports.reader.types import Extract, Layout
from shnor_portal.imports.targets import Target


def limits() -> Limits:
    """The reader's limits with what the installation's settings replace (`IMPORT_LIMITS`, names as in `Limits`)."""
    return Limits(**getattr(settings, "IMPORT_LIMITS", {}))


def layouts_of(target: Target) -> dict[str, Layout]:
    """The target's layouts by code, in the order they are offered."""
    found: list[Layout] = [importlib.import_module(module).LAYOUT for module in target.layouts]
    return {layout.code: layout for layout in found}


def look(path: Path, *, name: str, target: Target) -> ReadResult:
    """Who claims the file, and its first rows. Raises Refusal (422) for a file that cannot be read."""
    return guard.read_file(path, layouts=target.layouts, mode="recognise", name=name, limits=limits())


def read_out(path: Path, *, name: str, target: Target, options: dict[str, Any]) -> Extract:
    """The rows by the chosen layout; complaints about the file as a whole stand among the extract's own."""
    result = guard.read_file(path, layouts=target.layouts, mode="extract", options=options, name=name, limits=limits())
    if result.extract is None:
        raise unrecognised(result, target)
    for problem in result.problems:
        result.extract.problem_counts[problem.code] = result.extract.problem_counts.get(problem.code, 0) + 1
    result.extract.problems[:0] = result.problems
    return result.extract


def unrecognised(result: ReadResult, target: Target) -> Refusal:
    """No layout claims the file: what was looked for, and what the sheets hold."""
    titles = "; ".join(layout.title for layout in layouts_of(target).values())
    sheets = ", ".join(f"«{sheet.name}» ({sheet.rows} × {sheet.columns})" for sheet in result.sheets[:10])
    return Refusal(
        "HEADER_NOT_FOUND",
        f"Форма файла не распознана. Листы: {sheets or 'нет'}.",
        f"Загрузите исходную выгрузку без изменённой шапки. Читаются: {titles}.",
        status=422,
    )


@contextmanager
def stored_copy(batch: ImportBatch) -> Iterator[Path]:
    """The stored file as a path, whatever the storage is. Refusal FILE_GONE when it was not kept."""
    if not batch.file:
        raise Refusal(
            "FILE_GONE",
            "Исходный файл не хранится: в нём были фамилии или номера документов.",
            "Загрузите файл ещё раз.",
        )
    with batch.file.open("rb") as source, temporary_copy(source, batch.size) as (path, _, _):
        yield path
