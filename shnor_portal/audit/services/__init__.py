"""Writing and verifying the audit trail."""

from shnor_portal.audit.services.record import record
from shnor_portal.audit.services.verify import ChainFault, verify_chains

__all__ = ["ChainFault", "record", "verify_chains"]
