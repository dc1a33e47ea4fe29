"""May the person do this at all? Which rows she sees is the QuerySet's affair."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from shnor_portal.accounts.models import ApiToken, User
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.rest.needs import SIGNED_IN


class HoldsPermission(BasePermission):
    """Signed in, and holding what the view names; a token must be given for it, and for writing when it writes."""

    def has_permission(self, request: Request, view: Any) -> bool:
        user = request.user
        if not isinstance(user, User):
            return False
        needed = view.permission_needed()
        if isinstance(request.auth, ApiToken):
            check_token(request.auth, needed, request.method or "")
        return needed == SIGNED_IN or user.has_perm(needed)


def check_token(token: ApiToken, needed: str, method: str) -> None:
    """Raises Refusal TOKEN_SCOPE or TOKEN_READ_ONLY (403)."""
    if method not in SAFE_METHODS and not token.may_write:
        raise Refusal(
            "TOKEN_READ_ONLY", "Токен выдан только для чтения.", "Выпустите токен с правом изменять.", status=403
        )
    if needed != SIGNED_IN and needed not in token.scopes:
        raise Refusal(
            "TOKEN_SCOPE",
            f"Токен не выдан для этого: нужно право «{needed}».",
            "Выпустите токен с этим правом.",
            status=403,
        )
