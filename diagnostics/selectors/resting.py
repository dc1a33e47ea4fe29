"""Which approved lists rest on the results of a school year, or on an import."""

from collections.abc import Collection

from diagnostics.enums import RiskListState
from diagnostics.models import AssessmentResult, RiskList
from shnor_portal.imports.models import ImportBatch


def lists_resting_on(municipality_id: int, results_years: Collection[int]) -> list[RiskList]:
    """Approved lists made of results of these school years: one query."""
    return list(
        RiskList.objects.filter(
            municipality_id=municipality_id, state=RiskListState.APPROVED, results_year__in=list(results_years)
        ).order_by("-academic_year", "pk")
    )


def lists_resting_on_batch(batch: ImportBatch) -> list[RiskList]:
    """Approved lists made after the batch was applied, of results of its school years."""
    own = AssessmentResult.objects.filter(batch=batch, is_current=True)
    years = set(own.order_by().values_list("assessment__academic_year", flat=True).distinct())
    rows = lists_resting_on(batch.municipality_id, years)
    applied = batch.applied_at
    return [row for row in rows if applied is None or row.approved_at is None or row.approved_at >= applied]
