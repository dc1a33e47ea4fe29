"""Jobs of diagnostics."""

from dataclasses import asdict
from typing import Any

from diagnostics.services.indicators import recompute_indicators
from shnor_portal.accounts.permissions import Permission
from shnor_portal.jobs.handle import JobHandle
from shnor_portal.jobs.registry import job_kind


@job_kind("recompute_indicators", title="Пересчёт показателей", permission=Permission.RECOMPUTE_INDICATORS)
def run_recompute(handle: JobHandle, municipality_id: int, year: int | None = None) -> dict[str, Any]:
    """Compute the indicators of one school year, or of every year with results."""
    years = None if year is None else [year]
    reports = recompute_indicators(municipality_id=municipality_id, years=years, by=handle.requested_by, handle=handle)
    return {"years": [asdict(report) for report in reports], "path": "/indicators/"}
