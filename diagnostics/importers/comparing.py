"""Drafts against what the portal holds: new, changed or the same, with figures as a person reads them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count

from diagnostics.models import Assessment, AssessmentResult, PupilResult, RiskList
from diagnostics.services.result_drafts import MARKS, Draft, Place
from shnor_portal.common.numbers import format_decimal, plural
from shnor_portal.common.years import format_academic_year
from shnor_portal.imports.enums import Change
from shnor_portal.imports.models import ImportBatch
from shnor_portal.imports.reader.types import Problem, Severity
from shnor_portal.imports.targets import Plan, PlannedItem

_FIELDS = (
    "pk", "school_id", "assessment__procedure", "assessment__academic_year", "participants", "marks_2", "marks_3",
    "marks_4", "marks_5", "failed", "score_sum", "scored", "max_score", "content_sha256", "batch_id",
    "batch__created_at", "batch__original_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A result in force, and how many pupil rows stand behind it."""

    row: Mapping[str, Any]
    pupils: int

    @property
    def marks(self) -> dict[int, int] | None:
        marks = {mark: self.row[f"marks_{mark}"] for mark in MARKS}
        return None if any(count is None for count in marks.values()) else marks


def held_results(municipality_id: int, places: Collection[Place]) -> dict[Place, Held]:
    """Results in force in the procedures and years of the drafts: three queries, whatever their number."""
    procedures, years = {place[0] for place in places}, {place[1] for place in places}
    assessments = Assessment.objects.filter(procedure__in=procedures, academic_year__in=years)
    rows = list(
        AssessmentResult.objects.current()
        .filter(municipality_id=municipality_id, assessment__in=assessments)
        .order_by("pk")
        .values(*_FIELDS)
    )
    pupils = dict(
        PupilResult.objects.filter(
            municipality_id=municipality_id, result__is_current=True, result__assessment__in=assessments
        )
        .order_by()
        .values_list("result_id")
        .annotate(Count("pk"))
    )
    return {
        (row["assessment__procedure"], row["assessment__academic_year"], row["school_id"]): Held(
            row, pupils.get(row["pk"], 0)
        )
        for row in rows
    }


def change_of(draft: Draft, held: Held | None) -> Change:
    """New without a result in force; the same when the content is, or when more detail of equal figures is held."""
    if held is None:
        return Change.NEW
    if held.row["content_sha256"] == draft.fingerprint:
        return Change.SAME
    if not draft.slices and (held.pupils or not held.row["content_sha256"]) and _same_figures(draft, held):
        return Change.SAME
    return Change.CHANGED


def _same_figures(draft: Draft, held: Held) -> bool:
    row = held.row
    if row["participants"] != draft.participants or held.marks != draft.marks:
        return False
    return draft.score_sum is None or (row["score_sum"], row["scored"]) == (draft.score_sum, draft.scored)


def item_of(draft: Draft, held: Held | None, school: str) -> PlannedItem:
    """The line of the preview."""
    change = change_of(draft, held)
    before = _shown_held(held) if held else {}
    after = _shown_draft(draft)
    if change == Change.SAME:
        after = before
    elif before == after:
        after = {**after, "Подробности": "изменились баллы, задания или коды участников"}
    return PlannedItem(
        "|".join(map(str, draft.place)),
        draft.sheet,
        draft.row_from,
        draft.row_to,
        f"{draft.key.title}, {format_academic_year(draft.year)}",
        school,
        change,
        before,
        after,
    )


def _shown_held(held: Held) -> dict[str, str]:
    row = held.row
    return _shown(row["participants"], held.marks, row["failed"], (row["score_sum"], row["scored"]), held.pupils)


def _shown_draft(draft: Draft) -> dict[str, str]:
    pupils = sum(len(part.at) for part in draft.slices)
    return _shown(draft.participants, draft.marks, draft.failed, (draft.score_sum, draft.scored), pupils)


def _shown(
    participants: int,
    marks: Mapping[int, int] | None,
    failed: int | None,
    scores: tuple[int | None, int | None],
    pupils: int,
) -> dict[str, str]:
    """Figures by their Russian names, in print order; what is unknown is not shown as zero."""
    shown = {"Участников": str(participants)}
    shown |= {f"«{mark}»": str(marks[mark]) for mark in MARKS} if marks else {}
    if failed is not None:
        shown["Не преодолели порог"] = str(failed)
    total, scored = scores
    if total is not None and scored:
        shown["Средний балл"] = format_decimal(Fraction(total, scored), 2)
    if pupils:
        shown["Строк участников"] = str(pupils)
    return shown


def warn_of_order(plan: Plan, batch: ImportBatch, replaced: Iterable[Held]) -> None:
    """IMPORT_OLDER: figures in force came from a file uploaded later than this one."""
    later = [held for held in replaced if held.row["batch__created_at"] > batch.created_at]
    if later:
        names = ", ".join(sorted({f"«{held.row['batch__original_name'][:80]}»" for held in later})[:5])
        _warn(
            plan,
            "IMPORT_OLDER",
            f"Действующие результаты новее: {len(later)} из них взяты из файлов, загруженных позже этого: {names}.",
            "Применяйте, только если этот файл вернее.",
        )


def warn_of_lost_detail(plan: Plan, pairs: Iterable[tuple[Draft, Held]]) -> None:
    """DETAIL_LOST: figures with pupil rows behind them give way to bare totals."""
    poorer = sum(1 for draft, held in pairs if held.pupils and not draft.slices)
    if poorer:
        whose = plural(poorer, "результата", "результатов", "результатов")
        _warn(
            plan,
            "DETAIL_LOST",
            f"У {poorer} {whose} на портале есть строки участников, "
            "а в этом файле только итоги, и они с ними расходятся.",
            "После применения действовать будут итоги; строки участников останутся у прежней загрузки.",
        )


def warn_of_closed_period(plan: Plan, lists: Iterable[RiskList]) -> None:
    """PERIOD_CLOSED: an approved list has used figures that would change; the list itself is frozen and stays."""
    for risk_list in lists:
        _warn(
            plan,
            "PERIOD_CLOSED",
            f"По прежним результатам утверждён перечень «{risk_list}».",
            "Утверждённый перечень не изменится, но его данные перестанут совпадать с результатами на портале.",
        )


def _warn(plan: Plan, code: str, message: str, hint: str) -> None:
    plan.say(Problem(code, message, hint, severity=Severity.WARNING))
