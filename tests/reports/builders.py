"""Approved lists and orders for tests."""

from django.utils import timezone

from diagnostics.enums import RiskListOrigin, RiskListState, SchoolVerdict
from diagnostics.models import RiskList, RiskListEntry
from reports.models import Order
from reports.services import create_list_order
from tests.factories import SchoolFactory

LOW = [{"procedure": "VPR-6-MA", "verdict": "low"}, {"procedure": "OGE-9-MA", "verdict": "low"}]


def approved_list(officer, *, schools: int, state=RiskListState.APPROVED) -> RiskList:
    """A list of the officer's city with «СОШ № 1» … as included entries, each low in two procedures."""
    city = next(iter(officer.current_assignments)).municipality
    risk_list = RiskList.objects.create(
        municipality=city,
        academic_year=2020,
        results_year=2019,
        origin=RiskListOrigin.MUNICIPAL,
        title="Перечень на 2020/2021",
        state=state,
        approved_at=timezone.now(),
        snapshot_sha256="ab" * 32,
    )
    for n in range(1, schools + 1):
        RiskListEntry.objects.create(
            municipality=city,
            risk_list=risk_list,
            school=SchoolFactory.create(municipality=city, name=f"СОШ № {n}"),
            verdict=SchoolVerdict.LISTED,
            is_included=True,
            low_count=2,
            years_in_row=1,
            reasons=LOW,
        )
    return risk_list


def draft_order(risk_list, officer) -> Order:
    return create_list_order(risk_list=risk_list, by=officer)
