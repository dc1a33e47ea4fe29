"""What every page of one import needs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from shnor_portal.accounts.access import person, visible_or_404
from shnor_portal.accounts.permissions import Permission
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.selectors import failed_job, running_job, same_file_applied
from shnor_portal.imports.services.reading import layouts_of
from shnor_portal.imports.targets import Target, target_named

STEPS = {
    BatchState.UPLOADED: 2,
    BatchState.RECOGNISED: 2,
    BatchState.CHECKED: 3,
    BatchState.REFUSED: 3,
    BatchState.APPLIED: 5,
    BatchState.UNDONE: 5,
}


PLACES = (("sheet", "лист"), ("row", "строка"), ("column", "столбец"))


def batch_or_404(request: HttpRequest, pk: UUID) -> ImportBatch:
    rows = ImportBatch.objects.visible_to(person(request))
    return visible_or_404(rows.select_related("municipality", "created_by", "applied_by", "undone_by"), public_id=pk)


def frame(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """State, step, job, and whether the person may act."""
    target, user = target_named(batch.target), person(request)
    state = BatchState(batch.state)
    titles = {code: layout.title for code, layout in layouts_of(target).items()}
    return {
        "batch": batch,
        "target": target,
        "layout_title": titles.get(batch.layout, ""),
        "step": STEPS[state],
        "blocks": named_blocks(batch, target),
        "where": [(word, batch.refusal["where"][key]) for key, word in PLACES if key in batch.refusal.get("where", {})],
        "is_failed": state == BatchState.REFUSED,
        "job": running_job(batch),
        "failure": failed_job(batch),
        "same": same_file_applied(batch) if state == BatchState.RECOGNISED else None,
        "can_import": user.has_perm(Permission.IMPORT_DATA, batch) and user.has_perm(target.permission, batch),
    }


def named_blocks(batch: ImportBatch, target: Target) -> list[dict[str, Any]]:
    """What each sheet says of itself, with the target's Russian words for its answers."""
    words = {question.name: dict(question.answers) for question in target.questions}
    named = ("kind", "subject", "level")
    return [
        {**block, **{name: words.get(name, {}).get(block[name], block[name]) for name in named}}
        for block in batch.recognition.get("blocks", [])
    ]
