"""Who looks after a case: coordinator and curator, with the history of both."""

from django.db import transaction

from roadmaps.enums import AssignmentRole
from roadmaps.models import CaseAssignment, SupportCase
from roadmaps.notifications import CASE_ASSIGNED
from roadmaps.selectors.case_people import eligible_for
from roadmaps.selectors.programme import today_in
from roadmaps.services.case_messages import school_side, send
from roadmaps.services.case_steps import touch
from roadmaps.services.guards import locked_case, require_any, require_live, require_version
from roadmaps.services.history import tell
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def assign(
    *, case_id: int, role: AssignmentRole, person_id: int | None, by: User | None, version: int | None = None
) -> SupportCase:
    """Put a person in charge, or nobody; the former one's days end today. The same person again changes nothing.

    Raises Refusal NOT_ELIGIBLE for someone who holds no fitting role, STALE, CASE_PAUSED, CASE_CLOSED.
    """
    case = locked_case(case_id)
    require_any(by, (Permission.MANAGE_CASES,), case)
    require_live(case)
    require_version(case, version)
    former: User | None = getattr(case, role.value)
    if person_id == (former.pk if former else None):
        return case
    person = _eligible(case, role, person_id)
    _keep_history(case, role, person, by)
    setattr(case, role.value, person)
    touch(case)
    title = f"{role.label.capitalize()}: {person or 'снят'}"
    tell(case, "assigned", title, by=by, details={"role": role, "person": person_id})
    people = [someone for someone in (person, former) if someone is not None]
    send(CASE_ASSIGNED, case, [*people, *school_side(case)], by, title=f"{case.school}: {title.lower()}")
    return case


def _eligible(case: SupportCase, role: AssignmentRole, person_id: int | None) -> User | None:
    if person_id is None:
        return None
    found = next((person for person in eligible_for(case, role) if person.pk == person_id), None)
    if found is None:
        raise Refusal(
            "NOT_ELIGIBLE",
            f"У этого человека нет роли, с которой назначают: {role.label}.",
            "Роль выдаёт администратор портала.",
            status=400,
        )
    return found


def _keep_history(case: SupportCase, role: AssignmentRole, person: User | None, by: User | None) -> None:
    today = today_in(case.municipality)
    case.assignments.filter(role=role, until__isnull=True).update(until=today)
    if person is not None:
        CaseAssignment.objects.create(
            municipality_id=case.municipality_id, case=case, role=role, person=person, since=today, assigned_by=by
        )
