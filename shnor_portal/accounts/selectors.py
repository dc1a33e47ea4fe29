"""Who holds what: people to be told of something, or to be chosen for something."""

from collections.abc import Iterable

from django.db.models import QuerySet

from shnor_portal.accounts.models import Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, Permission, Role


def holders(municipality_id: int, permission: Permission) -> list[User]:
    """People who hold the permission for the whole municipality today."""
    roles = [role.value for role, granted in ROLE_PERMISSIONS.items() if permission in granted]
    assignments = _in_force(municipality_id).filter(role__in=roles, school_id__isnull=True)
    return _people(assignments)


def department_heads(municipality_id: int) -> list[User]:
    """Heads of the department; where nobody is one, those who decide as a head does."""
    heads = _people(_in_force(municipality_id).filter(role=Role.DEPARTMENT_HEAD, school_id__isnull=True))
    return heads or holders(municipality_id, Permission.DECIDE_EXIT)


def school_heads(municipality_id: int, school_ids: Iterable[int]) -> list[User]:
    """Administration of the schools."""
    return school_people(municipality_id, school_ids, Role.SCHOOL_ADMIN)


def school_people(municipality_id: int, school_ids: Iterable[int], *roles: Role) -> list[User]:
    """People who hold one of the roles in one of the schools today."""
    return _people(_in_force(municipality_id).filter(role__in=roles, school_id__in=list(school_ids)))


def but(people: Iterable[User], by: User | None) -> list[User]:
    """The people without the one whose act it is: nobody is told of her own doing."""
    return [person for person in people if by is None or person.pk != by.pk]


def _in_force(municipality_id: int) -> QuerySet[RoleAssignment]:
    in_force = RoleAssignment.objects.in_force(Municipality.objects.get(pk=municipality_id).today)
    return in_force.filter(municipality_id=municipality_id).select_related("user")


def _people(assignments: QuerySet[RoleAssignment]) -> list[User]:
    """Each person once, in the order of her name."""
    return list({a.user_id: a.user for a in assignments.order_by("user__full_name", "user_id")}.values())
