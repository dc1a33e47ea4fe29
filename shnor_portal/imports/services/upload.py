"""A file comes in: fingerprint, a look in the guarded child, and a row that remembers it, taken or refused."""

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction

from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.services import run_once
from shnor_portal.audit.services import record
from shnor_portal.common.incoming import Readable, temporary_copy
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.outcome import ReadResult
from shnor_portal.imports.reader.types import Extract
from shnor_portal.imports.services import reading
from shnor_portal.imports.services.batches import REFUSED_BY_STRUCTURE, check_may_import
from shnor_portal.imports.services.extracts import is_personal, store_extract
from shnor_portal.imports.services.shape import recognition_of, structural_fault
from shnor_portal.imports.targets import Target, target_named

SURE = 60
"""A claim from this confidence up is read out at once, so that a broken shape is refused at upload."""


@dataclass(slots=True)
class Seen:
    """What became known of the file before anything was written."""

    size: int
    sha256: str
    result: ReadResult | None = None
    extract: Extract | None = None
    refusal: Refusal | None = None

    @property
    def may_keep_file(self) -> bool:
        """Names and document numbers do not reach the disk: such a file lives on as its extract only."""
        return self.extract is None or not is_personal(self.extract)


def upload_file(
    *,
    municipality: Municipality,
    name: str,
    stream: Readable,
    target: str,
    by: User | None,
    options: dict[str, Any] | None = None,
    nonce: str = "",
) -> ImportBatch:
    """Take a file in and recognise it. The same `nonce` sent twice by one person makes one batch.

    `options` are choices known beforehand (`academic_year`, `layout`, `mapping`). A file whose structure is at
    fault is kept in quarantine with its fingerprint as a refused batch, and the Refusal (413, 422) is raised with
    `details["batch"]`. Raises PermissionDenied without the right to import.
    """
    aim = target_named(target)
    check_may_import(by, aim, municipality)
    with temporary_copy(stream, reading.limits().file_bytes) as (path, size, sha256):
        seen = Seen(size, sha256)
        try:
            see(seen, path, name, aim, options or {})
        except Refusal as refusal:
            seen.refusal = refusal
        batch = ImportBatch(
            municipality=municipality,
            target=aim.name,
            original_name=shown_name(name),
            size=size,
            sha256=sha256,
            created_by=by,
            options=options or {},
        )
        batch = _keep_once(batch, seen, path, aim, nonce)
    if seen.refusal is not None:
        seen.refusal.details["batch"] = str(batch.public_id)
        raise seen.refusal
    return batch


def see(seen: Seen, path: Path, name: str, target: Target, options: dict[str, Any], *, at_once: bool = False) -> None:
    """Recognise the file and, when the form is sure (or `at_once`), read it out. Raises Refusal for its structure."""
    seen.result = reading.look(path, name=name, target=target)
    if not seen.result.recognitions:
        raise reading.unrecognised(seen.result, target)
    best = seen.result.recognitions[0]
    if at_once or "layout" in options or best.confidence >= SURE:
        chosen = {"layout": best.layout, **options}
        seen.extract = reading.read_out(path, name=name, target=target, options=chosen)
        fault = structural_fault(seen.extract)
        if fault is not None:
            raise fault


def _keep_once(batch: ImportBatch, seen: Seen, path: Path, target: Target, nonce: str) -> ImportBatch:
    if batch.created_by is None or not nonce:
        return _keep(batch, seen, path, target)
    key = run_once(
        by=batch.created_by, key=f"upload:{nonce}", act=lambda: str(_keep(batch, seen, path, target).public_id)
    )
    return ImportBatch.objects.get(public_id=key, municipality_id=batch.municipality_id)


def _keep(batch: ImportBatch, seen: Seen, path: Path, target: Target) -> ImportBatch:
    """The row, the file and the audit entry, or none of them."""
    try:
        describe(batch, seen, target)
        if seen.extract is not None and seen.refusal is None:
            store_extract(batch, seen.extract)
        with transaction.atomic():
            if seen.may_keep_file and seen.size:
                with path.open("rb") as source:
                    batch.file.save("", File(source), save=False)
            batch.save()
            record(
                action="import.upload" if seen.refusal is None else "import.refuse",
                by=batch.created_by,
                on=batch,
                municipality_id=batch.municipality_id,
                details={"sha256": seen.sha256, "size": seen.size, "code": batch.refusal.get("code", "")},
            )
    except BaseException:
        for stored in (batch.file, batch.extract_file):
            if stored.name:
                stored.storage.delete(stored.name)
        raise
    return batch


def describe(batch: ImportBatch, seen: Seen, target: Target) -> None:
    """Put what was seen on the row: claims, sheets, layout, and why it is refused if it is."""
    if seen.result is not None:
        batch.recognition = recognition_of(seen.result, seen.extract, target)
        batch.layout = batch.options.get("layout") or batch.recognition.get("layout", "")
    if seen.refusal is not None:
        refusal = seen.refusal
        batch.state = BatchState.REFUSED
        batch.refusal = {
            "kind": REFUSED_BY_STRUCTURE,
            "code": refusal.code,
            "message": refusal.message,
            "hint": refusal.hint,
            "where": refusal.where,
        }
        return
    batch.state = BatchState.RECOGNISED


def shown_name(name: str) -> str:
    """The sender's file name as text to show: no folders, no invisible or control characters."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in unicodedata.normalize("NFC", bare) if char.isprintable())
    return visible.strip()[-255:] or "файл без имени"
