"""People of a case: who may look after it."""

from roadmaps.enums import AssignmentRole
from roadmaps.models import SupportCase
from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.accounts.selectors import holders, school_people


def eligible_for(case: SupportCase, role: AssignmentRole) -> list[User]:
    """A coordinator leads cases of the whole city; a curator holds the role of curator at this school."""
    if role == AssignmentRole.COORDINATOR:
        return holders(case.municipality_id, Permission.MANAGE_CASES)
    return school_people(case.municipality_id, [case.school_id], Role.CURATOR)
