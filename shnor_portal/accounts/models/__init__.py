"""Tables of the app."""

from shnor_portal.accounts.models.municipality import Municipality
from shnor_portal.accounts.models.owned import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.models.user import RoleAssignment, User

__all__ = ["Municipality", "OwnedModel", "OwnedQuerySet", "RoleAssignment", "User"]
