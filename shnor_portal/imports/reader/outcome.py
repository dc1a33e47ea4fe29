"""What the child hands back, and its way through JSON. Columns of pupils stay columns, so the text is compact."""

from dataclasses import dataclass, field
from typing import Any

from shnor_portal.imports.reader.preview import Preview
from shnor_portal.imports.reader.types import (
    AggregateRow,
    Extract,
    PlainTable,
    Problem,
    PupilColumns,
    Recognition,
    ResultBlock,
    RowCounts,
    Severity,
    TaskHeader,
)


@dataclass(slots=True)
class SheetSummary:
    """One sheet in a line: its size between the first and the last value, and what of it is hidden."""

    name: str
    rows: int
    columns: int
    first_row: int = 1
    first_column: int = 1
    visibility: str = "visible"
    hidden_rows: int = 0
    grouped: bool = False
    filtered: bool = False


@dataclass(slots=True)
class ReadResult:
    """A file that was read. `recognitions` are ranked, best first; `extract` is there in mode «extract» only.

    `problems` concern the file and its cells before any layout; the layout's own are in `extract.problems`.
    `cost` in seconds: `read` from the open file to the extract, `cpu` of the child, `wall` as the portal waited.
    """

    kind: str
    sheets: list[SheetSummary] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    recognitions: list[Recognition] = field(default_factory=list)
    extract: Extract | None = None
    previews: list[Preview] = field(default_factory=list)
    cost: dict[str, float] = field(default_factory=dict)


def result_from(data: dict[str, Any]) -> ReadResult:
    """Rebuild what the child wrote."""
    extract = data["extract"]
    return ReadResult(
        data["kind"],
        [SheetSummary(**sheet) for sheet in data["sheets"]],
        [problem_from(problem) for problem in data["problems"]],
        [Recognition(**recognition) for recognition in data["recognitions"]],
        extract_from(extract) if extract is not None else None,
        [Preview(**preview) for preview in data["previews"]],
        data["cost"],
    )


def problem_from(data: dict[str, Any]) -> Problem:
    return Problem(**{**data, "severity": Severity(data["severity"])})


def table_from(data: dict[str, Any]) -> PlainTable:
    """JSON knows no pairs: what was one comes as a list."""
    pairs = {name: [tuple(pair) for pair in data[name]] for name in ("footnotes", "repeats")}
    return PlainTable(**{**data, **pairs})


def extract_from(data: dict[str, Any]) -> Extract:
    return Extract(
        data["layout"],
        [_block_from(block) for block in data["blocks"]],
        RowCounts(**data["counts"]),
        [problem_from(problem) for problem in data["problems"]],
        data["problem_counts"],
    )


def _block_from(data: dict[str, Any]) -> ResultBlock:
    pupils = data["pupils"]
    return ResultBlock(
        **{
            **data,
            "tasks": [TaskHeader(**task) for task in data["tasks"]],
            "pupils": PupilColumns(**pupils) if pupils is not None else None,
            "aggregates": [AggregateRow(**row) for row in data["aggregates"]],
        }
    )
