"""A layout surer than «passing»; extracts pupils as columns, also from the vocabulary of diagnostics."""

from typing import Any

from diagnostics.enums import AssessmentKind
from shnor_portal.imports.reader.types import (
    AggregateRow,
    Extract,
    Problem,
    PupilColumns,
    RawWorkbook,
    Recognition,
    ResultBlock,
    Severity,
    TaskHeader,
)


class Sure:
    code = "sure"
    title = "Точная форма"

    def recognise(self, workbook: RawWorkbook) -> Recognition | None:
        return Recognition(self.code, 90, ["заголовки совпали"], 0, 1)

    def extract(self, workbook: RawWorkbook, recognition: Recognition, options: dict[str, Any]) -> Extract:
        pupils = PupilColumns(row=[2], school_code=["edu1"], tasks=[[1], [None]], primary_score=[None], mark=[3])
        block = ResultBlock(
            "Лист1",
            kind=AssessmentKind.VPR,
            tasks=[TaskHeader("1", 2), TaskHeader("2")],
            pupils=pupils,
            aggregates=[AggregateRow(2, 2, {"fisoko": "edu1"}, marks={"3": 1})],
        )
        warning = Problem("ROW_NOT_DATA", "строка не похожа на данные", severity=Severity.WARNING, row=7)
        return Extract(self.code, [block], problems=[warning], problem_counts={"ROW_NOT_DATA": 1})


LAYOUT = Sure()
