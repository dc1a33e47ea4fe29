"""Opening accounts, giving and ending roles, closing accounts."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.accounts.signals import account_act
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def open_account(
    *, municipality: Municipality, email: str, full_name: str, role: Role, school_id: int | None, by: User
) -> User:
    """Open an account with one role, or add the role to a person who already has an account.

    The person sets her own password by the «Забыли пароль?» letter. Raises Refusal ROLE_EXISTS.
    """
    check_permission(by, Permission.MANAGE_ACCOUNTS, municipality)
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email=email, password=None, full_name=full_name)
    give_role(user=user, municipality=municipality, role=role, school_id=school_id, by=by)
    return user


@transaction.atomic
def give_role(
    *, user: User, municipality: Municipality, role: Role, school_id: int | None, by: User | None
) -> RoleAssignment:
    """Give a role from today on. `by=None` is the command line of the operator."""
    if by is not None:
        check_permission(by, Permission.MANAGE_ACCOUNTS, municipality)
    if role.is_school_role != (school_id is not None):
        raise Refusal("ROLE_SCOPE", "Роль школы даётся в школе, роль управления — во всём муниципалитете.", status=400)
    if (
        user.role_assignments.in_force(timezone.localdate())
        .filter(municipality=municipality, role=role, school_id=school_id)
        .exists()
    ):
        raise Refusal("ROLE_EXISTS", "У этого человека уже есть такая роль.", "Посмотрите список ролей.")
    try:
        with transaction.atomic():
            assignment = RoleAssignment.objects.create(
                user=user, municipality=municipality, role=role, school_id=school_id, valid_from=timezone.localdate()
            )
    except IntegrityError:
        assignment = RoleAssignment.objects.get(user=user, municipality=municipality, role=role, school_id=school_id)
        assignment.valid_from, assignment.valid_to = timezone.localdate(), None
        assignment.save(update_fields=["valid_from", "valid_to"])
    account_act.send(RoleAssignment, action="role.give", by=by, user=user, assignment=assignment)
    return assignment


@transaction.atomic
def end_role(*, assignment_id: int, by: User, on: date | None = None) -> RoleAssignment:
    """End a role: its last day was yesterday. Refuses to end the caller's own right to keep accounts (LAST_KEY)."""
    assignment = RoleAssignment.objects.visible_to(by).select_for_update().get(pk=assignment_id)
    check_permission(by, Permission.MANAGE_ACCOUNTS, assignment.municipality)
    if assignment.user_id == by.pk:
        raise Refusal("LAST_KEY", "Свою роль снимает другой администратор.", "Попросите коллегу.")
    today = on or timezone.localdate()
    assignment.valid_to = date.fromordinal(today.toordinal() - 1)
    assignment.save(update_fields=["valid_to"])
    account_act.send(RoleAssignment, action="role.end", by=by, user=assignment.user, assignment=assignment)
    return assignment
