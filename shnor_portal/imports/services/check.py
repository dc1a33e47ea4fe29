"""Reading the whole file and saying everything at once: what would change, and what is wrong and where."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.numbers import plural
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState, Change
from shnor_portal.imports.models import ImportBatch, ImportIssue, ImportItem
from shnor_portal.imports.reader.types import Extract, Problem, Severity
from shnor_portal.imports.selectors import same_file_applied
from shnor_portal.imports.services.batches import REFUSED_BY_ROWS, REFUSED_BY_STRUCTURE, locked_batch
from shnor_portal.imports.services.counting import counts_of, plan_digest
from shnor_portal.imports.services.extracts import extract_of, forget_file, is_personal, store_extract
from shnor_portal.imports.services.shape import block_facts, structural_fault
from shnor_portal.imports.targets import Plan, target_named
from shnor_portal.jobs.models import Job
from shnor_portal.jobs.services import enqueue

LISTED = 500
AT_ONCE = 1000
STRUCTURE_STATUS = 422


def request_check(*, batch_id: UUID, by: User, version: int | None = None) -> Job:
    """Queue the check of a batch; a second request while one waits is that one."""
    with transaction.atomic():
        batch = locked_batch(batch_id, by=by, act="check", version=version)
        return enqueue(
            kind="imports.check",
            title=f"Проверка загрузки «{batch}»",
            municipality_id=batch.municipality_id,
            by=by,
            arguments={"batch_id": str(batch_id)},
            unique_key=f"imports.check:{batch_id}",
        )


def check_batch(*, batch_id: UUID, by: User | None) -> ImportBatch:
    """Read, compare and keep the preview; nothing outside the batch is written.

    The batch ends «проверена», or «отклонена» when any row is at fault: its good rows may still be applied, but
    only on purpose. Raises Refusal 422 for a fault of structure (the batch is then refused for good), and leaves the
    batch as it was for a missing choice (YEAR_NEEDED, PROCEDURE_UNKNOWN from the plan).
    """
    with transaction.atomic():
        batch = locked_batch(batch_id, by=by, act="check")
    extract = None
    try:
        extract = extract_of(batch)
        fault = structural_fault(extract)
        if fault is not None:
            raise fault
    except Refusal as refusal:
        if refusal.status == STRUCTURE_STATUS:
            _refuse(batch, extract, refusal, by)
        raise
    plan = target_named(batch.target).plan(batch, extract)
    with transaction.atomic():
        return _keep(locked_batch(batch_id, by=by, act="check", version=batch.version), extract, plan, by)


def _refuse(batch: ImportBatch, extract: Extract | None, refusal: Refusal, by: User | None) -> None:
    """Close the batch for its structure; its complaints stay to be read."""
    with transaction.atomic():
        row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        row.state = BatchState.REFUSED
        row.refusal = {
            "kind": REFUSED_BY_STRUCTURE,
            "code": refusal.code,
            "message": refusal.message,
            "hint": refusal.hint,
            "where": refusal.where,
        }
        if extract is not None and is_personal(extract):
            forget_file(row, "file")
        row.version += 1
        row.save()
        _write_issues(row, extract.problems if extract else [])
        record(
            action="import.refuse",
            by=by,
            on=row,
            municipality_id=row.municipality_id,
            details={"sha256": row.sha256, "code": refusal.code},
        )


def _keep(batch: ImportBatch, extract: Extract, plan: Plan, by: User | None) -> ImportBatch:
    """Replace the earlier preview by this one."""
    notes = notes_of(batch, plan)
    problems = [*notes, *extract.problems, *plan.problems]
    store_extract(batch, extract)
    batch.recognition["blocks"] = [block_facts(block) for block in extract.blocks][:LISTED]
    batch.counts = counts_of(extract, plan, problems)
    errors = batch.counts["errors"]
    batch.state = BatchState.REFUSED if errors else BatchState.CHECKED
    batch.refusal = refusal_by_rows(batch.counts, problems) if errors else {}
    batch.checked_at = timezone.now()
    batch.version += 1
    batch.save()
    _write_issues(batch, [*notes, *plan.problems, *extract.problems])
    _write_items(batch, plan)
    record(
        action="import.check",
        by=by,
        on=batch,
        municipality_id=batch.municipality_id,
        details={"counts": batch.counts, "plan": plan_digest(plan)},
    )
    return batch


def refusal_by_rows(counts: dict[str, Any], problems: Sequence[Problem]) -> dict[str, str]:
    """Why a batch with errors is refused: ROWS_REFUSED, or the first error when no row is good."""
    first = next(problem for problem in problems if problem.severity == Severity.ERROR)
    if not counts["taken"]:
        return {"kind": REFUSED_BY_ROWS, "code": first.code, "message": first.message, "hint": first.hint}
    errors, rows = counts["errors"], counts["refused"]
    counted = f"{errors} {plural(errors, 'ошибка', 'ошибки', 'ошибок')}"
    refused = f"{rows} {plural(rows, 'строка не принята', 'строки не приняты', 'строк не принято')}"
    return {
        "kind": REFUSED_BY_ROWS,
        "code": "ROWS_REFUSED",
        "message": f"В файле {counted}, {refused}.",
        "hint": "Исправьте файл и загрузите снова, либо загрузите без ошибочных строк.",
    }


def notes_of(batch: ImportBatch, plan: Plan) -> list[Problem]:
    """IMPORT_SAME, when this file or this content stands applied already."""
    same = same_file_applied(batch)
    if same is None or same.applied_at is None:
        return []
    changes = sum(item.change != Change.SAME for item in plan.items)
    when = same.applied_at.astimezone(batch.municipality.zone)
    what = "Применение ничего не изменит." if not changes else "С тех пор данные на портале изменились."
    return [
        Problem(
            "IMPORT_SAME",
            f"Этот же файл уже применён {when:%d.%m.%Y в %H:%M} (загрузка «{same}»).",
            what,
            severity=Severity.WARNING,
        )
    ]


def _write_issues(batch: ImportBatch, problems: list[Problem]) -> None:
    """At most 500 of each severity are listed, those about whole schools first; the extract keeps the others."""
    batch.issues.all().delete()
    listed: Counter[Severity] = Counter()
    rows = []
    for problem in problems:
        listed[problem.severity] += 1
        if listed[problem.severity] <= LISTED:
            rows.append(
                ImportIssue(
                    municipality_id=batch.municipality_id,
                    batch=batch,
                    severity=problem.severity.value,
                    code=problem.code,
                    message=problem.message,
                    hint=problem.hint,
                    sheet=problem.sheet[:64],
                    row=problem.row,
                    column=problem.column,
                )
            )
    ImportIssue.objects.bulk_create(rows, batch_size=AT_ONCE)


def _write_items(batch: ImportBatch, plan: Plan) -> None:
    batch.items.all().delete()
    ImportItem.objects.bulk_create(
        [
            ImportItem(
                municipality_id=batch.municipality_id,
                batch=batch,
                position=position,
                sheet=item.sheet[:64],
                row_from=item.row_from,
                row_to=item.row_to,
                subject_label=item.subject_label[:200],
                school_label=item.school_label[:300],
                change=item.change,
                before=item.before,
                after=item.after,
            )
            for position, item in enumerate(plan.items, start=1)
        ],
        batch_size=AT_ONCE,
    )
