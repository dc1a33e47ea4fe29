"""A person's decision on one school of an open list, always with a reason."""

from django.db import transaction
from django.utils import timezone

from diagnostics.enums import RiskListState
from diagnostics.models import RiskList, RiskListEntry
from diagnostics.models.risk_list import OPEN_STATES
from diagnostics.selectors.chains import years_listed_before
from diagnostics.services.list_entries import count_years
from diagnostics.services.list_states import require_version
from shnor_portal.accounts.access import require_any
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

REASON_LIMIT = 600


@transaction.atomic
def decide_entry(
    *, risk_list_id: int, school_id: int, include: bool, reason: str, by: User | None, version: int | None = None
) -> RiskListEntry:
    """Include a school or leave it out. The rule's word stays beside the decision.

    Raises Refusal STATE for a list that is no longer open, STALE, REASON_REQUIRED, REASON_TOO_LONG.
    """
    risk_list = RiskList.objects.select_for_update().get(pk=risk_list_id)
    require_any(by, (Permission.PROPOSE_RISK_LIST,), risk_list)
    require_version(risk_list, version)
    _require_open(risk_list)
    entry = risk_list.entries.get(school_id=school_id)
    entry.decision_reason = _reason(reason)
    entry.is_included, entry.decided_by, entry.decided_at = include, by, timezone.now()
    count_years([entry], years_listed_before(risk_list.municipality_id, risk_list.origin, risk_list.academic_year))
    entry.save()
    risk_list.version += 1
    risk_list.save(update_fields=["version"])
    record(
        action="risk_list.decided",
        by=by,
        on=entry,
        municipality_id=risk_list.municipality_id,
        details={
            "risk_list": risk_list.pk,
            "verdict": entry.verdict,
            "included": include,
            "reason": entry.decision_reason,
        },
    )
    return entry


def _require_open(risk_list: RiskList) -> None:
    if risk_list.state not in OPEN_STATES:
        raise Refusal(
            "STATE",
            f"Перечень в состоянии «{RiskListState(risk_list.state).label}», решения по школам больше не меняются.",
            "Составьте новый перечень: утверждение заменит им прежний.",
        )


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason:
        raise Refusal("REASON_REQUIRED", "Не указано основание решения.", "Напишите, почему так решено.", status=400)
    if len(reason) > REASON_LIMIT:
        raise Refusal(
            "REASON_TOO_LONG",
            f"Основание длиной {len(reason)} знаков, допустимо не больше {REASON_LIMIT}.",
            "Сократите текст.",
            status=400,
        )
    return reason
