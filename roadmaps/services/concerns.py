"""Concerns about a school: raised, handed over to the head of the department, resolved, raised again."""

from django.db import transaction
from django.utils import timezone

from roadmaps.lifecycle import CONCERN
from roadmaps.models import Concern, SupportCase
from roadmaps.notifications import CONCERN_ESCALATED, CONCERN_RAISED, CONCERN_RESOLVED
from roadmaps.services.case_messages import department_side, send
from roadmaps.services.guards import locked_case, require_any, require_live
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import department_heads


@transaction.atomic
def raise_concern(*, case_id: int, text: str, by: User) -> Concern:
    """Raise a concern; the coordinator is told. Raises Refusal CASE_PAUSED, CASE_CLOSED."""
    case = locked_case(case_id)
    require_any(by, (Permission.WRITE_CASE_NOTES,), case)
    require_live(case)
    concern = Concern.objects.create(municipality_id=case.municipality_id, case=case, text=text, raised_by=by)
    tell(case, "concern_raised", "Поднят вопрос", by=by, text=text, on=concern)
    send(CONCERN_RAISED, case, department_side(case), by, title=f"{case.school}: поднят вопрос", body=text)
    return concern


@transaction.atomic
def escalate_concern(*, concern_id: int, reason: str, by: User | None) -> Concern:
    """Hand it over to those who decide. Raises Refusal STATE, REASON_REQUIRED, CASE_PAUSED, CASE_CLOSED."""
    concern, case = _moved(concern_id, "escalate", by, reason)
    concern.escalated_at, concern.escalation_reason = timezone.now(), reason.strip()[:600]
    concern.save()
    tell(case, "concern_escalated", "Вопрос передан руководителю", by=by, text=reason, on=concern)
    people = department_heads(case.municipality_id)
    title = f"{case.school}: вопрос передан руководителю"
    send(CONCERN_ESCALATED, case, people, by, title=title, body=f"{concern.text}\n{concern.escalation_reason}")
    return concern


@transaction.atomic
def resolve_concern(*, concern_id: int, resolution: str, by: User | None) -> Concern:
    """Say how it was resolved. Raises Refusal STATE, REASON_REQUIRED, CASE_PAUSED, CASE_CLOSED."""
    concern, case = _moved(concern_id, "resolve", by, resolution)
    concern.resolved_at, concern.resolved_by = timezone.now(), by
    concern.resolution = resolution.strip()[:600]
    concern.save()
    tell(case, "concern_resolved", "Вопрос решён", by=by, text=concern.resolution, on=concern)
    send(CONCERN_RESOLVED, case, [concern.raised_by], by, title=f"{case.school}: вопрос решён", body=resolution)
    return concern


@transaction.atomic
def reopen_concern(*, concern_id: int, reason: str, by: User | None) -> Concern:
    """Raise a resolved one again; how it was resolved stays in the history. Raises Refusal STATE, REASON_REQUIRED …"""
    concern, case = _moved(concern_id, "reopen", by, reason)
    concern.resolved_at = concern.resolved_by = concern.escalated_at = None
    concern.resolution = concern.escalation_reason = ""
    concern.save()
    tell(case, "concern_reopened", "Вопрос поднят снова", by=by, text=reason, on=concern)
    send(CONCERN_RAISED, case, department_side(case), by, title=f"{case.school}: вопрос поднят снова", body=reason)
    return concern


def _moved(concern_id: int, act: str, by: User | None, reason: str) -> tuple[Concern, SupportCase]:
    """The concern under the lock of its case, in its new state, not saved yet."""
    case = locked_case(Concern.objects.values_list("case_id", flat=True).get(pk=concern_id))
    concern = Concern.objects.select_for_update(of=("self",)).select_related("raised_by").get(pk=concern_id)
    concern.case = case
    require_any(by, CONCERN[act].permissions, concern)
    require_live(case)
    concern.state = CONCERN.check(act, concern.state, reason).target
    return concern, case
