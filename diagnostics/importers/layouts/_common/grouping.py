"""Rows of one table that speak of different procedures, gathered into blocks in the order they appear."""

from collections.abc import Iterable
from dataclasses import dataclass

from shnor_portal.imports.reader.types import AggregateRow, ResultBlock


@dataclass(frozen=True, slots=True)
class Procedure:
    """Procedure and year of one row, in the words of a block; empty where the table names none."""

    kind: str = ""
    grade: int | None = None
    written_in_grade: int | None = None
    subject: str = ""
    level: str = ""
    academic_year: int | None = None


def gather(sheet: str, rows: Iterable[tuple[Procedure, AggregateRow]]) -> list[ResultBlock]:
    blocks: dict[Procedure, ResultBlock] = {}
    for procedure, row in rows:
        block = blocks.get(procedure)
        if block is None:
            block = blocks[procedure] = ResultBlock(
                sheet,
                kind=procedure.kind,
                grade=procedure.grade,
                written_in_grade=procedure.written_in_grade,
                subject=procedure.subject,
                level=procedure.level,
                academic_year=procedure.academic_year,
            )
        block.aggregates.append(row)
    return list(blocks.values())
