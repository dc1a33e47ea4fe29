"""Sign-in by e-mail through allauth; permissions come from roles."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from shnor_portal.accounts.models import User


class PortalBackend(AuthenticationBackend):
    """allauth's backend with rights asked of the person's roles."""

    def has_perm(self, user_obj: User, perm: str, obj: Any = None) -> bool:
        return user_obj.is_active and user_obj.has_perm(perm, obj)
