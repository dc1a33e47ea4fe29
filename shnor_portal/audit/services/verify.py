"""Walking the chains: a changed, missing, added or reordered entry shows itself."""

from dataclasses import dataclass, field

from shnor_portal.audit.models import AuditChain, AuditEntry
from shnor_portal.audit.services.record import entry_hash


@dataclass(frozen=True, slots=True)
class ChainFault:
    municipality_id: int
    sequence: int
    message: str


@dataclass(slots=True)
class Verification:
    """What was read and found. `heads` maps municipality → (last number, its hash): a copy kept elsewhere shows
    later whether the whole chain was rewritten."""

    read: int = 0
    faults: list[ChainFault] = field(default_factory=list)
    heads: dict[int, tuple[int, str]] = field(default_factory=dict)


def verify_chains() -> Verification:
    """Check every chain from its first entry to its head. Entries written meanwhile are left for the next time."""
    result = Verification()
    for chain in AuditChain.objects.order_by("municipality_id"):
        verify_chain(chain, result)
        result.heads[chain.municipality_id] = (chain.sequence, chain.hash)
    headless = AuditEntry.objects.exclude(municipality_id__in=AuditChain.objects.values("municipality_id"))
    for municipality_id in headless.order_by().values_list("municipality_id", flat=True).distinct():
        result.faults.append(ChainFault(municipality_id, 0, "the head of the chain is missing"))
    return result


def verify_chain(chain: AuditChain, result: Verification) -> None:
    """One municipality's chain: numbers without gaps, hashes that follow, the head that matches."""
    expected, previous = 1, ""
    entries = AuditEntry.objects.filter(municipality_id=chain.municipality_id).order_by("sequence")
    for entry in entries.filter(sequence__lte=chain.sequence).iterator(chunk_size=2000):
        if entry.sequence != expected:
            result.faults.append(ChainFault(chain.municipality_id, expected, "entry is missing"))
        if entry.previous_hash != previous or entry.hash != entry_hash(entry):
            result.faults.append(ChainFault(chain.municipality_id, entry.sequence, "entry was changed"))
        expected, previous = entry.sequence + 1, entry.hash
        result.read += 1
    if (chain.sequence, chain.hash) != (expected - 1, previous):
        result.faults.append(ChainFault(chain.municipality_id, chain.sequence, "the end of the chain was cut"))
    head = AuditChain.objects.get(pk=chain.pk).sequence
    if entries.filter(sequence__gt=head).exists():
        result.faults.append(ChainFault(chain.municipality_id, head + 1, "entry was added beyond the head"))
