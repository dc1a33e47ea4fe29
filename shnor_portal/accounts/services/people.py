"""Opening accounts, giving and ending roles, closing accounts."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F

from shnor_portal.accounts.access import check_permission
from shnor_portal.accounts.models import Municipality, RoleAssignment, User
from shnor_portal.accounts.permissions import Permission, Role
from shnor_portal.accounts.signals import account_act
from shnor_portal.common.refusals import Refusal


@transaction.atomic
def open_account(
    *, municipality: Municipality, email: str, full_name: str, role: Role, school_id: int | None, by: User | None
) -> User:
    """Open an account with one role, or add the role to a person who already has an account.

    The person sets her own password by the «Забыли пароль?» letter. `by=None` is the command line of the
    operator. Raises Refusal ROLE_EXISTS, ROLE_SCOPE, ACCOUNT_CLOSED.
    """
    if by is not None:
        check_permission(by, Permission.MANAGE_ACCOUNTS, municipality)
    user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    if user is None:
        require_address(email)
        user = User.objects.create_user(email=email, password=None, full_name=" ".join(full_name.split())[:200])
    give_role(user=user, municipality=municipality, role=role, school_id=school_id, by=by)
    return user


@transaction.atomic
def give_role(
    *, user: User, municipality: Municipality, role: Role, school_id: int | None, by: User | None
) -> RoleAssignment:
    """Give a role from today on, and end the person's sessions: new rights begin with a new sign-in.

    `by=None` is the command line of the operator. Raises Refusal ROLE_SCOPE, ACCOUNT_CLOSED, ROLE_EXISTS.
    """
    if by is not None:
        check_permission(by, Permission.MANAGE_ACCOUNTS, municipality)
    if not user.is_active:
        raise Refusal(
            "ACCOUNT_CLOSED", "Учётная запись этого человека закрыта.", "Её открывает заново оператор портала."
        )
    if role.is_school_role != (school_id is not None):
        raise Refusal("ROLE_SCOPE", "Роль школы даётся в школе, роль управления — во всём муниципалитете.", status=400)
    if (
        user.role_assignments.in_force(municipality.today)
        .filter(municipality=municipality, role=role, school_id=school_id)
        .exists()
    ):
        raise Refusal("ROLE_EXISTS", "У этого человека уже есть такая роль.", "Посмотрите список ролей.")
    try:
        with transaction.atomic():
            assignment = RoleAssignment.objects.create(
                user=user, municipality=municipality, role=role, school_id=school_id, valid_from=municipality.today
            )
    except IntegrityError:
        assignment = RoleAssignment.objects.get(user=user, municipality=municipality, role=role, school_id=school_id)
        assignment.valid_from, assignment.valid_to = municipality.today, None
        assignment.save(update_fields=["valid_from", "valid_to"])
    end_sessions(user=user)
    account_act.send(RoleAssignment, action="role.give", by=by, user=user, assignment=assignment)
    return assignment


@transaction.atomic
def end_role(*, assignment_id: int, by: User, on: date | None = None) -> RoleAssignment:
    """End a role: its last day was yesterday, and the person's sessions are over.

    Refuses to end the caller's own role (LAST_KEY).
    """
    assignment = RoleAssignment.objects.visible_to(by).select_for_update().get(pk=assignment_id)
    check_permission(by, Permission.MANAGE_ACCOUNTS, assignment.municipality)
    if assignment.user_id == by.pk:
        raise Refusal("LAST_KEY", "Свою роль снимает другой администратор.", "Попросите коллегу.")
    today = on or assignment.municipality.today
    assignment.valid_to = date.fromordinal(today.toordinal() - 1)
    assignment.save(update_fields=["valid_to"])
    end_sessions(user=assignment.user)
    account_act.send(RoleAssignment, action="role.end", by=by, user=assignment.user, assignment=assignment)
    return assignment


@transaction.atomic
def close_account(*, email: str) -> User:
    """Close an account for good: nobody signs in by it, its sessions and roles end. The operator's door only.

    The row stays, because lists and orders name the person who approved them. Raises Refusal NO_ACCOUNT.
    """
    user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    if user is None:
        raise Refusal("NO_ACCOUNT", f"Учётной записи «{email}» нет.", "Проверьте адрес.", status=404)
    held = user.role_assignments.select_related("municipality").select_for_update(of=("self",))
    for assignment in [each for each in held if each.is_in_force(each.municipality.today)]:
        assignment.valid_to = date.fromordinal(assignment.municipality.today.toordinal() - 1)
        assignment.save(update_fields=["valid_to"])
        account_act.send(RoleAssignment, action="account.close", by=None, user=user, assignment=assignment)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user=user)
    return user


def require_address(email: str) -> None:
    """Raises Refusal EMAIL for what no letter can reach; a line break in an address would reach the mail's head."""
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Refusal("EMAIL", f"«{email}» — не адрес электронной почты.", "Проверьте адрес.", status=400) from error


def end_sessions(*, user: User) -> None:
    """Make every session of the person invalid; the stamp is part of what sessions remember."""
    User.objects.filter(pk=user.pk).update(session_stamp=F("session_stamp") + 1)
    user.refresh_from_db(fields=["session_stamp"])
