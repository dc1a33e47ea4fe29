"""Walking the chains: a changed, missing or reordered entry shows itself."""

from dataclasses import dataclass

from shnor_portal.audit.models import AuditChain, AuditEntry
from shnor_portal.audit.services.record import entry_hash


@dataclass(frozen=True, slots=True)
class ChainFault:
    municipality_id: int
    sequence: int
    message: str


def verify_chains() -> tuple[int, list[ChainFault]]:
    """Check every chain from its first entry. Gives the number of entries read and the faults found."""
    read, faults = 0, []
    for chain in AuditChain.objects.order_by("municipality_id"):
        count, found = verify_chain(chain)
        read += count
        faults += found
    return read, faults


def verify_chain(chain: AuditChain) -> tuple[int, list[ChainFault]]:
    """One municipality's chain: sequence without gaps, hashes that follow, the head that matches."""
    expected, previous, faults = 1, "", []
    entries = AuditEntry.objects.filter(municipality_id=chain.municipality_id).order_by("sequence")
    for entry in entries.iterator(chunk_size=2000):
        if entry.sequence != expected:
            faults.append(ChainFault(chain.municipality_id, expected, "entry is missing"))
        if entry.previous_hash != previous or entry.hash != entry_hash(entry):
            faults.append(ChainFault(chain.municipality_id, entry.sequence, "entry was changed"))
        expected, previous = entry.sequence + 1, entry.hash
    if (chain.sequence, chain.hash) != (expected - 1, previous):
        faults.append(ChainFault(chain.municipality_id, chain.sequence, "the end of the chain was cut"))
    return expected - 1, faults
