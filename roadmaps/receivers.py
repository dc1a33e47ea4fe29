"""What the road does when something happens below it."""

from typing import Any

from django.dispatch import receiver

from diagnostics.enums import RiskListOrigin
from diagnostics.models import RiskList
from diagnostics.signals import risk_list_approved
from roadmaps.selectors.programme import today_in
from roadmaps.services.cases import enter_listed
from shnor_portal.accounts.models import User
from shnor_portal.common.years import academic_year_of


@receiver(risk_list_approved, dispatch_uid="open-cases-of-approved-list")
def open_cases_of_list(sender: object, risk_list: RiskList, by: User | None = None, **_: Any) -> None:
    """An approved list brings its schools into the programme.

    A forecast brings nobody, and neither does a list of a school year that is over: it is entered for the record, and
    a person may still open its cases by hand.
    """
    is_over = risk_list.academic_year < academic_year_of(today_in(risk_list.municipality))
    if risk_list.origin != RiskListOrigin.FORECAST and not is_over:
        enter_listed(risk_list=risk_list, by=by)
