"""Small look-alikes of official files, built as the reader would hand them over."""

from collections.abc import Sequence
from typing import Any

from diagnostics.importers.layouts import vpr_v1
from shnor_portal.imports.reader.types import Cell, Extract, Layout, PupilColumns, RawSheet, RawWorkbook

V1_HEADER: list[Cell] = [
    "ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант",
    "1 (1б)", "9.1 (2б)", "1К1 (4б)", "Первичный балл", "Отметка", "Отметка по журналу",
]  # fmt: skip


def book(*sheets: RawSheet, kind: str = "xlsx") -> RawWorkbook:
    return RawWorkbook(kind, list(sheets))


def sheet(rows: Sequence[Any], name: str = "Лист1", **more: Any) -> RawSheet:
    width = max(map(len, rows), default=0)
    return RawSheet(name, [[*row, *[None] * (width - len(row))] for row in rows], **more)


def pupil(code: Cell = 10001.0, login: Cell = "edu250001", **change: Cell) -> list[Cell]:
    """A clean V1 row; name a column of `v1_row` order to change it."""
    row: dict[str, Cell] = {
        "login": login, "town": "город Н", "name": "МБОУ СОШ № 1", "code": code, "group": "6А", "variant": 1.0,
        "t1": 1.0, "t2": 2.0, "t3": 3.0, "primary": 6.0, "mark": 4.0, "journal": 4.0,
    }  # fmt: skip
    return list((row | change).values())


def v1_sheet(
    rows: Sequence[Any], title: str = "ВПР 2021 Математика 6 класс", above: Sequence[Sequence[Any]] = (),
    header: Sequence[Any] = V1_HEADER, name: str = "Ф1_Индивидуальные результаты", **more: Any,
) -> RawSheet:  # fmt: skip
    head: list[Sequence[Any]] = [
        [title], ["Предмет", "Математика"], ["Максимальный первичный балл", 7.0], ["Дата", "16.03.2021"], *above,
        [None] * 6 + ["Б", "П", "Б"], header,
    ]  # fmt: skip
    return sheet([*head, *rows], name, **more)


def extract(layout: Layout, workbook: RawWorkbook, **options: Any) -> Extract:
    recognition = layout.recognise(workbook)
    assert recognition is not None
    return layout.extract(workbook, recognition, options)


def read_v1(*sheets: RawSheet, **options: Any) -> Extract:
    return extract(vpr_v1.LAYOUT, book(*sheets), **options)


def pupils_of(extracted: Extract) -> PupilColumns:
    pupils = extracted.blocks[0].pupils
    assert pupils is not None
    return pupils


def codes(extracted: Extract) -> list[str]:
    return sorted(extracted.problem_counts)


def adds_up(extracted: Extract) -> bool:
    counts = extracted.counts
    return counts.seen == counts.taken + counts.skipped + counts.refused
