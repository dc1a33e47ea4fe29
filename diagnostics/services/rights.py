"""Rights asked again where the write happens."""

from django.core.exceptions import PermissionDenied
from django.db import models

from shnor_portal.accounts.models import User
from shnor_portal.accounts.permissions import Permission


def require_any(by: User | None, permissions: tuple[Permission, ...], on: models.Model) -> None:
    """PermissionDenied unless the person holds one of the permissions for the row; `by=None` is the portal itself."""
    if by is not None and not any(by.has_perm(permission, on) for permission in permissions):
        raise PermissionDenied
