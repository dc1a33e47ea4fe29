"""What diagnostics does when results change."""

from typing import Any

from django.dispatch import receiver

from diagnostics.services.indicators import request_recompute
from diagnostics.signals import results_imported
from shnor_portal.accounts.models import User


@receiver(results_imported, dispatch_uid="recompute-after-import")
def recompute_after_import(
    sender: object, municipality_id: int, academic_years: list[int], by: User | None = None, **_: Any
) -> None:
    """Queue the computation of every school year whose results an import has changed or taken back."""
    for year in academic_years:
        request_recompute(municipality_id=municipality_id, year=year, by=by)
