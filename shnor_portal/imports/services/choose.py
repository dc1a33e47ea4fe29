"""What the person says of the file: its form, school year, procedure, and which column holds what."""

import hashlib
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal
from shnor_portal.common.text import header_skeleton
from shnor_portal.imports.enums import BatchState
from shnor_portal.imports.models import ImportBatch, MappingProfile
from shnor_portal.imports.services.batches import locked_batch
from shnor_portal.imports.services.reading import layouts_of
from shnor_portal.imports.targets import target_named

CHOICES = ("academic_year", "headcount_year", "kind", "grade", "subject", "level", "mapping")


def choose_layout(
    *, batch_id: UUID, layout: str, choices: dict[str, Any], by: User | None, version: int | None = None
) -> ImportBatch:
    """Remember how the file is to be read; an earlier check no longer counts.

    `choices` hold any of `academic_year` (starting year), `headcount_year`, `kind`, `grade`, `subject`, `level` and
    `mapping`, whose shape is the layout's affair; empty ones are forgotten.
    Raises Refusal LAYOUT_UNKNOWN (422), STATE, STALE.
    """
    with transaction.atomic():
        batch = locked_batch(batch_id, by=by, act="choose", version=version)
        if layout not in layouts_of(target_named(batch.target)):
            raise Refusal("LAYOUT_UNKNOWN", "Такой формы файла нет.", "Выберите форму из списка.", status=422)
        options = {name: choices[name] for name in CHOICES if choices.get(name) not in (None, "", {})}
        batch.options = {**options, "layout": layout}
        batch.layout = layout
        batch.state, batch.refusal = BatchState.RECOGNISED, {}
        batch.version += 1
        batch.save()
        record(
            action="import.choose", by=by, on=batch, municipality_id=batch.municipality_id, details=dict(batch.options)
        )
        return batch


def header_key(headers: list[str]) -> str:
    """A fingerprint of a table's heads, blind to case and spaces: the same table next year gets the same profile."""
    return hashlib.sha256(orjson.dumps([header_skeleton(header) for header in headers])).hexdigest()


def save_profile(
    *, batch: ImportBatch, name: str, headers: list[str], mapping: dict[str, Any], by: User | None
) -> MappingProfile:
    """Keep a column mapping under a name; a profile of that name is replaced."""
    with transaction.atomic():
        profile, _ = MappingProfile.objects.update_or_create(
            municipality_id=batch.municipality_id,
            name=name.strip()[:120],
            defaults={"header_key": header_key(headers), "mapping": mapping, "created_by": by},
        )
        record(action="import.profile", by=by, on=profile, municipality_id=batch.municipality_id)
        return profile
