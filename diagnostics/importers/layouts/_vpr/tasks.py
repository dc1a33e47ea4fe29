"""Task columns of a ВПР protocol: «9.1 (1б)», «1К1 (4б)», and the row of difficulties above them."""

import re

from diagnostics.importers.layouts._vpr.heading import Heading
from shnor_portal.imports.reader.types import RawSheet, ResultBlock, TaskHeader
from shnor_portal.imports.tables.cells import letter, text_of
from shnor_portal.imports.tables.headers import Header
from shnor_portal.imports.tables.report import Report

_TASK = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?(?:\s*[KkКк]\s*\d{1,2})?)\s*\(\s*(\d{1,2})\s*[бb]\w*\.?\s*\)", re.IGNORECASE
)
_DIFFICULTIES = {"б": "Б", "п": "П", "в": "В", "b": "В"}


def parse_task(label: str) -> TaskHeader | None:
    """«1К1 (4б)» → label «1К1», maximum 4; None for any other column."""
    hit = _TASK.fullmatch(label.strip())
    if hit is None:
        return None
    name = "".join(hit[1].split()).replace(",", ".").upper().replace("K", "К")
    return TaskHeader(name, int(hit[2]))


def is_task(label: str) -> bool:
    return parse_task(label) is not None


def find_tasks(report: Report, sheet: RawSheet, header: Header) -> dict[int, TaskHeader]:
    """Task columns by index, with the difficulty from the row just above. Two tasks of one label: HEADER_DUPLICATE."""
    above = sheet.rows[header.row - 1] if header.row else []
    tasks: dict[int, TaskHeader] = {}
    first: dict[str, int] = {}
    for index in header.others:
        task = parse_task(header.labels[index])
        if task is None:
            continue
        if task.label in first:
            report.say(
                "HEADER_DUPLICATE",
                f"Задание «{task.label}» стоит в двух столбцах: {letter(sheet.first_column + first[task.label])} "
                f"и {letter(sheet.first_column + index)}.",
                "Оставьте один столбец.",
                sheet=sheet.name,
                row=sheet.first_row + header.row,
                column=letter(sheet.first_column + index),
            )
        first.setdefault(task.label, index)
        task.difficulty = _DIFFICULTIES.get(text_of(above[index]).casefold(), "") if index < len(above) else ""
        tasks[index] = task
    return tasks


def settle_maximum(report: Report, sheet: RawSheet, heading: Heading, block: ResultBlock) -> None:
    """The maximum is the heading's, else the sum over tasks; a disagreement is said, the heading wins (domain §3.4)."""
    by_tasks = sum(task.maximum or 0 for task in block.tasks) or None
    if heading.maximum is not None and by_tasks is not None and heading.maximum != by_tasks:
        report.warn(
            "ROW_INCONSISTENT",
            f"Максимальный первичный балл в шапке {heading.maximum}, а сумма по заданиям {by_tasks}.",
            "Проверьте, все ли столбцы заданий на месте.",
            sheet=sheet.name,
            row=heading.maximum_row,
        )
    block.max_score = heading.maximum if heading.maximum is not None else by_tasks
