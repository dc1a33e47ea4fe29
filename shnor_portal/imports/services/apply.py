"""Writing what was previewed, in one transaction, and nothing else."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services.batches import locked_batch
from shnor_portal.imports.services.counting import plan_digest
from shnor_portal.imports.services.extracts import forget_file, stored_extract
from shnor_portal.imports.targets import target_named
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import enqueue


def request_apply(*, batch_id: UUID, skip_faulty: bool, by: User, version: int | None = None) -> Job:
    """Queue the application of a checked batch. Refuses what `apply_batch` would refuse at once."""
    with transaction.atomic():
        batch = locked_batch(batch_id, by=by, act="apply", version=version)
        _require_consent(batch, skip_faulty)
        return enqueue(
            kind="imports.apply",
            title=f"Применение загрузки «{batch}»",
            municipality_id=batch.municipality_id,
            by=by,
            arguments={"batch_id": str(batch_id), "skip_faulty": skip_faulty},
            unique_key=f"imports.apply:{batch_id}",
        )


def apply_batch(*, batch_id: UUID, skip_faulty: bool, by: User | None) -> ImportBatch:
    """Write the previewed changes. A batch that is applied already is given back as it is.

    Rows are compared once more under the lock. Raises Refusal ROWS_REFUSED when some rows are at fault and
    nobody asked to leave them out, STALE when the portal's data changed since the check, STATE, PermissionDenied.
    """
    with transaction.atomic():
        done = ImportBatch.objects.filter(public_id=batch_id, state=BatchState.APPLIED).first()
        if done is not None and (by is None or ImportBatch.objects.visible_to(by).filter(pk=done.pk).exists()):
            return done
        batch = locked_batch(batch_id, by=by, act="apply")
        _require_consent(batch, skip_faulty)
        target, extract = target_named(batch.target), stored_extract(batch)
        plan = target.plan(batch, extract)
        if plan_digest(plan) != batch.counts.get("plan"):
            raise Refusal(
                "STALE",
                "С момента проверки данные на портале изменились, и предварительный просмотр больше не верен.",
                "Проверьте загрузку ещё раз и примените её снова.",
            )
        batch.state, batch.refusal = BatchState.APPLIED, {}
        batch.applied_at, batch.applied_by = timezone.now(), by
        batch.options = {**batch.options, "skip_faulty": skip_faulty}
        batch.version += 1
        batch.save()
        written = target.apply(batch, extract, plan, by)
        _finish(batch, written, by)
        return batch


def _finish(batch: ImportBatch, written: dict[str, Any], by: User | None) -> None:
    """Remember what was written; the extract has done its work."""
    batch.counts = {**batch.counts, "written": written}
    forget_file(batch, "extract_file")
    batch.save(update_fields=["counts", "extract_file"])
    record(
        action="import.apply",
        by=by,
        on=batch,
        municipality_id=batch.municipality_id,
        details={"written": written, "sha256": batch.sha256, "refused_rows": batch.counts.get("refused", 0)},
    )


def _require_consent(batch: ImportBatch, skip_faulty: bool) -> None:
    if not batch.checked_at or "plan" not in batch.counts or not batch.extract_file:
        raise Refusal("STATE", "Загрузка ещё не проверена.", "Сначала проверьте её.")
    if batch.counts["errors"] and not skip_faulty:
        raise Refusal(
            batch.refusal.get("code", "ROWS_REFUSED"),
            batch.refusal.get("message", "В файле есть ошибочные строки."),
            batch.refusal.get("hint", "Исправьте файл и загрузите снова."),
        )
    if not sum(batch.counts["items"].values()):
        raise Refusal("NO_DATA_ROWS", "Применять нечего: в файле нет ни одной годной строки.", "Исправьте файл.")
