"""One entry of the audit trail, written inside the transaction of the act it tells of."""

import hashlib
from typing import Any

import orjson
import structlog
from django.db import models, transaction
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.audit.models import AuditChain, AuditEntry

SYSTEM_LABEL = "портал"


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the previous hash and every told field, in one canonical form."""
    body = [
        entry.previous_hash,
        entry.municipality_id,
        entry.sequence,
        entry.at.isoformat(),
        entry.actor_id,
        entry.actor_label,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.object_label,
        entry.details,
        entry.request_id,
    ]
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def record(
    *, action: str, by: User | None, on: models.Model, municipality_id: int, details: dict[str, Any] | None = None
) -> AuditEntry:
    """Add an entry to the municipality's chain. `by=None` means the portal itself (a schedule, a command).

    Raises RuntimeError outside a transaction: an act and its trace are one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry belongs to the transaction of its act")
    AuditChain.objects.get_or_create(municipality_id=municipality_id)
    chain = AuditChain.objects.select_for_update().get(municipality_id=municipality_id)
    entry = AuditEntry(
        municipality_id=municipality_id,
        sequence=chain.sequence + 1,
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor_label=str(by) if by else SYSTEM_LABEL,
        action=action,
        object_type=on._meta.label_lower,
        object_id=str(on.pk),
        object_label=str(on)[:300],
        details=orjson.loads(orjson.dumps(details or {}, default=str)),
        request_id=structlog.contextvars.get_contextvars().get("request_id", "") or "",
        previous_hash=chain.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    chain.sequence, chain.hash = entry.sequence, entry.hash
    chain.save(update_fields=["sequence", "hash"])
    return entry
