"""Pupil rows of a ВПР protocol as columns, with the checks that need the whole row."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from diagnostics.importers.layouts._vpr.heading import STATED, Heading
from diagnostics.importers.layouts._vpr.scores import Tasks, check_sums, read_scores
from schools.importers.identity import read_code, read_fisoko
from shnor_portal.imports.reader.types import Cell, PupilColumns, ResultBlock
from shnor_portal.imports.tables.cells import CellFaultError, line, whole
from shnor_portal.imports.tables.columns import Row, Table, only
from shnor_portal.imports.tables.headers import Header
from shnor_portal.imports.tables.report import Report

CODE_WIDTH = 5
"""Participants of ВПР are known by a five-digit code (domain §3.2)."""

STATED_LINE = "строка школы с числом участников"
MARKS = (2, 5)


@dataclass(slots=True)
class Protocol:
    """One sheet read: its block, its table, and pupils still with faulty and repeated rows among them."""

    block: ResultBlock
    table: Table
    pupils: PupilColumns


def stated_line(heading: Heading) -> Callable[[int, Row], str]:
    """Recognise a school's line inside the table and remember its number."""

    def special(number: int, row: Row) -> str:
        text = next((cell for cell in row if isinstance(cell, str) and ":" in cell), "")
        hit = STATED.search(text)
        if hit is None:
            return ""
        heading.stated[(hit[1] or "").lower()] = (int(hit[2]), number)
        return STATED_LINE

    return special


def read_pupil_code(value: Cell) -> str:
    """A five-digit code. Raises CellFaultError CODE_INVALID for another shape, and what `read_code` raises."""
    reading = read_code(value)
    text = reading.value.zfill(CODE_WIDTH) if reading.numeric and reading.value else reading.value
    if len(text) != CODE_WIDTH or not text.isascii() or not text.isdigit():
        raise CellFaultError(
            "CODE_INVALID",
            "Код участника должен состоять из пяти цифр.",
            "Возьмите код из протокола школы; фамилии и имена в этом столбце недопустимы.",
        )
    return text


def _short(value: Cell) -> str:
    return line(value, 16)


def read_table(table: Table, header: Header, heading: Heading, tasks: Tasks, limit: int | None) -> PupilColumns:
    """Read every column; faulty rows are marked in the table, and nothing is dropped yet."""
    at = header.at
    pupils = PupilColumns(row=table.numbers)
    pupils.school_code = _schools(table, at.get("school"), heading)
    pupils.pupil_code = _codes(table, at["code"])
    pupils.class_group = table.read(at["class"], _short, "") if "class" in at else [""] * len(table)
    pupils.variant = table.read(at["variant"], _short, "") if "variant" in at else [""] * len(table)
    pupils.primary_score = table.read(at["primary"], partial(whole, low=0, high=limit))
    pupils.mark = table.read(at["mark"], partial(whole, low=MARKS[0], high=MARKS[1]))
    empty: list[int | None] = [None] * len(table)
    journal = partial(whole, low=MARKS[0], high=MARKS[1])
    pupils.journal_mark = table.read(at["journal"], journal) if "journal" in at else empty
    pupils.tasks = read_scores(table, tasks)
    if tasks:
        check_sums(table, pupils.tasks, pupils.primary_score, at["primary"])
    return pupils


def _codes(table: Table, index: int) -> list[str]:
    """Pupil codes; a column of clean five-digit numbers or texts is taken whole."""
    column = table.column(index)
    distinct: set[Any] = set(column)
    kinds = set(map(type, distinct))
    if kinds == {str} and all(len(text) == CODE_WIDTH and text.isascii() and text.isdigit() for text in distinct):
        return cast(list[str], column)
    if kinds == {float} and all(10_000 <= number <= 99_999 and number.is_integer() for number in distinct):
        known: dict[Cell, str] = {number: str(int(number)) for number in distinct}
        return list(map(known.__getitem__, column))
    return table.read(index, read_pupil_code, "")


def _schools(table: Table, index: int | None, heading: Heading) -> list[str]:
    """School logins; an empty cell takes the nearest school line above it."""
    values = table.read(index, read_fisoko, "") if index is not None else [""] * len(table)
    if "" not in values:
        return values
    lines = sorted((row, login) for login, (_, row) in heading.stated.items() if login)
    for position, value in enumerate(values):
        if value or position in table.faulty:
            continue
        values[position] = next((login for row, login in reversed(lines) if row < table.numbers[position]), "")
        if not values[position]:
            column = table.letter(index) if index is not None else ""
            table.fault(position, CellFaultError("REF_UNKNOWN", "Не указан логин школы.", "Заполните «ОО»."), column)
    return values


def check_stated(report: Report, protocol: Protocol, heading: Heading) -> None:
    """Compare «Кол-во участников: N» with the rows of that school."""
    if not heading.stated:
        return
    rows = Counter(protocol.pupils.school_code)
    for login, (number, row) in heading.stated.items():
        found = rows[login] if login else len(protocol.table)
        if found != number:
            who = f"Школа {login}: заявлено" if login else "Заявлено"
            report.warn(
                "ROW_INCONSISTENT",
                f"{who} участников {number}, строк в таблице {found}.",
                "Проверьте, полностью ли выгружен протокол.",
                sheet=protocol.block.sheet,
                row=row,
            )


def keep(pupils: PupilColumns, mask: Sequence[bool]) -> PupilColumns:
    """The pupils whose mask is true."""
    return PupilColumns(
        row=only(mask, pupils.row),
        school_code=only(mask, pupils.school_code),
        class_group=only(mask, pupils.class_group),
        pupil_code=only(mask, pupils.pupil_code),
        variant=only(mask, pupils.variant),
        tasks=only(mask, pupils.tasks),
        primary_score=only(mask, pupils.primary_score),
        mark=only(mask, pupils.mark),
        journal_mark=only(mask, pupils.journal_mark),
    )
