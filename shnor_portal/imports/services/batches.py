"""What every act on a batch does first: take the row under a lock, and ask again who may and whether it is open."""

from uuid import UUID

from django.core.exceptions import PermissionDenied

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.permissions import Permission
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.lifecycle import require_open
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.targets import Target, target_named

REFUSED_BY_ROWS = "rows"
REFUSED_BY_STRUCTURE = "structure"


def check_may_import(by: User | None, target: Target, row: Municipality | ImportBatch) -> None:
    """403 without the right to import, or without the target's own. `by=None` is the portal itself (a command)."""
    if by is None:
        return
    if not (by.has_perm(Permission.IMPORT_DATA, row) and by.has_perm(target.permission, row)):
        raise PermissionDenied


def locked_batch(batch_id: UUID, *, by: User | None, act: str, version: int | None = None) -> ImportBatch:
    """The batch under a lock, inside the caller's transaction.

    Raises ImportBatch.DoesNotExist for a foreign one, PermissionDenied, Refusal STATE, and Refusal STALE when the
    person's page shows an earlier `version`.
    """
    rows = ImportBatch.objects.all() if by is None else ImportBatch.objects.visible_to(by)
    batch = rows.select_for_update(of=("self",)).get(public_id=batch_id)
    check_may_import(by, target_named(batch.target), batch)
    require_open(act, batch.state, refused_by_rows=batch.is_refused_by_rows)
    if version is not None and version != batch.version:
        raise Refusal(
            "STALE",
            "Загрузку изменили, пока страница была открыта.",
            "Посмотрите, что изменилось, и повторите действие.",
            details={"version": {"yours": version, "current": batch.version}},
        )
    return batch
