"""Turns in a school's life: renamed, merged, closed. Nothing is deleted."""

from datetime import date

from django.db import transaction

from schools.enums import HistoryKind
from schools.models import School, SchoolEvent
from schools.services.register import locked_school, refuse_same_name, search_name
from shnor_portal.accounts.models import User
from shnor_portal.audit.services import record
from shnor_portal.common.refusals import Refusal


def refuse_closed(school: School) -> None:
    if school.closed_on is not None:
        raise Refusal("STATE", f"Школа «{school}» уже закрыта {school.closed_on:%d.%m.%Y}.", "Изменить её нельзя.")


@transaction.atomic
def rename_school(*, school: School, new_name: str, new_full_name: str, on: date, basis: str, by: User) -> School:
    """Give a new name from a day on; the old one stays in the history and in search."""
    held = locked_school(school, by)
    refuse_closed(held)
    refuse_same_name(held.municipality_id, new_name, besides=held.pk)
    old = held.name
    held.name, held.full_name = new_name, new_full_name
    held.search_name = search_name(f"{new_name} {old}", new_full_name)
    held.version += 1
    held.save()
    write_event(held, HistoryKind.RENAMED, on, basis, by, old_name=old, new_name=new_name)
    return held


@transaction.atomic
def merge_schools(*, school: School, into: School, on: date, basis: str, by: User) -> School:
    """Join a school to another: it closes, and the other becomes its successor. Results stay where they were."""
    held, successor = locked_school(school, by), locked_school(into, by)
    refuse_closed(held)
    refuse_closed(successor)
    if held.pk == successor.pk:
        raise Refusal("VALUE_RANGE", "Школу нельзя присоединить к самой себе.", "Выберите другую школу.", status=400)
    held.closed_on, held.successor, held.version = on, successor, held.version + 1
    held.save()
    write_event(held, HistoryKind.MERGED, on, basis, by, other=successor)
    return held


@transaction.atomic
def close_school(*, school: School, on: date, basis: str, by: User) -> School:
    """Close a school that has no successor."""
    held = locked_school(school, by)
    refuse_closed(held)
    held.closed_on, held.version = on, held.version + 1
    held.save()
    write_event(held, HistoryKind.CLOSED, on, basis, by)
    return held


def write_event(
    school: School,
    kind: HistoryKind,
    on: date,
    basis: str,
    by: User,
    *,
    old_name: str = "",
    new_name: str = "",
    other: School | None = None,
) -> None:
    """The event and its audit entry."""
    SchoolEvent.objects.create(
        municipality_id=school.municipality_id,
        school=school,
        kind=kind,
        happened_on=on,
        basis=basis,
        old_name=old_name,
        new_name=new_name,
        other_school=other,
        recorded_by=by,
    )
    details = {"on": on, "basis": basis, "old_name": old_name, "new_name": new_name, "other": other and other.pk}
    record(action=f"school.{kind}", by=by, on=school, municipality_id=school.municipality_id, details=details)
