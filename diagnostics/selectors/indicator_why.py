"""Why a value of an indicator is what it is: the counts, and the files they were read from."""

from dataclasses import dataclass

from diagnostics.models import AssessmentResult, IndicatorValue
from diagnostics.procedures import ProcedureKey
from diagnostics.selectors.evidence import describe_place
from shnor_portal.accounts.models import User


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A result that went into the value: procedure, counts in words, and its place in a file."""

    procedure: str
    participants: int
    failed: int | None
    marks: str
    place: str
    batch_public_id: str


def source_rows(value: IndicatorValue, user: User) -> list[SourceRow]:
    """Results of the imports that the value names, in force or not; one query.

    After a new import and before the next computation these may differ from today's results: the value
    says what it was computed from.
    """
    rows = AssessmentResult.objects.visible_to(user).filter(
        municipality_id=value.municipality_id,
        school_id=value.school_id,
        assessment__academic_year=value.academic_year,
        batch_id__in=value.batches,
    )
    if value.procedure:
        rows = rows.filter(assessment__procedure=value.procedure)
    ordered = rows.select_related("assessment", "batch").order_by("assessment__procedure", "pk")
    return [_row(result) for result in ordered]


def _row(result: AssessmentResult) -> SourceRow:
    marks = (result.marks_2, result.marks_3, result.marks_4, result.marks_5)
    told = ", ".join(f"«{mark}» {count}" for mark, count in enumerate(marks, start=2) if count is not None)
    return SourceRow(
        procedure=ProcedureKey.parse(result.assessment.procedure).title,
        participants=result.participants,
        failed=result.failed,
        marks=told or "нет в источнике",
        place=describe_place(result.batch.original_name, result.sheet, result.row_from, result.row_to),
        batch_public_id=str(result.batch.public_id),
    )
