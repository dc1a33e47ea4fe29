"""Doormen of views: who may knock, and which row is behind the door."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission

View = Callable[..., HttpResponseBase]
ModelT = TypeVar("ModelT", bound=models.Model)


def requires(permission: Permission) -> Callable[[View], View]:
    """A view for people who hold the permission anywhere; which rows they see is the QuerySet's affair."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not person(request).has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def person(request: HttpRequest) -> User:
    """The signed-in person. Views behind LoginRequiredMiddleware always have one."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def municipality_of(request: HttpRequest) -> Municipality:
    """The municipality the person works in; 404 for someone without any role."""
    municipality: Municipality | None = getattr(request, "municipality", None)
    if municipality is None:
        raise Http404
    return municipality


def visible_or_404(rows: models.QuerySet[ModelT], **lookup: Any) -> ModelT:
    """The row, or 404 alike for foreign, absent and malformed keys."""
    try:
        return rows.get(**lookup)
    except (ObjectDoesNotExist, ValueError, OverflowError, ValidationError) as absent:
        raise Http404 from absent


def require_recent_password(request: HttpRequest) -> None:
    """Ask for the password or a code again unless the person gave it within `ACCOUNT_REAUTHENTICATION_TIMEOUT`.

    Call it after sight and rights are checked. allauth leads her to the question and then carries the act out.
    Raises ReauthenticationRequired.
    """
    if settings.ACCOUNT_REAUTHENTICATION_REQUIRED and not did_recently_reauthenticate(request):
        raise ReauthenticationRequired


def check_permission(user: User, permission: Permission, row: models.Model) -> None:
    """403 when the person sees the row but may not do this with it."""
    if not user.has_perm(permission, row):
        raise PermissionDenied


def require_any(by: User | None, permissions: Iterable[str], on: models.Model) -> None:
    """403 unless the person holds one of the permissions for the row; `by=None` is the portal itself."""
    if by is not None and not any(by.has_perm(permission, on) for permission in permissions):
        raise PermissionDenied
