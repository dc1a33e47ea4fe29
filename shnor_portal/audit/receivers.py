"""What happens to accounts is written down in the same transaction."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.db import transaction
from django.dispatch import receiver

from shnor_portal.accounts.models import RoleAssignment, User
from shnor_portal.accounts.signals import account_act
from shnor_portal.audit.services import record


@receiver(account_act)
def on_account_act(action: str, by: User | None, user: User, assignment: RoleAssignment, **_: Any) -> None:
    record(
        action=action,
        by=by,
        on=user,
        municipality_id=assignment.municipality_id,
        details={"role": assignment.role, "school_id": assignment.school_id},
    )


def record_everywhere(action: str, user: User) -> None:
    """An act of sign-in concerns every municipality the person works in.

    Failed attempts leave no entry: a write for existing accounts alone would tell by its time which exist.
    """
    with transaction.atomic():
        for municipality_id in sorted(user.municipality_ids):
            record(action=action, by=user, on=user, municipality_id=municipality_id)


@receiver(user_logged_in)
def on_sign_in(user: User, **_: Any) -> None:
    record_everywhere("account.sign_in", user)


@receiver([password_changed, password_reset, password_set])
def on_new_password(user: User, **_: Any) -> None:
    record_everywhere("account.password", user)


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def on_second_factor(user: User, **_: Any) -> None:
    record_everywhere("account.second_factor", user)
