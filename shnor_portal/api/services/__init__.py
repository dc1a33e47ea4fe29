"""Making and revoking tokens."""

from shnor_portal.api.services.tokens import issue_token, revoke_token

__all__ = ["issue_token", "revoke_token"]
