"""Writing an anti-risk programme for a risk factor of the school."""

from typing import Any

from django.db import transaction

from roadmaps.models import AntiRiskProgramme, CaseRisk
from roadmaps.selectors.programmes import FIELD_WORDS
from roadmaps.services.guards import locked_case, require_any, require_live, require_version
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def save_programme(*, risk_id: int, fields: dict[str, Any], version: int | None, by: User) -> AntiRiskProgramme:
    """Write the programme of a chosen factor, the first time or again.

    `version` is that of the text the person began from, None when there was none. Raises PermissionDenied, Refusal
    RISK_NOT_CHOSEN, STALE with the text that stands, CASE_CLOSED, CASE_PAUSED.
    """
    risk = CaseRisk.objects.select_related("factor").get(pk=risk_id)
    case = locked_case(risk.case_id)
    require_any(by, (Permission.EDIT_ROADMAPS,), case)
    require_live(case)
    held = AntiRiskProgramme.objects.filter(risk=risk).first()
    if held is None:
        require_chosen(risk)
        held = AntiRiskProgramme(municipality_id=case.municipality_id, case=case, risk=risk, version=0)
    else:
        require_same(held, version)
    changed = [name for name in FIELD_WORDS if name in fields and getattr(held, name) != fields[name]]
    if held.pk and not changed:
        return held
    for name in changed:
        setattr(held, name, fields[name])
    held.version += 1
    held.save()
    tell(case, "programme", f"Антирисковая программа: {risk}", by=by, on=held, details={"fields": changed})
    return held


def require_chosen(risk: CaseRisk) -> None:
    """Refusal RISK_NOT_CHOSEN: a programme is written for a factor the school works on (DOMAIN §2.4, step 2)."""
    if not risk.is_chosen:
        raise Refusal(
            "RISK_NOT_CHOSEN",
            "Этот риск-фактор не выбран для работы.",
            "Программу пишут по фактору, который школа и куратор выбрали при верификации.",
        )


def require_same(held: AntiRiskProgramme, version: int | None) -> None:
    """Refusal STALE with what stands: the person began from an older text, or from none."""
    try:
        require_version(held, version if version is not None else 0)
    except Refusal as stale:
        stale.details |= {name: getattr(held, name) for name in FIELD_WORDS}
        raise
