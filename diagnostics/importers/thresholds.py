"""Failures of a draft: by marks, or below the certificate minimum of the year."""

from diagnostics.enums import AssessmentKind
from diagnostics.indicators.failures import failed_count
from diagnostics.reference.thresholds import ege_threshold
from diagnostics.services.result_drafts import Draft


def failed_of(draft: Draft) -> int | None:
    """Participants who failed, None while it cannot be said (no marks, no scores, no threshold)."""
    is_exam = draft.key.kind == AssessmentKind.EGE
    minimum = ege_threshold(draft.key, draft.year).minimum if is_exam else None
    scores = {int(score): pupils for score, pupils in draft.distribution.items()}
    outcome = failed_count(draft.key.kind, dict(draft.marks) if draft.marks else None, scores or None, minimum)
    return outcome if isinstance(outcome, int) else None
