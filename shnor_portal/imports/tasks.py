"""Jobs of imports. Each calls one service; a file refused for its structure or rows is a result, not a failure."""

from typing import Any
from uuid import UUID

from shnor_portal.accounts.permissions import Permission
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.services import apply_batch, check_batch
from shnor_portal.jobs.handle import JobHandle
from shnor_portal.jobs.registry import job_kind

STEPS = 2


@job_kind("imports.check", title="Проверка загрузки", repeatable=False, permission=Permission.IMPORT_DATA)
def check(handle: JobHandle, batch_id: str) -> dict[str, Any]:
    """Read, compare, keep the preview."""
    handle.progress(0, STEPS, "Файл читается и сверяется с данными портала")
    batch = check_batch(batch_id=UUID(batch_id), by=handle.requested_by)
    handle.progress(STEPS, STEPS, "Готово")
    return outcome(batch)


@job_kind("imports.apply", title="Применение загрузки", repeatable=False, permission=Permission.IMPORT_DATA)
def apply(handle: JobHandle, batch_id: str, skip_faulty: bool) -> dict[str, Any]:
    """Write the preview in one transaction."""
    handle.progress(0, STEPS, "Данные записываются одной транзакцией")
    batch = apply_batch(batch_id=UUID(batch_id), skip_faulty=skip_faulty, by=handle.requested_by)
    handle.progress(STEPS, STEPS, "Готово")
    return outcome(batch)


def outcome(batch: ImportBatch) -> dict[str, Any]:
    """Where the person goes on, and the account of the file."""
    return {"path": f"/imports/{batch.public_id}/", "state": batch.state, "counts": batch.counts}
