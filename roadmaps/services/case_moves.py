"""Moving a case along its year, pausing and resuming it, choosing its format of support."""

from django.db import transaction
from django.utils import timezone

from roadmaps.models import SupportCase, SupportFormat
from roadmaps.notifications import CASE_MOVED, FORMAT_CHOSEN
from roadmaps.reference.reasons import ReasonKind
from roadmaps.selectors.programme import today_in
from roadmaps.services.case_guards import MOVE_GUARDS
from roadmaps.services.case_messages import school_side, send
from roadmaps.services.case_steps import step, touch
from roadmaps.services.guards import case_for_act, locked_case, require_any, require_live, require_version
from roadmaps.services.history import tell
from roadmaps.services.reasons import reason_text
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal

PLAIN_ACTS = ("diagnose", "fix_deficits", "plan", "implement", "interim", "final", "examine")
"""Acts that need nothing but the table and their guard; the others have functions of their own."""


@transaction.atomic
def move_case(*, case_id: int, act: str, by: User | None, version: int | None = None) -> SupportCase:
    """One of `PLAIN_ACTS`. Raises Refusal STATE, STALE, CASE_PAUSED, CASE_CLOSED, and the guard's of the act.

    KeyError for an act that has a function of its own is a defect of the caller.
    """
    if act not in PLAIN_ACTS:
        raise KeyError(act)
    case, transition = case_for_act(case_id=case_id, act=act, by=by, version=version)
    if act in MOVE_GUARDS:
        MOVE_GUARDS[act](case)
    return step(case, transition, by)


@transaction.atomic
def pause_case(
    *, case_id: int, reason_code: str, comment: str, by: User | None, version: int | None = None
) -> SupportCase:
    """Stand still: everything of the case becomes read only. Raises Refusal REASON_REQUIRED, CASE_PAUSED …"""
    case = locked_case(case_id)
    require_any(by, (Permission.MANAGE_CASES,), case)
    require_live(case)
    require_version(case, version)
    reason = reason_text(ReasonKind.CASE_PAUSE, reason_code, comment)
    case.paused_at, case.pause_reason = timezone.now(), reason
    touch(case)
    tell(case, "pause", "Поддержка приостановлена", by=by, text=reason, details={"reason_code": reason_code})
    send(CASE_MOVED, case, school_side(case), by, title=f"{case.school}: поддержка приостановлена", body=reason)
    return case


@transaction.atomic
def resume_case(*, case_id: int, by: User | None, version: int | None = None) -> tuple[SupportCase, int]:
    """Go on; gives the case and for how many days it stood. Raises Refusal NOT_PAUSED, STALE."""
    case = locked_case(case_id)
    require_any(by, (Permission.MANAGE_CASES,), case)
    if case.paused_at is None:
        raise Refusal("NOT_PAUSED", "Поддержка не приостановлена.", "Обновите страницу.")
    require_version(case, version)
    paused_on = case.paused_at.astimezone(case.municipality.zone).date()
    days = (today_in(case.municipality) - paused_on).days
    case.paused_at, case.pause_reason = None, ""
    touch(case)
    told = f"Пауза длилась {days} {plural(days, 'день', 'дня', 'дней')}; сроки на это время не шли."
    tell(case, "resume", "Поддержка возобновлена", by=by, text=told, details={"days": days})
    send(CASE_MOVED, case, school_side(case), by, title=f"{case.school}: поддержка возобновлена", body=told)
    return case, days


@transaction.atomic
def choose_format(
    *, case_id: int, support_format_id: int, reason: str, by: User | None, version: int | None = None
) -> SupportCase:
    """Choose the format of support and say why it fits. Raises Refusal FORMAT_UNKNOWN, REASON_REQUIRED, STALE …"""
    case = locked_case(case_id)
    require_any(by, (Permission.MANAGE_CASES,), case)
    require_live(case)
    require_version(case, version)
    case.support_format = active_format(case, support_format_id)
    case.format_reason = reason_given(reason)
    touch(case)
    title = f"Формат поддержки: {case.support_format}"
    tell(case, "format", title, by=by, text=case.format_reason, details={"format": case.support_format.code})
    send(FORMAT_CHOSEN, case, school_side(case), by, title=f"{case.school}: {case.support_format}", body=reason)
    return case


def active_format(case: SupportCase, support_format_id: int) -> SupportFormat:
    """A format of the case's municipality that is in use. Raises Refusal FORMAT_UNKNOWN."""
    found = SupportFormat.objects.active().filter(municipality_id=case.municipality_id, pk=support_format_id).first()
    if found is None:
        raise Refusal("FORMAT_UNKNOWN", "Такого формата в справочнике нет.", "Выберите другой.", status=400)
    return found


def reason_given(reason: str) -> str:
    """The reason, trimmed. Raises Refusal REASON_REQUIRED."""
    if not reason.strip():
        raise Refusal("REASON_REQUIRED", "Не указана причина.", "Напишите её: она останется в истории.", status=400)
    return reason.strip()[:600]
