"""The extract of a batch: kept between upload and application, read anew only when a choice changes what is read."""

from django.core.files.base import ContentFile
from django.db import transaction

from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Extract, Problem
from shnor_portal.imports.services import reading
from shnor_portal.imports.targets import target_named
from shnor_portal.imports.wire import content_fingerprint, dump_extract, load_extract

READING = ("layout", "mapping", "academic_year", "kind", "grade", "subject", "level")
DECISIVE = ("layout", "mapping")
GAPS = frozenset({"PROCEDURE_UNKNOWN", "TEMPLATE_VERSION"})
"""Complaints that a choice of year or procedure may mend."""


def reading_options(batch: ImportBatch) -> dict[str, object]:
    """The choices that a layout sees."""
    chosen = {**batch.options, "layout": batch.layout}
    return {name: chosen[name] for name in READING if chosen.get(name) not in (None, "", {})}


def extract_of(batch: ImportBatch) -> Extract:
    """What was read already while it still holds, else the file read anew in the guarded child.

    Raises Refusal 422 for a file that cannot be read, FILE_GONE (409) when it would have to be and was not kept.
    """
    if batch.extract_file:
        stored = stored_extract(batch)
        if _still_holds(batch, stored):
            return stored
    target = target_named(batch.target)
    with reading.stored_copy(batch) as path:
        return reading.read_out(path, name=batch.original_name, target=target, options=reading_options(batch))


def stored_extract(batch: ImportBatch) -> Extract:
    with batch.extract_file.open("rb") as stored:
        return load_extract(stored.read())


def problems_beyond_listed(batch: ImportBatch) -> list[Problem]:
    """Complaints of the reading that the batch's own list had no room for, in the order of the file."""
    if not batch.extract_file or sum(batch.counts.get("problems", {}).values()) <= batch.issues.count():
        return []
    listed = set(batch.issues.values_list("code", "sheet", "row", "column", "message"))
    return [
        p for p in stored_extract(batch).problems if (p.code, p.sheet[:64], p.row, p.column, p.message) not in listed
    ]


def store_extract(batch: ImportBatch, extract: Extract) -> None:
    """Put the extract beside the batch, and forget the file itself when it holds names or documents.

    Inside the caller's transaction; files that are no longer needed go after the commit.
    """
    forget_file(batch, "extract_file")
    batch.content_hash = content_fingerprint(extract)
    batch.recognition["read_with"] = reading_options(batch)
    batch.extract_file.save("", ContentFile(dump_extract(extract)), save=False)
    if is_personal(extract):
        forget_file(batch, "file")


def forget_file(batch: ImportBatch, name: str) -> None:
    """Unlink a stored file once the transaction is through."""
    stored = getattr(batch, name)
    if stored:
        storage, key = stored.storage, stored.name
        transaction.on_commit(lambda: storage.delete(key))
        setattr(batch, name, "")


def is_personal(extract: Extract) -> bool:
    """Names, document numbers or contacts stood in the file: it must not stay on disk (152-ФЗ; domain §8)."""
    return bool(extract.counts.dropped_personal_columns) or "PERSONAL_DATA" in extract.problem_counts


def _still_holds(batch: ImportBatch, stored: Extract) -> bool:
    """Whether reading again would give the same: equal choices, or choices that fill no gap."""
    before, now = batch.recognition.get("read_with"), reading_options(batch)
    if before == now or not batch.file:
        return True
    same_form = before is not None and all(before.get(name) == now.get(name) for name in DECISIVE)
    complete = all(b.kind and b.subject and b.grade and b.academic_year is not None for b in stored.blocks)
    return same_form and complete and not GAPS & set(stored.problem_counts)
