"""The whole road of one file at once, for the command line: upload, check, and application unless it is a rehearsal."""

from typing import Any

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.common.incoming import Readable, temporary_copy
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState, IssueSeverity
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Problem
from shnor_portal.imports.services.apply import apply_batch
from shnor_portal.imports.services.batches import check_may_import
from shnor_portal.imports.services.check import check_batch, notes_of, refusal_by_rows
from shnor_portal.imports.services.counting import counts_of
from shnor_portal.imports.services.reading import layouts_of, limits
from shnor_portal.imports.services.upload import Seen, describe, see, shown_name, upload_file
from shnor_portal.imports.targets import target_named
from shnor_portal.imports.wire import content_fingerprint

Report = dict[str, Any]
"""`file`, `state`, `layout`, `counts`, `issues`, `refusal` (or None) and `applied`; plain values for JSON."""


def run_file(
    *,
    municipality: Municipality,
    name: str,
    stream: Readable,
    target: str,
    by: User | None,
    choices: dict[str, Any],
    skip_faulty: bool,
) -> Report:
    """Load one file and report. A refusal is a part of the report; what was refused stays in quarantine."""
    batch = None
    try:
        batch = upload_file(municipality=municipality, name=name, stream=stream, target=target, by=by, options=choices)
        batch = check_batch(batch_id=batch.public_id, by=by)
        batch = apply_batch(batch_id=batch.public_id, skip_faulty=skip_faulty, by=by)
    except Refusal as refusal:
        key = batch.public_id if batch else refusal.details.get("batch")
        kept = ImportBatch.objects.filter(public_id=key).first() if key else None
        return _report(kept, shown_name(name), refusal)
    return _report(batch, batch.original_name, None)


def rehearse_file(
    *,
    municipality: Municipality,
    name: str,
    stream: Readable,
    target: str,
    by: User | None,
    choices: dict[str, Any],
    skip_faulty: bool,
) -> Report:
    """The same road one step shorter: read, plan, count, and write nothing anywhere."""
    aim = target_named(target)
    check_may_import(by, aim, municipality)
    batch = ImportBatch(municipality=municipality, target=target, original_name=shown_name(name), options=choices)
    try:
        with temporary_copy(stream, limits().file_bytes) as (path, size, sha256):
            seen = Seen(size, sha256)
            see(seen, path, name, aim, choices, at_once=True)
        describe(batch, seen, aim)
        if seen.extract is None:
            raise Refusal("LAYOUT_UNKNOWN", "Форма файла не выбрана.", "Укажите соответствие столбцов.", status=422)
        batch.sha256, batch.content_hash = sha256, content_fingerprint(seen.extract)
        plan = aim.plan(batch, seen.extract)
        problems = [*notes_of(batch, plan), *seen.extract.problems, *plan.problems]
        batch.counts = counts_of(seen.extract, plan, problems)
        batch.state = BatchState.REFUSED if batch.counts["errors"] else BatchState.CHECKED
    except Refusal as refusal:
        batch.state = BatchState.REFUSED
        return _report(batch, batch.original_name, refusal)
    refused = None
    if batch.counts["errors"] and not (skip_faulty and batch.counts["taken"]):
        told = refusal_by_rows(batch.counts, problems)
        refused = Refusal(told["code"], told["message"], told["hint"])
    return _report(batch, batch.original_name, refused, problems)


def _report(
    batch: ImportBatch | None, name: str, refusal: Refusal | None, problems: list[Problem] | None = None
) -> Report:
    report: Report = {
        "file": name,
        "state": BatchState.REFUSED.value,
        "state_title": BatchState.REFUSED.label,
        "applied": False,
        "counts": {},
        "issues": [],
        "refusal": None,
    }
    if refusal is not None:
        report["refusal"] = {
            "code": refusal.code,
            "message": refusal.message,
            "hint": refusal.hint,
            "where": refusal.where,
        }
    if batch is None:
        return report
    titles = {code: layout.title for code, layout in layouts_of(target_named(batch.target)).items()}
    return report | {
        "batch": str(batch.public_id) if batch.pk else None,
        "state": batch.state,
        "state_title": BatchState(batch.state).label,
        "applied": batch.state == BatchState.APPLIED,
        "target": batch.target,
        "layout": batch.layout,
        "layout_title": titles.get(batch.layout, ""),
        "academic_year": batch.academic_year,
        "sha256": batch.sha256,
        "counts": batch.counts,
        "issues": _told(problems) if problems is not None else _stored(batch),
    }


def _stored(batch: ImportBatch) -> list[dict[str, Any]]:
    if batch.pk is None:
        return []
    return [
        {
            "severity": issue.severity,
            "severity_title": issue.get_severity_display(),
            "code": issue.code,
            "message": issue.message,
            "hint": issue.hint,
            "sheet": issue.sheet,
            "row": issue.row,
            "column": issue.column,
        }
        for issue in batch.issues.all()
    ]


def _told(problems: list[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "severity": problem.severity.value,
            "severity_title": IssueSeverity(problem.severity.value).label,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
        }
        for problem in problems
    ]
