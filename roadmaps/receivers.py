"""What the road does when something happens below it."""

from typing import Any

from django.dispatch import receiver

from diagnostics.enums import RiskListOrigin
from diagnostics.models import RiskList
from diagnostics.signals import risk_list_approved
from roadmaps.services.cases import enter_listed
from shnor_portal.accounts.models import User


@receiver(risk_list_approved, dispatch_uid="open-cases-of-approved-list")
def open_cases_of_list(sender: object, risk_list: RiskList, by: User | None = None, **_: Any) -> None:
    """An approved list brings its schools into the programme; a forecast brings nobody."""
    if risk_list.origin != RiskListOrigin.FORECAST:
        enter_listed(risk_list=risk_list, by=by)
