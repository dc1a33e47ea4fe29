"""The risk profile of a school: levels with reasons, verified with the school, some chosen for work (DOMAIN §2.4)."""

from django.db import transaction

from roadmaps.enums import RiskLevel
from roadmaps.models import CaseRisk, RiskFactor, SupportCase
from roadmaps.selectors.programme import today_in
from roadmaps.services.case_moves import reason_given
from roadmaps.services.guards import locked_case, require_any, require_live
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal

VERIFIERS = (Permission.MANAGE_CASES, Permission.REVIEW_ROADMAPS)
"""The coordinator, and the curator who visits the school."""


@transaction.atomic
def set_risk(*, case_id: int, factor_id: int, level: RiskLevel, reason: str, by: User | None) -> CaseRisk:
    """Set the significance of a factor; a second setting corrects the first and asks for verification anew.

    Raises Refusal FACTOR_UNKNOWN, REASON_REQUIRED, CASE_PAUSED, CASE_CLOSED.
    """
    case = locked_case(case_id)
    require_any(by, (Permission.MANAGE_CASES,), case)
    require_live(case)
    factor = RiskFactor.objects.active().filter(municipality_id=case.municipality_id, pk=factor_id).first()
    if factor is None:
        raise Refusal("FACTOR_UNKNOWN", "Такого риск-фактора в справочнике нет.", "Выберите другой.", status=400)
    risk = case.risks.filter(factor=factor).first() or CaseRisk(
        municipality_id=case.municipality_id, case=case, factor=factor
    )
    risk.level, risk.reason = level, reason_given(reason)
    risk.verified_level, risk.verified_reason, risk.verified_on, risk.verified_by = "", "", None, None
    risk.save()
    tell(case, "risk_set", f"Риск-фактор «{factor}»: {level.label}", by=by, text=risk.reason, on=risk)
    return risk


@transaction.atomic
def verify_risk(*, risk_id: int, level: RiskLevel, reason: str, by: User | None) -> CaseRisk:
    """Write what verification with the school showed. Raises Refusal REASON_REQUIRED, CASE_PAUSED, CASE_CLOSED."""
    risk, case = _locked(risk_id, by)
    risk.verified_level, risk.verified_reason = level, reason_given(reason)
    risk.verified_on, risk.verified_by = today_in(case.municipality), by
    risk.save()
    title = f"Верифицирован риск-фактор «{risk.factor}»: {level.label}"
    tell(case, "risk_verified", title, by=by, text=risk.verified_reason, on=risk)
    return risk


@transaction.atomic
def choose_risk(*, risk_id: int, is_chosen: bool, by: User | None) -> CaseRisk:
    """Take a factor into work this year, or leave it. Choosing twice changes nothing."""
    risk, case = _locked(risk_id, by)
    if risk.is_chosen == is_chosen:
        return risk
    risk.is_chosen = is_chosen
    risk.save(update_fields=["is_chosen"])
    title = f"Риск-фактор «{risk.factor}» {'выбран для работы' if is_chosen else 'отложен'}"
    tell(case, "risk_chosen", title, by=by, on=risk)
    return risk


@transaction.atomic
def drop_risk(*, risk_id: int, by: User | None) -> None:
    """Take a factor off the profile. Raises Refusal RISK_TREATED while a measure or a programme works on it."""
    risk, case = _locked(risk_id, by, (Permission.MANAGE_CASES,))
    if risk.aims.exists() or hasattr(risk, "programme"):
        raise Refusal(
            "RISK_TREATED",
            "С этим риск-фактором связаны мероприятия или антирисковая программа.",
            "Сначала снимите их связь с фактором.",
        )
    tell(case, "risk_dropped", f"Риск-фактор «{risk.factor}» снят", by=by, on=risk)
    risk.delete()


def _locked(
    risk_id: int, by: User | None, permissions: tuple[Permission, ...] = VERIFIERS
) -> tuple[CaseRisk, SupportCase]:
    case = locked_case(CaseRisk.objects.values_list("case_id", flat=True).get(pk=risk_id))
    require_any(by, permissions, case)
    require_live(case)
    risk = CaseRisk.objects.select_related("factor").get(pk=risk_id)
    risk.case = case
    return risk, case
