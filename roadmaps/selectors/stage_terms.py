"""By which day a case should leave its stage, and which stages are late today."""

from datetime import date, timedelta

from roadmaps.enums import CaseStage
from roadmaps.reference.stage_terms import STAGE_TERMS
from roadmaps.selectors.programme import Programme


def stage_due_on(stage: str, academic_year: int, programme: Programme, paused_days: int = 0) -> date | None:
    """The last day of the stage in the school year, later by the days the case stood still; None for a closed case."""
    if stage == CaseStage.PLANNING:
        return programme.roadmap_due_on(academic_year) + timedelta(days=paused_days)
    if stage not in STAGE_TERMS:
        return None
    month, day = STAGE_TERMS[stage]
    return date(academic_year if month >= 9 else academic_year + 1, month, day) + timedelta(days=paused_days)


def late_stages(academic_year: int, programme: Programme, today: date) -> list[str]:
    """Stages that a case of the school year should have left before today."""
    terms = {stage: stage_due_on(stage, academic_year, programme) for stage in CaseStage}
    return [stage for stage, due_on in terms.items() if due_on is not None and programme.days_late(due_on, today) > 0]
