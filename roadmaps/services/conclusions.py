"""Expert conclusions, interim and final: a draft, then a signed paper that keeps the figures of its day."""

from django.db import transaction
from django.utils import timezone

from roadmaps.enums import CaseOutcome, CaseStage, ConclusionKind
from roadmaps.models import Conclusion, SupportCase
from roadmaps.notifications import CONCLUSION_SIGNED
from roadmaps.selectors.exits import engine_entry
from roadmaps.selectors.movement import movements_of
from roadmaps.services.case_messages import school_side, send
from roadmaps.services.case_moves import reason_given
from roadmaps.services.guards import locked_case, require_any, require_live, require_version
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal

STAGES = {
    ConclusionKind.INTERIM: frozenset({CaseStage.IMPLEMENTATION, CaseStage.INTERIM, CaseStage.FINAL}),
    ConclusionKind.FINAL: frozenset({CaseStage.FINAL, CaseStage.EXPERTISE}),
}
RECOMMENDED = (CaseOutcome.EXIT, CaseOutcome.CONTINUE, CaseOutcome.CHANGE_FORMAT)


@transaction.atomic
def write_conclusion(
    *,
    case_id: int,
    kind: ConclusionKind,
    text: str,
    effect: str,
    recommendation: str,
    by: User | None,
    version: int | None = None,
) -> Conclusion:
    """Write or correct a draft. Raises Refusal CONCLUSION_EARLY, CONCLUSION_SIGNED, STALE, CASE_PAUSED, CASE_CLOSED."""
    case = _case_to_conclude(case_id, by)
    if case.stage not in STAGES[kind]:
        raise Refusal(
            "CONCLUSION_EARLY",
            f"Для заключения ({kind.label}) ещё рано: школа на этапе «{CaseStage(case.stage).label}».",
            "Его пишут на этапе мониторинга.",
        )
    conclusion = case.conclusions.filter(kind=kind).first()
    if conclusion is None:
        conclusion = Conclusion(municipality_id=case.municipality_id, case=case, kind=kind, version=0)
    elif conclusion.signed_at is not None:
        raise Refusal("CONCLUSION_SIGNED", "Заключение подписано.", "Чтобы исправить его, снимите подпись с причиной.")
    else:
        require_version(conclusion, version)
    conclusion.text, conclusion.effect, conclusion.recommendation = text, effect, recommendation
    conclusion.author = by
    conclusion.version += 1
    conclusion.save()
    tell(case, "conclusion_written", f"Заключение ({kind.label}): черновик", by=by, on=conclusion)
    return conclusion


@transaction.atomic
def sign_conclusion(*, conclusion_id: int, by: User | None, version: int | None = None) -> Conclusion:
    """Sign: figures then and now and the engine's word for the next year are frozen into it.

    Raises Refusal CONCLUSION_SIGNED, NO_RECOMMENDATION for a final one without a recommendation, STALE, CASE_PAUSED …
    """
    conclusion, case = _locked(conclusion_id, by)
    if conclusion.signed_at is not None:
        raise Refusal("CONCLUSION_SIGNED", "Заключение уже подписано.", "Обновите страницу.")
    if conclusion.kind == ConclusionKind.FINAL and not conclusion.recommendation:
        raise Refusal("NO_RECOMMENDATION", "В итоговом заключении нет рекомендации.", "Выберите её и подпишите снова.")
    require_version(conclusion, version)
    entry = engine_entry(case)
    conclusion.figures = [movement.to_json() for movement in movements_of(case)]
    conclusion.risk_list = entry.risk_list if entry else None
    conclusion.engine_verdict = entry.verdict if entry else ""
    conclusion.author, conclusion.signed_at = by, timezone.now()
    conclusion.version += 1
    conclusion.save()
    title = f"Подписано заключение ({ConclusionKind(conclusion.kind).label})"
    tell(case, "conclusion_signed", title, by=by, on=conclusion, details={"recommendation": conclusion.recommendation})
    send(CONCLUSION_SIGNED, case, school_side(case), by, title=f"{case.school}: {title.lower()}")
    return conclusion


@transaction.atomic
def unsign_conclusion(*, conclusion_id: int, reason: str, by: User | None) -> Conclusion:
    """Take the signature off for a correction. Raises Refusal NOT_SIGNED, REASON_REQUIRED, CASE_PAUSED, CASE_CLOSED."""
    conclusion, case = _locked(conclusion_id, by)
    if conclusion.signed_at is None:
        raise Refusal("NOT_SIGNED", "Заключение не подписано.", "Обновите страницу.")
    said = reason_given(reason)
    conclusion.signed_at, conclusion.figures = None, []
    conclusion.risk_list, conclusion.engine_verdict = None, ""
    conclusion.version += 1
    conclusion.save()
    title = f"Подпись снята с заключения ({ConclusionKind(conclusion.kind).label})"
    tell(case, "conclusion_unsigned", title, by=by, text=said, on=conclusion)
    return conclusion


def _case_to_conclude(case_id: int, by: User | None) -> SupportCase:
    case = locked_case(case_id)
    require_any(by, (Permission.CONCLUDE_CASES,), case)
    require_live(case)
    return case


def _locked(conclusion_id: int, by: User | None) -> tuple[Conclusion, SupportCase]:
    case = _case_to_conclude(Conclusion.objects.values_list("case_id", flat=True).get(pk=conclusion_id), by)
    conclusion = Conclusion.objects.select_for_update().get(pk=conclusion_id)
    conclusion.case = case
    return conclusion, case
