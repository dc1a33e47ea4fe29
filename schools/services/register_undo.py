"""Taking an import of the register back: created rows leave, overwritten values return."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from schools.models import School, SchoolChange, SchoolCode, SchoolEvent
from schools.services.figures import withdraw_figures
from schools.services.register_import import AT_ONCE, CARD, YEARS
from shnor_portal.imports.models import ImportBatch


def withdraw_register(*, batch: ImportBatch) -> dict[str, int]:
    """Undo inside the caller's transaction, after obstacles were found absent; counts by Russian name."""
    figures = withdraw_figures(batch=batch)
    SchoolEvent.objects.filter(batch=batch).delete()
    overwritten = SchoolChange.objects.filter(batch=batch).exclude(field=SchoolChange.CREATED)
    changes = list(overwritten.select_related("school", "code"))
    cards = _restore_cards([change for change in changes if change.code_id is None])
    _restore_years([change for change in changes if change.code_id is not None])
    SchoolChange.objects.filter(batch=batch).delete()
    codes, _ = SchoolCode.objects.filter(batch=batch).delete()
    created = School.objects.filter(batch=batch)
    created.update(successor=None)
    schools, _ = created.delete()
    return {"Удалено школ": schools, "Возвращено карточек": cards, "Удалено кодов": codes, **figures}


def _restore_cards(changes: Iterable[SchoolChange]) -> int:
    values: dict[School, dict[str, Any]] = defaultdict(dict)
    for change in changes:
        values[change.school][change.field] = _typed(change)
    for school, fields in values.items():
        for name, value in fields.items():
            setattr(school, name, value)
        school.version += 1
    School.objects.bulk_update(values, [*CARD, "successor", "version"], batch_size=AT_ONCE)
    return len(values)


def _restore_years(changes: Iterable[SchoolChange]) -> None:
    codes: dict[int, SchoolCode] = {}
    for change in changes:
        if change.code is not None:
            setattr(codes.setdefault(change.code.pk, change.code), change.field, change.before)
    SchoolCode.objects.bulk_update(codes.values(), YEARS, batch_size=AT_ONCE)


def _typed(change: SchoolChange) -> Any:
    is_day = change.field == "closed_on" and change.before
    return date.fromisoformat(change.before) if is_day else change.before
