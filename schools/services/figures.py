"""Writing figures of schools: a new one takes the place of the old one, and an undone import gives it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from schools.models import SchoolFigure
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.models import ImportBatch

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class FigureWrite:
    """One value to write, and the figure in force that gives way to it, if there is one."""

    school_id: int
    academic_year: int
    metric: str
    value: int
    sheet: str
    row: int
    replaces: int | None


def write_figures(*, batch: ImportBatch, writes: Sequence[FigureWrite]) -> dict[str, int]:
    """Write figures inside the caller's transaction; counts by Russian name. Raises Refusal STALE."""
    replaced = [write.replaces for write in writes if write.replaces is not None]
    retired = sum(
        SchoolFigure.objects.current().filter(pk__in=replaced[start : start + ROWS_AT_ONCE]).update(replaced_by=batch)
        for start in range(0, len(replaced), ROWS_AT_ONCE)
    )
    if retired != len(replaced):
        raise Refusal("STALE", "С момента проверки величины на портале изменились.", "Проверьте загрузку ещё раз.")
    SchoolFigure.objects.bulk_create(
        [
            SchoolFigure(
                municipality_id=batch.municipality_id,
                school_id=write.school_id,
                academic_year=write.academic_year,
                metric=write.metric,
                value=write.value,
                batch=batch,
                sheet=write.sheet[:64],
                row=write.row,
            )
            for write in writes
        ],
        batch_size=ROWS_AT_ONCE,
    )
    return {"Новых величин": len(writes) - len(replaced), "Заменено величин": len(replaced)}


def withdraw_figures(*, batch: ImportBatch) -> dict[str, int]:
    """Delete what the batch wrote and put back what it replaced, inside the caller's transaction."""
    removed, _ = SchoolFigure.objects.filter(batch=batch).delete()
    restored = replaced_figures(batch).update(replaced_by=None)
    return {"Удалено величин": removed, "Возвращено прежних величин": restored}


def replaced_figures(batch: ImportBatch) -> "QuerySet[SchoolFigure, SchoolFigure]":
    """Figures that gave way to the batch."""
    return SchoolFigure.objects.filter(replaced_by=batch)


def later_figure_batches(batch: ImportBatch) -> list[tuple[ImportBatch, int]]:
    """Imports that took the place of the batch's figures, with the number of these figures."""
    counts = dict(
        SchoolFigure.objects.filter(batch=batch, replaced_by__isnull=False)
        .order_by()
        .values_list("replaced_by")
        .annotate(Count("pk"))
    )
    later = ImportBatch.objects.in_bulk(counts)
    return [(later[pk], counts[pk]) for pk in sorted(counts)]
