"""Deficits a case works on: taken over from the list, added and dropped by the coordinator."""

from django.db import transaction

from diagnostics.enums import Verdict
from diagnostics.models import RiskListEntry
from roadmaps.models import CaseDeficit, SupportCase
from roadmaps.selectors.movement import judged, newest_results
from roadmaps.services.guards import locked_case, require_any, require_live
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


def deficits_from(case: SupportCase, entry: RiskListEntry) -> list[CaseDeficit]:
    """Unsaved deficits: the low procedures of the entry with the counts the list sealed."""
    low = [reason for reason in judged(entry).values() if reason.get("verdict") == Verdict.LOW]
    return [
        CaseDeficit(
            municipality_id=case.municipality_id,
            case=case,
            procedure=reason["procedure"],
            failed=reason.get("failed"),
            participants=reason.get("participants"),
            results_year=reason.get("academic_year"),
        )
        for reason in low
    ]


@transaction.atomic
def add_deficit(*, case_id: int, procedure: str, note: str, by: User | None) -> CaseDeficit:
    """Add a procedure the list did not name, with its newest counts. A second adding changes only the note.

    Raises Refusal CASE_CLOSED, CASE_PAUSED.
    """
    case = locked_case(case_id)
    require_any(by, (Permission.MANAGE_CASES,), case)
    require_live(case)
    result = newest_results(case, [procedure]).get(procedure)
    deficit, is_new = CaseDeficit.objects.get_or_create(
        case=case,
        procedure=procedure,
        defaults={
            "municipality_id": case.municipality_id,
            "failed": result.failed if result else None,
            "participants": result.participants if result else None,
            "results_year": result.assessment.academic_year if result else None,
        },
    )
    deficit.note = note
    deficit.save(update_fields=["note"])
    told = "Добавлен дефицит" if is_new else "Пояснение к дефициту изменено"
    tell(case, "deficit_added", told, by=by, text=note, on=deficit, details={"procedure": procedure})
    return deficit


@transaction.atomic
def drop_deficit(*, deficit_id: int, by: User | None) -> None:
    """Take a deficit off. Raises Refusal DEFICIT_TREATED while measures of the roadmap treat it, CASE_CLOSED …"""
    found = CaseDeficit.objects.get(pk=deficit_id)
    case = locked_case(found.case_id)
    require_any(by, (Permission.MANAGE_CASES,), case)
    require_live(case)
    if found.aims.exists():
        raise Refusal(
            "DEFICIT_TREATED",
            "На этот дефицит направлены мероприятия дорожной карты.",
            "Сначала уберите его из целей мероприятий.",
        )
    tell(case, "deficit_dropped", "Дефицит снят", by=by, on=found, details={"procedure": found.procedure})
    found.delete()
