"""People and the roles they hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from shnor_portal.accounts.permissions import ROLE_PERMISSIONS, SCHOOL_ROLES, Permission, Role


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one permission goes for one person: whole municipalities, and single schools."""

    municipality_ids: frozenset[int]
    school_ids: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.municipality_ids or self.school_ids)


class UserManager(BaseUserManager["User"]):
    """Addresses are kept in lower case, so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in by e-mail. Holds no permission by itself: roles give them.

    `session_stamp` is part of every session's fingerprint: raising it ends all sessions of the person.
    """

    email = models.EmailField("электронная почта", max_length=254, unique=True)
    full_name = models.CharField("фамилия, имя, отчество", max_length=200)
    position = models.CharField("должность", max_length=200, blank=True)
    is_active = models.BooleanField("действует", default=True)
    session_stamp = models.PositiveIntegerField("отметка сессий", default=0, editable=False)
    created_at = models.DateTimeField("создана", default=timezone.now, editable=False)

    token_scopes: frozenset[str] | None = None
    """Permissions a token was given for, while the person comes by a token; None when she came herself."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        ordering = ["full_name", "pk"]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_session_auth_hash(self) -> str:
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return (self._session_hash(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _session_hash(self, secret: str | bytes | None) -> str:
        """What a session remembers of the person: it ends when the password or the stamp changes."""
        told = f"{self.password}:{self.session_stamp}"
        return salted_hmac("portal.session", told, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def current_assignments(self) -> list["RoleAssignment"]:
        """Roles in force today, by the day of each role's city. Read once: the user object lives for one request."""
        if not self.is_active or self.pk is None:
            return []
        held = self.role_assignments.select_related("municipality")
        return [assignment for assignment in held if assignment.is_in_force(assignment.municipality.today)]

    @property
    def municipality_ids(self) -> frozenset[int]:
        return frozenset(assignment.municipality_id for assignment in self.current_assignments)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(assignment.role) for assignment in self.current_assignments)

    @property
    def needs_second_factor(self) -> bool:
        return any(role.is_staff_role for role in self.roles)

    def reach_of(self, permission: Permission) -> Reach:
        """Where the person holds the permission; by a token, nowhere beyond what the token was given for."""
        if self.token_scopes is not None and permission not in self.token_scopes:
            return Reach(frozenset(), frozenset())
        granting = [a for a in self.current_assignments if permission in ROLE_PERMISSIONS[Role(a.role)]]
        return Reach(
            frozenset(a.municipality_id for a in granting if a.school_id is None),
            frozenset(a.school_id for a in granting if a.school_id is not None),
        )

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether the permission holds for the row, or, without a row, anywhere at all."""
        if perm not in Permission.values:
            return False
        reach = self.reach_of(Permission(perm))
        if obj is None:
            return bool(reach)
        municipality_id = obj.pk if obj._meta.label == "accounts.Municipality" else obj.municipality_id
        if municipality_id in reach.municipality_ids:
            return True
        return getattr(obj, "scope_school_id", None) in reach.school_ids


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def in_force(self, today: date) -> "RoleAssignmentQuerySet":
        """Assignments whose days include today; both ends belong."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=today),
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        )

    def visible_to(self, user: "User") -> "RoleAssignmentQuerySet":
        """Assignments in municipalities whose accounts the person keeps."""
        return self.filter(municipality_id__in=user.reach_of(Permission.MANAGE_ACCOUNTS).municipality_ids)


class RoleAssignment(models.Model):
    """A role held by a person in a municipality, or in one school of it.

    `school_id` is the key of a row in `schools.School`. It is no foreign key, because accounts stand
    below schools; `integrity_check` verifies it, and schools are closed, never deleted.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_assignments")
    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("роль", max_length=32, choices=Role.choices)
    school_id = models.BigIntegerField("школа", null=True, blank=True, db_index=True)
    valid_from = models.DateField("действует с", null=True, blank=True)
    valid_to = models.DateField("действует по", null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "назначение роли"
        verbose_name_plural = "назначения ролей"
        ordering = ["municipality_id", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="school_role_has_school",
                condition=Q(role__in=sorted(SCHOOL_ROLES), school_id__isnull=False)
                | (~Q(role__in=sorted(SCHOOL_ROLES)) & Q(school_id__isnull=True)),
            ),
            models.UniqueConstraint(fields=["user", "municipality", "role", "school_id"], name="one_school_role"),
            models.UniqueConstraint(
                fields=["user", "municipality", "role"], condition=Q(school_id__isnull=True), name="one_city_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} — {Role(self.role).label}"

    def is_in_force(self, today: date) -> bool:
        """Whether the day is among the assignment's; both ends belong."""
        begun = self.valid_from is None or self.valid_from <= today
        return begun and (self.valid_to is None or today <= self.valid_to)
