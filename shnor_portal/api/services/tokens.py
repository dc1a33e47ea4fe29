"""Tokens: made with a secret that is shown once, revoked at once."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from shnor_portal.accounts.models import ApiToken, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.api.scopes import API_SCOPES
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal

LONGEST_DAYS = 365
MOST = 20


@transaction.atomic
def issue_token(
    *, user: User, title: str, scopes: Collection[str], may_write: bool, days: int, by: User | None
) -> tuple[ApiToken, str]:
    """Make a token of the person; gives it with its secret, which is kept nowhere.

    `days` is how long it lives, 1 to 365. `by=None` is the operator's command line. Raises Refusal SCOPE_UNKNOWN,
    SCOPE_NOT_HELD for a right the person does not hold, TOKEN_DAYS (400), TOKEN_QUOTA.
    """
    User.objects.select_for_update().get(pk=user.pk)
    check_scopes(user, scopes)
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal("TOKEN_DAYS", f"Срок токена — от 1 до {LONGEST_DAYS} дней.", status=400)
    if ApiToken.objects.visible_to(user).count() >= MOST:
        raise Refusal("TOKEN_QUOTA", f"Токенов не больше {MOST}.", "Отзовите ненужные.")
    token, secret = ApiToken.objects.create(
        user,
        expiry=timedelta(days=days),
        title=title.strip()[:120],
        scopes=sorted(set(scopes)),
        may_write=may_write,
    )
    tell("token.issue", token, by)
    return token, secret


@transaction.atomic
def revoke_token(*, public_id: UUID, by: User) -> None:
    """End a token of one's own at once. Raises ApiToken.DoesNotExist for another's."""
    token = ApiToken.objects.visible_to(by).select_for_update().get(public_id=public_id)
    tell("token.revoke", token, by)
    token.delete()


def check_scopes(user: User, scopes: Collection[str]) -> None:
    """Raises Refusal: a token is given for something, and never for more than the person may."""
    unknown = sorted(set(scopes) - {scope.value for scope in API_SCOPES})
    if unknown or not scopes:
        known = ", ".join(scope.value for scope in API_SCOPES)
        raise Refusal(
            "SCOPE_UNKNOWN", f"Таких прав у токена не бывает: {', '.join(unknown) or 'пусто'}.", known, {}, 400
        )
    missing = [scope for scope in sorted(scopes) if not user.has_perm(Permission(scope))]
    if missing:
        raise Refusal("SCOPE_NOT_HELD", f"У человека нет этих прав: {', '.join(missing)}.", status=400)


def tell(action: str, token: ApiToken, by: User | None) -> None:
    """Write it down in every municipality the person works in."""
    details = {"token": str(token.public_id), "scopes": token.scopes, "may_write": token.may_write}
    for municipality_id in sorted(token.user.municipality_ids):
        record(action=action, by=by, on=token.user, municipality_id=municipality_id, details=details)
