"""The same act on several cases of the board: each in a transaction of its own, what was declined said by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction

from roadmaps.enums import AssignmentRole
from roadmaps.models import SupportCase
from roadmaps.notifications import SCHOOL_REMINDED
from roadmaps.services.assignments import assign
from roadmaps.services.case_messages import send
from roadmaps.services.guards import locked_case, require_any, require_live
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.accounts.selectors import school_heads
from shnor_portal.common.refusals import Refusal

MOST = 200


@dataclass(slots=True)
class CasesOutcome:
    """Cases the act was done with, and those it was not, with the reason."""

    done: list[SupportCase] = field(default_factory=list)
    declined: list[tuple[SupportCase, str]] = field(default_factory=list)


def assign_many(*, case_ids: Iterable[int], person_id: int, by: User) -> CasesOutcome:
    """Give the cases one coordinator."""
    role = AssignmentRole.COORDINATOR
    return _each(case_ids, by, lambda case: assign(case_id=case.pk, role=role, person_id=person_id, by=by))


def remind_many(*, case_ids: Iterable[int], text: str, by: User) -> CasesOutcome:
    """Send the administrations of the schools one message. Raises Refusal TEXT_REQUIRED."""
    if not text.strip():
        raise Refusal("TEXT_REQUIRED", "Напоминание пустое.", "Напишите, о чём напомнить школам.", status=400)
    return _each(case_ids, by, lambda case: remind_school(case_id=case.pk, text=text.strip(), by=by))


@transaction.atomic
def remind_school(*, case_id: int, text: str, by: User) -> SupportCase:
    """Remind one school. Raises PermissionDenied, Refusal CASE_PAUSED, CASE_CLOSED."""
    case = locked_case(case_id)
    require_any(by, (Permission.MANAGE_CASES,), case)
    require_live(case)
    people = school_heads(case.municipality_id, [case.school_id])
    send(SCHOOL_REMINDED, case, people, by, title=f"Напоминание: {case.school}", body=text)
    tell(case, "reminded", "Школе напомнили о сроках", by=by, text=text)
    return case


def _each(case_ids: Iterable[int], by: User, act: Callable[[SupportCase], SupportCase]) -> CasesOutcome:
    """Raises Refusal TOO_MANY above the bound."""
    keys = list(dict.fromkeys(case_ids))
    if len(keys) > MOST:
        raise Refusal("TOO_MANY", f"Выбрано больше {MOST} школ.", "Отметьте меньше строк.", status=400)
    outcome = CasesOutcome()
    for case in SupportCase.objects.visible_to(by).filter(pk__in=keys).select_related("school").order_by("pk"):
        try:
            outcome.done.append(act(case))
        except Refusal as refusal:
            outcome.declined.append((case, refusal.message))
        except PermissionDenied:
            outcome.declined.append((case, "Эту школу ведёт другой город."))
    return outcome
