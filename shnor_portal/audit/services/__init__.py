"""Writing and verifying the audit trail."""

from shnor_portal.audit.services.record import record
from shnor_portal.audit.services.verify import ChainFault, Verification, verify_chains

__all__ = ["ChainFault", "Verification", "record", "verify_chains"]
