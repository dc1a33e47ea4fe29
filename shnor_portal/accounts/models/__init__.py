"""Tables of the app."""

from shnor_portal.accounts.models.api_token import ApiToken
from shnor_portal.accounts.models.cache_entry import CacheEntry
from shnor_portal.accounts.models.done_request import DoneRequest
from shnor_portal.accounts.models.municipality import Municipality
from shnor_portal.accounts.models.owned import OwnedModel, OwnedQuerySet
from shnor_portal.accounts.models.use_count import UseCount
from shnor_portal.accounts.models.user import Reach, RoleAssignment, User

__all__ = [
    "ApiToken",
    "CacheEntry",
    "DoneRequest",
    "Municipality",
    "OwnedModel",
    "OwnedQuerySet",
    "Reach",
    "RoleAssignment",
    "UseCount",
    "User",
]
