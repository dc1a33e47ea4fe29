"""Results of a school year as the table that the indicator engine reads."""

import pandas as pd

from diagnostics.enums import AssessmentKind, Level, NoDataReason
from diagnostics.models import AssessmentResult, IndicatorValue

_COLUMNS = {
    "school_id": "school_id",
    "assessment__procedure": "procedure",
    "assessment__academic_year": "academic_year",
    "participants": "participants",
    "marks_2": "m2",
    "marks_3": "m3",
    "marks_4": "m4",
    "marks_5": "m5",
    "failed": "failed",
    "score_sum": "score_sum",
    "scored": "scored",
    "max_score": "max_score",
    "batch_id": "batch_id",
    "assessment__kind": "kind",
    "assessment__level": "level",
}


def results_frame(municipality_id: int, academic_year: int) -> pd.DataFrame:
    """Results in force of one school year, a row per school and procedure, in one query.

    Failures that the source does not state are the marks «2», except where a score decides (ЕГЭ on the
    hundred-point scale): there they stay missing, with the reason.
    """
    rows = (
        AssessmentResult.objects.current()
        .for_year(academic_year)
        .filter(municipality_id=municipality_id)
        .order_by("assessment__procedure", "school_id")
        .values_list(*_COLUMNS)
    )
    frame = pd.DataFrame.from_records(list(rows), columns=list(_COLUMNS.values()))
    by_score = (frame["kind"] == AssessmentKind.EGE.value) & (frame["level"] != Level.BASE.value)
    failed, twos = frame["failed"].astype("Int64"), frame["m2"].astype("Int64")
    frame["failed"] = failed.where(failed.notna() | by_score, twos)
    frame["failed_reason"] = by_score.map({True: NoDataReason.NO_THRESHOLD.value, False: NoDataReason.NO_MARKS.value})
    return frame.drop(columns=["kind", "level"])


def years_to_compute(municipality_id: int) -> list[int]:
    """School years with results in force, or with values that outlived their results."""
    held = AssessmentResult.objects.current().filter(municipality_id=municipality_id)
    computed = IndicatorValue.objects.filter(municipality_id=municipality_id)
    years = set(held.order_by().values_list("assessment__academic_year", flat=True).distinct())
    years |= set(computed.order_by().values_list("academic_year", flat=True).distinct())
    return sorted(years)
