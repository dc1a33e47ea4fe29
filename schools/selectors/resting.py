"""What rests on an import of the register, so that it cannot be taken back unnoticed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from schools.models import School, SchoolChange, SchoolCode, journal_value
from shnor_portal.accounts.models import RoleAssignment
from shnor_portal.imports.models import ImportBatch


@dataclass(frozen=True, slots=True)
class Resting:
    """Rows of one kind that rest on schools a batch created: what they are, how many, and one of the schools."""

    title: str
    count: int
    school: School


def resting_on_created(batch: ImportBatch) -> list[Resting]:
    """Rows of every table that point at schools the batch created and that it did not write itself.

    Tables are found by their foreign keys, so those of apps above are seen too: one query each.
    """
    created = School.objects.filter(batch=batch)
    found = []
    for relation in School._meta.get_fields(include_hidden=True):
        key = getattr(relation, "field", None)
        if not isinstance(key, models.ForeignKey) or not relation.auto_created or key.model is SchoolChange:
            continue
        rows: QuerySet[Any] = key.model._base_manager.filter(**{f"{key.name}__in": created})
        found += _resting(_foreign(rows, batch), key.name, str(key.model._meta.verbose_name_plural))
    roles = RoleAssignment.objects.filter(school_id__in=created.values("pk"))
    found += _resting(roles, "school_id", str(RoleAssignment._meta.verbose_name_plural))
    return found


def _foreign(rows: "QuerySet[Any]", batch: ImportBatch) -> "QuerySet[Any]":
    """Without what the batch wrote: its own rows, and schools that it joined to a new one."""
    model = rows.model
    if any(field.name == "batch" for field in model._meta.concrete_fields):
        rows = rows.exclude(batch=batch)
    if model is School:
        rows = rows.exclude(pk__in=SchoolChange.objects.filter(batch=batch, field="successor_id").values("school_id"))
    return rows


def _resting(rows: "QuerySet[Any]", name: str, title: str) -> list[Resting]:
    keys = list(rows.order_by().values_list(name, flat=True))
    return [Resting(title, len(keys), School.objects.get(pk=min(keys)))] if keys else []


def later_register_batches(batch: ImportBatch) -> list[ImportBatch]:
    """Imports that changed again what the batch created or changed."""
    mine = SchoolChange.objects.filter(batch=batch)
    later = SchoolChange.objects.filter(municipality_id=batch.municipality_id).exclude(batch=batch)
    touched = (
        later.filter(school__batch=batch)
        | later.filter(code__batch=batch)
        | later.filter(school__in=mine.values("school"), pk__gt=_last(mine))
    )
    return list(ImportBatch.objects.filter(pk__in=touched.values("batch")).order_by("pk"))


def edited_since(batch: ImportBatch) -> list[School]:
    """Schools whose values no longer are what the batch wrote: somebody corrected the card or a code by hand."""
    changes = SchoolChange.objects.filter(batch=batch).select_related("school", "code")
    edited = {change.school.pk: change.school for change in changes if not _stands(change)}
    return [edited[pk] for pk in sorted(edited)]


def _stands(change: SchoolChange) -> bool:
    row: School | SchoolCode = change.code or change.school
    if change.field == SchoolChange.CREATED:
        return all(journal_value(getattr(row, name)) == value for name, value in change.after.items())
    return change.field == "search_name" or bool(journal_value(getattr(row, change.field)) == change.after)


def _last(changes: Iterable[SchoolChange]) -> int:
    return max((change.pk for change in changes), default=0)
