"""How a case is stopped, handed over to the successor of a school, and opened again."""

from django.db import transaction

from roadmaps.enums import CaseOutcome, CaseStage, EntryKind
from roadmaps.models import CaseDeficit, SupportCase
from roadmaps.notifications import CASE_MOVED
from roadmaps.reference.reasons import ReasonKind
from roadmaps.services.case_messages import school_side, send
from roadmaps.services.case_moves import reason_given
from roadmaps.services.case_steps import close, stand
from roadmaps.services.case_webhooks import emit_opened
from roadmaps.services.cases import draft_case
from roadmaps.services.guards import case_for_act
from roadmaps.services.history import tell
from roadmaps.services.reasons import reason_text
from schools.models import School
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.refusals import Refusal

REORGANISED = frozenset({"reorganised", "closed"})
MOST_SUCCESSORS = 10


@transaction.atomic
def stop_case(
    *, case_id: int, reason_code: str, comment: str, by: User | None, version: int | None = None
) -> SupportCase:
    """Stop the support before its year is out. Raises Refusal STATE, STALE, REASON_REQUIRED, CASE_PAUSED."""
    case, transition = case_for_act(case_id=case_id, act="stop", by=by, version=version, reason=reason_code)
    reason = reason_text(ReasonKind.CASE_STOP, reason_code, comment)
    outcome = CaseOutcome.REORGANISED if reason_code in REORGANISED else CaseOutcome.STOPPED
    close(case, transition, by, outcome=outcome, reason=reason)
    send(CASE_MOVED, case, school_side(case), by, title=f"{case.school}: поддержка прекращена", body=reason)
    return case


@transaction.atomic
def reopen_case(
    *, case_id: int, reason_code: str, comment: str, by: User | None, version: int | None = None
) -> SupportCase:
    """Go on with a closed case at the stage it was closed at; how it was closed stays in its history.

    Raises Refusal STATE, STALE, REASON_REQUIRED, and NEXT_YEAR_OPEN when the support already goes on in a later case.
    """
    case, transition = case_for_act(case_id=case_id, act="reopen", by=by, version=version, reason=reason_code)
    reason = reason_text(ReasonKind.CASE_REOPENING, reason_code, comment)
    if case.following.open().exists():
        raise Refusal("NEXT_YEAR_OPEN", "Поддержка уже продолжена в другом случае.", "Работайте в нём.")
    stage = case.closed_from or transition.target
    case.outcome, case.closed_on, case.closed_reason, case.closed_from = "", None, "", ""
    case.watch_year = None
    stand(case, stage, "reopen", by, title="Поддержка возобновлена", text=reason)
    send(CASE_MOVED, case, school_side(case), by, title=f"{case.school}: поддержка возобновлена", body=reason)
    return case


@transaction.atomic
def transfer_case(*, case_id: int, reason: str, by: User | None, version: int | None = None) -> SupportCase:
    """Hand the support over to the school that took this one in; gives the successor's case.

    An existing case of the successor is joined: it gets the deficits it has not got, and the link to this history.
    Raises Refusal NO_SUCCESSOR, STATE, STALE, REASON_REQUIRED, CASE_PAUSED.
    """
    case, transition = case_for_act(case_id=case_id, act="transfer", by=by, version=version, reason=reason)
    city = Municipality.objects.select_for_update().get(pk=case.municipality_id)
    heir = successor_of(case.school)
    taken = SupportCase.objects.select_for_update().filter(school=heir, academic_year=case.academic_year).first()
    target = taken or draft_case(city, heir, case.academic_year, by, kind=EntryKind(case.entry_kind))
    target.previous = target.previous or case
    target.years_in_row = max(target.years_in_row, case.years_in_row)
    target.version += 1 if taken else 0
    target.save()
    _take_over(case, target)
    close(case, transition, by, outcome=CaseOutcome.REORGANISED, reason=reason_given(reason))
    tell(target, "joined", f"Принята поддержка школы «{case.school}»", by=by, text=reason, details={"from": case.pk})
    if taken is None:
        emit_opened([target])
    people = [*school_side(case), *school_side(target)]
    send(CASE_MOVED, target, people, by, title=f"Поддержка школы «{case.school}» передана: {heir}", body=reason)
    return target


def successor_of(school: School) -> School:
    """The working school at the end of the chain of successors. Raises Refusal NO_SUCCESSOR."""
    heir: School | None = school
    for _ in range(MOST_SUCCESSORS):
        heir = heir.successor if heir else None
        if heir is not None and heir.closed_on is None:
            return heir
    raise Refusal(
        "NO_SUCCESSOR",
        "В реестре у школы не указан действующий преемник.",
        "Запишите присоединение на карточке школы и повторите.",
    )


def _take_over(case: SupportCase, target: SupportCase) -> None:
    """Deficits of the old case that the new one has not got."""
    if target.stage == CaseStage.CLOSED:
        return
    rows = [
        CaseDeficit(
            municipality_id=target.municipality_id,
            case=target,
            procedure=deficit.procedure,
            failed=deficit.failed,
            participants=deficit.participants,
            results_year=deficit.results_year,
            note=f"Из случая школы «{case.school}»"[:600],
        )
        for deficit in case.deficits.all()
    ]
    CaseDeficit.objects.bulk_create(rows, ignore_conflicts=True)
