"""Writing results: a new row takes the place of the old one, and an undone import gives it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from django.db.models import Count, QuerySet

from diagnostics.models import Assessment, AssessmentResult, PupilResult
from diagnostics.services.result_drafts import MARKS, Draft
from diagnostics.signals import results_imported
from shnor_portal.accounts.models import User
from shnor_portal.common.bulk import insert_columns
from shnor_portal.common.refusals import Refusal
from shnor_portal.imports.models import ImportBatch

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Write:
    """A draft to write, and the result in force that gives way to it, if there is one."""

    draft: Draft
    replaces: int | None


def write_results(*, batch: ImportBatch, writes: Sequence[Write], by: User | None) -> dict[str, int]:
    """Write results and pupil rows inside the caller's transaction; counts by Russian name.

    Raises Refusal STALE when a result that was to be replaced has been replaced meanwhile. Sends
    `results_imported`, to which the computation of indicators listens.
    """
    replaced = [write.replaces for write in writes if write.replaces is not None]
    _retire(batch, replaced)
    assessments = _assessments({(write.draft.key, write.draft.year) for write in writes})
    results = AssessmentResult.objects.bulk_create(
        [_row(batch, write.draft, assessments[write.draft.key.code, write.draft.year]) for write in writes],
        batch_size=ROWS_AT_ONCE,
    )
    pupils = _write_pupils(batch, [write.draft for write in writes], [result.pk for result in results])
    _announce(batch, {write.draft.year for write in writes}, by)
    return {
        "Новых результатов": len(writes) - len(replaced),
        "Заменено результатов": len(replaced),
        "Строк участников": pupils,
    }


def withdraw_results(*, batch: ImportBatch, by: User | None) -> dict[str, int]:
    """Take back what the batch wrote and put back what it replaced, inside the caller's transaction.

    The batch's own results stay as history, out of force; its pupil rows are deleted.
    """
    own = AssessmentResult.objects.filter(batch=batch)
    years = set(own.order_by().values_list("assessment__academic_year", flat=True).distinct())
    pupils, _ = PupilResult.objects.filter(result__in=own.order_by().values("pk")).delete()
    withdrawn = own.filter(is_current=True).update(is_current=False)
    restored = replaced_by(batch).update(is_current=True, replaced_by=None)
    _announce(batch, years, by)
    return {
        "Снято результатов": withdrawn,
        "Возвращено прежних результатов": restored,
        "Удалено строк участников": pupils,
    }


def replaced_by(batch: ImportBatch) -> "QuerySet[AssessmentResult, AssessmentResult]":
    """Results that gave way to the batch and still stand back for it."""
    return AssessmentResult.objects.filter(replaced_by=batch, is_current=False)


def later_batches(batch: ImportBatch) -> list[tuple[ImportBatch, int]]:
    """Imports that took the place of the batch's results, with the number of these results."""
    counts = dict(
        AssessmentResult.objects.filter(batch=batch, replaced_by__isnull=False)
        .order_by()
        .values_list("replaced_by")
        .annotate(Count("pk"))
    )
    later = ImportBatch.objects.in_bulk(counts)
    return [(later[pk], counts[pk]) for pk in sorted(counts)]


def _retire(batch: ImportBatch, keys: Sequence[int]) -> None:
    retired = sum(
        AssessmentResult.objects.filter(pk__in=keys[start : start + ROWS_AT_ONCE], is_current=True).update(
            is_current=False, replaced_by=batch
        )
        for start in range(0, len(keys), ROWS_AT_ONCE)
    )
    if retired != len(keys):
        raise Refusal(
            "STALE",
            "С момента проверки результаты на портале изменились.",
            "Проверьте загрузку ещё раз: предварительный просмотр обновится.",
        )


def _assessments(wanted: Iterable[tuple[Any, int]]) -> dict[tuple[str, int], Assessment]:
    """The procedures of the years, made where this is their first result."""
    keys = {(key.code, year): key for key, year in wanted}
    if not keys:
        return {}
    Assessment.objects.bulk_create(
        [
            Assessment(
                kind=key.kind, grade=key.grade, subject=key.subject, level=key.level, academic_year=year, procedure=code
            )
            for (code, year), key in sorted(keys.items())
        ],
        ignore_conflicts=True,
    )
    rows = Assessment.objects.filter(
        procedure__in={code for code, _ in keys}, academic_year__in={year for _, year in keys}
    )
    return {(row.procedure, row.academic_year): row for row in rows}


def _row(batch: ImportBatch, draft: Draft, assessment: Assessment) -> AssessmentResult:
    marks = draft.marks or {}
    return AssessmentResult(
        municipality_id=batch.municipality_id,
        school_id=draft.school_id,
        assessment=assessment,
        batch=batch,
        participants=draft.participants,
        **{f"marks_{mark}": marks.get(mark) for mark in MARKS},
        failed=draft.failed,
        score_sum=draft.score_sum,
        scored=draft.scored,
        max_score=draft.max_score,
        distribution=draft.distribution,
        percents=draft.percents,
        journal=draft.journal,
        tasks=draft.tasks,
        content_sha256=draft.fingerprint,
        sheet=draft.sheet[:64],
        row_from=draft.row_from,
        row_to=draft.row_to,
    )


def _write_pupils(batch: ImportBatch, drafts: Sequence[Draft], result_ids: Sequence[int]) -> int:
    """All pupil rows of all drafts as columns, in one stream."""
    parts = [(pk, part) for pk, draft in zip(result_ids, drafts, strict=True) for part in draft.slices]
    if not parts:
        return 0
    sizes = [len(part.at) for _, part in parts]
    positions = [part.at.tolist() for _, part in parts]

    def taken(name: str) -> list[Any]:
        """One column of the protocols, row by row of the parts."""
        values: list[Any] = []
        for (_, part), at in zip(parts, positions, strict=True):
            values.extend(map(getattr(part.block.pupils, name).__getitem__, at))
        return values

    def spread(values: Iterable[Any]) -> list[Any]:
        return list(chain.from_iterable(map(repeat, values, sizes)))

    has_tasks = all(part.block.pupils and part.block.pupils.tasks for _, part in parts)
    return insert_columns(
        PupilResult,
        {
            "municipality_id": spread([batch.municipality_id] * len(parts)),
            "result_id": spread(pk for pk, _ in parts),
            "pupil_code": taken("pupil_code"),
            "class_group": taken("class_group"),
            "variant": taken("variant"),
            "primary_score": taken("primary_score"),
            "mark": taken("mark"),
            "journal_mark": taken("journal_mark"),
            "tasks": taken("tasks") if has_tasks else spread([[]] * len(parts)),
            "sheet_number": spread(part.sheet_number for _, part in parts),
            "row": taken("row"),
        },
    )


def _announce(batch: ImportBatch, years: Iterable[int], by: User | None) -> None:
    listed = sorted(years)
    if listed:
        results_imported.send(
            sender=ImportBatch,
            municipality_id=batch.municipality_id,
            academic_years=listed,
            batch_id=batch.pk,
            by=by,
        )
