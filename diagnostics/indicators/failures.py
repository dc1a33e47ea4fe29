"""How many pupils failed a procedure, each kind by its own measure of failing."""

from collections.abc import Mapping

from diagnostics.enums import AssessmentKind, NoDataReason


def failed_count(
    kind: AssessmentKind,
    marks: Mapping[int, int | None] | None,
    distribution: Mapping[int, int] | None,
    threshold: int | None,
) -> int | NoDataReason:
    """Participants who failed, or why that cannot be said.

    `marks` maps mark to number of pupils, `distribution` score to number of pupils. ВПР and ОГЭ fail
    with mark 2 (a pupil with enough points may still have it, so points are never asked). ЕГЭ fails
    below the certificate minimum; base mathematics, which has marks and no scores, with mark 2. A mark
    that `marks` does not name is unknown, not zero.
    """
    has_only_marks = marks is not None and (threshold is None or distribution is None)
    if kind != AssessmentKind.EGE or has_only_marks:
        twos = (marks or {}).get(2)
        return NoDataReason.NO_MARKS if twos is None else twos
    if not distribution:
        return NoDataReason.NO_SCORES
    if threshold is None:
        return NoDataReason.NO_THRESHOLD
    return sum(pupils for score, pupils in distribution.items() if score < threshold)
