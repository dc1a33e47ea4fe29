"""Results a rule is applied to, each with the file, sheet and rows it was read from."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from diagnostics.enums import AssessmentKind, Level, NoDataReason
from diagnostics.models import AssessmentResult
from diagnostics.procedures import ProcedureKey
from diagnostics.selection.outcomes import ResultInput

BIASED_FLAG = "biased"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a result stands: import batch, file name, sheet and rows."""

    result_id: int
    batch_id: int
    batch_public_id: str
    file_name: str
    sheet: str
    row_from: int
    row_to: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def place(self) -> str:
        """«Результаты.xlsx, лист «ВПР», строки 2–21»."""
        return describe_place(self.file_name, self.sheet, self.row_from, self.row_to)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Results in force, and their sources by result id."""

    results: list[ResultInput]
    sources: dict[int, Source]


def describe_place(file_name: str, sheet: str, row_from: int, row_to: int) -> str:
    """A place in a workbook in words, as an officer looks for it."""
    rows = f"строка {row_from}" if row_from == row_to else f"строки {row_from}–{row_to}"
    return ", ".join(filter(None, [file_name, f"лист «{sheet}»" if sheet else "", rows]))


def read_evidence(
    municipality_id: int, procedures: Iterable[str], years: Iterable[int], school_ids: Iterable[int] | None = None
) -> Evidence:
    """Results in force of the procedures and school years (of the schools, when named), in one query."""
    of_schools = {} if school_ids is None else {"school_id__in": list(school_ids)}
    rows = (
        AssessmentResult.objects.current()
        .filter(
            municipality_id=municipality_id,
            assessment__procedure__in=list(procedures),
            assessment__academic_year__in=list(years),
            **of_schools,
        )
        .order_by("assessment__academic_year", "assessment__procedure", "school_id")
        .values(
            "pk", "school_id", "assessment__procedure", "assessment__academic_year", "participants", "failed",
            "marks_2", "marks_4", "marks_5", "score_sum", "scored", "max_score", "flags", "batch_id",
            "batch__public_id", "batch__original_name", "sheet", "row_from", "row_to",
        )
    )  # fmt: skip
    listed: list[Mapping[str, Any]] = list(rows)
    return Evidence([_result(row) for row in listed], {row["pk"]: _source(row) for row in listed})


def years_with_results(municipality_id: int, procedures: Iterable[str] | None = None) -> list[int]:
    """School years that have results in force (of the procedures, when named), newest first."""
    rows = AssessmentResult.objects.current().filter(municipality_id=municipality_id)
    if procedures is not None:
        rows = rows.filter(assessment__procedure__in=list(procedures))
    years = rows.order_by().values_list("assessment__academic_year", flat=True).distinct()
    return sorted(years, reverse=True)


def _result(row: Mapping[str, Any]) -> ResultInput:
    key = ProcedureKey.parse(row["assessment__procedure"])
    marks = (row["marks_4"], row["marks_5"])
    return ResultInput(
        school_id=row["school_id"],
        procedure=key.code,
        academic_year=row["assessment__academic_year"],
        participants=row["participants"],
        failed=_failed(key, row),
        result_id=row["pk"],
        is_biased=BIASED_FLAG in row["flags"],
        good=None if None in marks else sum(marks),
        score_sum=row["score_sum"],
        scored=row["scored"],
        max_score=row["max_score"],
        reason=NoDataReason.NO_THRESHOLD if needs_threshold(key) else NoDataReason.NO_MARKS,
    )


def _failed(key: ProcedureKey, row: Mapping[str, Any]) -> int | None:
    """Failures as imported; where a mark decides (ВПР, ОГЭ, ЕГЭ base mathematics), the number of «2»."""
    if row["failed"] is not None or needs_threshold(key):
        return row["failed"]
    return row["marks_2"]


def needs_threshold(key: ProcedureKey) -> bool:
    """ЕГЭ on the hundred-point scale is failed below the minimum of its year, not by a mark."""
    return key.kind == AssessmentKind.EGE and key.level != Level.BASE


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        result_id=row["pk"],
        batch_id=row["batch_id"],
        batch_public_id=str(row["batch__public_id"]),
        file_name=row["batch__original_name"],
        sheet=row["sheet"],
        row_from=row["row_from"],
        row_to=row["row_to"],
    )
