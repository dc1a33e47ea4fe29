"""Taking an import back: what it wrote leaves, what it replaced returns."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services.batches import locked_batch
from shnor_portal.imports.targets import target_named


def undo_batch(*, batch_id: UUID, by: User | None, version: int | None = None) -> ImportBatch:
    """Take an applied batch back. Raises Refusal (409) with the code of the first obstacle, naming all of them."""
    with transaction.atomic():
        batch = locked_batch(batch_id, by=by, act="undo", version=version)
        target = target_named(batch.target)
        obstacles = target.obstacles(batch)
        if obstacles:
            raise Refusal(
                obstacles[0].code,
                "Загрузку нельзя отменить. " + " ".join(obstacle.message for obstacle in obstacles),
                details={"obstacles": [{"code": o.code, "message": o.message, "path": o.path} for o in obstacles]},
            )
        batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, timezone.now(), by
        batch.version += 1
        batch.save()
        taken_back = target.undo(batch, by)
        batch.counts = {**batch.counts, "undone": taken_back}
        batch.save(update_fields=["counts"])
        record(
            action="import.undo",
            by=by,
            on=batch,
            municipality_id=batch.municipality_id,
            details={"taken_back": taken_back},
        )
        return batch
